/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cli.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cutoff-file.h"
#include "display-text.h"
#include "option-value.h"
#include "output.h"
#include "progress-line.h"
#include "reading-options.h"
#include "recall.h"
#include "recalibration-trial.h"
#include "standard-output.h"
#include "table-error.h"

/* The domain of the translations. */
#define DOMAIN "limen"

/* Prints an error to standard error, frees it, and returns `status`. Control
 * characters and invalid UTF-8 in the message, which file names may hold, are
 * escaped. */
int
limen_cli_fail (int status, GError *error)
{
  gboolean is_list
      = g_error_matches (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROWS);
  const char *command = limen_table_error_get_command (error);
  g_autofree char *shown
      = is_list ? limen_display_text_new_lines (error->message)
                : limen_display_text_new (error->message,
                                          strlen (error->message), 0);

  fputs (shown, stderr);
  if (command != NULL)
    /* Translators: follows a sentence; then a command line */
    fprintf (stderr, _ (". For example:\n  %s"), command);
  fputc ('\n', stderr);
  if (is_list)
    fputs (_ ("Correct these rows, or leave them out with --skip-bad-rows.\n"),
           stderr);
  g_error_free (error);
  return status;
}

/* Prints to standard error what is wrong with the command line, a message in
 * the user's language, and the --help of `command` ("" for the program).
 * Returns LIMEN_EXIT_USAGE. */
int
limen_cli_fail_usage (const char *command, const char *message)
{
  g_autofree char *shown
      = limen_display_text_new (message, strlen (message), 0);
  g_autofree char *help
      = *command != '\0' ? g_strdup_printf ("limen-cli %s --help", command)
                         : g_strdup ("limen-cli --help");

  fprintf (stderr, "limen-cli: %s\n", shown);
  /* Translators: %s is a command, such as "limen-cli report --help". */
  fprintf (stderr, _ ("Try: %s\n"), help);
  return LIMEN_EXIT_USAGE;
}

/* Prints an error about options as limen_cli_fail_usage(), frees it, and
 * returns the exit status. Running out of memory is reported as
 * LIMEN_EXIT_INPUT instead, without pointing to --help. */
int
limen_cli_fail_options (const char *command, GError *error)
{
  if (g_error_matches (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_MEMORY))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  limen_cli_fail_usage (command, error->message);
  g_error_free (error);
  return LIMEN_EXIT_USAGE;
}

/* Prints all options in their groups; ends the program. */
static gboolean
help_cb (const char *option, const char *value, gpointer data, GError **error)
{
  char *help = g_option_context_get_help (data, FALSE, NULL);

  fputs (help, stdout);
  g_free (help);
  exit (LIMEN_EXIT_DONE);
}

/* Adds a group of options with a heading in --help; owned by the context. GLib
 * translates the texts of the options, but not the heading, which is
 * translated here. */
static GOptionGroup *
add_group (GOptionContext *context, const char *heading, gpointer data)
{
  GOptionGroup *group
      = g_option_group_new (heading, _ (heading), _ (heading), data, NULL);

  g_option_group_set_translation_domain (group, DOMAIN);
  g_option_context_add_group (context, group);
  return group;
}

static void
add_computing (GOptionContext *context, const LimenCommandLine *line)
{
  LimenObjectiveOptions *view
      = line->objective != NULL ? line->objective : line->view;

  if (line->objective != NULL)
    limen_objective_options_add_to (
        line->objective, add_group (context, N_ ("Objective:"), NULL));
  if (view != NULL)
    limen_objective_options_add_view_to (
        view, add_group (context, N_ ("Costs and population:"), NULL));
  if (line->losses != NULL)
    limen_loss_arguments_add_to (line->losses,
                                 add_group (context, N_ ("Losses:"), NULL));
  if (line->calibration != NULL)
    limen_calibration_arguments_add_to (
        line->calibration, add_group (context, N_ ("Calibration:"), NULL));
  if (line->bins != NULL)
    limen_calibration_arguments_add_figure_to (
        line->bins, add_group (context, N_ ("Calibration:"), NULL));
  if (line->intervals != NULL)
    limen_interval_arguments_add_to (
        line->intervals, add_group (context, N_ ("Intervals:"), NULL));
  if (line->test != NULL)
    limen_test_arguments_add_to (line->test,
                                 add_group (context, N_ ("Test data:"), NULL));
}

