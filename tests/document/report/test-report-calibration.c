/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "cutoff.h"
#include "decimal.h"
#include "number-text.h"
#include "report.h"
#include "samples.h"
#include "support.h"

/* Bins and maps that a report may have. */
static const struct
{
  gsize n_bins;
  LimenBinning binning;
  const char *bins;
  gboolean has_map;
  LimenRecalibrationMethod method;
} cases[] = {
  { 0, LIMEN_BINNING_EQUAL_WIDTH, "15 bins of equal width" },
  { 7, LIMEN_BINNING_EQUAL_WIDTH, "7 bins of equal width", TRUE,
    LIMEN_RECALIBRATION_PLATT },
  { 20, LIMEN_BINNING_EQUAL_MASS, "20 bins of equal mass", TRUE,
    LIMEN_RECALIBRATION_TEMPERATURE },
  { 10, LIMEN_BINNING_EQUAL_MASS, "10 bins of equal mass", TRUE,
    LIMEN_RECALIBRATION_ISOTONIC },
  { 9, LIMEN_BINNING_EQUAL_WIDTH, "9 bins of equal width", TRUE,
    LIMEN_RECALIBRATION_HISTOGRAM },
  { 1, LIMEN_BINNING_EQUAL_WIDTH, "1 bin of equal width", TRUE,
    LIMEN_RECALIBRATION_BETA },
};

static LimenReportOptions
get_options (guint i)
{
  return (LimenReportOptions){
    .calibration = { cases[i].binning, cases[i].n_bins },
    .has_recalibration = cases[i].has_map,
    .recalibration = cases[i].method,
  };
}

/* A report as a document and as JSON. */
typedef struct
{
  LimenDocument *document;
  JsonNode *root;
  JsonObject *json;
} Both;

static Both
new_both (const char *sample, guint i)
{
  g_autoptr (LimenAnalysis) analysis = test_analyze_sample (sample);
  LimenReportOptions options = get_options (i);
  g_autofree char *text = limen_report_to_json (analysis, &options, NULL);
  Both both = { .document = test_new_document_with (analysis, &options, NULL),
                .root = json_from_string (text, NULL) };

  g_test_message ("%s, case %u", sample, i);
  both.json = json_node_get_object (both.root);
  return both;
}

static void
both_clear (Both *self)
{
  limen_document_free (self->document);
  json_node_unref (self->root);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Both, both_clear)

static char *
format_member (JsonObject *object, const char *name)
{
  return limen_number_text (
      json_object_get_null_member (object, name)
          ? NAN
          : json_object_get_double_member (object, name));
}

static void
assert_cell (LimenDocument *document, const char *caption, const char *title,
             gsize column, JsonObject *object, const char *name)
{
  g_autofree char *expected = format_member (object, name);

  g_test_message ("%s, %s, %s", caption, title, name);
  g_assert_cmpstr (test_find_cell_in (document, caption, title, column), ==,
                   expected);
}

static const struct
{
  const char *title, *name;
} values[] = {
  { "Calibration error, mean (ECE)", "ece" },
  { "Calibration error, largest (MCE)", "mce" },
  { "Calibration error, bins of equal mass", "adaptive-ece" },
  { "Slope", "slope" },
  { "Intercept", "intercept" },
  { "Intercept at slope 1", "in-the-large" },
  { "Expected over observed", "expected-over-observed" },
};

static const struct
{
  const char *title, *name;
} brier[] = {
  { "Brier score", "brier" },
  { "Brier score: reliability", "reliability" },
  { "Brier score: less resolution", "resolution" },
  { "Brier score: plus uncertainty", "uncertainty" },
};

static const LimenBlock *
find_block (LimenDocument *document, const char *text)
{
  for (guint i = 0; i < document->blocks->len; i++)
    {
      const LimenBlock *block = g_ptr_array_index (document->blocks, i);

      if (block->text != NULL && strstr (block->text, text) != NULL)
        return block;
    }
  return NULL;
}

