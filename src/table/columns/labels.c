/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "labels.h"

#include <string.h>

#include "blanks.h"
#include "decimal.h"
#include "display-text.h"
#include "name-sense.h"
#include "number.h"

#define MAX_NAME_CHARS 200
/* Size of the cache that maps the hash of a text to the label last written
 * that way. */
#define N_PLACES 1024

typedef struct
{
  GBytes *key;  /* canonical text: "1" for 1.0, "true" for TRUE */
  GBytes *text; /* text as last written, for lookup without a key */
  char *name;   /* name in display form */
  gboolean is_number;
  double number;
} Label;

struct _LimenLabels
{
  guint max_labels;
  char decimal_point;
  GArray *labels;
  GHashTable *by_key; /* GBytes -> label + 1 */
  guint16 places[N_PLACES]; /* label + 1; 0 if empty */
};

static void
clear_label (Label *label)
{
  g_bytes_unref (label->key);
  g_bytes_unref (label->text);
  g_free (label->name);
}

/* Creates an empty set for at most max_labels labels. */
LimenLabels *
limen_labels_new (guint max_labels, char decimal_point)
{
  LimenLabels *self = g_new0 (LimenLabels, 1);

  self->max_labels = max_labels;
  self->decimal_point = decimal_point;
  self->labels = g_array_new (FALSE, FALSE, sizeof (Label));
  g_array_set_clear_func (self->labels, (GDestroyNotify) clear_label);
  self->by_key = g_hash_table_new (g_bytes_hash, g_bytes_equal);
  return self;
}

/* Frees the labels; NULL is ignored. */
void
limen_labels_free (LimenLabels *self)
{
  if (self == NULL)
    return;
  g_hash_table_unref (self->by_key);
  g_array_unref (self->labels);
  g_free (self);
}

static Label *
get (LimenLabels *self, guint label)
{
  return &g_array_index (self->labels, Label, label);
}

/* The key of a label: a number by its value, a common word for true or false
 * in lower case, any other text unchanged. */
static GBytes *
make_key (const char *text, gsize length, char decimal_point, double *number,
          gboolean *is_number)
{
  char buffer[LIMEN_DECIMAL_SIZE];
  g_autofree char *lower = NULL;

  *is_number = limen_number_parse (text, length, decimal_point, number);
  if (*is_number)
    {
      limen_decimal_format (*number, buffer, sizeof buffer);
      return g_bytes_new (buffer, strlen (buffer));
    }
  lower = g_ascii_strdown (text, (gssize) length);
  if (limen_truth_word_get_sign (lower) != 0)
    return g_bytes_new (lower, length);
  return g_bytes_new (text, length);
}

/* FNV-1a hash, folded to the size of the cache. */
static guint
hash_text (const char *text, gsize length)
{
  guint32 hash = 2166136261u;

  for (gsize i = 0; i < length; i++)
    hash = (hash ^ (guchar) text[i]) * 16777619u;
  return (hash ^ hash >> 16) % N_PLACES;
}

/* Stores a label in the cache; it replaces another one in the same slot. */
static void
cache_label (LimenLabels *self, guint16 label)
{
  gsize length;
  const char *text = g_bytes_get_data (get (self, label)->text, &length);

  self->places[hash_text (text, length)] = (guint16) (label + 1);
}

static void
update_text (LimenLabels *self, guint16 index, const char *text, gsize length)
{
  Label *label = get (self, index);

  g_bytes_unref (label->text);
  label->text = g_bytes_new (text, length);
  cache_label (self, index);
}

static guint16
add (LimenLabels *self, const char *text, gsize length)
{
  Label label = { 0 };
  guint16 index;

  label.key = make_key (text, length, self->decimal_point, &label.number,
                        &label.is_number);
  index = (guint16) (GPOINTER_TO_UINT (
                         g_hash_table_lookup (self->by_key, label.key))
                     - 1);
  if (index != LIMEN_LABEL_NONE
      || self->labels->len == self->max_labels)
    {
      g_bytes_unref (label.key);
      if (index != LIMEN_LABEL_NONE)
        update_text (self, index, text, length);
      return index;
    }
  label.text = g_bytes_new (text, length);
  label.name = label.is_number
                   ? g_strndup (g_bytes_get_data (label.key, NULL),
                                g_bytes_get_size (label.key))
                   : limen_display_text_new (text, length, MAX_NAME_CHARS);
  g_array_append_val (self->labels, label);
  g_hash_table_insert (self->by_key, label.key,
                       GUINT_TO_POINTER (self->labels->len));
  cache_label (self, (guint16) (self->labels->len - 1));
  return (guint16) (self->labels->len - 1);
}

