/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib/gi18n.h>
#include <stdio.h>

#include "cli.h"
#include "cutoff-file.h"
#include "decisions-text.h"
#include "output-arguments.h"
#include "output.h"
#include "report-error.h"

/* The distinct class names of the cutoffs; a new array. */
static GStrv
list_classes (GListModel *cutoffs)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_autoptr (GHashTable) seen
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);
      const char *name = limen_cutoff_get_class_name (cutoff);

      if (g_hash_table_add (seen, g_strdup (name)))
        g_strv_builder_add (builder, name);
    }
  return g_strv_builder_end (builder);
}

/* FALSE with an error where cutoffs were chosen with different --undo, unless
 * the command line gives --undo. */
static gboolean
check_undone (GListModel *cutoffs, const LimenReadOptions *options,
              GError **error)
{
  g_autoptr (LimenCutoff) first = g_list_model_get_item (cutoffs, 0);
  LimenUndo undone = limen_cutoff_get_undone (first);

  for (guint i = 1;
       !options->has_undo && i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);

      if (limen_cutoff_get_undone (cutoff) == undone)
        continue;
      return limen_report_fail (
          error, LIMEN_REPORT_ERROR_FORMAT,
          "cutoff \"%s\" was chosen with --undo %s, and \"%s\" with --undo "
          "%s; give the --undo that this file needs",
          limen_cutoff_get_name (first), limen_undo_get_name (undone),
          limen_cutoff_get_name (cutoff),
          limen_undo_get_name (limen_cutoff_get_undone (cutoff)));
    }
  return TRUE;
}

/* FALSE with an error where some cutoffs are for reversed scores and others
 * are not, or --reverse-scores is given for cutoffs of scores that are not
 * reversed. */
static gboolean
check_reversed (GListModel *cutoffs, const LimenReadOptions *options,
                GError **error)
{
  g_autoptr (LimenCutoff) first = g_list_model_get_item (cutoffs, 0);
  gboolean is_reversed = limen_cutoff_is_reversed (first);

  for (guint i = 1; i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);

      if (limen_cutoff_is_reversed (cutoff) == is_reversed)
        continue;
      return limen_report_fail (
          error, LIMEN_REPORT_ERROR_FORMAT,
          "low scores mean positive for cutoff \"%s\", and high ones for "
          "\"%s\", which cannot both be true of one file: put them in two "
          "files of cutoffs",
          limen_cutoff_get_name (is_reversed ? first : cutoff),
          limen_cutoff_get_name (is_reversed ? cutoff : first));
    }
  if (!options->reverse_scores || is_reversed)
    return TRUE;
  return limen_report_fail (
      error, LIMEN_REPORT_ERROR_FORMAT,
      "--reverse-scores: cutoff \"%s\" was chosen on scores whose "
      "high values mean positive",
      limen_cutoff_get_name (first));
}

/* FALSE with an error where cutoffs are for different tasks, unless the
 * command line gives --task: a class of a binary file and one of that name in
 * a multiclass file differ. */
static gboolean
check_task (GListModel *cutoffs, const LimenReadOptions *options,
            GError **error)
{
  g_autoptr (LimenCutoff) first = g_list_model_get_item (cutoffs, 0);
  LimenTask task = limen_cutoff_get_task (first);

  for (guint i = 1;
       !options->has_task && i < g_list_model_get_n_items (cutoffs); i++)
    {
      g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (cutoffs, i);

      if (limen_cutoff_get_task (cutoff) == task)
        continue;
      return limen_report_fail (
          error, LIMEN_REPORT_ERROR_FORMAT,
          "cutoff \"%s\" is for a %s file, and \"%s\" for a %s one; "
          "put them in two files",
          limen_cutoff_get_name (first), _ (limen_task_get_name (task)),
          limen_cutoff_get_name (cutoff),
          _ (limen_task_get_name (limen_cutoff_get_task (cutoff))));
    }
  return TRUE;
}

/* Fills task, undo, order, classes and positive class from the cutoffs where
 * the command line does not give them. */
static void
take_options (GListModel *cutoffs, LimenReadOptions *options)
{
  g_autoptr (LimenCutoff) first = g_list_model_get_item (cutoffs, 0);

  if (!options->has_task)
    options->task = limen_cutoff_get_task (first);
  options->has_task = TRUE;
  if (!options->has_undo)
    options->undo = limen_cutoff_get_undone (first);
  options->reverse_scores = limen_cutoff_is_reversed (first);
  if (!limen_task_get (options->task)->has_positive)
    options->classes = list_classes (cutoffs);
  else if (options->positive == NULL)
    options->positive = g_strdup (limen_cutoff_get_class_name (first));
}

/* A run of the command. */
typedef struct
{
  GListModel *cutoffs;
  const LimenReadOptions *options; /* of the command line */
  const char *path, *format;       /* of the output */
  LimenBootstrap intervals;        /* without resamples: no intervals */
  LimenTableWriter *table;         /* NULL before the first rows */
  LimenDecisionTally *tally;
} Apply;

