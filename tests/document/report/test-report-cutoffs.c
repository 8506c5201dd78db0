/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "cutoff.h"
#include "number-text.h"
#include "samples.h"
#include "support.h"

static LimenCutoff *
test_new_cutoff (LimenAnalysis *analysis, gsize class, const char *name,
                 double threshold)
{
  g_autoptr (LimenOneVsRest) one
      = limen_analysis_get_class (analysis, class, NULL);

  return limen_cutoff_new (name, one, threshold, NAN, NULL);
}

/* Cutoffs are counted on the rows of the report. */
static void
test_cutoffs (void)
{
  g_autoptr (LimenAnalysis) analysis = test_analyze_sample ("digits-odd.csv");
  g_autoptr (LimenCutoff) cutoff
      = test_new_cutoff (analysis, 0, "a <b> & c", 0.3495);
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  g_autoptr (LimenDocument) document = NULL;
  const double at[] = { 0.5 };

  g_list_store_append (cutoffs, cutoff);
  document = test_new_document (analysis, G_LIST_MODEL (cutoffs), at, 1);
  g_assert_cmpstr (test_find_cell (document, "a <b> & c", 1), ==, "0.3495");
  g_assert_cmpstr (test_find_cell (document, "a <b> & c", 2), ==, "0.3493");
  g_assert_cmpstr (test_find_cell (document, "a <b> & c", 3), ==, "0.3496");
  g_assert_cmpstr (test_find_cell (document, "a <b> & c", 4), ==, "826");
  g_assert_cmpstr (test_find_cell (document, "at 0.5", 4), ==, "704");
  test_assert_cell (document, "Precision", 1,
                    limen_cutoff_get_metric (
                        cutoff, (LimenMetric){ LIMEN_METRIC_PRECISION, 1 }));
  g_assert_null (test_find_cell (document, "default threshold", 1));
}

/* Checks that the result of a set is shown beside argmax, and its matrix with
 * class names and totals. */
static void
assert_result (LimenDocument *document, const LimenMulticlassResult *result)
{
  g_autofree char *accuracy = limen_number_text (result->accuracy);
  guint n_matrices = 0, n_accuracies = 0;

  for (guint i = 0; i < document->blocks->len; i++)
    {
      const LimenBlock *block = g_ptr_array_index (document->blocks, i);

      if (block->table == NULL)
        continue;
      n_matrices += block->table->head->len == result->n_classes + 2
                    && g_str_equal (g_ptr_array_index (block->table->head,
                                                       result->n_classes + 1),
                                    "total");
      n_accuracies
          += g_str_equal (limen_document_table_get (block->table, 0, 0),
                          "Accuracy")
             && g_str_equal (limen_document_table_get (block->table, 0, 1),
                             accuracy);
    }
  g_assert_cmpuint (n_matrices, ==, 2);
  g_assert_cmpuint (n_accuracies, ==, 1);
}

