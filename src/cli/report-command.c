/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <stdio.h>

#include "cli.h"
#include "cutoff-file.h"
#include "document-file.h"
#include "memory.h"
#include "option-value.h"
#include "output-arguments.h"
#include "output.h"
#include "partial-auc.h"
#include "progress-line.h"
#include "recalibration-trial.h"
#include "report-document.h"

/* The texts of the options, apart from those for reading. */
typedef struct
{
  char **at;
  char *partial_auc; /* LOW,HIGH */
  char *method; /* of the recalibration */
  char *cutoffs_path;
  LimenOutputArguments output;
  const char *format;
  gboolean has_timings;
  LimenObjectiveOptions view;
  LimenLossArguments losses;
  LimenCalibrationArguments calibration;
  LimenIntervalArguments intervals;
  LimenTestArguments test;
} Arguments;

static void
clear_arguments (Arguments *self)
{
  g_strfreev (self->at);
  g_free (self->partial_auc);
  g_free (self->method);
  g_free (self->cutoffs_path);
  limen_output_arguments_clear (&self->output);
  limen_objective_options_clear (&self->view);
  limen_loss_arguments_clear (&self->losses);
  limen_calibration_arguments_clear (&self->calibration);
  limen_interval_arguments_clear (&self->intervals);
  limen_test_arguments_clear (&self->test);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Arguments, clear_arguments)

/* The parsed options of the report, and the storage they point to. */
typedef struct
{
  LimenReportOptions report;
  double *thresholds;
  LimenObjective view;
  LimenObjective objectives[LIMEN_REPORT_N_OBJECTIVES];
  LimenLossOptions *losses;
} ResolvedOptions;

