/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoffs-column.h"

#include <glib/gi18n.h>
#include <math.h>

#include "csv-text.h"
#include "cutoff-text.h"
#include "decimal.h"
#include "screen-format.h"
#include "threshold.h"

/* The value of a metric column for a cutoff; NaN if it is undefined or the
 * cutoff does not apply. */
double
limen_cutoffs_column_get_value (const LimenCutoffsColumn *column,
                                LimenCutoff *cutoff)
{
  const LimenMetric metric = { column->metric, 1 };

  switch (column->part)
    {
    case LIMEN_CUTOFFS_NOW:
      return limen_session_get_cutoff_value (column->session, cutoff, metric);
    case LIMEN_CUTOFFS_TEST:
      return limen_session_get_cutoff_test_value (column->session, cutoff,
                                                  metric);
    case LIMEN_CUTOFFS_OPTIMISM:
      return limen_session_get_cutoff_optimism (column->session, cutoff,
                                                metric)
          .value;
    case LIMEN_CUTOFFS_THEN:
    default:
      return limen_cutoff_get_metric (cutoff, metric);
    }
}

/* The text of a metric; the optimism has its interval, once it is computed. A
 * new string. */
static char *
format_metric (const LimenCutoffsColumn *column, LimenCutoff *cutoff)
{
  const LimenMetric metric = { column->metric, 1 };
  double number = limen_cutoffs_column_get_value (column, cutoff);
  g_autofree char *value = column->part == LIMEN_CUTOFFS_OPTIMISM
                               ? limen_screen_format_short (number)
                               : limen_screen_format_value (number, 3);
  g_autofree char *low = NULL, *high = NULL;
  LimenInterval interval;

  if (column->part != LIMEN_CUTOFFS_OPTIMISM)
    return g_steal_pointer (&value);
  interval
      = limen_session_get_cutoff_optimism (column->session, cutoff, metric)
            .interval;
  if (isnan (interval.low) || isnan (interval.high))
    return g_steal_pointer (&value);
  low = limen_screen_format_short (interval.low);
  high = limen_screen_format_short (interval.high);
  /* Translators: a value and the ends of its interval. */
  return g_strdup_printf (_ ("%s (%s to %s)"), value, low, high);
}

/* The text of a cell; a new string, NULL if the cell holds only widgets. */
char *
limen_cutoffs_column_format (const LimenCutoffsColumn *column,
                             LimenCutoff *cutoff)
{
  const char *objective = limen_cutoff_get_objective (cutoff);
  LimenAnalysis *analysis = limen_session_get_analysis (column->session);

  switch (column->kind)
    {
    case LIMEN_CUTOFFS_NAME:
      return g_strdup (limen_cutoff_get_name (cutoff));
    case LIMEN_CUTOFFS_CLASS:
      return g_strdup (limen_cutoff_get_class_title (
          cutoff,
          analysis != NULL ? limen_analysis_get_scores (analysis) : NULL));
    case LIMEN_CUTOFFS_FILE:
      return g_strdup (limen_cutoff_get_file (cutoff));
    case LIMEN_CUTOFFS_THRESHOLD:
      return limen_cutoff_text_format_thresholds (cutoff);
    case LIMEN_CUTOFFS_OBJECTIVE:
      return g_strdup (objective != NULL ? objective : _ ("set by hand"));
    case LIMEN_CUTOFFS_METRIC:
      return format_metric (column, cutoff);
    case LIMEN_CUTOFFS_NOTE:
      return g_strdup (limen_cutoff_get_note (cutoff));
    case LIMEN_CUTOFFS_TICK:
    case LIMEN_CUTOFFS_BUTTONS:
    default:
      return NULL;
    }
}

/* The tooltip of a cell: the full text, or what a metric was measured on, or
 * why it is missing; a new string. NULL if the cell has no text. */
char *
limen_cutoffs_column_describe (const LimenCutoffsColumn *column,
                               LimenCutoff *cutoff)
{
  g_autofree char *reason = NULL;

  if (column->kind == LIMEN_CUTOFFS_NAME
      || column->kind == LIMEN_CUTOFFS_THRESHOLD)
    return limen_cutoff_text_describe (cutoff);
  if (column->kind != LIMEN_CUTOFFS_METRIC)
    return limen_cutoffs_column_format (column, cutoff);
  if (column->part == LIMEN_CUTOFFS_OPTIMISM)
    return g_strdup_printf (
        /* Translators: the title of a column, such as “Recall optimism”. */
        _ ("%s: by how much the open file flatters the cutoff against the "
           "test data, with its 95 %% interval"),
        column->title);
  if (column->part == LIMEN_CUTOFFS_TEST)
    return g_strdup_printf (_ ("%s, on the rows of the test data"),
                            column->title);
  if (column->part == LIMEN_CUTOFFS_THEN)
    /* Translators: the title of a column, such as “Recall then”. */
    return g_strdup_printf (_ ("%s when the cutoff was pinned"),
                            column->title);
  reason = limen_session_explain_cutoff (column->session, cutoff);
  return reason != NULL
             ? g_strdup_printf (_ ("Does not apply here: %s"), reason)
             : g_strdup_printf (_ ("%s, on the rows of the open file"),
                                column->title);
}

