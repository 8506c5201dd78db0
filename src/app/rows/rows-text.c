/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows-text.h"

#include <math.h>

#include "rows-choices.h"
#include "screen-format.h"
#include "threshold.h"

static LimenKind
get_kind (const LimenRowQuery *query)
{
  return limen_threshold_scores_get_numbers (query->scores)->kind;
}

static gboolean
is_reversed (const LimenRowQuery *query)
{
  return limen_threshold_scores_get_numbers (query->scores)->is_reversed;
}

/* ", loss 0.41 – 0.49" */
static void
append_range (GString *text, const char *what, double low, double high)
{
  g_autofree char *low_text = limen_screen_format_value (low, 4);
  g_autofree char *high_text = limen_screen_format_value (high, 4);
  g_autofree char *range = limen_screen_format_range (low, high, 4);

  if (isnan (low))
    return;
  if (isinf (high))
    g_string_append_printf (text, ", %s %s and more", what, low_text);
  else if (isinf (low))
    g_string_append_printf (text, ", %s %s and less", what, high_text);
  else
    g_string_append_printf (text, ", %s %s", what, range);
}

static void
append_class (GString *text, const LimenRowQuery *query, const char *what,
              int class)
{
  LimenDataset *dataset = limen_threshold_scores_get_dataset (query->scores);

  if (class < 0)
    return;
  g_string_append_printf (text, ", %s \342\200\234%s\342\200\235", what,
                          class == LIMEN_CLASS_NONE
                              ? "none"
                              : limen_dataset_get_class_name (
                                  dataset, (gsize) class));
}

/* "at threshold 0.5"; NULL if the decision does not depend on a single
 * threshold. */
static char *
format_threshold (const LimenRowQuery *query)
{
  g_autofree char *threshold = NULL, *refer_from = NULL;

  if (query->class < 0 || !limen_kind_has_thresholds (get_kind (query)))
    return NULL;
  threshold = limen_screen_format_threshold (
      limen_threshold_reverse (query->threshold, is_reversed (query)));
  if (isnan (query->refer_from))
    return g_strdup_printf ("at threshold %s", threshold);
  refer_from = limen_screen_format_threshold (
      limen_threshold_reverse (query->refer_from, is_reversed (query)));
  return g_strdup_printf ("at threshold %s, referred from %s", threshold,
                          refer_from);
}

/* "500 rows, at threshold 0.5, score 0.4 – 0.425", for n rows found; a new
 * string. */
char *
limen_rows_text_describe (const LimenRowQuery *query, gsize n)
{
  g_autofree char *count = limen_screen_format_count ((double) n);
  g_autofree char *threshold = format_threshold (query);
  GString *text = g_string_new (NULL);
  double low = query->low, high = query->high;

  g_string_append_printf (text, "%s %s", count, n == 1 ? "row" : "rows");
  if (query->near > 0)
    g_string_append (text, " whose decision changes first when the line "
                           "moves");
  if (threshold != NULL)
    g_string_append_printf (text, ", %s", threshold);
  append_class (text, query, "true class", query->label);
  append_class (text, query, "predicted", query->decision);
  limen_interval_reverse (&low, &high, is_reversed (query));
  append_range (text, "score", low, high);
  append_range (text, "loss", query->loss_low, query->loss_high);
  return g_string_free (text, FALSE);
}

/* "False negatives of “fraud” at threshold 0.5"; a new string. */
char *
limen_rows_text_format_title (const LimenRowQuery *query)
{
  g_autofree char *threshold = format_threshold (query);
  GString *title = g_string_new (limen_rows_choices_get_title (query));

  if (query->class >= 0
      && limen_threshold_scores_get_n_classes (query->scores) > 1)
    g_string_append_printf (title, " of \342\200\234%s\342\200\235",
                            limen_threshold_scores_get_class_name (
                                query->scores, (gsize) query->class));
  if (threshold != NULL)
    g_string_append_printf (title, " %s", threshold);
  return g_string_free (title, FALSE);
}
