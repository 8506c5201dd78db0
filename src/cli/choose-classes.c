/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "choose-classes.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdio.h>

#include "choose-intervals.h"
#include "choose-print.h"
#include "choose-test.h"
#include "cli.h"
#include "common-objective.h"
#include "cost-matrix.h"
#include "cutoff-file.h"
#include "decimal.h"
#include "micro-average.h"
#include "progress-line.h"
#include "report-error.h"
#include "text-table.h"
#include "threshold.h"

/* Prints, for each class without positive rows, what threshold it gets. */
static void
print_no_positives (LimenAnalysis *analysis, gboolean is_shared)
{
  LimenThresholdScores *scores = limen_analysis_get_scores (analysis);

  for (gsize k = 0; k < limen_analysis_get_n_classes (analysis); k++)
    if (limen_analysis_get_summary (analysis, k)->best_f1.status
        == LIMEN_OPTIMUM_NO_POSITIVES)
      limen_choose_print_no_positives (
          limen_threshold_scores_get_class_name (scores, k), is_shared);
}

/* Prints accuracy and macro F1 of argmax decisions. */
static void
print_argmax (const char *name, const LimenMulticlassResult *result)
{
  /* Translators: here and below, the first %s says how rows are decided. */
  printf (_ ("%s: accuracy %.6g, macro F1 %.6g\n"), name, result->accuracy,
          result->f1.macro);
}

static void
print_result (const char *name, const LimenMulticlassResult *result)
{
  if (result->matrix != NULL)
    printf (_ ("%s: accuracy %.6g, macro F1 %.6g; rows that reach no "
               "threshold: %.6g, several: %.6g\n"),
            name, result->accuracy, result->f1.macro,
            limen_matrix_get_none (result->matrix).weight,
            limen_matrix_get_several_above (result->matrix).weight);
  else
    printf (_ ("%s: subset accuracy %.6g, Hamming loss %.6g, macro F1 %.6g, "
               "micro F1 %.6g\n"),
            name, result->multilabel.subset_accuracy,
            result->multilabel.hamming_loss, result->f1.macro,
            result->f1.micro);
}

/* The name of the decisions that chosen thresholds are compared with: argmax,
 * or the default threshold of 0 or one half. */
static const char *
get_baseline (const LimenChoice *choice, LimenAnalysis *analysis)
{
  const LimenPredictions *numbers = limen_threshold_scores_get_numbers (
      limen_analysis_get_scores (analysis));

  if (limen_task_get (numbers->task)->has_joint_decision)
    return choice->is_recalibrated
               ? _ ("argmax of the recalibrated scores, no thresholds")
               : _ ("argmax, no thresholds");
  if (numbers->kind == LIMEN_KIND_SCORE)
    return _ ("with thresholds of 0");
  return choice->is_recalibrated ? _ ("with thresholds of one half, "
                                      "recalibrated")
                                 : _ ("with thresholds of one half");
}

/* Saves the cutoffs where the choice has a path. FALSE with an error. */
gboolean
limen_choose_save (const LimenChoice *choice, GListModel *cutoffs,
                   GError **error)
{
  return choice->path == NULL
         || limen_cutoff_file_save_as (cutoffs, choice->path, choice->format,
                                       error);
}

/* Prints where the cutoffs were saved, or which option saves them. */
void
limen_choose_print_saved (const LimenChoice *choice)
{
  if (choice->path != NULL)
    limen_cli_print_saved (choice->path);
  else
    fputs (_ ("Not saved. Add --output cutoffs.json to decide new rows with "
              "limen-cli apply.\n"),
           stdout);
}

/* Saves the cutoffs. Prints `found`, a text about the thresholds, and the
 * metrics of all classes together, with the thresholds and without them.
 * Returns the exit status. */