/* Whether a column shows plain text. */
gboolean
limen_cutoffs_column_is_text (const LimenCutoffsColumn *column)
{
  return column->kind == LIMEN_CUTOFFS_CLASS
         || column->kind == LIMEN_CUTOFFS_FILE
         || column->kind == LIMEN_CUTOFFS_OBJECTIVE;
}

/* Whether a column shows numbers, which are right-aligned. */
gboolean
limen_cutoffs_column_is_number (const LimenCutoffsColumn *column)
{
  return column->kind == LIMEN_CUTOFFS_THRESHOLD
         || column->kind == LIMEN_CUTOFFS_METRIC;
}

/* Whether a column shows a text that is edited in place. */
gboolean
limen_cutoffs_column_is_editable (const LimenCutoffsColumn *column)
{
  return column->kind == LIMEN_CUTOFFS_NAME
         || column->kind == LIMEN_CUTOFFS_NOTE;
}

static int
compare_numbers (double a, double b)
{
  if (isnan (a) || isnan (b))
    return isnan (b) - isnan (a);
  return (a > b) - (a < b);
}

static int
compare_texts (const char *a, const char *b)
{
  return g_utf8_collate (a != NULL ? a : "", b != NULL ? b : "");
}

/* Compares two LimenCutoff by the column in `data` (LimenCutoffsColumn); a
 * GCompareDataFunc. NaN comes last. */
int
limen_cutoffs_column_compare (gconstpointer a, gconstpointer b, gpointer data)
{
  const LimenCutoffsColumn *column = data;
  LimenCutoff *first = (LimenCutoff *) a, *second = (LimenCutoff *) b;
  g_autofree char *text = NULL, *other = NULL;

  if (column->kind == LIMEN_CUTOFFS_THRESHOLD)
    return compare_numbers (limen_cutoff_get_threshold (first),
                            limen_cutoff_get_threshold (second));
  if (column->kind == LIMEN_CUTOFFS_METRIC)
    return compare_numbers (limen_cutoffs_column_get_value (column, first),
                            limen_cutoffs_column_get_value (column, second));
  text = limen_cutoffs_column_format (column, first);
  other = limen_cutoffs_column_format (column, second);
  return compare_texts (text, other);
}

static const char *const part_headings[]
    = { " then", " now", " test", " optimism" };

/* Appends the title of a column, in English, to the first line of CSV. */
void
limen_cutoffs_column_append_heading (GString *line,
                                     const LimenCutoffsColumn *column)
{
  g_autofree char *metric = NULL;

  if (column->kind == LIMEN_CUTOFFS_METRIC)
    metric = g_strconcat (limen_metric_get_info (column->metric)->title,
                          part_headings[column->part], NULL);
  limen_csv_append_text (line, metric != NULL ? metric : column->heading);
}

/* Appends both thresholds of a grey zone: "0.3 to 0.5". */
static void
append_zone (GString *line, LimenCutoff *cutoff, LimenCutoffGreyZone zone)
{
  gboolean is_reversed = limen_cutoff_is_reversed (cutoff);
  char low[LIMEN_DECIMAL_SIZE], high[LIMEN_DECIMAL_SIZE];
  g_autofree char *text = NULL;

  limen_decimal_format (limen_threshold_reverse (zone.refer_from, is_reversed),
                        low, sizeof low);
  limen_decimal_format (limen_threshold_reverse (
                            limen_cutoff_get_threshold (cutoff), is_reversed),
                        high, sizeof high);
  text = g_strdup_printf ("%s to %s", low, high);
  limen_csv_append_text (line, text);
}

/* Appends the value of a cell to a line of CSV, in English, numbers with full
 * precision. */
void
limen_cutoffs_column_append_csv (GString *line,
                                 const LimenCutoffsColumn *column,
                                 LimenCutoff *cutoff)
{
  const char *objective = limen_cutoff_get_objective (cutoff);
  g_autofree char *text = NULL;
  LimenCutoffGreyZone zone;

  if (column->kind == LIMEN_CUTOFFS_METRIC)
    limen_csv_append_number (line,
                             limen_cutoffs_column_get_value (column, cutoff));
  else if (column->kind == LIMEN_CUTOFFS_OBJECTIVE)
    limen_csv_append_text (line,
                           objective != NULL ? objective : "set by hand");
  else if (column->kind == LIMEN_CUTOFFS_CLASS)
    limen_csv_append_text (line, limen_cutoff_get_class_name (cutoff));
  else if (column->kind != LIMEN_CUTOFFS_THRESHOLD)
    {
      text = limen_cutoffs_column_format (column, cutoff);
      limen_csv_append_text (line, text);
    }
  else if (limen_cutoff_get_grey_zone (cutoff, &zone))
    append_zone (line, cutoff, zone);
  else
    limen_csv_append_number (
        line, limen_threshold_reverse (limen_cutoff_get_threshold (cutoff),
                                       limen_cutoff_is_reversed (cutoff)));
}
