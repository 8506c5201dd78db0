#include <stdio.h>

#include "cli.h"
#include "cutoff-file.h"
#include "decisions.h"

/* What the cutoffs call positive, unless the user says otherwise. */
static void
take_positive (GListModel *cutoffs, LimenReadOptions *options)
{
  g_autoptr (LimenCutoff) first = g_list_model_get_item (cutoffs, 0);

  if (options->positive == NULL && first != NULL)
    options->positive = g_strdup (limen_cutoff_get_class_name (first));
}

/* How the cutoffs do on rows with labels; "" for others, NULL with an error. */
static char *
describe (GListModel *cutoffs, LimenDataset *dataset, GError **error)
{
  g_autoptr (LimenAnalysis) analysis = NULL;
  g_autoptr (LimenOneVsRest) class = NULL;
  g_autofree char *text = NULL;

  if (limen_dataset_get_predictions (dataset)->labels == NULL)
    return g_strdup ("");
  analysis = limen_analysis_new (dataset, NULL, NULL, error);
  if (analysis == NULL)
    return NULL;
  class = limen_analysis_get_class (analysis, 0, error);
  text = limen_decisions_describe (cutoffs, class);
  return g_strdup_printf ("On %s, beside what was measured when the cutoffs "
                          "were chosen:\n%s",
                          limen_dataset_get_name (dataset), text);
}

static int
apply (GListModel *cutoffs, LimenDataset *dataset, const char *path)
{
  gsize n_rows = limen_dataset_get_predictions (dataset)->n_rows;
  GError *error = NULL;
  g_autofree char *text = describe (cutoffs, dataset, &error);

  if (text == NULL || !limen_decisions_save (cutoffs, dataset, path, &error))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  fputs (text, stdout);
  printf ("Saved the decisions of %" G_GSIZE_FORMAT " %s to %s\n", n_rows,
          n_rows == 1 ? "row" : "rows", path);
  limen_cli_print_skipped (dataset);
  return LIMEN_EXIT_DONE;
}

/* limen-cli apply: a decision per row. */
int
limen_cli_apply (int argc, char **argv)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (GListModel) cutoffs = NULL;
  g_autoptr (LimenDataset) dataset = NULL;
  g_autofree char *path = NULL;
  const GOptionEntry entries[] = {
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &path,
      "Where to save a decision per row, as CSV", "decisions.csv" },
    { NULL }
  };
  const LimenCommandLine line = {
    .arguments = "CUTOFFS FILE --output decisions.csv",
    .summary = "Decides every row of FILE by the cutoffs of a file that "
               "choose or the window\nsaved as JSON; FILE may be - (standard "
               "input). Where FILE has labels, says how\nthe cutoffs do "
               "there.",
    .entries = entries,
    .reading = options,
  };
  GError *error = NULL;

  if (!limen_cli_parse (&line, &argc, &argv, &error))
    return limen_cli_fail_options ("apply", error);
  if (argc != 3)
    return limen_cli_fail_usage ("apply", "give CUTOFFS and one FILE");
  if (path == NULL)
    return limen_cli_fail_usage ("apply", "say where to save with --output");
  if (!limen_cli_check_output (path, argv[1], &error)
      || !limen_cli_check_output (path, argv[2], &error))
    return limen_cli_fail_options ("apply", error);
  cutoffs = limen_cutoff_file_load (argv[1], &error);
  if (cutoffs == NULL)
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  take_positive (cutoffs, options);
  options->label_is_optional = TRUE;
  dataset = limen_dataset_read (argv[2], options, NULL, NULL, NULL, &error);
  if (dataset == NULL)
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  return apply (cutoffs, dataset, path);
}