static int
finish_classes (const LimenChoice *choice, LimenAnalysis *analysis,
                const double *thresholds, GListModel *cutoffs,
                const char *found)
{
  g_autoptr (LimenMulticlassResult) result = limen_multiclass_result_new (
      limen_analysis_get_scores (analysis), thresholds, choice->rule);
  const LimenMulticlass *multiclass = limen_analysis_get_multiclass (analysis);
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);
  g_autoptr (GString) judged = g_string_new (NULL);
  GError *error = NULL;

  if (result == NULL)
    limen_dataset_fail_memory (
        dataset, N_ ("for the confusion matrix of its classes"), &error);
  if (result == NULL
      || !limen_choose_judge_all (choice, cutoffs, judged, &error)
      || !limen_choose_save (choice, cutoffs, &error))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  fputs (found, stdout);
  fputs (judged->str, stdout);
  print_result (multiclass->result->matrix != NULL
                    ? limen_decision_rule_get_name (choice->rule)
                    : _ ("with these thresholds"),
                result);
  if (multiclass->result->matrix != NULL)
    print_argmax (get_baseline (choice, analysis), multiclass->result);
  else
    print_result (get_baseline (choice, analysis), multiclass->result);
  print_no_positives (analysis,
                      choice->is_shared && thresholds[0] < INFINITY);
  limen_choose_print_saved (choice);
  return LIMEN_EXIT_DONE;
}

/* Adds a class to the table, with the value of a metric, beside its interval
 * if the cutoff has one, and a threshold; NaN: none. */
static void
add_found (LimenTextTable *table, const char *name, double value,
           LimenCutoff *cutoff, LimenMetric metric, double threshold)
{
  char text[LIMEN_DECIMAL_SIZE];

  limen_text_table_add (table, name);
  limen_choose_add_value (table, value, cutoff, metric);
  if (!isnan (threshold))
    limen_text_table_add (
        table, limen_choose_format_threshold (threshold, text, sizeof text));
  limen_text_table_end_row (table);
}

/* Appends the cutoff of a class, with the decision rule where the task has
 * one. */
static void
add_cutoff (GListStore *cutoffs, const LimenChoice *choice,
            LimenCutoff *cutoff)
{
  if (limen_task_get (limen_cutoff_get_task (cutoff))->has_joint_decision)
    limen_cutoff_set_decision (cutoff, choice->rule);
  g_list_store_append (cutoffs, cutoff);
}

/* Appends a cutoff for each class, chosen by an objective of all classes
 * together. `table` gets a row with a metric of each class and, unless all
 * share one, its threshold. FALSE with an error. */
static gboolean
add_cutoffs (GListStore *cutoffs, const LimenChoice *choice,
             LimenAnalysis *analysis, const double *thresholds,
             const LimenCommonObjective *objective, LimenTextTable *table,
             LimenMetric metric, GError **error)
{
  for (gsize k = 0; k < limen_analysis_get_n_classes (analysis); k++)
    {
      g_autoptr (LimenOneVsRest) class
          = limen_analysis_get_class (analysis, k, error);
      g_autoptr (LimenCutoff) cutoff = NULL;

      if (class == NULL)
        return FALSE;
      cutoff = limen_common_objective_new_cutoff (
          objective, choice->name, class, thresholds[k], NAN);
      add_cutoff (cutoffs, choice, cutoff);
      if (!limen_cutoff_estimate (cutoff, class, &choice->intervals, error))
        return FALSE;
      add_found (table, limen_one_vs_rest_get_name (class),
                 limen_cutoff_get_metric (cutoff, metric), cutoff, metric,
                 choice->is_shared ? NAN : thresholds[k]);
    }
  return TRUE;
}

static LimenTextTable *
new_table (const LimenChoice *choice, const char *value)
{
  LimenTextTable *table = limen_text_table_new ();

  limen_text_table_add (table, _ ("class"));
  limen_text_table_add (table, value);
  if (!choice->is_shared)
    limen_text_table_add (table, _ ("threshold"));
  limen_text_table_end_row (table);
  return table;
}

