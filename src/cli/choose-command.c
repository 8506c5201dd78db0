#include <math.h>
#include <stdio.h>

#include "cli.h"
#include "cutoff-file.h"
#include "decimal.h"

static int
fail_unattainable (const LimenObjective *objective,
                   const LimenOptimum *optimum)
{
  char text[LIMEN_OBJECTIVE_SIZE];

  fprintf (stderr, "cannot be met: %s\n",
           limen_objective_format (objective, text, sizeof text));
  if (optimum->status == LIMEN_OPTIMUM_UNDEFINED)
    {
      fprintf (stderr, "the metric is undefined at every threshold%s\n",
               objective->n_constraints > 0 ? " that meets the constraints"
                                            : "");
      return LIMEN_EXIT_UNATTAINABLE;
    }
  fprintf (stderr, "nearest is the threshold %s",
           limen_decimal_format (optimum->threshold, text, sizeof text));
  for (gsize i = 0; i < objective->n_constraints; i++)
    {
      LimenMetric metric = objective->constraints[i].metric;
      double value
          = limen_objective_value (objective, metric, optimum->confusion);

      fprintf (stderr, "%s %s ", i == 0 ? " with" : ",",
               limen_metric_format (metric, text, sizeof text));
      fprintf (stderr, "%s",
               isnan (value) ? "undefined"
                             : limen_decimal_format (value, text,
                                                     sizeof text));
    }
  fputc ('\n', stderr);
  return LIMEN_EXIT_UNATTAINABLE;
}

static void
print_choice (const LimenObjective *objective, const LimenOptimum *optimum,
              const char *path)
{
  char number[LIMEN_DECIMAL_SIZE], text[LIMEN_OBJECTIVE_SIZE];

  printf ("%s: ", limen_objective_format (objective, text, sizeof text));
  printf ("%.6g at threshold ", optimum->value);
  printf ("%s; alike above ",
          limen_decimal_format (optimum->threshold, number, sizeof number));
  printf ("%s up to ",
          limen_decimal_format (optimum->low, number, sizeof number));
  printf ("%s",
          limen_decimal_format (optimum->high, number, sizeof number));
  if (optimum->ties > 1)
    printf ("; the widest of %" G_GSIZE_FORMAT " intervals that do as well",
            optimum->ties);
  printf ("\nSaved %s\n", path);
}

static gboolean
save (const char *name, LimenOneVsRest *class,
      const LimenObjective *objective, const LimenOptimum *optimum,
      const char *path, GError **error)
{
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  g_autoptr (LimenCutoff) cutoff
      = limen_cutoff_new (name, class, optimum->threshold, objective);

  g_list_store_append (cutoffs, cutoff);
  return limen_cutoff_file_save (G_LIST_MODEL (cutoffs), path, error);
}

static int
choose (const char *file, const LimenReadOptions *options,
        const LimenObjective *objective, const char *name, const char *path)
{
  GError *error = NULL;
  g_autoptr (LimenAnalysis) analysis
      = limen_cli_analyze (file, options, NULL, &error);
  g_autoptr (LimenOneVsRest) class = NULL;
  LimenOptimum optimum;

  if (analysis == NULL)
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  class = limen_analysis_get_class (analysis, 0, &error);
  optimum = limen_objective_optimize (objective,
                                      limen_one_vs_rest_get_sweep (class));
  if (optimum.status != LIMEN_OPTIMUM_FOUND)
    return fail_unattainable (objective, &optimum);
  if (!save (name, class, objective, &optimum, path, &error))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  print_choice (objective, &optimum, path);
  limen_cli_print_skipped (limen_analysis_get_dataset (analysis));
  return LIMEN_EXIT_DONE;
}

/* limen-cli choose: the best threshold for an objective, as a file. */
int
limen_cli_choose (int argc, char **argv)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_auto (LimenObjectiveOptions) stated = { 0 };
  g_autofree char *name = NULL, *path = NULL;
  LimenObjective objective;
  const GOptionEntry entries[] = {
    { "name", 0, 0, G_OPTION_ARG_FILENAME, &name,
      "Name of the cutoff; the objective if none is given", "NAME" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path,
      "Where to save the cutoff, as JSON or (if it ends so) CSV",
      "cutoffs.json|.csv" },
    { NULL }
  };
  const LimenCommandLine line = {
    .arguments = "FILE --output cutoffs.json",
    .summary = "Finds the threshold that serves an objective best, "
               "exactly, and saves it;\nFILE may be - (standard input). "
               "Exits with 3 where the objective cannot be met.",
    .entries = entries,
    .objective = &stated,
    .reading = options,
  };
  char text[LIMEN_OBJECTIVE_SIZE];
  GError *error = NULL;

  if (!limen_cli_parse (&line, &argc, &argv, &error)
      || !limen_objective_options_parse (&stated, &objective, &error))
    return limen_cli_fail_options ("choose", error);
  if (argc != 2)
    return limen_cli_fail_usage ("choose", "give one FILE");
  if (path == NULL)
    return limen_cli_fail_usage ("choose", "say where to save with --output");
  if (!limen_cli_check_output (path, argv[1], &error))
    return limen_cli_fail_options ("choose", error);
  if (name != NULL && !g_utf8_validate (name, -1, NULL))
    return limen_cli_fail_usage ("choose", "--name is not UTF-8 text");
  if (name == NULL)
    name = g_strdup (limen_objective_format (&objective, text, sizeof text));
  return choose (argv[1], options, &objective, name, path);
}
