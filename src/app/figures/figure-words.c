/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-words.h"

#include <glib/gi18n.h>
#include <math.h>

#include "decimal.h"
#include "screen-format.h"
#include "threshold.h"

/* Tolerance for rounding the ends of a range, as a share of its length. */
#define TOLERANCE 0.005

/* "grey zone from 0.3: 0.870 of the rows decided, error rate 0.034"; NULL
 * without a grey zone. */
static char *
describe_zone (LimenSession *session)
{
  g_autofree char *refer_from = NULL;
  g_autofree char *coverage = NULL;
  g_autofree char *error = NULL;
  LimenOptimum zone;

  if (!limen_session_has_zone (session))
    return NULL;
  zone = limen_session_get_zone (session);
  refer_from = limen_screen_format_threshold (
      limen_session_reverse (session, zone.refer_from.threshold));
  coverage = limen_screen_format_value (zone.coverage, 3);
  error = limen_screen_format_value (zone.error, 3);
  return g_strdup_printf (
      _ ("grey zone from %s: %s of the rows decided, error rate %s"),
      refer_from, coverage, error);
}

/* Describes the histogram: the number of rows and the counts of the confusion
 * matrix, with a grey zone those of the decided rows. */
char *
limen_figure_words_new_of_histogram (LimenSession *session,
                                     const char *threshold)
{
  LimenConfusion all = limen_session_get_confusion (session);
  LimenConfusion c = limen_session_get_zone (session).confusion;
  g_autofree char *zone = describe_zone (session);
  g_autofree char *rows
      = limen_screen_format_count (limen_confusion_get_total (all));
  g_autofree char *tp = limen_screen_format_count (c.tp);
  g_autofree char *fp = limen_screen_format_count (c.fp);
  g_autofree char *fn = limen_screen_format_count (c.fn);
  g_autofree char *tn = limen_screen_format_count (c.tn);

  if (zone == NULL)
    return g_strdup_printf (
        _ ("%s rows; at threshold %s: %s true and %s false positives, %s "
           "false and %s true negatives"),
        rows, threshold, tp, fp, fn, tn);
  return g_strdup_printf (
      /* Translators: the last %s is “grey zone from 0.3: 0.870 of the rows
       * decided, error rate 0.034”. */
      _ ("%s rows; at threshold %s: %s true and %s false positives, %s false "
         "and %s true negatives among the rows decided; %s"),
      rows, threshold, tp, fp, fn, tn, zone);
}

/* Describes the threshold curves: precision and recall at the threshold. The
 * curves ignore a grey zone and decide every row. */
char *
limen_figure_words_new_of_curves (LimenSession *session, const char *threshold)
{
  const LimenMetric metrics[]
      = { { LIMEN_METRIC_PRECISION, 1 }, { LIMEN_METRIC_RECALL, 1 } };
  g_autofree char *rows = limen_screen_format_count (
      limen_confusion_get_total (limen_session_get_confusion (session)));
  g_autofree char *precision = limen_screen_format_value (
      limen_session_get_value (session, metrics[0]), 3);
  g_autofree char *recall = limen_screen_format_value (
      limen_session_get_value (session, metrics[1]), 3);
  g_autofree char *zone = describe_zone (session);

  if (zone == NULL)
    return g_strdup_printf (
        _ ("%s rows; at threshold %s: precision %s, recall %s"), rows,
        threshold, precision, recall);
  return g_strdup_printf (
      /* Translators: the last %s is “grey zone from 0.3: 0.870 of the rows
       * decided, error rate 0.034”. */
      _ ("%s rows; at threshold %s, with every row decided: precision %s, "
         "recall %s; %s"),
      rows, threshold, precision, recall, zone);
}

/* Rounds `end`, an end of a range, to the shortest decimal within a tolerance:
 * the distance from `end` to the position `inside`, a share of the range's
 * length. */
static double
round_end (const LimenScale *range, double end, double inside)
{
  double room = fabs (limen_scale_unmap (range, inside) - end);

  return room > 0 && isfinite (end - room) && isfinite (end + room)
             ? limen_decimal_shortest_in (end - room, end + room)
             : end;
}

/* "zoom 0.2 to 0.4": the visible part of an axis. */
char *
limen_figure_words_new_of_range (const LimenScale *range)
{
  double low = round_end (range, range->low, TOLERANCE);
  double high = round_end (range, range->high, 1 - TOLERANCE);
  g_autofree char *low_text = NULL, *high_text = NULL;

  limen_interval_reverse (&low, &high, range->is_reversed);
  low_text = limen_screen_format_exact (low);
  high_text = limen_screen_format_exact (high);
  /* Translators: the visible part of an axis. */
  return g_strdup_printf (_ ("zoom %s to %s"), low_text, high_text);
}

/* An estimated number of rows, rounded to two significant digits. */
static char *
format_estimate (double n)
{
  double unit = pow (10, floor (log10 (n)) - 1);

  return limen_screen_format_count (round (n / unit) * unit);
}

/* An accessible description of a preview, a new string. Stores a short note
 * for the screen, also a new string, in *note. */
char *
limen_figure_words_new_of_preview (LimenSamplePreview *preview, char **note)
{
  double n = (double) limen_one_vs_rest_get_numbers (
                 limen_sample_preview_get_class (preview))
                 ->n_rows;
  g_autofree char *rows = limen_screen_format_count (n);
  g_autofree char *all
      = format_estimate (n / limen_sample_preview_get_share (preview));

  *note = g_strdup_printf (
      _ ("From a sample of %s rows, still reading\342\200\246"), rows);
  return g_strdup_printf (
      _ ("The bars are those of a sample of %s rows, scaled up to all rows, "
         "about %s, which are still being read."),
      rows, all);
}