static GOptionContext *
new_context (const LimenCommandLine *line)
{
  GOptionContext *context = g_option_context_new (line->arguments);
  GOptionGroup *main_group
      = g_option_group_new (NULL, NULL, NULL, context, NULL);
  const GOptionEntry help[]
      = { { "help", 'h', G_OPTION_FLAG_NO_ARG, G_OPTION_ARG_CALLBACK, help_cb,
            N_ ("Show this help; the man page has more"), NULL },
          { NULL } };

  g_option_context_set_translation_domain (context, DOMAIN);
  g_option_context_set_help_enabled (context, FALSE);
  g_option_context_set_summary (context, line->summary);
  g_option_context_set_description (context, line->names);
  g_option_group_set_translation_domain (main_group, DOMAIN);
  g_option_group_add_entries (main_group, help);
  g_option_context_set_main_group (context, main_group);
  if (line->entries != NULL)
    g_option_group_add_entries (add_group (context, N_ ("Options:"), NULL),
                                line->entries);
  add_computing (context, line);
  limen_reading_options_add_columns_to (
      add_group (context, N_ ("Columns:"), line->reading), line->reading);
  limen_reading_options_add_file_to (
      add_group (context, N_ ("Reading:"), line->reading), line->reading);
  g_option_group_add_entries (add_group (context, N_ ("Output:"), NULL),
                              line->output);
  return context;
}

/* Parses a command's options and removes them from argv, where the command's
 * name and its arguments remain. --help ends the program. FALSE with an
 * error. */
gboolean
limen_cli_parse (const LimenCommandLine *line, int *argc, char ***argv,
                 GError **error)
{
  g_autoptr (GOptionContext) context = new_context (line);
  g_autofree char *name = g_strconcat ("limen-cli ", (*argv)[0], NULL);

  g_set_prgname (name);
  if (!g_option_context_parse (context, argc, argv, error)
      || !limen_reading_options_check (line->reading, error))
    return FALSE;
  if (*argc > 1 && g_str_equal ((*argv)[1], "--"))
    {
      memmove (*argv + 1, *argv + 2, (gsize) (*argc - 1) * sizeof **argv);
      --*argc;
    }
  return limen_reading_options_check_file (line->reading, (*argv)[*argc - 1],
                                           error);
}

static gboolean
check_inputs (const char *output, const LimenReadOptions *reading,
              const char *const *inputs, gsize n_inputs, GError **error)
{
  const char *const more[] = { reading->as, reading->labels_from };

  return limen_output_check_inputs (output, inputs, n_inputs, error)
         && limen_output_check_inputs (output, more, G_N_ELEMENTS (more),
                                       error);
}

/* Two inputs cannot both be standard input. */
static gboolean
check_labels_from (const char *labels, const char *const *inputs,
                   gsize n_inputs, GError **error)
{
  for (gsize i = 0; i < n_inputs; i++)
    if (g_strcmp0 (labels, "-") == 0 && g_strcmp0 (inputs[i], "-") == 0)
      return limen_option_fail (error,
                                "--labels-from: only one file can be the "
                                "standard input");
  return TRUE;
}

/* Prepares for writing to `output` (NULL: none). FALSE with an error where
 * `output`, or redirected standard output, would overwrite an input: one of
 * `inputs`, of which some may be NULL, or a file named by the reading options.
 * If `output` is "-", standard output is reserved for it from here on, and
 * messages go to standard error. */
