/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-builder.h"

#include <glib/gi18n.h>
#include <math.h>

#include "cutoff-set.h"
#include "report-error.h"
#include "test-values.h"

/* The section on test data: other rows, on which the thresholds are judged
 * that were tuned on the rows of the report. */

/* Adds the column heads of a value on both files and its optimism. */
void
limen_report_builder_add_judged_heads (LimenReportBuilder *self,
                                       LimenDocumentTable *table)
{
  const char *const heads[] = {
    /* Translators: columns: of the rows that a threshold was tuned on, of test
     * rows, and the difference of both. */
    _ ("Tuning"), _ ("Test"), _ ("Difference"), NULL
  };

  limen_document_table_add_heads (table, heads);
}

static void
add_estimate (LimenReportBuilder *self, LimenDocumentTable *table,
              LimenEstimate estimate)
{
  if (limen_report_builder_has_intervals (self))
    limen_document_table_add_estimate (table, estimate.value,
                                       estimate.interval);
  else
    limen_document_table_add_number (table, estimate.value);
}

/* Adds the cells of a value on both files and its optimism, with intervals if
 * the report has any. */
void
limen_report_builder_add_judged (LimenReportBuilder *self,
                                 LimenDocumentTable *table,
                                 LimenEstimate tuning, LimenEstimate test,
                                 LimenEstimate optimism)
{
  add_estimate (self, table, tuning);
  add_estimate (self, table, test);
  add_estimate (self, table, optimism);
}

/* Rows and classes */

/* Adds the file of the test data and the numbers of its rows. */
static void
add_input (LimenReportBuilder *self, LimenDataset *test)
{
  LimenDocumentTable *table = limen_document_table_new (NULL, "ll");

  limen_report_builder_add_file (table, test);
  limen_report_builder_add_labels_from (table, test);
  limen_report_builder_add_row_counts (table, test);
  limen_document_add_table (self->document, table);
}

/* Adds the rows of each class in both files. */
static void
add_classes (LimenReportBuilder *self, LimenDataset *test)
{
  const char *const heads[] = { _ ("Class"), _ ("Tuning"), _ ("Test"), NULL };
  LimenDocumentTable *table
      = limen_document_table_new (_ ("Rows of each class"), "lrr");

  limen_document_table_add_heads (table, heads);
  for (gsize k = 0; k < self->numbers->n_classes; k++)
    {
      const char *name = limen_dataset_get_class_name (self->dataset, k);
      int of_test = limen_dataset_find_class (test, name);

      limen_document_table_add_name (table, name);
      limen_document_table_add_count (
          table, (double) limen_dataset_get_class_rows (self->dataset, k));
      limen_document_table_add_count (
          table, of_test < 0 ? 0
                             : (double) limen_dataset_get_class_rows (
                                 test, (gsize) of_test));
    }
  limen_document_add_table_beside (self->document, table);
}

/* Values without thresholds */

/* Adds a table of losses or ranking on both files, unless it is empty. Frees
 * the array; NULL is ignored. */
static void
add_values (LimenReportBuilder *self, const char *caption, GArray *values,
            gboolean is_beside)
{
  const char *const heads[] = { "", _ ("Tuning"), _ ("Test"), NULL };
  LimenDocumentTable *table = limen_document_table_new (caption, "lrr");

  limen_document_table_add_heads (table, heads);
  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      const LimenTestValue *value = &g_array_index (values, LimenTestValue, i);

      limen_document_table_add (table, value->title);
      add_estimate (self, table, value->tuning);
      add_estimate (self, table, value->test);
    }
  if (is_beside)
    limen_document_add_table_beside (self->document, table);
  else
    limen_document_add_table (self->document, table);
  g_clear_pointer (&values, g_array_unref);
}

static void
add_losses (LimenReportBuilder *self)
{
  if (self->n_classes > 0)
    limen_document_add_heading (self->document, 2, _ ("Losses and ranking"));
  add_values (self, _ ("Losses"),
              limen_test_values_new_of_losses (
                  self->options, limen_report_builder_get_error (self)),
              FALSE);
  add_values (self, _ ("Ranking"),
              limen_test_values_new_of_ranking (
                  self->options, limen_report_builder_get_error (self)),
              TRUE);
}

/* Joint decisions */

/* Adds a table of joint decisions on both files, unless it is empty. Frees the
 * array; NULL is ignored. */
static void
add_decision (LimenReportBuilder *self, const char *caption, GArray *values)
{
  LimenDocumentTable *table = limen_document_table_new (caption, "lrrr");

  limen_document_table_add_head (table, "");
  limen_report_builder_add_judged_heads (self, table);
  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      const LimenTestValue *value = &g_array_index (values, LimenTestValue, i);

      limen_document_table_add (table, value->title);
      limen_report_builder_add_judged (self, table, value->tuning, value->test,
                                       value->optimism);
    }
  limen_document_add_table (self->document, table);
  g_clear_pointer (&values, g_array_unref);
}

/* The title of the joint decisions without cutoffs. */
static const char *
get_decision_title (const LimenReportBuilder *self)
{
  const LimenMulticlass *multiclass
      = limen_analysis_get_multiclass (self->analysis);

  if (multiclass->result->matrix != NULL)
    return limen_dataset_get_predicted_column (self->dataset) != NULL
               ? _ ("As predicted")
               : _ ("By the largest score");
  return self->numbers->kind == LIMEN_KIND_SCORE
             ? _ ("All labels, at a score of 0")
             : _ ("All labels, at a probability of one half");
}