static const LimenDocumentTable *
find_table (LimenDocument *document, const char *caption)
{
  for (guint i = 0; i < document->blocks->len; i++)
    {
      const LimenBlock *block = g_ptr_array_index (document->blocks, i);

      if (block->table != NULL
          && g_strcmp0 (block->table->caption, caption) == 0)
        return block->table;
    }
  return NULL;
}

static void
check_bins (LimenDocument *document, JsonArray *bins)
{
  static const char *const names[] = { "low", "high" };
  static const char *const more[]
      = { "mean-score", "frequency", "wilson-low", "wilson-high" };
  const LimenDocumentTable *table
      = find_table (document, "Bins of the diagram");
  guint i = 0;

  for (guint k = 0; k < json_array_get_length (bins); k++)
    {
      JsonObject *bin = json_array_get_object_element (bins, k);

      if (json_object_get_int_member (bin, "rows") == 0)
        continue; /* empty bins are left out */

      for (guint j = 0; j < G_N_ELEMENTS (names); j++)
        {
          g_autofree char *expected = format_member (bin, names[j]);

          g_assert_cmpstr (limen_document_table_get (table, i, j), ==,
                           expected);
        }
      for (guint j = 0; j < G_N_ELEMENTS (more); j++)
        {
          g_autofree char *expected = format_member (bin, more[j]);

          g_assert_cmpstr (limen_document_table_get (table, i, j + 3), ==,
                           expected);
        }
      i++;
    }
  g_assert_cmpuint (limen_document_table_get_n_rows (table), ==, i);
}

static void
check_calibration (LimenDocument *document, const char *caption,
                   JsonObject *json)
{
  for (guint j = 0; j < G_N_ELEMENTS (values); j++)
    assert_cell (document, caption, values[j].title, 1, json,
                 values[j].name);
  for (guint j = 0; j < G_N_ELEMENTS (brier); j++)
    assert_cell (document, "Brier score", brier[j].title, 1, json,
                 brier[j].name);
  check_bins (document, json_object_get_array_member (json, "bins"));
}

/* The calibration uses the requested bins, as in JSON, and the text names
 * them. */
static void
test_bins (void)
{
  static const char *const samples[]
      = { "digits-odd.csv", "eights.csv", "digits.csv", "wine-logits.csv" };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
      {
        g_auto (Both) both = new_both (samples[i], j);
        gboolean is_binary = !json_object_has_member (both.json,
                                                      "one-vs-rest");
        g_autofree char *caption = g_strdup_printf (
            is_binary ? "Calibration in %s"
                      : "Calibration of the largest probability in %s",
            cases[j].bins);
        JsonObject *json
            = json_object_get_object_member (both.json, "calibration");

        check_calibration (both.document, caption, json);
        g_assert_nonnull (find_block (both.document, cases[j].bins));
        if (!is_binary)
          assert_cell (both.document, caption, "ECE, mean over the classes", 1,
                       json, "classwise-ece");
      }
}

/* Each label has its own calibration, in the requested bins. */
static void
test_labels (void)
{
  for (guint j = 0; j < G_N_ELEMENTS (cases); j++)
    {
      g_auto (Both) both = new_both ("digit-traits.csv", j);
      JsonObject *labels
          = json_object_get_object_member (both.json, "one-vs-rest");
      g_autoptr (GList) names = json_object_get_members (labels);
      g_autofree char *caption = g_strdup_printf (
          "Each class against the rest, in %s", cases[j].bins);

      g_assert_cmpuint (g_list_length (names), ==, 4);
      for (GList *l = names; l != NULL; l = l->next)
        {
          JsonObject *json = json_object_get_object_member (
              json_object_get_object_member (labels, l->data), "calibration");

          assert_cell (both.document, caption, l->data, 1, json, "ece");
          assert_cell (both.document, caption, l->data, 2, json, "mce");
          assert_cell (both.document, caption, l->data, 3, json, "slope");
          assert_cell (both.document, caption, l->data, 4, json,
                       "intercept");
        }
    }
}

