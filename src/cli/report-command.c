#include <stdio.h>

#include "cli.h"
#include "report.h"

static int
print_report (LimenAnalysis *analysis, const LimenLossOptions *losses,
              const double *thresholds, gsize n, const LimenObjective *view,
              gboolean is_json)
{
  static const LimenMetricId metrics[]
      = { LIMEN_METRIC_F1, LIMEN_METRIC_YOUDEN_J, LIMEN_METRIC_MCC,
          LIMEN_METRIC_ACCURACY };
  LimenObjective objectives[G_N_ELEMENTS (metrics)];
  LimenReportOptions options = {
    .thresholds = thresholds,
    .n_thresholds = n,
    .objectives = objectives,
    .n_objectives = G_N_ELEMENTS (metrics),
    .view = view,
    .losses = losses,
  };
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      objectives[i] = *view;
      objectives[i].metric = (LimenMetric){ metrics[i], 1 };
      objectives[i].is_minimized = FALSE;
    }
  text = is_json ? limen_report_to_json (analysis, &options)
                 : limen_report_to_text (analysis, &options);
  fputs (text, stdout);
  return LIMEN_EXIT_DONE;
}

/* Whether the file, and what is shown of it, has what the options are about;
 * NULL, or what is wrong. */
static const char *
check_file (LimenAnalysis *analysis, gboolean has_thresholds,
            gboolean has_view, gboolean is_json)
{
  gsize n_classes = limen_analysis_get_n_classes (analysis);

  if (has_thresholds && n_classes == 0)
    return "--at: a regression has no thresholds";
  if (has_view && n_classes == 0)
    return "--prevalence and the costs and gains are of decisions, and a "
           "regression has none";
  if (has_view && n_classes > 1 && !has_thresholds && !is_json)
    return "--prevalence and the costs and gains are for thresholds, which of "
           "several classes are shown with --at or --json";
  return NULL;
}

/* limen-cli report: the numbers of one file. */
int
limen_cli_report (int argc, char **argv)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_auto (LimenLossArguments) arguments = { 0 };
  g_auto (LimenObjectiveOptions) view_options = { 0 };
  LimenObjective view;
  g_autoptr (LimenLossOptions) losses = NULL;
  g_autoptr (LimenAnalysis) analysis = NULL;
  g_auto (GStrv) at = NULL;
  g_autofree double *thresholds = NULL;
  gboolean is_json = FALSE;
  const char *message;
  const GOptionEntry entries[] = {
    { "at", 0, 0, G_OPTION_ARG_STRING_ARRAY, &at,
      "Threshold to report (repeat); the usual one if none is given. Of "
      "several classes it is reported for each",
      "T" },
    { "json", 0, 0, G_OPTION_ARG_NONE, &is_json, "Print JSON", NULL },
    { NULL }
  };
  const LimenCommandLine line = {
    .arguments = "FILE",
    .summary = "Prints what the scores of a file of predictions show, the "
               "losses, the ranking,\nthe calibration, the confusion of "
               "several classes, the metrics at thresholds and\nthe best "
               "thresholds; FILE may be - (standard input).",
    .entries = entries,
    .view = &view_options,
    .losses = &arguments,
    .reading = options,
  };
  GError *error = NULL;
  gsize n;

  if (!limen_cli_parse (&line, &argc, &argv, &error)
      || (losses = limen_loss_arguments_parse (&arguments, &error)) == NULL
      || (thresholds = limen_cli_parse_numbers ("--at", at, &n, &error))
             == NULL
      || !limen_objective_options_parse (&view_options, &view, &error))
    return limen_cli_fail_options ("report", error);
  view.has_row_costs = limen_read_options_has_costs (options);
  if (argc != 2)
    return limen_cli_fail_usage ("report", "give one FILE");
  analysis = limen_cli_analyze (argv[1], options, losses, &error);
  if (analysis == NULL)
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  message = check_file (analysis, n > 0,
                        limen_objective_options_are_given (&view_options),
                        is_json);
  if (message != NULL)
    return limen_cli_fail_usage ("report", message);
  return print_report (analysis, losses, thresholds, n, &view, is_json);
}