/* Optimizes the objective for each class against the rest. */
static int
choose_each (const LimenChoice *choice, LimenAnalysis *analysis)
{
  gsize n = limen_analysis_get_n_classes (analysis);
  g_autofree double *thresholds = g_new (double, n);
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  g_autoptr (GString) found = g_string_new (NULL);
  char text[LIMEN_OBJECTIVE_SIZE];
  g_autoptr (LimenTextTable) table = new_table (
      choice, limen_objective_format (choice->objective, text, sizeof text));

  for (gsize k = 0; k < n; k++)
    {
      GError *error = NULL;
      g_autoptr (LimenOneVsRest) class
          = limen_analysis_get_class (analysis, k, &error);
      g_autoptr (LimenCutoff) cutoff = NULL;
      LimenOptimum optimum;

      if (class == NULL)
        return limen_cli_fail (LIMEN_EXIT_INPUT, error);
      optimum = limen_objective_optimize (
          choice->objective, limen_one_vs_rest_get_sweep (class));
      if (!limen_choose_has_threshold (&optimum))
        {
          /* Translators: the start of a line: "cannot be met: ..." */
          fprintf (stderr, _ ("class \"%s\": "),
                   limen_one_vs_rest_get_name (class));
          return limen_choose_fail_unattainable (
              choice->objective, limen_one_vs_rest_get_sweep (class),
              &optimum);
        }
      thresholds[k] = optimum.positive_from.threshold;
      cutoff = limen_cutoff_new (choice->name, class,
                                 optimum.positive_from.threshold, NAN,
                                 choice->objective);
      add_cutoff (cutoffs, choice, cutoff);
      if (!limen_cutoff_estimate (cutoff, class, &choice->intervals, &error))
        return limen_cli_fail (LIMEN_EXIT_INPUT, error);
      add_found (table, limen_one_vs_rest_get_name (class), optimum.value,
                 cutoff, choice->objective->metric,
                 optimum.positive_from.threshold);
    }
  limen_text_table_append_to (table, found);
  limen_choose_append_note (found, choice);
  return finish_classes (choice, analysis, thresholds, G_LIST_MODEL (cutoffs),
                         found->str);
}

/* Finds the best threshold for all classes, by the micro average of the
 * objective's metric. Returns the exit status. */
static int
optimize_shared (const LimenChoice *choice, LimenAnalysis *analysis,
                 LimenOptimum *optimum)
{
  GError *error = NULL;
  LimenSweep *sweep = limen_micro_average_sweep_new (
      limen_analysis_get_scores (analysis), &error);
  int status = LIMEN_EXIT_DONE;

  if (sweep == NULL)
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  *optimum = limen_objective_optimize (choice->objective, sweep);
  if (!limen_choose_has_threshold (optimum))
    status
        = limen_choose_fail_unattainable (choice->objective, sweep, optimum);
  limen_sweep_free (sweep);
  return status;
}

/* Chooses one threshold for all classes. */
static int
choose_shared (const LimenChoice *choice, LimenAnalysis *analysis)
{
  gsize n = limen_analysis_get_n_classes (analysis);
  LimenMetric metric = choice->objective->metric;
  g_autofree double *thresholds = g_new (double, n);
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  char text[LIMEN_DECIMAL_SIZE], name[LIMEN_METRIC_NAME_SIZE];
  g_autoptr (LimenTextTable) table
      = new_table (choice, limen_metric_format (metric, name, sizeof name));
  g_autofree LimenCommonObjective *objective = NULL;
  g_autofree char *objective_text = NULL;
  g_autoptr (GString) found = g_string_new (NULL);
  GError *error = NULL;
  LimenOptimum optimum;
  int status = optimize_shared (choice, analysis, &optimum);

  if (status != LIMEN_EXIT_DONE)
    return status;
  objective = limen_common_objective_new_shared (choice->objective,
                                                 optimum.value);
  objective_text = limen_cutoff_objective_format (&objective->objective);
  for (gsize k = 0; k < n; k++)
    thresholds[k] = optimum.positive_from.threshold;
  if (!add_cutoffs (cutoffs, choice, analysis, thresholds, objective, table,
                    metric, &error))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  if (choice->intervals.n_resamples > 0)
    limen_text_table_append_to (table, found);
  limen_choose_append_note (found, choice);
  g_string_append_printf (
      found, _ ("%s: %.6g at threshold %s for every class\n"), objective_text,
      optimum.value,
      limen_choose_format_threshold (optimum.positive_from.threshold, text,
                                     sizeof text));
  return finish_classes (choice, analysis, thresholds, G_LIST_MODEL (cutoffs),
                         found->str);
}

