/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class-columns.h"

#include <string.h>

#include "class-name.h"
#include "positive-class.h"

/* Minimum length of an abbreviation. */
#define MIN_BEGINNING 3
/* With more labels than this, abbreviations are not considered. */
#define MAX_ABBREVIATED 50

/* Patterns that derive the class from a column's name, the most likely
 * first. */
enum
{
  BESIDE_A_WORD,     /* "prob_cat" */
  BESIDE_BOTH,       /* "prob_c0": without the word and what the names have in
                      * common */
  BESIDE_LABEL_WORD, /* "label_cat" */
  NOT_IN_COMMON,     /* "model_cat": without what the names have in common */
  WHOLE_NAME,        /* "cat" */
  AS_WRITTEN,        /* "x=1" or "b>": unchanged, for labels that contain such
                      * signs */
  N_WAYS,
};

static gboolean
strip (int way, GPtrArray *names, GPtrArray *stems)
{
  g_autoptr (GPtrArray) beside = g_ptr_array_new_with_free_func (g_free);

  switch (way)
    {
    case BESIDE_A_WORD:
      return limen_class_names_strip_words (names, LIMEN_CLASS_WORDS_OF_SCORES,
                                            stems);
    case BESIDE_LABEL_WORD:
      return limen_class_names_strip_words (names, LIMEN_CLASS_WORDS_OF_LABELS,
                                            stems);
    case BESIDE_BOTH:
      return limen_class_names_strip_words (names, LIMEN_CLASS_WORDS_OF_SCORES,
                                            beside)
             && limen_class_names_strip_common (beside, stems);
    case NOT_IN_COMMON:
      return limen_class_names_strip_common (names, stems);
    default:
      for (guint i = 0; i < names->len; i++)
        g_ptr_array_add (stems, way == AS_WRITTEN
                                    ? g_strdup (names->pdata[i])
                                    : limen_class_name_clean (names->pdata[i]));
      return TRUE;
    }
}

static GPtrArray *
list_names (const LimenClassColumns *self, const LimenSample *sample)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);

  for (gsize i = 0; i < limen_class_columns_get_n (self); i++)
    g_ptr_array_add (names, limen_class_name_get (
                                sample, limen_class_columns_get (self, i)));
  return names;
}

/* Maps the normalised words of each label to its number, since column names
 * may be written differently. */
static GHashTable *
map_words (LimenLabels *labels)
{
  GHashTable *map = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           NULL);

  for (guint i = 0; i < limen_labels_get_n (labels); i++)
    g_hash_table_insert (
        map, limen_class_words_join (limen_labels_get_name (labels, i)),
        GUINT_TO_POINTER (i));
  return map;
}

/* A name in lower case and, if that leaves letters, without accents. A new
 * string. */
static char *
fold (const char *name)
{
  g_autofree char *ascii = g_str_to_ascii (name, "C");

  return strchr (ascii, '?') == NULL ? g_ascii_strdown (ascii, -1)
                                     : g_utf8_strdown (name, -1);
}

/* Whether one of two folded names, of letters only, abbreviates the other:
 * "pos" of "positive". A single letter counts only if the label is a single
 * letter. */
static gboolean
is_beginning (const char *stem, const char *label)
{
  gsize n = 0;

  while (stem[n] != '\0' && stem[n] == label[n])
    n++;
  if (strpbrk (stem, "0123456789") != NULL
      || strpbrk (label, "0123456789") != NULL)
    return FALSE;
  return (stem[n] == '\0' || label[n] == '\0')
         && (n >= MIN_BEGINNING || (n == 1 && label[1] == '\0'));
}

/* The only label that a stem abbreviates, or that abbreviates the stem; -1 if
 * there is none or several. `folded_labels` has NULL for labels to skip. */
static int
find_abbreviated (const char *stem, const GPtrArray *folded_labels)
{
  g_autofree char *folded = fold (stem);
  int found = -1;

  for (guint i = 0; i < folded_labels->len; i++)
    {
      const char *label = g_ptr_array_index (folded_labels, i);

      if (label == NULL || !is_beginning (folded, label))
        continue;
      if (found >= 0)
        return -1;
      found = (int) i;
    }
  return found;
}