/* There is no table of too many bins. */
static void
test_many_bins (void)
{
  g_autoptr (LimenAnalysis) analysis = test_analyze_sample ("eights.csv");
  const LimenReportOptions options = { .calibration = { .n_bins = 51 } };
  g_autoptr (LimenDocument) document
      = test_new_document_with (analysis, &options, NULL);

  g_assert_nonnull (find_block (document, "51 bins of equal width"));
  g_assert_null (find_table (document, "Bins of the diagram"));
}

/* Recalibration */

static JsonObject *
get_side (JsonObject *trial, guint column)
{
  return json_object_get_object_member (trial,
                                        column == 1 ? "before" : "after");
}

static void
check_trial (LimenDocument *document, const char *caption, JsonObject *trial,
             const char *loss, const char *loss_key)
{
  for (guint column = 1; column <= 2; column++)
    {
      JsonObject *side = get_side (trial, column);

      assert_cell (document, caption, loss, column, side, loss_key);
      assert_cell (document, caption, "Brier (mean)", column, side, "brier");
      for (guint j = 0; j < G_N_ELEMENTS (values); j++)
        assert_cell (document, caption, values[j].title, column, side,
                     values[j].name);
    }
}

static void
check_map (LimenDocument *document, JsonObject *trial)
{
  JsonObject *parameters
      = json_object_get_object_member (trial, "parameters");
  g_autoptr (GList) names = json_object_get_members (parameters);
  guint n_knots = json_array_get_length (
      json_object_get_array_member (trial, "knots"));
  g_autofree char *of_many = g_strdup_printf (
      "The map, fitted on all rows: 24 of its %u knots", n_knots);
  const LimenDocumentTable *table = find_table (
      document, n_knots > 24 ? of_many
                             : "The knots of the map, fitted on all rows");

  for (GList *l = names; l != NULL; l = l->next)
    assert_cell (document, "Parameter", l->data, 1, parameters, l->data);
  if (n_knots > 0)
    g_assert_cmpuint (limen_document_table_get_n_rows (table), ==,
                      MIN (n_knots, 24));
  else
    g_assert_null (table);
}

/* A trial shows values before and after as in JSON, the map in words and
 * numbers, that it was cross-fitted, and diagrams side by side. */
static void
test_trial (void)
{
  static const char *const samples[] = { "digits-odd.csv", "eights.csv" };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    for (guint j = 1; j < G_N_ELEMENTS (cases); j++)
      {
        g_auto (Both) both = new_both (samples[i], j);
        JsonObject *trial
            = json_object_get_object_member (both.json, "recalibration");
        const LimenBlock *figure
            = find_block (both.document, "before and after recalibration.");

        check_trial (both.document, "Measure", trial, "BCE (mean)", "bce");
        assert_cell (both.document, "Measure", "ROC AUC", 2,
                     get_side (trial, 2), "roc-auc");
        check_map (both.document, trial);
        g_assert_cmpint (json_object_get_int_member (trial, "folds"), ==, 5);
        g_assert_nonnull (find_block (both.document,
                                      "cross-fitted: the rows were split "
                                      "into 5 folds"));
        g_assert_cmpint (figure->kind, ==, LIMEN_BLOCK_FIGURE);
        g_assert_cmpuint (figure->figure.n_panels, ==, 2);
        g_assert_true (
            json_object_get_null_member (trial, "note")
            || find_block (both.document,
                           json_object_get_string_member (trial, "note"))
                   != NULL);
      }
}

/* With several classes each has a map of its own; temperature scaling has one
 * for all logits. */
