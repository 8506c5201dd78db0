/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "choose-print.h"

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

/* Prints the threshold that comes nearest to meeting the constraints, and the
 * value of each constrained metric there. */
static void
print_nearest (const LimenObjective *objective, const LimenSweep *sweep,
               const LimenOptimum *optimum)
{
  char text[LIMEN_OBJECTIVE_SIZE];

  fprintf (stderr, "nearest is the threshold %s",
           limen_threshold_format (
               limen_threshold_reverse (optimum->positive_from.threshold,
                                        limen_sweep_is_reversed (sweep)),
               text, sizeof text));
  for (gsize i = 0; i < objective->n_constraints; i++)
    {
      LimenMetric metric = objective->constraints[i].metric;
      double value = limen_objective_value_at (
          objective, metric, sweep, optimum->positive_from.candidate);

      fprintf (stderr, "%s %s ", i == 0 ? " with" : ",",
               limen_metric_format (metric, text, sizeof text));
      fprintf (
          stderr, "%s",
          limen_metric_is_infinite (metric, optimum->confusion) ? "infinite"
          : isnan (value)                                       ? "undefined"
                          : limen_decimal_format (value, text, sizeof text));
    }
  fputc ('\n', stderr);
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

  fprintf (stderr, "cannot be met: %s\n",
           limen_objective_format (objective, text, sizeof text));
  if (is_undefined && limen_objective_refers (objective))
    fputs (
        "One class has no rows, so coverage and error cannot be computed.\n",
        stderr);
  else if (is_undefined)
    fprintf (stderr, "The metric is undefined at every threshold%s.\n",
             objective->n_constraints > 0 ? " that meets the constraints"
                                          : "");
  else if (limen_objective_refers (objective))
    fprintf (
        stderr,
        "The closest possible are an error of %.6g and a coverage of %.6g.\n",
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
    printf ("Class %s has no rows; it gets the threshold that all classes "
            "share.\n",
            shown);
  else
    printf ("Class %s has no rows, so no threshold can be chosen for it; its "
            "cutoff predicts it for no row.\n",
            shown);
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
    for (guint j = 0; j < 2 && gaps[i].metric == objective->metric.id; j++)
      printf ("%s %s %.6g", j == 0 ? "; with" : ",",
              limen_metric_get_info (gaps[i].rates[j])->name,
              limen_objective_value (objective,
                                     (LimenMetric){ gaps[i].rates[j], 1 },
                                     optimum->confusion));
}

/* Prints the interval of thresholds with the same decisions, in the units of
 * the file: "; same decisions above 0.4, up to 0.5". */
static void
print_interval (LimenEdge edge, gboolean is_reversed)
{
  char number[LIMEN_DECIMAL_SIZE];

  printf ("; same decisions %s %s, ", is_reversed ? "from" : "above",
          limen_decimal_format (edge.low, number, sizeof number));
  printf ("%s %s", is_reversed ? "below" : "up to",
          limen_decimal_format (edge.high, number, sizeof number));
}

static void
print_threshold (const LimenObjective *objective, const LimenOptimum *optimum,
                 gboolean is_reversed)
{
  char number[LIMEN_DECIMAL_SIZE];

  if (isnan (optimum->value))
    printf ("undefined at threshold ");
  else
    printf ("%.6g at threshold ", optimum->value);
  printf ("%s", limen_threshold_format (optimum->positive_from.threshold,
                                        number, sizeof number));
  print_interval (optimum->positive_from, is_reversed);
  if (optimum->ties > 1)
    printf ("; the widest of %" G_GSIZE_FORMAT " equally good intervals",
            optimum->ties);
  print_rates (objective, optimum);
  putchar ('\n');
}

static void
print_edge (const char *what, LimenEdge edge, gboolean is_reversed)
{
  char number[LIMEN_DECIMAL_SIZE];

  printf ("%s %s", what,
          limen_threshold_format (edge.threshold, number, sizeof number));
  print_interval (edge, is_reversed);
  putchar ('\n');
}

static void
print_zone (const LimenOptimum *optimum, gboolean is_reversed)
{
  printf ("%.6g\n", optimum->value);
  print_edge (is_reversed ? "positive up to" : "positive from",
              optimum->positive_from, is_reversed);
  if (optimum->refer_from.candidate == optimum->positive_from.candidate)
    printf ("negative %s it; no row is referred\n",
            is_reversed ? "above" : "below");
  else
    print_edge (is_reversed ? "negative above" : "negative below",
                optimum->refer_from, is_reversed);
  printf ("coverage %.6g, error %.6g; referred: %.6g positive, %.6g "
          "negative\n",
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