/* Fills `thresholds`, one per class, with those that are best for the joint
 * goal; the search starts from the best F1 of each class. FALSE with an
 * error. */
static gboolean
optimize_jointly (const LimenChoice *choice, LimenAnalysis *analysis,
                  double *thresholds, LimenJointResult *result,
                  GError **error)
{
  LimenThresholdScores *scores = limen_analysis_get_scores (analysis);
  gsize n = limen_analysis_get_n_classes (analysis);
  g_autofree double *start = g_new (double, n), *costs = NULL;
  G_GNUC_UNUSED g_autoptr (LimenProgressLine) line
      = limen_progress_line_new (_ ("Searching for thresholds"));
  LimenJointOptions options = { .goal = choice->goal };

  if (choice->costs != NULL)
    {
      costs = limen_cost_matrix_read (
          choice->costs, limen_analysis_get_dataset (analysis), error);
      if (costs == NULL)
        return FALSE;
    }
  options.costs = costs;
  for (gsize k = 0; k < n; k++)
    start[k] = limen_analysis_get_summary (analysis, k)
                   ->best_f1.positive_from.threshold;
  *result = limen_joint_optimize (limen_threshold_scores_get_numbers (scores),
                                  &options, start, thresholds);
  if (result->status == LIMEN_JOINT_FOUND)
    return TRUE;
  if (result->status == LIMEN_JOINT_NO_MEMORY)
    return limen_dataset_fail_memory (limen_analysis_get_dataset (analysis),
                                      N_ ("to search for thresholds together"),
                                      error);
  return limen_report_fail (error, LIMEN_REPORT_ERROR_OPTIONS,
                            "thresholds can be chosen jointly only where each "
                            "row has one of several classes and the scores "
                            "are probabilities or logits");
}

static int
choose_jointly (const LimenChoice *choice, LimenAnalysis *analysis)
{
  gsize n = limen_analysis_get_n_classes (analysis);
  g_autofree double *thresholds = g_new (double, n);
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  g_autofree LimenCommonObjective *objective = NULL;
  g_autofree char *objective_text = NULL;
  g_autoptr (LimenTextTable) table = new_table (choice, "F1");
  g_autoptr (GString) found = g_string_new (NULL);
  LimenJointResult result;
  GError *error = NULL;

  if (!optimize_jointly (choice, analysis, thresholds, &result, &error))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  objective = limen_common_objective_new_joint (choice->goal, result.value);
  objective_text = limen_cutoff_objective_format (&objective->objective);
  if (!add_cutoffs (cutoffs, choice, analysis, thresholds, objective, table,
                    (LimenMetric){ LIMEN_METRIC_F1, 1 }, &error))
    return limen_cli_fail (LIMEN_EXIT_INPUT, error);
  limen_text_table_append_to (table, found);
  limen_choose_append_note (found, choice);
  g_string_append_printf (
      found,
      /* Translators: %s is the objective. */
      ngettext ("%s: %.6g (%.6g by the largest score), found in %zu pass\n",
                "%s: %.6g (%.6g by the largest score), found in %zu passes\n",
                result.n_passes),
      objective_text, result.value, result.argmax_value, result.n_passes);
  return finish_classes (choice, analysis, thresholds, G_LIST_MODEL (cutoffs),
                         found->str);
}

/* Chooses the thresholds of several classes, shared, jointly or for each
 * class, saves them as cutoffs and prints their metrics. Prints errors, too;
 * returns the exit status. */
int
limen_choose_classes (const LimenChoice *choice, LimenAnalysis *analysis)
{
  if (choice->is_shared)
    return choose_shared (choice, analysis);
  return choice->is_joint ? choose_jointly (choice, analysis)
                          : choose_each (choice, analysis);
}