static void
apply_clear (Apply *self)
{
  g_clear_pointer (&self->table, limen_table_writer_free);
  g_clear_pointer (&self->tally, limen_decision_tally_free);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Apply, apply_clear)

/* The heading of the metrics, which says on which rows they are; a new
 * string. */
static char *
describe_rows (const LimenDecisionTally *tally, LimenDataset *dataset)
{
  const char *name = limen_dataset_get_name (dataset);

  if (tally->n_labelled == tally->n_rows)
    /* Translators: "was" is a heading of the table that follows. */
    return g_strdup_printf (_ ("Metrics on %s, beside those when the cutoffs "
                               "were chosen (\"was\"):\n"),
                            name);
  /* Translators: "was" is a heading of the table that follows. */
  return g_strdup_printf (_ ("Metrics on the %zu of %zu rows of %s with a "
                             "known label, beside those when the cutoffs were "
                             "chosen (\"was\"):\n"),
                          tally->n_labelled, tally->n_rows, name);
}

/* How many unknown labels of each label column were left out, for a multilabel
 * file; "" where all are known. A new string. */
static char *
describe_unknown (const LimenDecisionTally *tally)
{
  GString *text = g_string_new (NULL);

  for (guint k = 0; k < tally->n_unknown->len; k++)
    {
      guint64 n = g_array_index (tally->n_unknown, guint64, k);

      if (n > 0)
        g_string_append_printf (
            text, _ ("Unknown labels left out: %" PRIu64 " of \"%s\"\n"), n,
            (const char *) g_ptr_array_index (tally->label_names, k));
    }
  return g_string_free (text, FALSE);
}

/* The metrics of the cutoffs on the rows with a known label, as text; a
 * sentence where no label is known, "" where the file has no labels. A new
 * string, or NULL with an error. */
static char *
describe (LimenDecisionTally *tally, LimenDataset *dataset,
          const LimenBootstrap *intervals, GError **error)
{
  g_autofree char *text = NULL, *rows = NULL, *unknown = NULL;
  g_autofree char *agreement = NULL;

  if (tally->n_labelled == 0)
    return g_strdup (limen_dataset_has_labels (dataset)
                         ? _ ("No row has a known label.\n")
                         : "");
  agreement = limen_decision_tally_describe_agreement (
      tally, intervals, limen_dataset_get_path (dataset), error);
  if (agreement != NULL)
    text = limen_decision_tally_describe (
        tally, limen_dataset_get_path (dataset), error);
  if (text == NULL)
    return NULL;
  rows = describe_rows (tally, dataset);
  unknown = describe_unknown (tally);
  return g_strconcat (rows, text, agreement, unknown, NULL);
}

static void
print_saved (const LimenDecisionTally *tally, const char *path)
{
  limen_cli_print_saved_decisions (tally->n_rows, path);
  if (tally->n_skipped > 0)
    printf (_ ("Rows without a decision, because their scores cannot be read: "
               "%zu\n"),
            tally->n_skipped);
}

/* What the command line overrides of the cutoffs. `positive` is the cutoffs'
 * class where the file lacks that name, and has no labels or was read with
 * --positive: its positive class then stands for the cutoffs' class. With
 * --undo, the transformation of the cutoffs is not compared. */
static LimenCutoffSaid
get_said (GListModel *cutoffs, LimenDataset *dataset,
          const LimenReadOptions *said)
{
  g_autoptr (LimenCutoff) first = g_list_model_get_item (cutoffs, 0);
  const char *name = limen_cutoff_get_class_name (first);
  LimenTask task = limen_dataset_get_predictions (dataset)->task;

  return (LimenCutoffSaid){
    .positive = limen_task_get (task)->has_positive
                        && limen_dataset_find_class (dataset, name) < 0
                        && (said->positive != NULL
                            || !limen_dataset_has_labels (dataset))
                    ? name
                    : NULL,
    .is_undone = said->has_undo,
  };
}

/* Opens the output when the first rows are decided, so that nothing is written
 * where the cutoffs do not apply. FALSE with an error. */
static gboolean
open_table (Apply *self, LimenDecisions *decisions, GError **error)
{
  self->table = limen_table_writer_new (self->path, self->format, error);
  if (self->table == NULL)
    return FALSE;
  limen_decisions_add_columns (decisions, self->table);
  return TRUE;
}

/* A LimenPieceFunc: decides rows and writes the decisions. */
static gboolean
take_rows (LimenDataset *rows, gpointer user_data, GError **error)
{
  Apply *self = user_data;
  const LimenCutoffSaid said = get_said (self->cutoffs, rows, self->options);
  g_autoptr (LimenDecisions) decisions
      = limen_decisions_new (self->cutoffs, rows, &said, error);

  return decisions != NULL
         && (self->table != NULL || open_table (self, decisions, error))
         && limen_decisions_add_rows (decisions, self->table, error)
         && limen_table_writer_flush (self->table, error)
         && limen_decision_tally_add (self->tally, decisions, error);
}

/* Whether --positive gives another class than the cutoffs have. Whether the
 * cutoffs apply to it depends on the labels of all rows. */
