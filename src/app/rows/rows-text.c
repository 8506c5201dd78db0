/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows-text.h"

#include <glib/gi18n.h>
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

/* Appends a part after a comma; takes ownership of it. NULL is ignored. */
static void
take_part (GString *text, char *part)
{
  if (part != NULL)
    g_string_append_printf (text, "%s%s", _ (", "), part);
  g_free (part);
}

/* "0.41 – 0.49", "0.41 and more"; NULL if there are no limits. */
static char *
format_range (double low, double high)
{
  g_autofree char *low_text = limen_screen_format_value (low, 4);
  g_autofree char *high_text = limen_screen_format_value (high, 4);

  if (isnan (low))
    return NULL;
  if (isinf (high))
    return g_strdup_printf (_ ("%s and more"), low_text);
  if (isinf (low))
    return g_strdup_printf (_ ("%s and less"), high_text);
  return limen_screen_format_range (low, high, 4);
}

static char *
describe_scores (double low, double high)
{
  g_autofree char *range = format_range (low, high);

  /* Translators: %s is “0.41 – 0.49”, “0.41 and more” or “0.49 and less”. */
  return range != NULL ? g_strdup_printf (_ ("score %s"), range) : NULL;
}

static char *
describe_losses (double low, double high)
{
  g_autofree char *range = format_range (low, high);

  /* Translators: %s is “0.41 – 0.49”, “0.41 and more” or “0.49 and less”. */
  return range != NULL ? g_strdup_printf (_ ("loss %s"), range) : NULL;
}

static char *
describe_label (const LimenRowQuery *query)
{
  if (query->label < 0)
    return NULL;
  return g_strdup_printf (
      _ ("true class \342\200\234%s\342\200\235"),
      limen_dataset_get_class_name (
          limen_threshold_scores_get_dataset (query->scores),
          (gsize) query->label));
}

static char *
describe_decision (const LimenRowQuery *query)
{
  if (query->decision < 0)
    return NULL;
  if (query->decision == LIMEN_CLASS_NONE)
    return g_strdup (_ ("predicted \342\200\234none\342\200\235"));
  return g_strdup_printf (
      _ ("predicted \342\200\234%s\342\200\235"),
      limen_dataset_get_class_name (
          limen_threshold_scores_get_dataset (query->scores),
          (gsize) query->decision));
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
    return g_strdup_printf (_ ("at threshold %s"), threshold);
  refer_from = limen_screen_format_threshold (
      limen_threshold_reverse (query->refer_from, is_reversed (query)));
  return g_strdup_printf (_ ("at threshold %s, referred from %s"), threshold,
                          refer_from);
}

/* "500 rows, at threshold 0.5, score 0.4 – 0.425", for n rows found; a new
 * string. */
char *
limen_rows_text_describe (const LimenRowQuery *query, gsize n)
{
  g_autofree char *count = limen_screen_format_count ((double) n);
  GString *text = g_string_new (NULL);
  double low = query->low, high = query->high;

  g_string_append_printf (
      text,
      query->near > 0 ? ngettext (
          "%s row whose decision changes first when the line moves",
          "%s rows whose decision changes first when the line moves", n)
                      : ngettext ("%s row", "%s rows", n),
      count);
  take_part (text, format_threshold (query));
  take_part (text, describe_label (query));
  take_part (text, describe_decision (query));
  limen_interval_reverse (&low, &high, is_reversed (query));
  take_part (text, describe_scores (low, high));
  take_part (text, describe_losses (query->loss_low, query->loss_high));
  return g_string_free (text, FALSE);
}

/* "False negatives of “fraud” at threshold 0.5"; a new string. */
char *
limen_rows_text_format_title (const LimenRowQuery *query)
{
  g_autofree char *threshold = format_threshold (query);
  const char *rows = limen_rows_choices_get_title (query);
  const char *class = query->class >= 0
                              && limen_threshold_scores_get_n_classes (
                                     query->scores)
                                     > 1
                          ? limen_threshold_scores_get_class_title (
                              query->scores, (gsize) query->class)
                          : NULL;

  if (class != NULL && threshold != NULL)
    return g_strdup_printf (
        /* Translators: “False negatives of “fraud” at threshold 0.5”. */
        _ ("%s of \342\200\234%s\342\200\235 %s"), rows, class, threshold);
  if (class != NULL)
    return g_strdup_printf (
        /* Translators: “False negatives of “fraud””. */
        _ ("%s of \342\200\234%s\342\200\235"), rows, class);
  /* Translators: “False negatives at threshold 0.5”. */
  return threshold != NULL ? g_strdup_printf (_ ("%s %s"), rows, threshold)
                           : g_strdup (rows);
}