/* What a set of cutoffs decides on the rows of a file. */
typedef struct
{
  LimenMulticlassResult *result;
  LimenDecisionEstimates estimates;
} Decided;

/* Decides the rows of scores. FALSE with an error when memory runs out. */
static gboolean
decide (LimenReportBuilder *self, const LimenMarkedSet *set,
        LimenThresholdScores *scores, const double *thresholds,
        Decided *decided, GError **error)
{
  decided->result
      = limen_multiclass_result_new (scores, thresholds, set->rule);
  if (decided->result == NULL)
    return limen_dataset_fail_memory (self->dataset,
                                      N_ ("for the report on it"), error);
  return !limen_report_builder_has_intervals (self)
         || limen_multiclass_result_estimate (
             decided->result, scores, thresholds, set->rule, self->view.costs,
             self->options->intervals.confidence, &decided->estimates, error);
}

/* Decides the test rows by a set of cutoffs, whose classes are found by their
 * names. FALSE with an error: of LIMEN_REPORT_ERROR if the set would decide
 * some rows otherwise than on the tuning scores. */
static gboolean
decide_test (LimenReportBuilder *self, const LimenMarkedSet *set,
             Decided *decided, GError **error)
{
  LimenTestData *test = self->options->test;
  LimenThresholdScores *scores
      = limen_analysis_get_scores (limen_test_data_get_test (test));
  g_autofree double *thresholds = NULL;
  g_autoptr (LimenCutoffSet) resolved = NULL;

  if (limen_task_get (self->numbers->task)->has_joint_decision)
    {
      resolved
          = limen_cutoff_set_new (G_LIST_MODEL (set->cutoffs), scores, error);
      if (resolved == NULL)
        return FALSE;
      return resolved->mapped != NULL
                 ? decide (self, set, resolved->mapped,
                           resolved->mapped_thresholds, decided, error)
                 : decide (self, set, scores, resolved->thresholds, decided,
                           error);
    }
  thresholds = g_new0 (double, limen_threshold_scores_get_n_classes (scores));
  for (gsize k = 0; k < self->n_classes; k++)
    thresholds[limen_test_data_find_class (test, k)]
        = limen_test_data_convert (test, set->thresholds[k]);
  return decide (self, set, scores, thresholds, decided, error);
}

/* Adds what a set of cutoffs decides on both files. */
static void
add_set (LimenReportBuilder *self, const LimenMarkedSet *set)
{
  g_autofree char *title = g_strdup_printf (
      /* Translators: the name of cutoffs. */
      _ ("Decided by %s"), set->name);
  gboolean has_intervals = limen_report_builder_has_intervals (self);
  Decided tuning = { 0 }, test = { 0 };
  GError *error = NULL;

  if (decide (self, set, set->mapped != NULL ? set->mapped : self->scores,
              set->thresholds, &tuning, &error)
      && decide_test (self, set, &test, &error))
    add_decision (self, title,
                  limen_test_values_new_of_results (
                      tuning.result, has_intervals ? &tuning.estimates : NULL,
                      test.result, has_intervals ? &test.estimates : NULL));
  g_clear_pointer (&tuning.result, limen_multiclass_result_free);
  g_clear_pointer (&test.result, limen_multiclass_result_free);
  if (error == NULL)
    return;
  if (error->domain == LIMEN_REPORT_ERROR)
    {
      limen_document_add_notice (self->document, LIMEN_SEVERITY_WARNING,
                                 error->message);
      g_error_free (error);
    }
  else
    g_propagate_error (limen_report_builder_get_error (self), error);
}

static void
add_decisions (LimenReportBuilder *self)
{
  GArray *sets = self->cutoffs->sets;

  limen_document_add_heading (self->document, 2, _ ("All classes"));
  add_decision (self, get_decision_title (self),
                limen_test_values_new_of_decision (
                    self->options, limen_report_builder_get_error (self)));
  for (guint i = 0; i < sets->len; i++)
    add_set (self, &g_array_index (sets, LimenMarkedSet, i));
}

/* Adds the section on the test data, if there are any: their file, rows and
 * findings, and every value of the report on both files side by side, with the
 * difference for those of decisions. */
void
limen_report_builder_add_test (LimenReportBuilder *self)
{
  LimenAnalysis *test;

  if (self->options->test == NULL)
    return;
  test = limen_test_data_get_test (self->options->test);
  limen_document_add_heading (self->document, 1, _ ("Test data"));
  if (self->n_classes > 0)
    limen_document_add_paragraph (
        self->document,
        _ ("Tuning: the rows of this report, on which thresholds are chosen. "
           "Test: other rows, which chose none. The difference is positive "
           "where the tuning rows look better than the test rows; where a "
           "threshold was chosen on the tuning rows, their values are too "
           "good."));
  else
    limen_document_add_paragraph (
        self->document,
        _ ("Tuning: the rows of this report. Test: other rows."));
  add_input (self, limen_analysis_get_dataset (test));
  if (self->n_classes > 0)
    add_classes (self, limen_analysis_get_dataset (test));
  limen_report_builder_add_notices (self, limen_analysis_get_findings (test));
  limen_report_builder_add_test_thresholds (self);
  if (limen_analysis_get_multiclass (self->analysis) != NULL)
    add_decisions (self);
  add_losses (self);
}