static void
test_class_trials (void)
{
  static const char *const samples[] = { "digits.csv", "digit-traits.csv" };

  for (guint i = 0; i < G_N_ELEMENTS (samples); i++)
    for (guint j = 1; j < 4; j++)
      {
        g_auto (Both) both = new_both (samples[i], j);
        JsonObject *classes
            = json_object_get_object_member (both.json, "one-vs-rest");
        g_autoptr (GList) names = json_object_get_members (classes);

        for (GList *l = names; l != NULL; l = l->next)
          {
            JsonObject *trial = json_object_get_object_member (
                json_object_get_object_member (classes, l->data),
                "recalibration");
            static const char losses[] = "Losses and calibration error";
            static const char slopes[] = "Maps, fitted on all rows, and slopes";

            for (guint column = 1; column <= 2; column++)
              {
                JsonObject *side = get_side (trial, column);

                assert_cell (both.document, losses, l->data, column, side,
                             "bce");
                assert_cell (both.document, losses, l->data, column + 2,
                             side, "brier");
                assert_cell (both.document, losses, l->data, column + 4,
                             side, "ece");
                assert_cell (both.document, slopes, l->data, column + 1,
                             side, "slope");
                assert_cell (both.document, slopes, l->data, column + 3,
                             side, "intercept");
              }
          }
        if (json_object_has_member (both.json, "recalibration"))
          check_trial (both.document,
                       "Cross-entropy, and calibration of the largest "
                       "probability",
                       json_object_get_object_member (both.json,
                                                      "recalibration"),
                       "CE (mean)", "cross-entropy");
        g_assert_cmpint (
            json_object_has_member (both.json, "recalibration"), ==,
            i == 0 && cases[j].method == LIMEN_RECALIBRATION_TEMPERATURE);
      }
}

static double
get_translated (const char *sample, LimenRecalibrationMethod method,
                double threshold, LimenRecalibration **map)
{
  g_autoptr (LimenAnalysis) analysis = test_analyze_sample (sample);
  const LimenReportOptions options
      = { .has_recalibration = TRUE, .recalibration = method };
  g_autoptr (LimenOneVsRest) class
      = limen_analysis_get_class (analysis, 0, NULL);
  g_autoptr (LimenCutoff) cutoff
      = limen_cutoff_new ("mine", class, threshold, NAN, NULL);
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  g_autoptr (LimenDocument) document = NULL;
  const LimenDocumentTable *table = NULL;

  g_list_store_append (cutoffs, cutoff);
  document
      = test_new_document_with (analysis, &options, G_LIST_MODEL (cutoffs));
  g_assert_cmpint (limen_recalibration_fit (
                       method, limen_one_vs_rest_get_numbers (class), 15, map),
                   ==, LIMEN_OK);
  for (guint i = 0; i < document->blocks->len; i++)
    {
      const LimenBlock *block = g_ptr_array_index (document->blocks, i);

      if (block->table != NULL && block->table->head->len > 2
          && g_str_equal (g_ptr_array_index (block->table->head, 2),
                          "Recalibrated"))
        table = block->table;
    }
  if (table == NULL)
    return NAN;
  g_assert_cmpstr (limen_document_table_get (table, 0, 0), ==, "mine");
  g_assert_cmpfloat (
      g_ascii_strtod (limen_document_table_get (table, 0, 1), NULL), ==,
      threshold);
  return g_ascii_strtod (limen_document_table_get (table, 0, 2), NULL);
}

/* Number of rows of a sample that are positive at a threshold on the mapped
 * scores. */
static gsize
count_positive (const char *sample, const LimenRecalibration *map,
                double threshold)
{
  g_autoptr (LimenAnalysis) analysis = test_analyze_sample (sample);
  g_autoptr (LimenOneVsRest) class
      = limen_analysis_get_class (analysis, 0, NULL);
  const LimenPredictions *numbers = limen_one_vs_rest_get_numbers (class);
  gsize n = 0;

  for (gsize i = 0; i < numbers->n_rows; i++)
    n += (map != NULL ? limen_recalibration_apply (map, numbers->scores[0][i])
                      : numbers->scores[0][i])
         >= threshold;
  return n;
}

/* Thresholds of cutoffs are mapped, unless the map falls somewhere: they
 * decide equally many rows, and are short decimals where the map rises. */
