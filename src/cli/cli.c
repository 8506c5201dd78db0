#include "cli.h"

#include <stdio.h>
#include <string.h>

#include "cutoff-file.h"
#include "escape.h"
#include "option-value.h"
#include "output.h"
#include "question.h"
#include "reading-options.h"
#include "recall.h"
#include "recalibration-trial.h"
#include "standard-output.h"
#include "table-error.h"

#define MAX_LISTED_CLASSES 10

/* Prints an error, which is freed; returns the status. Control characters and
 * invalid UTF-8 in it, which names of files may hold, are escaped. */
int
limen_cli_fail (int status, GError *error)
{
  gboolean is_list
      = g_error_matches (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_ROWS);
  const char *command = limen_question_find_command (error->message);
  gsize length = command != NULL ? (gsize) (command - error->message)
                                 : strlen (error->message);
  g_autofree char *shown
      = is_list ? limen_escape_lines (error->message)
                : limen_escape_text (error->message, length, 0);

  fprintf (stderr, "%s%s\n", shown,
           command != NULL && !is_list ? command : "");
  if (is_list)
    fputs ("Mend these rows, or leave them out with --skip-bad-rows.\n",
           stderr);
  g_error_free (error);
  return status;
}

/* Says what is wrong with the command line and where to read more. */
int
limen_cli_fail_usage (const char *command, const char *message)
{
  g_autofree char *shown = limen_escape_text (message, strlen (message), 0);

  fprintf (stderr, "limen-cli: %s\nTry: limen-cli %s%s--help\n", shown,
           command, *command != '\0' ? " " : "");
  return LIMEN_EXIT_USAGE;
}

/* The same for an error, which is freed; where memory ran out the line is not
 * what is wrong. */
int
limen_cli_fail_options (const char *command, GError *error)
{
  if (g_error_matches (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_MEMORY))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  limen_cli_fail_usage (command, error->message);
  g_error_free (error);
  return LIMEN_EXIT_USAGE;
}

/* Parses a command's options; what is left in argv are its arguments.
 * `--help` ends the program. */
gboolean
limen_cli_parse (const LimenCommandLine *line, int *argc, char ***argv,
                 GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (line->arguments);
  GOptionGroup *group
      = g_option_group_new (NULL, NULL, NULL, line->reading, NULL);
  g_autofree char *name = g_strconcat ("limen-cli ", (*argv)[0], NULL);

  g_option_context_set_summary (context, line->summary);
  g_option_group_add_entries (group, line->entries);
  if (line->objective != NULL)
    limen_objective_options_add_to (line->objective, group);
  if (line->view != NULL)
    limen_objective_options_add_view_to (line->view, group);
  if (line->losses != NULL)
    limen_loss_arguments_add_to (line->losses, group);
  if (line->calibration != NULL)
    limen_calibration_arguments_add_to (line->calibration, group);
  if (line->bins != NULL)
    limen_calibration_arguments_add_figure_to (line->bins, group);
  limen_reading_options_add_to (group, line->reading);
  g_option_context_set_main_group (context, group);
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

/* FALSE with an error where an output (NULL: none), or what is printed, would
 * overwrite one of the inputs of a command, of which some may be NULL, or a
 * file that the reading options name. If the output is standard output, only
 * the output goes there from here on: what is printed goes to standard
 * error. */
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

/* Saves a text as a file; "-" prints it. */
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
  g_autofree char *shown = limen_escape_text (path, strlen (path), 0);

  if (!limen_output_is_standard (path))
    printf ("Saved %s\n", shown);
}

/* Prints where rows were saved, and how many; `what` is such as "the decisions
 * of ". */
void
limen_cli_print_saved_rows (const char *what, gsize n_rows, const char *path)
{
  g_autofree char *shown = limen_escape_text (path, strlen (path), 0);

  if (!limen_output_is_standard (path))
    printf ("Saved %s%" G_GSIZE_FORMAT " %s to %s\n", what, n_rows,
            n_rows == 1 ? "row" : "rows", shown);
}

/* Says how many rows were left out, if any. */
void
limen_cli_print_skipped (LimenDataset *dataset)
{
  guint64 n = limen_dataset_get_n_rejected (dataset);

  if (n > 0)
    printf ("Rows skipped because they cannot be used: %" G_GUINT64_FORMAT
            "\n",
            n);
}