static gboolean
is_text_of (const Label *label, const char *text, gsize length)
{
  gsize label_length;
  const char *label_text = g_bytes_get_data (label->text, &label_length);

  return label_length == length && memcmp (label_text, text, length) == 0;
}

/* Number of distinct labels. */
guint
limen_labels_get_n (LimenLabels *self)
{
  return self->labels->len;
}

/* Looks a text up in the cache: its label, or LIMEN_LABEL_NONE if it is not
 * cached. O(length). */
guint16
limen_labels_lookup (LimenLabels *self, const char *text, gsize length)
{
  guint16 place;

  limen_trim_blanks (&text, &length);
  place = self->places[hash_text (text, length)];
  if (place > 0 && is_text_of (get (self, place - 1u), text, length))
    return (guint16) (place - 1);
  return LIMEN_LABEL_NONE;
}

/* Adds a label unless it exists, and returns its number. LIMEN_LABEL_NONE for
 * an empty text or beyond the maximum. */
guint16
limen_labels_take (LimenLabels *self, const char *text, gsize length)
{
  limen_trim_blanks (&text, &length);
  return length > 0 ? add (self, text, length) : LIMEN_LABEL_NONE;
}

/* A new set with n of these labels, in this order. */
LimenLabels *
limen_labels_new_of (LimenLabels *labels, const guint16 *which, guint n)
{
  LimenLabels *self
      = limen_labels_new (labels->max_labels, labels->decimal_point);

  for (guint i = 0; i < n; i++)
    {
      gsize length;
      const char *text
          = g_bytes_get_data (get (labels, which[i])->text, &length);

      add (self, text, length);
    }
  return self;
}

/* The number of a label, by its text or its display name; -1 if there is
 * none. */
int
limen_labels_find (LimenLabels *self, const char *text)
{
  gsize length = strlen (text);
  guint16 known = limen_labels_lookup (self, text, length);
  g_autoptr (GBytes) key = NULL;
  gboolean is_number;
  double number;

  if (known != LIMEN_LABEL_NONE)
    return known;
  limen_trim_blanks (&text, &length);
  key = make_key (text, length, self->decimal_point, &number, &is_number);
  if (g_hash_table_contains (self->by_key, key))
    return GPOINTER_TO_INT (g_hash_table_lookup (self->by_key, key)) - 1;
  for (guint i = 0; i < self->labels->len; i++)
    if (g_str_equal (get (self, i)->name, text))
      return (int) i;
  return -1;
}

/* The label's name in display form; owned by the labels. */
const char *
limen_labels_get_name (LimenLabels *self, guint label)
{
  return get (self, label)->name;
}

static int
compare_labels (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Label *first = get (user_data, *(const guint16 *) a);
  const Label *second = get (user_data, *(const guint16 *) b);

  if (first->is_number && second->is_number)
    return (first->number > second->number)
           - (first->number < second->number);
  if (first->is_number != second->is_number)
    return first->is_number ? -1 : 1;
  return g_bytes_compare (first->key, second->key);
}

/* The labels sorted by name: numbers first, by value, then texts bytewise. A
 * new array. */
guint16 *
limen_labels_sort (LimenLabels *self)
{
  guint16 *order = g_new (guint16, MAX (self->labels->len, 1));

  for (guint16 i = 0; i < self->labels->len; i++)
    order[i] = i;
  g_qsort_with_data (order, (int) self->labels->len, sizeof *order,
                     compare_labels, self);
  return order;
}

/* Whether a text means 1 or 0, as a number or as a word such as "true" or
 * "no". FALSE, with *truth unchanged, if neither. */
gboolean
limen_labels_parse_truth (const char *text, gsize length, char decimal_point,
                          gboolean *truth)
{
  g_autofree char *lower = NULL;
  gboolean is_number;
  double number;
  int sign;

  limen_trim_blanks (&text, &length);
  is_number = limen_number_parse (text, length, decimal_point, &number);
  if (is_number && (number == 0 || number == 1))
    {
      *truth = number == 1;
      return TRUE;
    }
  lower = g_ascii_strdown (text, (gssize) length);
  sign = is_number ? 0 : limen_truth_word_get_sign (lower);
  if (sign != 0)
    *truth = sign > 0;
  return sign != 0;
}

