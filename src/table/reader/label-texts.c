/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label-texts.h"

#include <string.h>

#include "predictions.h"

#define MAX_TEXTS 60000
#define MAX_BYTES (16 * 1024 * 1024)

typedef struct
{
  char *text;
  guint16 label;
} Text;

struct _LimenLabelTexts
{
  GArray *texts;       /* Text */
  GHashTable *by_text; /* char * -> index + 1 */
  gsize n_bytes;
  guint16 first[LIMEN_MAX_CLASSES]; /* index of the first text of each label; 0
                                     * if none */
};

static void
clear_text (gpointer data)
{
  Text *text = data;

  g_free (text->text);
}

/* Creates texts with one element: "", which has index 0 and no label. */
LimenLabelTexts *
limen_label_texts_new (void)
{
  LimenLabelTexts *self = g_new0 (LimenLabelTexts, 1);

  self->texts = g_array_new (FALSE, FALSE, sizeof (Text));
  g_array_set_clear_func (self->texts, clear_text);
  self->by_text = g_hash_table_new (g_str_hash, g_str_equal);
  limen_label_texts_add (self, "", LIMEN_LABEL_NONE);
  return self;
}

/* Frees the texts; NULL is ignored. */
void
limen_label_texts_free (LimenLabelTexts *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_text);
  g_array_unref (self->texts);
  g_free (self);
}

static Text *
get (LimenLabelTexts *self, guint16 number)
{
  return &g_array_index (self->texts, Text, number);
}

/* Index of a text; LIMEN_LABEL_NONE if unknown. */
static guint16
find (LimenLabelTexts *self, const char *text)
{
  return (guint16) (GPOINTER_TO_UINT (
                        g_hash_table_lookup (self->by_text, text))
                    - 1);
}

static void
set_label (LimenLabelTexts *self, guint16 number, guint16 label)
{
  if (label == LIMEN_LABEL_NONE)
    return;
  get (self, number)->label = label;
  if (self->first[label] == 0)
    self->first[label] = number;
}

static gboolean
is_full (LimenLabelTexts *self, gsize length)
{
  return self->texts->len == MAX_TEXTS || self->n_bytes + length > MAX_BYTES;
}

/* Adds a text, and sets its label unless that is LIMEN_LABEL_NONE. Returns its
 * index. Once the limits are reached, a new text gets the index of the label's
 * first text, or 0. */
guint16
limen_label_texts_add (LimenLabelTexts *self, const char *text, guint16 label)
{
  guint16 number = find (self, text);
  gsize length = strlen (text) + 1;
  Text copy = { .label = LIMEN_LABEL_NONE };

  if (number == LIMEN_LABEL_NONE && is_full (self, length))
    return label != LIMEN_LABEL_NONE ? self->first[label] : 0;
  if (number == LIMEN_LABEL_NONE)
    {
      copy.text = g_strdup (text);
      number = (guint16) self->texts->len;
      self->n_bytes += length;
      g_array_append_val (self->texts, copy);
      g_hash_table_insert (self->by_text, copy.text,
                           GUINT_TO_POINTER (number + 1u));
    }
  set_label (self, number, label);
  return number;
}

/* Number of texts, including the empty one. */
guint
limen_label_texts_get_n (LimenLabelTexts *self)
{
  return self->texts->len;
}

/* The text at an index, as written in the file; owned by the texts. */
const char *
limen_label_texts_get (LimenLabelTexts *self, guint16 number)
{
  return get (self, number)->text;
}

/* The label of a text, or LIMEN_LABEL_NONE. */
guint16
limen_label_texts_get_label (LimenLabelTexts *self, guint16 number)
{
  return get (self, number)->label;
}