/* Prints the findings that bear on thresholds to standard error, which does
 * not mix with a file on standard output. */
void
limen_cli_print_findings (GPtrArray *findings)
{
  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      if (finding->topic == LIMEN_FINDING_THRESHOLDS)
        fprintf (stderr, "%s: %s\n",
                 limen_severity_get_name (finding->severity),
                 finding->message);
    }
}

/* Prints the positive class, if there is one, to standard error. */
void
limen_cli_print_positive (LimenDataset *dataset)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);

  if (limen_task_get (numbers->task)->has_positive)
    fprintf (stderr, "positive class: %s\n",
             limen_dataset_get_class_name (dataset, numbers->positive));
}

/* Prints how it came that a file is read so: "FILE: read like ...". */
static void
print_origin (const char *path, const char *sentence)
{
  g_autofree char *shown = limen_escape_text (path, strlen (path), 0);

  fprintf (stderr, "%s: %c%s\n", shown, g_ascii_tolower (*sentence),
           sentence + 1);
}

static void
print_like (const char *path, const LimenReadOptions *recalled)
{
  g_autofree char *like = limen_read_options_describe_like (recalled);
  g_autofree char *roles = limen_read_options_describe_roles (recalled);
  g_autofree char *sentence = g_strdup_printf ("Read like %s: %s", like,
                                               roles);

  print_origin (path, sentence);
}

/* What another file says. */
static LimenReadOptions *
recall_like (const char *path, const LimenReadOptions *said, GError **error)
{
  GError *problem = NULL;
  LimenReadOptions *recalled
      = limen_recall_find_like (path, said->as, said, NULL, &problem);

  if (recalled == NULL && limen_cutoff_file_is (said->as))
    limen_table_fail (
        error, LIMEN_TABLE_ERROR_OPTIONS,
        "%s: cutoffs do not say which column is what; give the file "
        "of predictions that they were chosen on",
        said->as);
  else if (recalled == NULL)
    g_propagate_error (error, g_steal_pointer (&problem));
  g_clear_error (&problem);
  return recalled;
}

/* What another file, or the last one of its header, says of a file where the
 * command line does not: NULL where there is nothing, or with an error. */
static LimenReadOptions *
recall (const char *path, const LimenReadOptions *said, GError **error)
{
  LimenReadOptions *recalled;

  if (said->as != NULL)
    return recall_like (path, said, error);
  if (!said->remembers || limen_read_options_has_roles (said))
    return NULL;
  recalled = limen_recall_find (path, said, NULL);
  if (recalled == NULL)
    print_origin (path, "nothing is remembered of files with this header");
  return recalled;
}

/* Keeps what was said for files with the same header. */
static void
remember (LimenDataset *dataset, const LimenReadOptions *options)
{
  GError *error = NULL;
  g_autoptr (LimenReadOptions) kept
      = limen_recall_keep (dataset, options, &error);
  g_autofree char *roles = NULL, *sentence = NULL;

  if (kept == NULL)
    {
      limen_cli_fail (LIMEN_EXIT_DONE, error);
      return;
    }
  roles = limen_read_options_describe_roles (kept);
  sentence = g_strdup_printf ("remembered for files with this header: %s",
                              roles);
  print_origin (limen_dataset_get_path (dataset), sentence);
}

/* Prints why columns were taken, where that was asked for. */
static void
print_explanation (const LimenReadOptions *options)
{
  if (options->explanation != NULL)
    fputs (options->explanation->str, stderr);
}

/* Reads a file with options, of which `said` are those of the command line; or
 * like another file, and remembers how, where it says so. NULL with an
 * error. */