/* The only label that satisfies a predicate; -1 if none or several do. */
static int
find_only (LimenLabels *self, gboolean (*passes) (const char *label,
                                                  const char *score),
           const char *score)
{
  int found = -1;

  for (guint i = 0; i < self->labels->len; i++)
    if (passes (get (self, i)->name, score))
      {
        if (found >= 0)
          return -1;
        found = (int) i;
      }
  return found;
}

static gboolean
has_harm (const char *label, const char *score)
{
  return limen_class_words_have_harm (label);
}

/* Whether a label is a word of a score's name: "a" of "prob_a". */
static gboolean
is_word_of (const char *label, const char *score)
{
  g_auto (GStrv) words = limen_name_sense_split (score);
  g_autofree char *lower = g_ascii_strdown (label, -1);

  return !limen_name_sense_is_known (lower)
         && g_strv_contains ((const char *const *) words, lower);
}

/* The label that a score is named after: equal words, or words with a common
 * stem. If `reason`, which chose the positive label without the score, is only
 * the order, also the only label with a word for harm where the score's name
 * has one, or the only label that is a word of the name. -1 if unclear. */
static int
find_named (LimenLabels *self, const char *score, LimenPositiveReason reason)
{
  int found = limen_labels_find (self, score);

  if (found < 0)
    found = find_only (self, limen_class_words_equal, score);
  if (found < 0)
    found = find_only (self, limen_class_words_are_akin, score);
  if (found < 0 && reason == LIMEN_POSITIVE_BY_ORDER
      && limen_class_words_have_harm (score))
    found = find_only (self, has_harm, score);
  if (found < 0 && reason == LIMEN_POSITIVE_BY_ORDER)
    found = find_only (self, is_word_of, score);
  return found;
}

/* The positive one of two labels by their own text, without the score's name.
 * `order` is sorted by name. */
static guint16
choose_positive (LimenLabels *self, const guint16 *order,
                 LimenPositiveReason *reason)
{
  const Label *first = get (self, order[0]), *second = get (self, order[1]);
  int sign;

  if (first->is_number && second->is_number)
    {
      *reason = second->number == 1
                        && (first->number == 0 || first->number == -1)
                    ? LIMEN_POSITIVE_CERTAIN
                    : LIMEN_POSITIVE_BY_NUMBER;
      return order[1];
    }
  sign = limen_positive_class_compare (first->name, second->name);
  if (sign == 0)
    *reason = LIMEN_POSITIVE_BY_ORDER;
  else
    *reason = limen_positive_class_is_certain (first->name, second->name)
                  ? LIMEN_POSITIVE_CERTAIN
                  : LIMEN_POSITIVE_BY_WORD;
  return order[sign > 0 ? 0 : 1];
}

/* The positive one of two labels, and why: the one that the score is named
 * after (`score` may be NULL); else the larger number, or what
 * positive-class.c knows of the words; else the second in sorted order. Of one
 * label, or of more than two, the last in sorted order. -1 without labels. */
int
limen_labels_find_positive (LimenLabels *self, const char *score,
                            LimenPositiveReason *reason)
{
  g_autofree guint16 *order = limen_labels_sort (self);
  int positive, named;

  *reason = LIMEN_POSITIVE_CERTAIN;
  if (self->labels->len != 2)
    return self->labels->len == 0 ? -1 : order[self->labels->len - 1];
  positive = choose_positive (self, order, reason);
  named = score != NULL ? find_named (self, score, *reason) : -1;
  if (named < 0
      || (named == positive && *reason == LIMEN_POSITIVE_CERTAIN))
    return positive;
  *reason = LIMEN_POSITIVE_BY_SCORE;
  return named;
}

/* Adds the second label to a set of one: `positive` if given; else the
 * counterpart of a word for true or false, or 1 for a negative number. */
void
limen_labels_complete (LimenLabels *self, const char *positive)
{
  g_autofree char *lower = NULL;
  const char *other;

  if (self->labels->len != 1)
    return;
  if (positive != NULL)
    limen_labels_take (self, positive, strlen (positive));
  if (self->labels->len != 1)
    return;
  lower = g_ascii_strdown (get (self, 0)->name, -1);
  other = get (self, 0)->is_number && get (self, 0)->number < 0
              ? "1"
              : limen_class_word_get_counterpart (lower);
  if (other != NULL)
    limen_labels_take (self, other, strlen (other));
}