gboolean
limen_cli_take_output (const char *output, const LimenReadOptions *reading,
                       const char *const *inputs, gsize n_inputs,
                       GError **error)
{
  if (output != NULL
      && !check_inputs (output, reading, inputs, n_inputs, error))
    {
      g_prefix_error_literal (error, "--output: ");
      return FALSE;
    }
  if (!check_labels_from (reading->labels_from, inputs, n_inputs, error)
      || !check_inputs ("-", reading, inputs, n_inputs, error))
    return FALSE;
  if (output != NULL && limen_output_is_standard (output))
    limen_standard_output_reserve ();
  return TRUE;
}

/* Writes a text to a file, or to standard output if the path is "-". FALSE
 * with an error. */
gboolean
limen_cli_write_text (const char *path, const char *text, GError **error)
{
  g_autoptr (LimenOutput) output = limen_output_new (path, error);

  return output != NULL
         && limen_output_write (output, text, strlen (text), error)
         && limen_output_commit (output, error);
}

/* Prints where something was saved, unless that is standard output. */
void
limen_cli_print_saved (const char *path)
{
  g_autofree char *shown = limen_display_text_new (path, strlen (path), 0);

  if (!limen_output_is_standard (path))
    printf (_ ("Saved %s\n"), shown);
}

/* Prints how many rows were saved, and where, unless that is standard
 * output. */
void
limen_cli_print_saved_rows (gsize n_rows, const char *path)
{
  g_autofree char *shown = limen_display_text_new (path, strlen (path), 0);

  if (!limen_output_is_standard (path))
    printf (
        ngettext ("Saved %zu row to %s\n", "Saved %zu rows to %s\n", n_rows),
        n_rows, shown);
}

/* As limen_cli_print_saved_rows(), for decisions of rows. */
void
limen_cli_print_saved_decisions (gsize n_rows, const char *path)
{
  g_autofree char *shown = limen_display_text_new (path, strlen (path), 0);

  if (!limen_output_is_standard (path))
    printf (ngettext ("Saved the decisions of %zu row to %s\n",
                      "Saved the decisions of %zu rows to %s\n", n_rows),
            n_rows, shown);
}

/* Prints how many rows were rejected while reading, if any. */
void
limen_cli_print_skipped (LimenDataset *dataset)
{
  guint64 n = limen_dataset_get_n_rejected (dataset);

  if (n > 0)
    printf (_ ("Rows left out, because they cannot be used: %" PRIu64 "\n"),
            n);
}

static void
print_finding (const LimenFinding *finding)
{
  const char *message = finding->report_message;

  switch (finding->severity)
    {
    case LIMEN_SEVERITY_WARNING:
      fprintf (stderr, _ ("warning: %s\n"), message);
      break;
    case LIMEN_SEVERITY_ERROR:
      fprintf (stderr, _ ("error: %s\n"), message);
      break;
    case LIMEN_SEVERITY_INFO:
    default:
      fprintf (stderr, _ ("info: %s\n"), message);
    }
}

/* Prints the findings about thresholds to standard error, so that they do not
 * mix with a file on standard output. */
void
limen_cli_print_findings (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      if (finding->topic == LIMEN_FINDING_THRESHOLDS)
        print_finding (finding);
    }
}

/* Prints the positive class to standard error where the task has one. */
void
limen_cli_print_positive (LimenDataset *dataset)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);

  if (limen_task_get (numbers->task)->has_positive)
    fprintf (stderr, _ ("positive class: %s\n"),
             limen_dataset_get_class_name (dataset, numbers->positive));
}

/* Prints "FILE: " and a message, which may be a part of
 * limen_message_part(), that says where the roles of the columns come from. */
static void
print_origin (const char *path, const char *message)
{
  g_autofree char *shown = limen_display_text_new (path, strlen (path), 0);
  g_autofree char *line = limen_message_new ("%s: %s", shown, message);

  fprintf (stderr, "%s\n", line);
}

