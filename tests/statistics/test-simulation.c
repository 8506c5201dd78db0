/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_cdf.h>
#include <math.h>

#include "coverage-table.h"
#include "documented-methods.h"
#include "run.h"
#include "support.h"

/* A short run of what `./dev simulate` does at length, and checks of the
 * simulation itself. */

#define N_FILES 200
/* The probability that a coverage at the bounds falls outside the limits of
 * the short run. */
#define CHANCE 1e-9

/* The numbers of files that hold the truth, out of n, that a coverage between
 * the bounds may give. */
static void
find_limits (gsize n, gsize *least, gsize *most)
{
  *least = 0;
  while (gsl_cdf_binomial_P ((guint) *least, LEAST_COVERAGE, (guint) n)
         < CHANCE)
    (*least)++;
  *most = n;
  while (*most > 0
         && gsl_cdf_binomial_Q ((guint) *most - 1, MOST_COVERAGE, (guint) n)
                < CHANCE)
    (*most)--;
}

/* Checks the coverage of all values of a cell without a known reason to be
 * off; returns their number. */
static guint
check_cell (const CellResult *result)
{
  guint n_checked = 0;

  for (gsize i = 0; i < N_REPORT_VALUES; i++)
    {
      const Tally *tally = &result->tallies[i];
      gsize n = tally_get_n_intervals (tally), least, most;
      gsize n_covered = n - tally->n_below - tally->n_above;

      if (n < N_FILES / 2 || coverage_find_reason (result, i) != NULL)
        continue;
      find_limits (n, &least, &most);
      g_test_message ("%s: %zu of %zu", report_value_get (i).name, n_covered,
                      n);
      g_assert_cmpuint (n_covered, >=, least);
      g_assert_cmpuint (n_covered, <=, most);
      n_checked++;
    }
  return n_checked;
}

static void
test_short_run (gconstpointer data)
{
  const Cell *cell = data;
  g_autofree CellResult *result
      = cell_simulate (cell, N_FILES, 0, test_get_folder ());

  g_assert_cmpuint (check_cell (result), >=, 30);
}

/* The population's values are those of a very large file, so the truth does
 * not rest on the sums over its points alone. */
static void
test_truth (void)
{
  for (int shape = 0; shape < N_SHAPES; shape++)
    for (int situation = 0; situation < N_SITUATIONS; situation++)
      {
        g_autoptr (Population) population
            = population_new ((Shape) shape, (Situation) situation, 0.3);
        gsl_rng *random = gsl_rng_alloc (gsl_rng_mt19937);
        g_autoptr (SimulatedFile) file
            = simulated_file_draw (population, 400000, random);
        double sums[2] = { 0 }, expected[2] = { 0 };

        for (gsize i = 0; i < file->n; i++)
          sums[file->labels[i]]
              += (file->weights != NULL ? file->weights[i] : 1)
                 * (file->scores[i] >= population->thresholds[0])
                 / (double) file->n;
        for (gsize i = 0; i < population->n; i++)
          if (population->scores[i] >= population->thresholds[0])
            {
              expected[0] += population->negatives[i];
              expected[1] += population->positives[i];
            }
        g_assert_cmpfloat (fabs (sums[0] - expected[0]), <, 0.01);
        g_assert_cmpfloat (fabs (sums[1] - expected[1]), <, 0.01);
        gsl_rng_free (random);
      }
}

/* The simulation sees what limen-cli prints. */
static void
test_program (void)
{
  for (int situation = 0; situation < N_SITUATIONS; situation++)
    {
      g_autoptr (Population) population
          = population_new (SHAPE_DISCRETE, (Situation) situation, 0.3);
      gsl_rng *random = gsl_rng_alloc (gsl_rng_mt19937);
      g_autoptr (SimulatedFile) file
          = simulated_file_draw (population, 300, random);
      g_autofree char *csv = simulated_file_to_csv (file);
      g_autofree char *path = test_write_file ("program.csv", csv, -1);
      g_autofree char *line
          = report_values_get_arguments (population, "program.csv");
      Reported simulated[N_REPORT_VALUES], printed[N_REPORT_VALUES];
      g_auto (TestRun) run = { 0 };
      g_autoptr (JsonNode) root = NULL;

      report_values_simulate (population, file, path, simulated);
      run = test_run (line);
      g_assert_cmpint (run.status, ==, 0);
      root = test_parse_json (run.out);
      report_values_read (json_node_get_object (root), printed);
      for (gsize i = 0; i < N_REPORT_VALUES; i++)
        if (report_value_get (i).section != NULL)
          {
            test_assert_near (printed[i].value, simulated[i].value, 0);
            test_assert_near (printed[i].interval.low,
                              simulated[i].interval.low, 0);
            test_assert_near (printed[i].interval.high,
                              simulated[i].interval.high, 0);
          }
      gsl_rng_free (random);
    }
}

/* The documentation has the method of every value in every situation. */
static void
test_documented (void)
{
  g_autoptr (GPtrArray) methods = documented_methods_new ();
  g_autofree char *path
      = test_get_source_path ("../data/interval-methods.csv");
  g_autoptr (GPtrArray) documented = documented_methods_read (path);

  g_assert_cmpuint (documented->len, ==, methods->len);
  for (guint i = 0; i < methods->len; i++)
    {
      const DocumentedMethod *method = g_ptr_array_index (methods, i);
      const DocumentedMethod *found = g_ptr_array_index (documented, i);

      g_test_message ("%s, %s", method->value, method->column);
      g_assert_cmpstr (found->value, ==, method->value);
      g_assert_cmpstr (found->column, ==, method->column);
      g_assert_cmpstr (found->method, ==, method->method);
    }
}

int
main (int argc, char **argv)
{
  static const Cell cells[] = {
    { SHAPE_CONTINUOUS, 500, 0.5, SITUATION_GIVEN },
    { SHAPE_DISCRETE, 500, 0.5, SITUATION_PREVALENCE },
    { SHAPE_BIMODAL, 1000, 0.5, SITUATION_STRATIFIED },
    { SHAPE_CONTINUOUS, 1000, 0.5, SITUATION_WEIGHTED },
    { SHAPE_CONTINUOUS, 1000, 0.5, SITUATION_UNITS },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      g_autofree char *name = cell_get_name (&cells[i]);
      g_autofree char *path = g_strconcat ("/simulation/", name, NULL);

      g_test_add_data_func (path, &cells[i], test_short_run);
    }
  g_test_add_func ("/simulation/truth", test_truth);
  g_test_add_func ("/simulation/program", test_program);
  g_test_add_func ("/simulation/documented", test_documented);
  return g_test_run ();
}