LimenDataset *
limen_cli_read (const char *path, const LimenReadOptions *options,
                const LimenReadOptions *said, GError **error)
{
  GError *problem = NULL;
  g_autoptr (LimenReadOptions) recalled = NULL, full = NULL;
  LimenDataset *dataset;

  if (limen_cutoff_file_is (path))
    {
      limen_table_fail (
          error, LIMEN_TABLE_ERROR_FORMAT,
          "%s: these are exported cutoffs, not predictions; give the "
          "file of predictions, and these cutoffs to \"limen-cli "
          "apply\" or to \"limen-cli report --cutoffs\"",
          path);
      return NULL;
    }
  recalled = recall (path, said, &problem);
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
      if (options->explanation != NULL)
        full->explanation = g_string_new (NULL);
    }
  dataset = limen_recall_read (path, &full, said->as == NULL ? options : NULL,
                               NULL, NULL, NULL, error);
  print_explanation (full != NULL ? full : options);
  if (full != NULL && full->misfit != NULL)
    print_origin (path, full->misfit);
  if (dataset != NULL && said->remembers
      && (said->as != NULL || limen_read_options_has_roles (said)))
    remember (dataset, recalled != NULL ? recalled : said);
  return dataset;
}

/* Reads a file and analyses it; `losses` may be NULL, and `timings`, which take
 * note of the steps. NULL with an error. */
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
    limen_timings_end_step (timings, "reading");
  analysis = limen_analysis_new (dataset, losses, NULL, error);
  if (analysis != NULL && timings != NULL)
    limen_timings_append (timings, limen_analysis_get_timings (analysis));
  return analysis;
}

/* Reads a file and analyses the probabilities that its scores are recalibrated
 * to. NULL with an error. */
LimenAnalysis *
limen_cli_analyze_recalibrated (const char *path,
                                const LimenReadOptions *options,
                                LimenRecalibrationMethod method,
                                GError **error)
{
  g_autoptr (LimenDataset) dataset
      = limen_cli_read (path, options, options, error);
  g_autoptr (LimenThresholdScores) scores = NULL, recalibrated = NULL;

  if (dataset == NULL)
    return NULL;
  scores = limen_threshold_scores_new (dataset, error);
  if (scores == NULL || !limen_recalibration_check (method, scores, error))
    return NULL;
  recalibrated = limen_threshold_scores_recalibrate (
      scores, method, LIMEN_RECALIBRATION_DEFAULT_BINS, error);
  return recalibrated != NULL ? limen_analysis_new_for_scores (
                                    recalibrated, NULL, NULL, error)
                              : NULL;
}

/* Whether there are scores, and not decisions only. */
gboolean
limen_cli_has_thresholds (LimenAnalysis *analysis)
{
  return limen_kind_has_thresholds (
      limen_threshold_scores_get_numbers (limen_analysis_get_scores (analysis))
          ->kind);
}

static char *
list_classes (LimenThresholdScores *scores)
{
  gsize n = limen_threshold_scores_get_n_classes (scores);
  GString *list = g_string_new (NULL);

  for (gsize k = 0; k < MIN (n, MAX_LISTED_CLASSES); k++)
    g_string_append_printf (list, "%s\"%s\"", k > 0 ? ", " : "",
                            limen_threshold_scores_get_class_name (scores, k));
  if (n > MAX_LISTED_CLASSES)
    g_string_append_printf (list, " and %" G_GSIZE_FORMAT " more",
                            n - MAX_LISTED_CLASSES);
  return g_string_free (list, FALSE);
}

/* The class of this name against the rest, or the only one there is where none
 * is named. NULL with an error of G_OPTION_ERROR where that does not say
 * which. */
LimenOneVsRest *
limen_cli_get_class (LimenAnalysis *analysis, const char *name, GError **error)
{
  LimenThresholdScores *scores = limen_analysis_get_scores (analysis);
  gsize n = limen_threshold_scores_get_n_classes (scores);
  g_autofree char *list = list_classes (scores);

  if (n == 1 && name == NULL)
    return limen_analysis_get_class (analysis, 0, error);
  for (gsize k = 0; k < n; k++)
    if (g_strcmp0 (name, limen_threshold_scores_get_class_name (scores, k))
        == 0)
      return limen_analysis_get_class (analysis, k, error);
  if (n == 0)
    limen_option_fail (error,
                       "a regression has no classes, and no thresholds");
  else if (name == NULL)
    limen_option_fail (error, "say which class with --class; there are %s",
                       list);
  else
    limen_option_fail (error, "--class: \"%s\" is none of %s", name, list);
  return NULL;
}
