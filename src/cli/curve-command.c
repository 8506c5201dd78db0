#include <math.h>
#include <stdio.h>

#include "cli.h"
#include "figure-options.h"
#include "option-value.h"

/* What the command line says. */
typedef struct
{
  char *figure, *path, *class, *at;
  double threshold;
  LimenObjective view; /* its costs and its population */
  LimenCalibrationOptions calibration;
} Arguments;

static void
arguments_clear (Arguments *arguments)
{
  g_free (arguments->figure);
  g_free (arguments->path);
  g_free (arguments->class);
  g_free (arguments->at);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, arguments_clear)

static int
save_numbers (const char *file, const LimenReadOptions *options,
              const Arguments *arguments)
{
  const LimenFigureType *figure = limen_figures_find (arguments->figure);
  GError *error = NULL;
  g_autoptr (LimenAnalysis) analysis
      = limen_cli_analyze (file, options, NULL, NULL, &error);
  g_autoptr (LimenOneVsRest) class = NULL;
  g_autoptr (LimenFigureInput) input = NULL;

  if (analysis == NULL)
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  class = limen_cli_get_figure_class (figure, analysis, arguments->class,
                                      !isnan (arguments->threshold), &error);
  if (class == NULL)
    return limen_cli_fail_options ("curve", error);
  input = limen_cli_new_figure_input (analysis, class, &arguments->view,
                                      arguments->threshold,
                                      arguments->calibration);
  if (!limen_figure_type_save (figure, input, arguments->path, &error))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  limen_cli_print_saved (arguments->path);
  limen_cli_print_skipped (limen_analysis_get_dataset (analysis));
  return LIMEN_EXIT_DONE;
}

static gboolean
is_of_losses (const LimenFigureType *figure)
{
  return figure->scope == LIMEN_SCOPE_ALL;
}

/* limen-cli curve: the numbers in a figure. */
int
limen_cli_curve (int argc, char **argv)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_auto (LimenObjectiveOptions) view = { 0 };
  g_auto (LimenCalibrationArguments) bins = { 0 };
  g_auto (Arguments) arguments = { .threshold = NAN };
  g_autofree char *losses = limen_figures_list (is_of_losses, " and ");
  g_autofree char *at = g_strconcat (
      "Threshold that decides rows rightly or wrongly, for ", losses, NULL);
  const GOptionEntry entries[] = {
    { "figure", 0, 0, G_OPTION_ARG_STRING, &arguments.figure,
      limen_figures_get_keys (), "NAME" },
    { "output", 'o', 0, G_OPTION_ARG_FILENAME, &arguments.path,
      "Where to save them as CSV; - is the standard output", "x.csv" },
    { "class", 0, 0, G_OPTION_ARG_FILENAME, &arguments.class,
      "Which of several classes they are about", "NAME" },
    { "at", 0, 0, G_OPTION_ARG_STRING, &arguments.at, at, "T" },
    { NULL }
  };
  const LimenCommandLine line = {
    .arguments = "FILE --figure NAME --output x.csv",
    .summary = "Saves the numbers in a figure of a file of predictions, at "
               "every threshold\nwhere it is about thresholds; FILE may be - "
               "(standard input).",
    .entries = entries,
    .view = &view,
    .bins = &bins,
    .reading = options,
  };
  GError *error = NULL;
  int status;

  options->no_sha256 = TRUE;
  if (!limen_cli_parse (&line, &argc, &argv, &error)
      || !limen_objective_options_parse (&view, &arguments.view, &error)
      || (arguments.at != NULL
          && !limen_option_parse_number ("--at", arguments.at,
                                         &arguments.threshold, &error)))
    return limen_cli_fail_options ("curve", error);
  status = limen_cli_check_figure ("curve", argc, arguments.figure, &bins,
                                   &arguments.calibration, arguments.path);
  if (status != LIMEN_EXIT_DONE)
    return status;
  if (!limen_cli_take_output (arguments.path, options,
                              (const char *const *) argv + 1, 1, &error))
    return limen_cli_fail_options ("curve", error);
  return save_numbers (argv[1], options, &arguments);
}
