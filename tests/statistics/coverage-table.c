/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coverage-table.h"

#include <math.h>
#include <stdio.h>

/* Standard errors of a simulated coverage that are put down to chance. */
#define CHANCE 2.5

static gboolean
is_off (const Tally *tally)
{
  double coverage = tally_get_coverage (tally);

  return coverage < LEAST_COVERAGE || coverage > MOST_COVERAGE;
}

/* Whether the coverage is outside the bounds by chance only. */
static gboolean
is_of_chance (const Tally *tally)
{
  double coverage = tally_get_coverage (tally);
  double bound = coverage < LEAST_COVERAGE ? LEAST_COVERAGE : MOST_COVERAGE;

  return fabs (coverage - bound)
         < CHANCE
               * sqrt (coverage * (1 - coverage)
                       / (double) tally_get_n_intervals (tally));
}

static char *
describe_value (gsize i)
{
  ReportValue value = report_value_get (i);

  return value.threshold < 0
             ? g_strdup (value.name)
             : g_strdup_printf ("%s at t%d", value.name, value.threshold + 1);
}

static double
get_percent (gsize n, const Tally *tally)
{
  return 100 * (double) n / (double) tally->n_files;
}

/* Why the intervals of a value are off; "unexplained" if no reason is
 * known, and "" if they are not off. */
static const char *
describe_reason (const CellResult *result, gsize i)
{
  const char *reason;

  if (!is_off (&result->tallies[i]))
    return "";
  reason = coverage_find_reason (result, i);
  if (reason != NULL)
    return reason;
  return is_of_chance (&result->tallies[i])
             ? "within the error of the simulation"
             : "unexplained";
}

static void
print_value (const CellResult *result, gsize i)
{
  const Tally *tally = &result->tallies[i];
  g_autofree char *name = describe_value (i);

  if (tally->n_undefined == tally->n_files)
    return;
  printf ("| %s | %.4g | ", name, result->truths[i]);
  if (tally_get_n_intervals (tally) > 0)
    printf ("%.1f | %.1f | %.1f | %.3g", 100 * tally_get_coverage (tally),
            get_percent (tally->n_below, tally),
            get_percent (tally->n_above, tally), tally_get_width (tally));
  else
    printf ("| | |");
  printf (" | %zu | %zu | %zu | %.2g ± %.1g | %s |\n", tally->n_undefined,
          tally->n_refused, tally->n_unbounded, tally_get_bias (tally),
          tally_get_bias_error (tally), describe_reason (result, i));
}

void
coverage_print_cell (const CellResult *result)
{
  g_autofree char *name = cell_get_name (&result->cell);

  printf ("\n## %s\n\n", name);
  for (int i = 0; i < N_THRESHOLDS; i++)
    printf ("t%d: on average %.1f TP, %.1f FP, %.1f FN, %.1f TN\n", i + 1,
            result->expected[i].tp, result->expected[i].fp,
            result->expected[i].fn, result->expected[i].tn);
  printf ("\n| value | truth | covered %% | too low %% | too high %% | mean "
          "width | undefined | refused | unbounded | bias | reason |\n"
          "|---|---|---|---|---|---|---|---|---|---|---|\n");
  for (gsize i = 0; i < N_REPORT_VALUES; i++)
    print_value (result, i);
  fflush (stdout);
}

/* The coverage of a value over the cells of a situation. */
typedef struct
{
  gsize n_cells, n_off, n_unexplained, n_without; /* n_without: files */
  gsize n_files;
  double lowest, highest;
} Summary;

static Summary
summarize (CellResult *const *results, gsize n, const char *name,
           Situation situation)
{
  Summary summary = { .lowest = INFINITY, .highest = -INFINITY };

  for (gsize i = 0; i < n; i++)
    for (gsize k = 0; k < N_REPORT_VALUES; k++)
      {
        const Tally *tally = &results[i]->tallies[k];

        if (results[i]->cell.situation != situation
            || !g_str_equal (report_value_get (k).name, name)
            || tally->n_undefined == tally->n_files)
          continue;
        summary.n_files += tally->n_files;
        summary.n_without += tally->n_undefined + tally->n_refused;
        if (tally_get_n_intervals (tally) == 0)
          continue;
        summary.n_cells++;
        summary.n_off += is_off (tally);
        summary.n_unexplained
            += is_off (tally) && !is_of_chance (tally)
               && coverage_find_reason (results[i], k) == NULL;
        summary.lowest = fmin (summary.lowest, tally_get_coverage (tally));
        summary.highest = fmax (summary.highest, tally_get_coverage (tally));
      }
  return summary;
}

void
coverage_print_summary (CellResult *const *results, gsize n)
{
  printf ("\n# Summary\n\nOver the cells of a situation, and both thresholds: "
          "the lowest and the highest coverage; cells outside %g to %g %%, "
          "and those without a known reason; files without an interval.\n\n"
          "| value | situation | cells | lowest %% | highest %% | outside | "
          "unexplained | without interval %% |\n"
          "|---|---|---|---|---|---|---|---|\n",
          100 * LEAST_COVERAGE, 100 * MOST_COVERAGE);
  for (gsize k = 0; k < N_REPORT_VALUES; k++)
    for (int j = 0; j < N_SITUATIONS; j++)
      {
        ReportValue value = report_value_get (k);
        Summary summary = summarize (results, n, value.name, (Situation) j);

        if (summary.n_cells > 0 && value.threshold <= 0)
          printf ("| %s | %s | %zu | %.1f | %.1f | %zu | %zu | %.1f |\n",
                  value.name, situation_get_name ((Situation) j),
                  summary.n_cells, 100 * summary.lowest, 100 * summary.highest,
                  summary.n_off, summary.n_unexplained,
                  100 * (double) summary.n_without / (double) summary.n_files);
      }
}