/* A set decides all classes jointly, by the scores or by mapped scores. */
static void
check_set (LimenAnalysis *analysis, LimenThresholdScores *scores)
{
  gsize n = limen_analysis_get_n_classes (analysis);
  g_autofree double *thresholds = g_new (double, n);
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  g_autoptr (LimenDocument) document = NULL;
  g_autoptr (LimenMulticlassResult) result = NULL;

  for (gsize k = 0; k < n; k++)
    {
      g_autoptr (LimenOneVsRest) one = limen_one_vs_rest_new (scores, k, NULL);
      g_autoptr (LimenCutoff) cutoff = NULL;

      thresholds[k] = 0.2 + 0.03 * (double) k;
      cutoff = limen_cutoff_new ("set", one, thresholds[k], NAN, NULL);
      limen_cutoff_set_decision (cutoff,
                                 LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
      g_list_store_append (cutoffs, cutoff);
    }
  result = limen_multiclass_result_new (scores, thresholds,
                                        LIMEN_DECISION_ARGMAX_OVER_THRESHOLD);
  document = test_new_document (analysis, G_LIST_MODEL (cutoffs), NULL, 0);
  assert_result (document, result);
}

static void
test_set (void)
{
  g_autoptr (LimenAnalysis) analysis = test_analyze_sample ("digits.csv");
  LimenThresholdScores *scores = limen_analysis_get_scores (analysis);
  g_autoptr (LimenThresholdScores) mapped
      = limen_threshold_scores_recalibrate (
          scores, LIMEN_RECALIBRATION_PLATT, 15, NULL);

  check_set (analysis, scores);
  check_set (analysis, mapped);
}

/* Cutoffs that do not apply to the file are an error, or are left out and
 * counted. */
static void
test_inapplicable (void)
{
  g_autoptr (LimenAnalysis) other = test_analyze_sample ("tumours.csv");
  g_autoptr (LimenAnalysis) analysis = test_analyze_sample ("digits-odd.csv");
  g_autoptr (LimenCutoff) cutoff = test_new_cutoff (other, 0, "mine", 0);
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  LimenDocumentOptions options = { 0 };
  g_autoptr (LimenDocument) document = NULL;
  g_autoptr (GError) error = NULL;

  g_list_store_append (cutoffs, cutoff);
  options.cutoffs = G_LIST_MODEL (cutoffs);
  g_assert_null (limen_report_document_new (analysis, &options, &error));
  g_assert_nonnull (strstr (error->message, "digits-odd.csv: cutoff \"mine\" "
                                            "is for class \"malignant\""));
  g_clear_error (&error);
  options.skips_inapplicable = TRUE;
  document = limen_report_document_new (analysis, &options, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (test_count_blocks (document, LIMEN_BLOCK_NOTICE), ==, 1);
  /* Scores of another kind for the same class, which are not probabilities. */
  g_assert_nonnull (test_find_cell (document, "default threshold", 1));
}

/* A class of a binary task differs from a class of that name in a multiclass
 * task. */
static void
test_other_task (void)
{
  g_autofree char *two = test_write_file (
      "two.csv", "label,prob\na,0.7\nb,0.2\na,0.6\n", -1);
  g_autofree char *three = test_write_file (
      "three.csv", "label,prob_b,prob_c,prob_d\nb,0.7,0.2,0.1\n"
                   "c,0.2,0.5,0.3\nd,0.1,0.3,0.6\n", -1);
  g_autoptr (LimenAnalysis) binary = test_analyze (two, NULL, NULL);
  g_autoptr (LimenAnalysis) multiclass = test_analyze (three, NULL, NULL);
  g_autoptr (LimenCutoff) cutoff = test_new_cutoff (binary, 0, "mine", 0.4);
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  LimenDocumentOptions options = { .cutoffs = G_LIST_MODEL (cutoffs) };
  g_autoptr (GError) error = NULL;

  g_assert_cmpstr (limen_cutoff_get_class_name (cutoff), ==, "b");
  g_list_store_append (cutoffs, cutoff);
  g_assert_null (limen_report_document_new (multiclass, &options, &error));
  g_assert_nonnull (
      strstr (error->message, "three.csv: cutoff \"mine\" is for a binary "
                              "file, and this is a multiclass one"));
}

/* The index of the first block with a text, or of the first table with a cell
 * of that text; G_MAXUINT: none. */
static guint
test_find_place (LimenDocument *document, const char *text)
{
  for (guint i = 0; i < document->blocks->len; i++)
    {
      const LimenBlock *block = g_ptr_array_index (document->blocks, i);

      if (block->text != NULL && strstr (block->text, text) != NULL)
        return i;
      for (guint j = 0; block->table != NULL && j < block->table->cells->len;
           j++)
        if (g_str_equal (g_ptr_array_index (block->table->cells, j), text))
          return i;
    }
  return G_MAXUINT;
}

/* The decision comes first: thresholds, counts, metrics, their certainty and
 * findings; then figures, file and conventions. */
static void
test_first_page (void)
{
  static const char certain[]
      = "mine: every threshold above 0.3493 and up to 0.3496 makes the same "
        "decisions on these rows. Recall is based on 906 positive rows";
  static const char *const order[]
      = { "Decision", "mine", "Total", "MCC", "How certain this is", certain,
          "Findings", "Best thresholds", "maximize f1",
          "Histogram of the scores", "Lift", "ROC AUC", "SHA-256",
          "Conventions" };
  g_autoptr (LimenAnalysis) analysis = test_analyze_sample ("digits-odd.csv");
  g_autoptr (LimenCutoff) cutoff
      = test_new_cutoff (analysis, 0, "mine", 0.3495);
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  g_autoptr (LimenDocument) document = NULL;
  guint last = 0;

  g_list_store_append (cutoffs, cutoff);
  document = test_new_document (analysis, G_LIST_MODEL (cutoffs), NULL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (order); i++)
    {
      guint place = test_find_place (document, order[i]);

      g_test_message ("%s: %u", order[i], place);
      g_assert_cmpuint (place, !=, G_MAXUINT);
      g_assert_cmpuint (place, >=, last);
      last = place;
    }
}

/* Many cutoffs are listed on the first page; very many only in the details. */
static void
test_many_cutoffs (void)
{
  static const guint numbers[] = { 3, 4, 20, 21 };
  g_autoptr (LimenAnalysis) analysis = test_analyze_sample ("digits-odd.csv");

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      double at[21];
      g_autoptr (LimenDocument) document = NULL;
      gboolean is_listed = numbers[i] <= 20;

      for (guint j = 0; j < numbers[i]; j++)
        at[j] = 0.1 + 0.03 * j;
      document = test_new_document (analysis, NULL, at, numbers[i]);
      g_assert_cmpint (test_find_place (document, "at 0.1")
                           < test_find_place (document, "Findings"),
                       ==, is_listed);
      g_assert_cmpint (test_find_place (document, "How certain this is")
                           != G_MAXUINT,
                       ==, numbers[i] <= 3);
      g_assert_cmpint (test_find_place (document, "Confusion matrices")
                           != G_MAXUINT,
                       ==, numbers[i] == 4);
      g_assert_cmpstr (test_find_cell (document, "at 0.1", 1), ==, "0.1");
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("SOURCE_DATE_EPOCH");
  g_test_add_func ("/report-cutoffs/cutoffs", test_cutoffs);
  g_test_add_func ("/report-cutoffs/first-page", test_first_page);
  g_test_add_func ("/report-cutoffs/many-cutoffs", test_many_cutoffs);
  g_test_add_func ("/report-cutoffs/set", test_set);
  g_test_add_func ("/report-cutoffs/inapplicable", test_inapplicable);
  g_test_add_func ("/report-cutoffs/other-task", test_other_task);
  return g_test_run ();
}