static gboolean
names_other_class (const Apply *self)
{
  g_autoptr (LimenCutoff) first = g_list_model_get_item (self->cutoffs, 0);

  return self->options->positive != NULL
         && !g_str_equal (self->options->positive,
                          limen_cutoff_get_class_name (first));
}

/* Reads a file, and decides its rows while it is read, if they can be taken in
 * pieces, or else after it. The dataset, or NULL with an error. */
static LimenDataset *
read_and_decide (Apply *self, const char *path, LimenReadOptions *options,
                 GError **error)
{
  g_autoptr (LimenDataset) dataset = NULL;

  if (!names_other_class (self))
    options->take_piece = take_rows;
  options->piece_data = self;
  dataset = limen_cli_read (path, options, self->options, error);
  if (dataset == NULL
      || (self->table == NULL && !take_rows (dataset, self, error)))
    return NULL;
  limen_decision_tally_conclude (self->tally, dataset);
  return g_steal_pointer (&dataset);
}

static int
apply (Apply *self, const char *path, LimenReadOptions *options)
{
  GError *error = NULL;
  g_autoptr (LimenDataset) dataset
      = read_and_decide (self, path, options, &error);
  g_autofree char *text = NULL;

  if (dataset == NULL)
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  text = describe (self->tally, dataset, &self->intervals, &error);
  if (text == NULL || !limen_table_writer_commit (self->table, &error))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  limen_cli_print_findings (limen_dataset_get_findings (dataset));
  fputs (text, stdout);
  print_saved (self->tally, self->path);
  return LIMEN_EXIT_DONE;
}

/* Loads cutoffs that can be applied together. A new list, or NULL with an
 * error. */
static GListModel *
load_cutoffs (const char *path, const LimenReadOptions *options,
              GError **error)
{
  g_autoptr (GListModel) cutoffs = limen_cutoff_file_load (path, error);

  return cutoffs != NULL && check_undone (cutoffs, options, error)
                 && check_task (cutoffs, options, error)
                 && check_reversed (cutoffs, options, error)
             ? g_steal_pointer (&cutoffs)
             : NULL;
}

/* limen-cli apply: decides each row by saved cutoffs. */
int
limen_cli_apply (int argc, char **argv)
{
  g_autoptr (LimenReadOptions) said = limen_read_options_new ();
  g_autoptr (LimenReadOptions) options = NULL;
  g_autoptr (GListModel) cutoffs = NULL;
  g_auto (Apply) run = { .options = said };
  g_auto (LimenOutputArguments) output = { 0 };
  g_auto (LimenIntervalArguments) intervals = { 0 };
  const char *path, *format;
  const GOptionEntry entries[]
      = { { "output", 'o', 0, G_OPTION_ARG_FILENAME, &output.path,
            N_ ("Save decisions as .csv or .json; - prints them"),
            N_ ("FILE") },
          { "json", 0, 0, G_OPTION_ARG_NONE, &output.is_json,
            N_ ("Print as JSON"), NULL },
          { "format", 0, 0, G_OPTION_ARG_STRING, &output.format,
            N_ ("csv or json, if the name does not tell"), N_ ("FORMAT") },
          { NULL } };
  const LimenCommandLine line = {
    .arguments = N_ ("CUTOFFS FILE --output decisions.csv|.json"),
    .summary = N_ ("Decides every row of FILE by the cutoffs of a file that "
                   "choose or the window\n"
                   "saved as JSON; FILE may be - (standard input). Writes a "
                   "line for each row, in\n"
                   "the order of FILE; with --skip-bad-rows, a row that "
                   "cannot be used gets an\n"
                   "empty decision. Where FILE has labels, prints the metrics "
                   "of the cutoffs there."),
    .output = entries,
    .intervals = &intervals,
    .reading = said,
  };
  GError *error = NULL;

  said->no_sha256 = TRUE;
  said->label_is_optional = TRUE;
  if (!limen_cli_parse (&line, &argc, &argv, &error))
    return limen_cli_fail_options ("apply", error);
  if (argc != 3)
    return limen_cli_fail_usage ("apply", _ ("give CUTOFFS and one FILE"));
  path = limen_output_arguments_get_path (&output);
  if (path == NULL)
    return limen_cli_fail_usage ("apply",
                                 _ ("give --output to save the decisions, or "
                                    "--json to print them"));
  if (!limen_output_arguments_find_table_format (&output, &format, &error)
      || !limen_interval_arguments_parse (&intervals, &run.intervals, &error)
      || !limen_cli_take_output (path, said, (const char *const *) argv + 1, 2,
                                 &error))
    return limen_cli_fail_options ("apply", error);
  cutoffs = load_cutoffs (argv[1], said, &error);
  if (cutoffs == NULL)
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  options = limen_read_options_copy (said);
  if (said->explanation != NULL)
    options->explanation = g_string_new (NULL);
  take_options (cutoffs, options);
  run.cutoffs = cutoffs;
  run.path = path;
  run.format = format;
  run.tally = limen_decision_tally_new ();
  return apply (&run, argv[2], options);
}
