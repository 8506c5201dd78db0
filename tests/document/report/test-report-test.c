/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cutoff.h"
#include "estimate-text.h"
#include "number-text.h"
#include "samples.h"
#include "support.h"
#include "test-reading.h"

/* Reports whose thresholds are judged on test data. */

#define TUNING "y,p\na,0.1\na,0.2\nb,0.3\na,0.4\nb,0.6\nb,0.7\nb,0.8\na,0.9\n"
#define TEST "p,y\n0.15,a\n0.35,b\n0.65,a\n0.85,b\n0.95,b\n"

static const LimenBootstrap few_resamples
    = { .n_resamples = 50, .seed = 1, .confidence = 0.95 };

static LimenTestData *
read_pair (const char *tuning, const char *test, const char *task)
{
  g_autofree char *first = test_write_file ("tuning.csv", tuning, -1);
  g_autofree char *second = test_write_file ("test.csv", test, -1);
  g_autoptr (LimenAnalysis) analysis = test_analyze (first, task, NULL);
  g_autoptr (LimenDataset) rows = NULL;
  g_autoptr (GError) error = NULL;
  LimenTestData *data;

  rows = limen_test_data_read (limen_analysis_get_dataset (analysis), second,
                               NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  data = limen_test_data_new (analysis, rows, NULL, NULL, &error);
  g_assert_no_error (error);
  return data;
}

static LimenDocument *
new_document (LimenTestData *test, LimenReportOptions options,
              GListModel *cutoffs)
{
  options.test = test;
  return test_new_document_with (limen_test_data_get_tuning (test), &options,
                                 cutoffs);
}

static gboolean
has_block (LimenDocument *document, const char *text)
{
  for (guint i = 0; i < document->blocks->len; i++)
    {
      const LimenBlock *block = g_ptr_array_index (document->blocks, i);

      if ((block->text != NULL && strstr (block->text, text) != NULL)
          || (block->table != NULL
              && g_strcmp0 (block->table->caption, text) == 0))
        return TRUE;
    }
  return FALSE;
}

static void
assert_row (LimenDocument *document, const char *caption, const char *title,
            const char *tuning, const char *test, const char *difference)
{
  g_assert_cmpstr (test_find_cell_in (document, caption, title, 1), ==,
                   tuning);
  g_assert_cmpstr (test_find_cell_in (document, caption, title, 2), ==, test);
  if (difference != NULL)
    g_assert_cmpstr (test_find_cell_in (document, caption, title, 3), ==,
                     difference);
}

/* Files, classes, losses, ranking, and each threshold on both files; a
 * threshold that is asked for and is best, too, has one table. */
static void
test_binary (void)
{
  const double at[] = { 0.65, 0.5 };
  g_autoptr (LimenTestData) test = read_pair (TUNING, TEST, NULL);
  g_autoptr (LimenDocument) document = new_document (
      test, (LimenReportOptions){ .thresholds = at, .n_thresholds = 2 }, NULL);
  static const char best[]
      = "At threshold 0.5 (maximize youden-j, maximize accuracy)";

  g_assert_true (has_block (document, "Test data"));
  g_assert_cmpstr (test_find_cell (document, "File", 1), ==, "test.csv");
  assert_row (document, "Rows of each class", "a", "4", "2", NULL);
  assert_row (document, "Rows of each class", "b", "4", "3", NULL);
  assert_row (document, "At threshold 0.65", "TP", "2", "2", "");
  assert_row (document, "At threshold 0.65", "FN", "2", "1", "");
  assert_row (document, "At threshold 0.65", "Recall", "0.5000", "0.6667",
              "-0.1667");
  assert_row (document, best, "Recall", "0.7500", "0.6667", "0.0833");
  assert_row (document, best, "Youden's J", "0.5000", "0.1667", "0.3333");
  g_assert_false (has_block (document, "At threshold 0.5"));
  g_assert_false (has_block (document, "section on test data"));
  assert_row (document, "Ranking", "ROC AUC", "0.6875", "0.8333", NULL);
  g_assert_nonnull (test_find_cell_in (document, "Losses", "BCE (mean)", 2));
}

/* The values have the intervals of the estimates; an objective's own metric is
 * in the table of its best threshold. */
static void
test_intervals (void)
{
  g_autoptr (LimenTestData) test = read_pair (TUNING, TEST, NULL);
  g_autoptr (LimenDocument) document = new_document (
      test, (LimenReportOptions){ .intervals = few_resamples }, NULL);
  const double threshold = 0.5;
  const LimenObjective view
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  g_autoptr (LimenOneVsRest) first
      = limen_analysis_get_class (limen_test_data_get_tuning (test), 0, NULL);
  g_autoptr (LimenOneVsRest) second
      = limen_test_data_get_class (test, 0, NULL);
  g_autofree LimenTestPoint *point = limen_test_points_new (
      test, first, second, &view, &threshold, 1, &few_resamples, NULL);
  const LimenEstimate recall = point->test[LIMEN_METRIC_RECALL];
  const LimenEstimate optimism = point->optimism[LIMEN_METRIC_RECALL];
  g_autofree char *value = limen_estimate_text (recall.value, recall.interval);
  g_autofree char *difference
      = limen_estimate_text (optimism.value, optimism.interval);
  static const char caption[] = "At threshold 0.5 (default threshold, "
                                "maximize youden-j, maximize accuracy)";

  g_assert_cmpstr (test_find_cell_in (document, caption, "Recall", 2), ==,
                   value);
  g_assert_cmpstr (test_find_cell_in (document, caption, "Recall", 3), ==,
                   difference);
  g_assert_true (has_block (document, "section on test data"));
  g_assert_nonnull (test_find_cell (document, "Youden's J", 3));
}

/* A grey zone has its decided and its referred rows on both files. */
static void
test_zone (void)
{
  g_autoptr (LimenTestData) test = read_pair (TUNING, TEST, NULL);
  g_autoptr (LimenOneVsRest) class = limen_analysis_get_class (
      limen_test_data_get_tuning (test), 0, NULL);
  g_autoptr (LimenCutoff) cutoff
      = limen_cutoff_new_by_hand ("mine", class, 0.65, 0.25, NAN);
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  g_autoptr (LimenDocument) document = NULL;
  static const char caption[] = "Grey zone 0.25 to 0.65 (mine)";

  g_list_store_append (cutoffs, cutoff);
  document
      = new_document (test, (LimenReportOptions){ 0 }, G_LIST_MODEL (cutoffs));
  assert_row (document, caption, "Rows referred", "3", "1", "");
  assert_row (document, caption, "TP", "2", "2", "");
  assert_row (document, caption, "FP", "1", "1", "");
  assert_row (document, caption, "TN", "2", "1", "");
  assert_row (document, caption, "Precision", "0.6667", "0.6667", "0.0000");
  g_assert_nonnull (test_find_cell_in (document, caption, "Cost", 3));
}

#define CLASSES                                                               \
  "y,p_a,p_b,p_c\na,0.6,0.3,0.1\na,0.5,0.3,0.2\nb,0.2,0.7,0.1\n"              \
  "b,0.5,0.4,0.1\nc,0.1,0.2,0.7\nc,0.3,0.3,0.4\n"
/* Columns and classes in another order. */
#define OTHER_CLASSES                                                         \
  "p_c,p_b,p_a,y\n0.7,0.2,0.1,c\n0.2,0.5,0.3,c\n0.1,0.3,0.6,a\n"              \
  "0.2,0.6,0.2,b\n"

static LimenCutoff *
new_of_set (LimenAnalysis *analysis, gsize k, double threshold)
{
  g_autoptr (LimenOneVsRest) one
      = limen_analysis_get_class (analysis, k, NULL);
  LimenCutoff *cutoff = limen_cutoff_new ("set", one, threshold, NAN, NULL);

  limen_cutoff_set_decision (cutoff, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
  return cutoff;
}

/* Several classes: the best threshold of each, joint decisions by the largest
 * score and by a set of cutoffs, matched by the names of the classes. */
static void
test_classes (void)
{
  g_autoptr (LimenTestData) test = read_pair (CLASSES, OTHER_CLASSES, NULL);
  LimenAnalysis *analysis = limen_test_data_get_tuning (test);
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  g_autoptr (LimenDocument) document = NULL;
  const double thresholds[] = { 0.35, 0.45, 0.5 };

  for (gsize k = 0; k < 3; k++)
    {
      g_autoptr (LimenCutoff) cutoff = new_of_set (analysis, k, thresholds[k]);

      g_list_store_append (cutoffs, cutoff);
    }
  document
      = new_document (test, (LimenReportOptions){ 0 }, G_LIST_MODEL (cutoffs));
  assert_row (document, "Rows of each class", "a", "2", "1", NULL);
  assert_row (document, "Rows of each class", "c", "2", "2", NULL);
  assert_row (document, "By the largest score", "Accuracy", "0.8333", "0.7500",
              "0.0833");
  /* Tuning: b, the second row of class b, is a; the last is none. */
  g_assert_true (has_block (document, "Decided by set"));
  g_assert_cmpstr (
      test_find_cell_in (document, "Decided by set", "Accuracy", 2), ==,
      "0.7500");
  g_assert_cmpstr (test_find_cell_in (document, "Recall", "a", 2), ==, "0.35");
  g_assert_cmpstr (test_find_cell_in (document, "Recall", "c", 4), ==,
                   "0.5000");
  g_assert_nonnull (
      test_find_cell_in (document, "Ranking", "ROC AUC, macro mean", 2));
}

static void
test_labels (void)
{
  g_autoptr (LimenTestData) test = read_pair (
      "true_a,true_b,score_a,score_b\n1,0,0.9,0.2\n0,1,0.3,0.8\n1,1,0.6,0.7\n"
      "0,0,0.1,0.4\n",
      "score_b,score_a,true_a,true_b\n0.3,0.8,1,0\n0.9,0.2,0,1\n0.6,0.4,1,1\n"
      "0.2,0.7,0,0\n",
      NULL);
  const double at[] = { 0.5 };
  g_autoptr (LimenDocument) document = new_document (
      test, (LimenReportOptions){ .thresholds = at, .n_thresholds = 1 }, NULL);

  assert_row (document, "Rows of each class", "b", "2", "2", NULL);
  assert_row (document, "All labels, at a probability of one half",
              "Subset accuracy", "1.0000", "0.5000", "0.5000");
  g_assert_cmpstr (test_find_cell_in (document, "Recall", "a", 4), ==,
                   "0.5000");
}

static void
test_decisions (void)
{
  g_autoptr (LimenTestData) two
      = read_pair ("y,pred\n1,1\n0,1\n1,0\n0,0\n1,1\n0,0\n",
                   "y,pred\n1,1\n0,0\n1,1\n0,0\n1,0\n0,0\n", NULL);
  g_autoptr (LimenTestData) three
      = read_pair ("y,pred\na,a\nb,b\nc,a\na,a\nb,c\nc,c\na,b\n",
                   "y,pred\na,a\nb,b\nc,c\na,a\nb,b\nc,c\na,b\n", NULL);
  g_autoptr (LimenDocument) document
      = new_document (two, (LimenReportOptions){ 0 }, NULL);
  g_autoptr (LimenDocument) several
      = new_document (three, (LimenReportOptions){ 0 }, NULL);

  assert_row (document, "As decided", "Recall", "0.6667", "0.6667", "0.0000");
  assert_row (document, "As decided", "FP", "1", "0", "");
  assert_row (several, "Recall", "c", "0.5000", "1.0000", "-0.5000");
  assert_row (several, "As predicted", "Accuracy", "0.5714", "0.8571",
              "-0.2857");
}

/* Low scores that mean positive: thresholds are in the units of the file. */
static void
test_reversed (void)
{
  g_autofree char *first = test_write_file (
      "tuning.csv", "y,s\n1,-3\n1,2\n1,1\n0,4\n0,9\n0,7\n1,5\n", -1);
  g_autofree char *second
      = test_write_file ("test.csv", "y,s\n1,-1\n1,6\n0,8\n0,2\n", -1);
  g_autoptr (LimenReadOptions) reading = limen_read_options_new ();
  g_autoptr (LimenDataset) rows = NULL, test_rows = NULL;
  g_autoptr (LimenAnalysis) analysis = NULL;
  g_autoptr (LimenTestData) test = NULL;
  g_autoptr (LimenDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  const double at[] = { 5 };

  reading->labels = g_strsplit ("y", ";", -1);
  reading->scores = g_strsplit ("s", ";", -1);
  reading->reverse_scores = TRUE;
  rows = limen_dataset_read (first, reading, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  analysis = limen_analysis_new (rows, NULL, NULL, &error);
  test_rows = limen_test_data_read (rows, second, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  test = limen_test_data_new (analysis, test_rows, NULL, NULL, &error);
  document = new_document (
      test, (LimenReportOptions){ .thresholds = at, .n_thresholds = 1 }, NULL);
  assert_row (document, "At threshold 5", "TP", "4", "1", "");
  assert_row (document, "At threshold 5", "FP", "1", "1", "");
}

/* A regression has losses only. */
static void
test_regression (void)
{
  g_autoptr (LimenTestData) test
      = read_pair ("y,p\n1.5,1.25\n2.5,3\n0.5,0.5\n",
                   "y,p\n1.5,1\n2.5,2.5\n3.5,3.5\n", "regression");
  g_autoptr (LimenDocument) document = new_document (
      test, (LimenReportOptions){ .intervals = few_resamples }, NULL);
  const char *tuning = test_find_cell_in (document, "Losses", "MSE (mean)", 1);
  const char *on_test
      = test_find_cell_in (document, "Losses", "MSE (mean)", 2);

  g_assert_true (g_str_has_prefix (tuning, "0.104 ("));
  g_assert_nonnull (on_test);
  g_assert_false (has_block (document, "At thresholds"));
}

/* Findings about the test data are with the others, and before them. */
static void
test_findings (void)
{
  g_autoptr (LimenTestData) test = read_pair (TUNING, TUNING, NULL);
  g_autoptr (LimenDocument) document
      = new_document (test, (LimenReportOptions){ 0 }, NULL);

  g_assert_true (has_block (document, "byte for byte"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/report-test/binary", test_binary);
  g_test_add_func ("/report-test/intervals", test_intervals);
  g_test_add_func ("/report-test/zone", test_zone);
  g_test_add_func ("/report-test/classes", test_classes);
  g_test_add_func ("/report-test/labels", test_labels);
  g_test_add_func ("/report-test/decisions", test_decisions);
  g_test_add_func ("/report-test/reversed", test_reversed);
  g_test_add_func ("/report-test/regression", test_regression);
  g_test_add_func ("/report-test/findings", test_findings);
  return g_test_run ();
}