static void
test_thresholds (void)
{
  for (int method = 0; method < LIMEN_N_RECALIBRATIONS; method++)
    {
      LimenRecalibration *map;
      double translated
          = get_translated ("digits-odd.csv", method, 0.3495, &map);
      char text[LIMEN_DECIMAL_SIZE];

      if (limen_recalibration_is_monotone (map))
        g_assert_cmpuint (
            count_positive ("digits-odd.csv", map, translated), ==,
            count_positive ("digits-odd.csv", map,
                            limen_recalibration_apply (map, 0.3495)));
      if (limen_recalibration_is_monotone (map)
          && !limen_recalibration_method_makes_ties (method))
        {
          g_assert_cmpuint (
              count_positive ("digits-odd.csv", map, translated), ==,
              count_positive ("digits-odd.csv", NULL, 0.3495));
          g_assert_cmpuint (
              strlen (limen_decimal_format (translated, text, sizeof text)),
              <=, 6);
        }
      if (!limen_recalibration_is_monotone (map))
        g_assert_true (isnan (translated));
      limen_recalibration_free (map);
    }
}

/* No recalibration is tried unless it is requested. */
static void
test_none (void)
{
  g_auto (Both) both = new_both ("digits-odd.csv", 0);

  g_assert_null (find_block (both.document, "Recalibration"));
  g_assert_false (json_object_has_member (both.json, "recalibration"));
}

/* Plain scores are calibrated only after recalibration. */
static void
test_plain_scores (void)
{
  static const char text[]
      = "y,s\n1,3\n0,-2\n1,1.5\n0,2\n1,5\n0,-7\n1,2.5\n0,0.5\n1,8\n0,-3\n";
  g_autofree char *path = test_write_file ("plain.csv", text, -1);
  g_autoptr (LimenAnalysis) analysis = NULL;
  g_autoptr (LimenReadOptions) reading = limen_read_options_new ();
  g_autoptr (LimenDataset) dataset = NULL;
  g_autoptr (LimenDocument) document = NULL;
  g_autoptr (GError) error = NULL;
  const LimenReportOptions options = get_options (1);

  reading->has_kind = TRUE;
  reading->kind = LIMEN_KIND_SCORE;
  dataset = limen_dataset_read (path, reading, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  analysis = limen_analysis_new (dataset, NULL, NULL, &error);
  g_assert_no_error (error);
  document = test_new_document_with (analysis, &options, NULL);
  g_assert_null (find_table (document, "Bins of the diagram"));
  g_assert_cmpstr (test_find_cell_in (document, "Measure", "BCE (mean)", 1),
                   ==, "\342\200\224");
  g_assert_cmpfloat (
      g_ascii_strtod (
          test_find_cell_in (document, "Measure", "BCE (mean)", 2), NULL),
      >, 0);
  g_assert_nonnull (find_block (document, "before and after recalibration."));
}

/* The report says when there are too few rows for a trial. */
static void
test_few_rows (void)
{
  g_autofree char *path
      = test_write_file ("few.csv", "y,p\n1,0.75\n", -1);
  g_autoptr (LimenAnalysis) analysis = test_analyze (path, NULL, NULL);
  const LimenReportOptions options = get_options (1);
  g_autoptr (LimenDocument) document
      = test_new_document_with (analysis, &options, NULL);

  g_assert_nonnull (find_block (document, "There are too few rows to test"));
  g_assert_null (find_block (document, "before and after recalibration."));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_unsetenv ("SOURCE_DATE_EPOCH");
  g_test_add_func ("/report-calibration/bins", test_bins);
  g_test_add_func ("/report-calibration/labels", test_labels);
  g_test_add_func ("/report-calibration/many-bins", test_many_bins);
  g_test_add_func ("/report-calibration/trial", test_trial);
  g_test_add_func ("/report-calibration/class-trials", test_class_trials);
  g_test_add_func ("/report-calibration/thresholds", test_thresholds);
  g_test_add_func ("/report-calibration/none", test_none);
  g_test_add_func ("/report-calibration/plain-scores", test_plain_scores);
  g_test_add_func ("/report-calibration/few-rows", test_few_rows);
  return g_test_run ();
}
