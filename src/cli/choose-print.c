/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "choose-print.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cli.h"
#include "decimal.h"
#include "display-text.h"
#include "threshold.h"

#define MAX_NAME_CHARS 60

/* Whether an optimum can be saved as a cutoff. For a class without positive
 * rows it can: its cutoff predicts the class for no row. */
gboolean
limen_choose_has_threshold (const LimenOptimum *optimum)
{
  return optimum->status == LIMEN_OPTIMUM_FOUND
         || optimum->status == LIMEN_OPTIMUM_NO_POSITIVES;
}

/* Formats a threshold as limen_threshold_format(), for a text in the user's
 * language. */
const char *
limen_choose_format_threshold (double threshold, char *buffer, gsize size)
{
  if (threshold == INFINITY)
    /* Translators: the threshold that no score reaches. */
    return C_ ("threshold", "none");
  return limen_threshold_format (threshold, buffer, size);
}

/* The value of each constrained metric at the threshold that comes nearest, as
 * a list, "fpr 0.2, recall 0.5"; a new string. */
static char *
list_values (const LimenObjective *objective, const LimenSweep *sweep,
             const LimenOptimum *optimum)
{
  char name[LIMEN_METRIC_NAME_SIZE], number[LIMEN_DECIMAL_SIZE];
  GString *list = g_string_new (NULL);

  for (gsize i = 0; i < objective->n_constraints; i++)
    {
      LimenMetric metric = objective->constraints[i].metric;
      double value = limen_objective_value_at (
          objective, metric, sweep, optimum->positive_from.candidate);

      g_string_append_printf (
          list, "%s%s %s", i > 0 ? ", " : "",
          limen_metric_format (metric, name, sizeof name),
          limen_metric_is_infinite (metric, optimum->confusion)
              ? _ ("infinite")
          : isnan (value)
              ? _ ("undefined")
              : limen_decimal_format (value, number, sizeof number));
    }
  return g_string_free (list, FALSE);
}

/* Prints the threshold that comes nearest to meeting the constraints, and the
 * value of each constrained metric there. */
static void
print_nearest (const LimenObjective *objective, const LimenSweep *sweep,
               const LimenOptimum *optimum)
{
  g_autofree char *values = list_values (objective, sweep, optimum);
  char number[LIMEN_DECIMAL_SIZE];
  const char *threshold = limen_choose_format_threshold (
      limen_threshold_reverse (optimum->positive_from.threshold,
                               limen_sweep_is_reversed (sweep)),
      number, sizeof number);

  if (objective->n_constraints > 0)
    /* Translators: the second %s is a list, such as "fpr 0.2, recall 0.5". */
    fprintf (stderr, _ ("the nearest threshold is %s, with %s\n"), threshold,
             values);
  else
    fprintf (stderr, _ ("the nearest threshold is %s\n"), threshold);
}

/* Prints to standard error why an objective cannot be met, and the threshold
 * that comes nearest. Returns LIMEN_EXIT_UNATTAINABLE. */
int
limen_choose_fail_unattainable (const LimenObjective *objective,
                                const LimenSweep *sweep,
                                const LimenOptimum *optimum)
{
  gboolean is_undefined = optimum->status == LIMEN_OPTIMUM_UNDEFINED;
  char text[LIMEN_OBJECTIVE_SIZE];

  fprintf (stderr, _ ("cannot be met: %s\n"),
           limen_objective_format (objective, text, sizeof text));
  if (is_undefined && limen_objective_refers (objective))
    fputs (_ ("One class has no rows, so coverage and error cannot be "
              "computed.\n"),
           stderr);
  else if (is_undefined && objective->n_constraints > 0)
    fputs (_ ("The metric is undefined at every threshold that meets the "
              "constraints.\n"),
           stderr);
  else if (is_undefined)
    fputs (_ ("The metric is undefined at every threshold.\n"), stderr);
  else if (limen_objective_refers (objective))
    fprintf (stderr,
             _ ("The closest possible are an error rate of %.6g and a "
                "coverage of %.6g.\n"),
             optimum->error, optimum->coverage);
  else
    print_nearest (objective, sweep, optimum);
  return LIMEN_EXIT_UNATTAINABLE;
}

/* Prints what threshold a class without positive rows gets: the shared one, or
 * one that predicts the class for no row. */
void
limen_choose_print_no_positives (const char *class, gboolean is_shared)
{
  g_autofree char *shown
      = limen_display_text_new (class, strlen (class), MAX_NAME_CHARS);

  if (is_shared)
    printf (_ ("Class %s has no rows; it gets the threshold that all classes "
               "share.\n"),
            shown);
  else
    printf (_ ("Class %s has no rows, so no threshold can be chosen for it; "
               "its cutoff decides no row for it.\n"),
            shown);
}