/* The folded names of the labels, NULL for those that a stem equals; a new
 * array. */
static GPtrArray *
fold_unnamed (const GPtrArray *stems, LimenLabels *labels)
{
  GPtrArray *folded = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < limen_labels_get_n (labels); i++)
    g_ptr_array_add (folded, fold (limen_labels_get_name (labels, i)));
  for (guint i = 0; i < stems->len; i++)
    {
      int label = limen_labels_find (labels, stems->pdata[i]);

      if (label >= 0)
        g_clear_pointer (&folded->pdata[label], g_free);
    }
  return folded;
}

/* Replaces each stem that abbreviates a label by that label, and returns the
 * number of stems replaced. Replaces none, and returns 0, if two stems
 * abbreviate one label. */
static gsize
match_abbreviated (GPtrArray *stems, LimenLabels *labels)
{
  g_autoptr (GPtrArray) folded = fold_unnamed (stems, labels);
  g_autofree int *found = g_new (int, MAX (stems->len, 1));
  g_autofree gboolean *is_found = g_new0 (gboolean, folded->len + 1);
  gsize n = 0;

  for (guint i = 0; i < stems->len; i++)
    {
      found[i] = limen_labels_find (labels, stems->pdata[i]) >= 0
                     ? -1
                     : find_abbreviated (stems->pdata[i], folded);
      if (found[i] < 0)
        continue;
      if (is_found[found[i]])
        return 0;
      is_found[found[i]] = TRUE;
    }
  for (guint i = 0; i < stems->len; i++)
    if (found[i] >= 0)
      {
        g_free (stems->pdata[i]);
        stems->pdata[i]
            = g_strdup (limen_labels_get_name (labels, (guint) found[i]));
        n++;
      }
  return n;
}

/* Replaces stems by the labels they stand for, ignoring letter case and
 * separators, or as abbreviations. Returns how many stems are labels. */
static gsize
match_labels (GPtrArray *stems, LimenLabels *labels, GHashTable *words)
{
  gsize n = 0;

  for (guint i = 0; i < stems->len; i++)
    {
      g_autofree char *joined = NULL;
      gpointer label;

      if (limen_labels_find (labels, stems->pdata[i]) >= 0)
        {
          n++;
          continue;
        }
      joined = limen_class_words_join (stems->pdata[i]);
      if (!g_hash_table_lookup_extended (words, joined, NULL, &label))
        continue;
      g_free (stems->pdata[i]);
      stems->pdata[i] = g_strdup (
          limen_labels_get_name (labels, GPOINTER_TO_UINT (label)));
      n++;
    }
  if (n < stems->len && limen_labels_get_n (labels) <= MAX_ABBREVIATED)
    n += match_abbreviated (stems, labels);
  return n;
}

/* Derives the stems from the columns' names by the pattern that yields the
 * most of these labels, spelled as the labels are; if none yields any, by the
 * first pattern that applies. */
void
limen_class_columns_name_after (LimenClassColumns *self,
                                const LimenSample *sample,
                                LimenLabels *labels)
{
  g_autoptr (GPtrArray) names = list_names (self, sample);
  g_autoptr (GHashTable) words = map_words (labels);
  gsize most = 0;

  g_ptr_array_set_size (self->stems, 0);
  for (int way = 0; way < N_WAYS; way++)
    {
      g_autoptr (GPtrArray) stems = g_ptr_array_new_with_free_func (g_free);
      gsize n;

      if (self->stems->len > 0 && limen_labels_get_n (labels) == 0)
        break;
      if (!strip (way, names, stems))
        continue;
      n = match_labels (stems, labels, words);
      if (self->stems->len > 0 && n <= most)
        continue;
      most = n;
      g_ptr_array_unref (self->stems);
      self->stems = g_steal_pointer (&stems);
    }
}