static void
clear_resolved (ResolvedOptions *self)
{
  g_free (self->thresholds);
  g_clear_pointer (&self->losses, limen_loss_options_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ResolvedOptions, clear_resolved)

static const char *
get_path (const Arguments *self)
{
  return self->output.path != NULL ? self->output.path : "-";
}

/* Sets the format from --json, --format or the ending of the path. */
static gboolean
find_format (Arguments *self, GError **error)
{
  static const char *const formats[] = { "txt", "json", "html", "pdf", NULL };

  const char *named;

  if (!limen_output_arguments_find_format (&self->output, &named, error))
    return FALSE;
  self->format = limen_output_find_format (get_path (self), named, formats,
                                           NULL, error);
  return self->format != NULL;
}

/* Checks the format, the output, --cutoffs and --test. FALSE with an error. */
static gboolean
check_arguments (Arguments *self, const char *file, LimenReadOptions *options,
                 GError **error)
{
  const char *const inputs[] = { file, self->cutoffs_path, self->test.path };

  if (!find_format (self, error)
      || !limen_test_arguments_check (&self->test, file, options, error)
      || !limen_cli_take_output (self->output.path, options, inputs,
                                 G_N_ELEMENTS (inputs), error))
    return FALSE;
  if (self->cutoffs_path == NULL || limen_document_has_format (self->format))
    return TRUE;
  return limen_option_fail (
      error, "--cutoffs is for reports in PDF or HTML; save one, as with "
             "--output report.pdf");
}

static gboolean
save_document (const Arguments *arguments, LimenAnalysis *analysis,
               const LimenReportOptions *report, GError **error)
{
  g_autoptr (GListModel) cutoffs = NULL;
  g_autoptr (LimenDocument) document = NULL;
  LimenDocumentOptions options = { .report = *report };
  G_GNUC_UNUSED g_autoptr (LimenProgressLine) line
      = limen_progress_line_new (_ ("Reporting"));

  if (arguments->cutoffs_path != NULL)
    {
      cutoffs = limen_cutoff_file_load (arguments->cutoffs_path, error);
      if (cutoffs == NULL)
        return FALSE;
    }
  options.cutoffs = cutoffs;
  document = limen_report_document_new (analysis, &options, error);
  return document != NULL
         && limen_document_save_as (document, get_path (arguments),
                                    arguments->format, error);
}

static char *
make_text (const Arguments *arguments, LimenAnalysis *analysis,
           const LimenReportOptions *options, GError **error)
{
  G_GNUC_UNUSED g_autoptr (LimenProgressLine) line
      = limen_progress_line_new (_ ("Reporting"));

  return g_str_equal (arguments->format, "json")
             ? limen_report_to_json (analysis, options, error)
             : limen_report_to_text (analysis, options, error);
}

/* Prints or saves the report. Returns the exit status. */
static int
write_report (const Arguments *arguments, LimenAnalysis *analysis,
              const LimenReportOptions *options)
{
  g_autofree char *text = NULL;
  GError *error = NULL;

  if (!limen_document_has_format (arguments->format))
    text = make_text (arguments, analysis, options, &error);
  if (error != NULL)
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  if (!(text != NULL ? limen_cli_write_text (get_path (arguments), text, &error)
                     : save_document (arguments, analysis, options, &error)))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  if (arguments->output.path == NULL)
    return LIMEN_EXIT_DONE;
  limen_cli_print_saved (arguments->output.path);
  limen_cli_print_skipped (limen_analysis_get_dataset (analysis));
  return LIMEN_EXIT_DONE;
}

/* Why the options do not suit the file or the format of the report; NULL if
 * they do. */
static const char *
check_file (const Arguments *arguments, const ResolvedOptions *resolved,
            LimenAnalysis *analysis)
{
  const LimenReportOptions *report = &resolved->report;
  gboolean has_view = limen_objective_options_are_given (&arguments->view)
                      || resolved->view.has_row_costs;
  gboolean has_bins
      = limen_calibration_arguments_are_given (&arguments->calibration);
  const LimenPredictions *numbers = limen_threshold_scores_get_numbers (
      limen_analysis_get_scores (analysis));
  gsize n = limen_analysis_get_n_classes (analysis);

  if (limen_intervals_check_units (&report->intervals, numbers) != NULL)
    return limen_intervals_check_units (&report->intervals, numbers);
  if (report->n_thresholds > 0 && !limen_cli_has_thresholds (analysis))
    return _ ("--at: the file has decisions, which have no thresholds");
  if (report->n_thresholds > 0 && n == 0)
    return _ ("--at: a regression has no thresholds");
  if (report->has_partial_auc && n == 0)
    return _ ("--partial-auc: a regression has no ROC curve");
  if (report->has_partial_auc && !limen_cli_has_thresholds (analysis))
    return _ ("--partial-auc: the file has decisions, which have no ROC "
              "curve");
  if (has_view && n == 0)
    return _ ("--prevalence and the costs and gains are for decisions, and a "
              "regression makes none");
  if (has_view && n > 1 && report->n_thresholds == 0
      && g_str_equal (arguments->format, "txt"))
    return _ ("--prevalence and the costs and gains are for thresholds; with "
              "several classes, give --at or --json to report thresholds");
  if (has_bins && n == 0)
    return _ ("--bins and --binning: a regression has no calibration");
  if (has_bins && !limen_cli_has_thresholds (analysis))
    return _ ("--bins and --binning: decisions have no calibration");
  if (has_bins && !limen_kind_has_probabilities (numbers->kind)
      && !report->has_recalibration)
    return _ ("--bins and --binning: plain scores have no calibration without "
              "--recalibrate");
  return NULL;
}

static void
print_timings (const LimenTimings *timings)
{
  g_autofree char *text = limen_timings_to_text (timings);

  fflush (stdout);
  fputs (text, stderr);
  fprintf (stderr, _ ("Most memory: %.1f MB\n"),
           (double) limen_memory_get_peak () / 1e6);
}

/* Reads a file and writes its report. Returns the exit status. */
static int
report_file (const char *file, const LimenReadOptions *options,
             const Arguments *arguments, const ResolvedOptions *resolved)
{
  LimenReportOptions report = resolved->report;
  g_autoptr (LimenAnalysis) analysis = NULL;
  g_autoptr (LimenTestData) test = NULL;
  GError *error = NULL;
  const char *message;
  LimenTimings timings;
  int status;

  limen_timings_start (&timings);
  analysis
      = limen_cli_analyze (file, options, resolved->losses, &timings, &error);
  if (analysis == NULL)
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  message = check_file (arguments, resolved, analysis);
  if (message != NULL)
    return limen_cli_fail_usage ("report", message);
  if ((report.has_recalibration
       && !limen_recalibration_check (
           report.recalibration, limen_analysis_get_scores (analysis), &error))
      || !limen_test_arguments_read (&arguments->test, analysis,
                                     resolved->losses, &test, &error))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  if (test != NULL)
    limen_timings_end_step (&timings, N_ ("the test data"));
  report.test = test;
  status = write_report (arguments, analysis, &report);
  limen_timings_end_step (&timings, N_ ("the report"));
  if (arguments->has_timings)
    print_timings (&timings);
  return status;
}

/* Parses the command line; argv keeps the command's name and FILE. */
static gboolean
parse_line (Arguments *arguments, LimenReadOptions *options, int *argc,
            char ***argv, GError **error)
{
  const GOptionEntry entries[]
      = { { "at", 0, 0, G_OPTION_ARG_STRING_ARRAY, &arguments->at,
            N_ ("Threshold to report (repeat)"), "T" },
          { "partial-auc", 0, 0, G_OPTION_ARG_STRING, &arguments->partial_auc,
            N_ ("ROC AUC between two false positive rates"), N_ ("LOW,HIGH") },
          { "recalibrate", 0, 0, G_OPTION_ARG_STRING, &arguments->method,
            LIMEN_RECALIBRATE_HELP, N_ ("METHOD") },
          { NULL } };
  const GOptionEntry output[]
      = { { "json", 0, 0, G_OPTION_ARG_NONE, &arguments->output.is_json,
            N_ ("Print JSON"), NULL },
          { "output", 'o', 0, G_OPTION_ARG_FILENAME, &arguments->output.path,
            N_ ("Save as .txt, .json, .html or .pdf"), N_ ("FILE") },
          { "format", 0, 0, G_OPTION_ARG_STRING, &arguments->output.format,
            N_ ("txt, json, html or pdf, if the name does not tell"),
            N_ ("FORMAT") },
          { "cutoffs", 0, 0, G_OPTION_ARG_FILENAME, &arguments->cutoffs_path,
            N_ ("Saved cutoffs, for PDF and HTML"), N_ ("FILE") },
          { "timings", 0, 0, G_OPTION_ARG_NONE, &arguments->has_timings,
            N_ ("Print where time and memory went"), NULL },
          { NULL } };
  const LimenCommandLine line = {
    .arguments = N_ ("FILE"),
    .summary = N_ ("Reports on a file of predictions: losses, ranking, "
                   "calibration, the confusion of\n"
                   "several classes, metrics at thresholds and the best "
                   "thresholds. Prints the\n"
                   "report, or saves it with --output; FILE may be - "
                   "(standard input)."),
    .entries = entries,
    .output = output,
    .view = &arguments->view,
    .losses = &arguments->losses,
    .calibration = &arguments->calibration,
    .intervals = &arguments->intervals,
    .test = &arguments->test,
    .reading = options,
  };

  return limen_cli_parse (&line, argc, argv, error);
}

/* Parses --partial-auc, "LOW,HIGH". FALSE with an error. */
static gboolean
parse_partial_auc (const char *text, LimenReportOptions *report,
                   GError **error)
{
  g_auto (GStrv) parts = NULL;

  if (text == NULL)
    return TRUE;
  parts = g_strsplit (text, ",", 0);
  if (g_strv_length (parts) == 2)
    {
      if (!limen_option_parse_number ("--partial-auc", parts[0],
                                      &report->from_fpr, error)
          || !limen_option_parse_number ("--partial-auc", parts[1],
                                         &report->to_fpr, error))
        return FALSE;
      report->has_partial_auc
          = limen_partial_auc_is_range (report->from_fpr, report->to_fpr);
    }
  if (!report->has_partial_auc)
    limen_option_fail (error,
                       "--partial-auc: \"%s\" is not LOW,HIGH with two false "
                       "positive rates 0 <= LOW < HIGH <= 1, such as 0,0.1",
                       text);
  return report->has_partial_auc;
}

/* Resolves the texts of the options into those of the report. FALSE with an
 * error. */
static gboolean
parse (const Arguments *arguments, const LimenReadOptions *options,
       ResolvedOptions *self, GError **error)
{
  LimenReportOptions *report = &self->report;

  self->losses = limen_loss_arguments_parse (&arguments->losses, error);
  if (self->losses == NULL
      || !limen_calibration_arguments_parse (&arguments->calibration,
                                             &report->calibration, error)
      || !limen_interval_arguments_parse (&arguments->intervals,
                                          &report->intervals, error)
      || !limen_recalibrate_parse (arguments->method,
                                   &report->has_recalibration,
                                   &report->recalibration, error)
      || !parse_partial_auc (arguments->partial_auc, report, error))
    return FALSE;
  self->thresholds = limen_option_parse_numbers ("--at", arguments->at,
                                                 &report->n_thresholds, error);
  if (self->thresholds == NULL
      || !limen_objective_options_parse (&arguments->view, &self->view,
                                         error))
    return FALSE;
  self->view.has_row_costs = limen_read_options_has_costs (options);
  limen_report_get_objectives (&self->view, self->objectives);
  report->thresholds = self->thresholds;
  report->objectives = self->objectives;
  report->n_objectives = G_N_ELEMENTS (self->objectives);
  report->view = &self->view;
  report->losses = self->losses;
  return TRUE;
}

/* limen-cli report: the metrics of one file. */
int
limen_cli_report (int argc, char **argv)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_auto (Arguments) arguments = { 0 };
  g_auto (ResolvedOptions) resolved = { 0 };
  GError *error = NULL;

  if (!parse_line (&arguments, options, &argc, &argv, &error)
      || !parse (&arguments, options, &resolved, &error))
    return limen_cli_fail_options ("report", error);
  if (argc != 2)
    return limen_cli_fail_usage ("report", _ ("give one FILE"));
  if (!check_arguments (&arguments, argv[1], options, &error))
    return limen_cli_fail_options ("report", error);
  return report_file (argv[1], options, &arguments, &resolved);
}