static void
print_like (const char *path, const LimenReadOptions *recalled)
{
  g_autofree char *like = limen_read_options_describe_like (recalled);
  g_autofree char *roles = limen_read_options_describe_roles (recalled);
  g_autofree char *message
      /* Translators: the first %s is a file, the second its options. */
      = limen_message_new ("read like %s: %s", like, roles);

  print_origin (path, message);
}

/* The options with which the file of --as is read. New options, or NULL with
 * an error. */
static LimenReadOptions *
recall_like (const char *path, const LimenReadOptions *given, GError **error)
{
  GError *problem = NULL;
  LimenReadOptions *recalled
      = limen_recall_find_like (path, given->as, given, NULL, &problem);

  if (recalled == NULL && limen_cutoff_file_detect (given->as))
    limen_table_fail (
        error, LIMEN_TABLE_ERROR_OPTIONS,
        "%s: these are cutoffs, which do not name the columns; give the "
        "file of predictions that they were chosen on",
        given->as);
  else if (recalled == NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  g_clear_error (&problem);
  return recalled;
}

/* The options to read a file with where the command line does not name
 * columns: those of the file of --as or, with --remember, those remembered for
 * its header. New options; NULL where there are none, or with an error. */
static LimenReadOptions *
recall (const char *path, const LimenReadOptions *given, GError **error)
{
  LimenReadOptions *recalled;

  if (given->as != NULL)
    return recall_like (path, given, error);
  if (!given->remembers || limen_read_options_has_roles (given))
    return NULL;
  recalled = limen_recall_find (path, given, NULL);
  if (recalled == NULL)
    print_origin (path, _ ("nothing is remembered about files with this "
                           "header"));
  return recalled;
}

/* Remembers the options for later files with this header, and prints that. A
 * failure is printed, but does not stop the command. */
static void
remember (LimenDataset *dataset, const LimenReadOptions *options)
{
  GError *error = NULL;
  g_autoptr (LimenReadOptions) kept
      = limen_recall_keep (dataset, options, &error);
  g_autofree char *roles = NULL, *message = NULL;

  if (kept == NULL)
    {
      limen_cli_fail (LIMEN_EXIT_DONE, error);
      return;
    }
  roles = limen_read_options_describe_roles (kept);
  message
      = limen_message_new ("remembered for files with this header: %s", roles);
  print_origin (limen_dataset_get_path (dataset), message);
}

/* Prints the explanation of --explain: the evidence for each column's role. */
static void
print_explanation (const LimenReadOptions *options)
{
  if (options->explanation != NULL)
    fputs (options->explanation->str, stderr);
}

static LimenDataset *
read_file (const char *path, LimenReadOptions **recalled,
           const LimenReadOptions *options, GError **error)
{
  g_autoptr (LimenProgressLine) line
      = g_str_equal (path, "-")
            ? limen_progress_line_new (_ ("Reading the standard input"))
            : limen_progress_line_new (_ ("Reading %s"), path);

  return limen_recall_read (path, recalled, options,
                            limen_progress_line_take_bytes, line, NULL, error);
}

/* Reads a file with `options`; `given` are the options given on the command
 * line, and may be `options` itself. With --as, or --remember without columns,
 * missing options come from another file or from memory; --remember stores the
 * columns that were given. A new reference, or NULL with an error. */
LimenDataset *
limen_cli_read (const char *path, const LimenReadOptions *options,
                const LimenReadOptions *given, GError **error)
{
  GError *problem = NULL;
  g_autoptr (LimenReadOptions) recalled = NULL, full = NULL;
  LimenDataset *dataset;

  if (limen_cutoff_file_detect (path))
    {
      limen_table_fail (
          error, LIMEN_TABLE_ERROR_FORMAT,
          "%s: these are exported cutoffs, not predictions; use them with "
          "\"limen-cli apply\" or \"limen-cli report --cutoffs\", and give "
          "a file of predictions here",
          path);
      return NULL;
    }
  recalled = recall (path, given, &problem);
  if (problem != NULL)
    {
      g_propagate_error (error, problem);
      return NULL;
    }
  if (recalled != NULL)
    {
      print_like (path, recalled);
      full = limen_read_options_copy (options);
      limen_read_options_fill (full, recalled);
      if (given->as == NULL) /* another reading may be needed */
        full->take_piece = NULL;
      if (options->explanation != NULL)
        full->explanation = g_string_new (NULL);
    }
  dataset = read_file (path, &full, given->as == NULL ? options : NULL, error);
  print_explanation (full != NULL ? full : options);
  if (full != NULL && full->misfit != NULL)
    {
      g_autofree char *misfit = limen_read_options_describe_misfit (full);

      print_origin (path, misfit);
    }
  if (dataset != NULL && given->remembers
      && (given->as != NULL || limen_read_options_has_roles (given)))
    remember (dataset, recalled != NULL ? recalled : given);
  return dataset;
}

static LimenAnalysis *
analyze (LimenDataset *dataset, const LimenLossOptions *losses, GError **error)
{
  G_GNUC_UNUSED g_autoptr (LimenProgressLine) line
      = limen_progress_line_new (_ ("Computing"));

  return limen_analysis_new (dataset, losses, NULL, error);
}

static LimenAnalysis *
analyze_recalibrated (LimenThresholdScores *scores,
                      LimenRecalibrationMethod method, GError **error)
{
  G_GNUC_UNUSED g_autoptr (LimenProgressLine) line
      = limen_progress_line_new (_ ("Recalibrating"));
  g_autoptr (LimenThresholdScores) recalibrated
      = limen_threshold_scores_recalibrate (
          scores, method, LIMEN_RECALIBRATION_DEFAULT_BINS, error);

  return recalibrated != NULL ? limen_analysis_new_for_scores (
                                    recalibrated, NULL, NULL, error)
                              : NULL;
}

/* Reads a file and analyses it. `losses` may be NULL for the defaults;
 * `timings` (NULL: none) gets the duration of each step. A new analysis, or
 * NULL with an error. */
LimenAnalysis *
limen_cli_analyze (const char *path, const LimenReadOptions *options,
                   const LimenLossOptions *losses, LimenTimings *timings,
                   GError **error)
{
  g_autoptr (LimenDataset) dataset
      = limen_cli_read (path, options, options, error);
  LimenAnalysis *analysis;

  if (dataset == NULL)
    return NULL;
  if (timings != NULL)
    limen_timings_end_step (timings, N_ ("reading"));
  analysis = analyze (dataset, losses, error);
  if (analysis != NULL && timings != NULL)
    limen_timings_append (timings, limen_analysis_get_timings (analysis));
  return analysis;
}

/* Reads a file, recalibrates its scores and analyses the resulting
 * probabilities. A new analysis, or NULL with an error. */
LimenAnalysis *
limen_cli_analyze_recalibrated (const char *path,
                                const LimenReadOptions *options,
                                LimenRecalibrationMethod method,
                                GError **error)
{
  g_autoptr (LimenDataset) dataset
      = limen_cli_read (path, options, options, error);
  g_autoptr (LimenThresholdScores) scores = NULL;

  if (dataset == NULL)
    return NULL;
  scores = limen_threshold_scores_new (dataset, error);
  if (scores == NULL || !limen_recalibration_check (method, scores, error))
    return NULL;
  return analyze_recalibrated (scores, method, error);
}

/* Whether the file has scores with thresholds; FALSE for decisions. */
gboolean
limen_cli_has_thresholds (LimenAnalysis *analysis)
{
  return limen_kind_has_thresholds (
      limen_threshold_scores_get_numbers (limen_analysis_get_scores (analysis))
          ->kind);
}