static double
get_value (const LimenObjective *objective, LimenMetricId metric,
           const LimenOptimum *optimum)
{
  return limen_objective_value (objective, (LimenMetric){ metric, 1 },
                                optimum->confusion);
}

/* Prints the two rates behind a gap or a corner distance; nothing for other
 * metrics, whose value is enough. */
static void
print_rates (const LimenObjective *objective, const LimenOptimum *optimum)
{
  static const struct
  {
    LimenMetricId metric, rates[2];
  } gaps[] = {
    { LIMEN_METRIC_ERROR_RATE_GAP, { LIMEN_METRIC_FPR, LIMEN_METRIC_FNR } },
    { LIMEN_METRIC_CORNER_DISTANCE, { LIMEN_METRIC_FPR, LIMEN_METRIC_FNR } },
    { LIMEN_METRIC_PRECISION_RECALL_GAP,
      { LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (gaps); i++)
    if (gaps[i].metric == objective->metric.id)
      /* Translators: each %s is a rate, such as "fpr". */
      printf (_ ("; with %s %.6g, %s %.6g"),
              limen_metric_get_info (gaps[i].rates[0])->name,
              get_value (objective, gaps[i].rates[0], optimum),
              limen_metric_get_info (gaps[i].rates[1])->name,
              get_value (objective, gaps[i].rates[1], optimum));
}

/* Prints the interval of thresholds with the same decisions, in the units of
 * the file: "; same decisions above 0.4, up to 0.5". */
static void
print_interval (LimenEdge edge, gboolean is_reversed)
{
  char low[LIMEN_DECIMAL_SIZE], high[LIMEN_DECIMAL_SIZE];

  printf (is_reversed ? _ ("; same decisions from %s, below %s")
                      : _ ("; same decisions above %s, up to %s"),
          limen_decimal_format (edge.low, low, sizeof low),
          limen_decimal_format (edge.high, high, sizeof high));
}

static void
print_threshold (const LimenObjective *objective, const LimenOptimum *optimum,
                 gboolean is_reversed)
{
  char number[LIMEN_DECIMAL_SIZE];
  const char *threshold = limen_choose_format_threshold (
      optimum->positive_from.threshold, number, sizeof number);

  if (isnan (optimum->value))
    printf (_ ("undefined at threshold %s"), threshold);
  else
    printf (_ ("%.6g at threshold %s"), optimum->value, threshold);
  print_interval (optimum->positive_from, is_reversed);
  if (optimum->ties > 1)
    printf (ngettext ("; the widest of %zu equally good interval",
                      "; the widest of %zu equally good intervals",
                      optimum->ties),
            optimum->ties);
  print_rates (objective, optimum);
  putchar ('\n');
}

/* Prints the edge of a grey zone above which, or up to which, rows are
 * positive. */
static void
print_positive (LimenEdge edge, gboolean is_reversed)
{
  char number[LIMEN_DECIMAL_SIZE];

  printf (
      is_reversed ? _ ("positive up to %s") : _ ("positive from %s"),
      limen_choose_format_threshold (edge.threshold, number, sizeof number));
  print_interval (edge, is_reversed);
  putchar ('\n');
}

/* As print_positive(), for the edge of negative rows. */
static void
print_negative (LimenEdge edge, gboolean is_reversed)
{
  char number[LIMEN_DECIMAL_SIZE];

  printf (
      is_reversed ? _ ("negative above %s") : _ ("negative below %s"),
      limen_choose_format_threshold (edge.threshold, number, sizeof number));
  print_interval (edge, is_reversed);
  putchar ('\n');
}

static void
print_zone (const LimenOptimum *optimum, gboolean is_reversed)
{
  printf ("%.6g\n", optimum->value);
  print_positive (optimum->positive_from, is_reversed);
  if (optimum->refer_from.candidate != optimum->positive_from.candidate)
    print_negative (optimum->refer_from, is_reversed);
  else if (is_reversed)
    fputs (_ ("negative above it; no row is referred\n"), stdout);
  else
    fputs (_ ("negative below it; no row is referred\n"), stdout);
  printf (_ ("coverage %.6g, error %.6g; referred: %.6g positive, %.6g "
             "negative\n"),
          optimum->coverage, optimum->error, optimum->referred_positives,
          optimum->referred_negatives);
}

/* Prints an optimum: value, threshold and interval, or both thresholds of a
 * grey zone. Thresholds are in the units of the file: the signs of reversed
 * scores are restored. */
void
limen_choose_print_optimum (const LimenObjective *objective,
                            const LimenOptimum *optimum, gboolean is_reversed)
{
  LimenOptimum shown = limen_optimum_reverse (*optimum, is_reversed);
  char text[LIMEN_OBJECTIVE_SIZE];

  printf ("%s: ", limen_objective_format (objective, text, sizeof text));
  if (limen_objective_refers (objective))
    print_zone (&shown, is_reversed);
  else
    print_threshold (objective, &shown, is_reversed);
}
