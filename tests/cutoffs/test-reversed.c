/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "analysis.h"
#include "cutoff-file.h"
#include "decision-text.h"
#include "decimal.h"
#include "report-error.h"
#include "report.h"
#include "rows.h"
#include "schema.h"
#include "support.h"
#include "threshold.h"

static LimenAnalysis *
analyze (const char *text, const LimenReadOptions *options)
{
  g_autofree char *path = test_write_file ("rows.csv", text, -1);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset
      = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
  LimenAnalysis *analysis;

  g_assert_no_error (error);
  analysis = limen_analysis_new (dataset, NULL, NULL, &error);
  g_assert_no_error (error);
  return analysis;
}

/* Rows of a reference case, with all digits. */
static char *
new_text (JsonObject *object)
{
  JsonArray *labels = json_object_get_array_member (object, "labels");
  JsonArray *scores = json_object_get_array_member (object, "scores");
  GString *text = g_string_new ("label,score\n");

  for (guint i = 0; i < json_array_get_length (labels); i++)
    {
      char number[LIMEN_DECIMAL_SIZE];

      g_string_append_printf (
          text, "%d,%s\n", (int) json_array_get_int_element (labels, i),
          limen_decimal_format (json_array_get_double_element (scores, i),
                                number, sizeof number));
    }
  return g_string_free (text, FALSE);
}

static LimenReadOptions
get_options (JsonObject *object)
{
  LimenReadOptions options = { .reverse_scores = TRUE, .has_kind = TRUE };

  limen_kind_parse (json_object_get_string_member (object, "kind"),
                    &options.kind);
  return options;
}

static double
get_loss (LimenAnalysis *analysis, const char *key)
{
  gsize n;
  const LimenLossValue *losses = limen_analysis_get_losses (analysis, &n);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (losses[i].key, key))
      return losses[i].value;
  return NAN;
}

static void
check_cells (const LimenSweep *sweep, JsonObject *at)
{
  double threshold = json_object_get_double_member (at, "threshold");
  LimenConfusion c = limen_sweep_get_confusion (
      sweep,
      limen_sweep_find (sweep, limen_threshold_reverse (threshold, true)));

  g_assert_cmpfloat (c.tp, ==, json_object_get_int_member (at, "tp"));
  g_assert_cmpfloat (c.fp, ==, json_object_get_int_member (at, "fp"));
  g_assert_cmpfloat (c.fn, ==, json_object_get_int_member (at, "fn"));
  g_assert_cmpfloat (c.tn, ==, json_object_get_int_member (at, "tn"));
}

/* The best F1 equals the reference; its threshold decides the file's scores by
 * the rule and is the shortest decimal inside its interval. */
static void
check_best (const LimenSweep *sweep, JsonObject *object)
{
  JsonArray *labels = json_object_get_array_member (object, "labels");
  JsonArray *scores = json_object_get_array_member (object, "scores");
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  LimenOptimum best = limen_optimum_reverse (
      limen_objective_optimize (&objective, sweep), true);
  double tp = 0, fp = 0, low = INFINITY, high = -INFINITY;

  for (guint i = 0; i < json_array_get_length (labels); i++)
    {
      double score = json_array_get_double_element (scores, i);
      gboolean is_positive = json_array_get_int_element (labels, i) == 1;

      if (score <= best.positive_from.threshold)
        high = fmax (high, score);
      else
        low = fmin (low, score);
      tp += is_positive && score <= best.positive_from.threshold;
      fp += !is_positive && score <= best.positive_from.threshold;
    }
  test_assert_near (best.value,
                    json_object_get_double_member (object, "best-f1"), 1e-15);
  g_assert_cmpfloat (best.confusion.tp, ==, tp);
  g_assert_cmpfloat (best.confusion.fp, ==, fp);
  /* [low, high): the last positive score, and the next one above. */
  g_assert_cmpfloat (best.positive_from.low, ==, high);
  g_assert_cmpfloat (best.positive_from.high, ==, low);
  g_assert_cmpfloat (best.positive_from.low, <, best.positive_from.threshold);
  g_assert_cmpfloat (best.positive_from.threshold, <, best.positive_from.high);
}

static void
test_reference (void)
{
  g_autofree char *path = test_get_source_path ("reference/reversed.json");
  g_autoptr (JsonNode) root = test_load_json (path);
  JsonArray *cases = json_node_get_array (root);

  g_assert_cmpuint (json_array_get_length (cases), ==, 9);
  for (guint i = 0; i < json_array_get_length (cases); i++)
    {
      JsonObject *object = json_array_get_object_element (cases, i);
      JsonArray *at = json_object_get_array_member (object, "at");
      LimenReadOptions options = get_options (object);
      g_autofree char *text = new_text (object);
      g_autoptr (LimenAnalysis) analysis = analyze (text, &options);
      g_autoptr (LimenOneVsRest) class
          = limen_analysis_get_class (analysis, 0, NULL);
      LimenRanking ranking = limen_one_vs_rest_get_ranking (class);

      test_assert_near (ranking.roc_auc,
                        json_object_get_double_member (object, "roc-auc"),
                        1e-13);
      test_assert_near (
          ranking.average_precision,
          json_object_get_double_member (object, "average-precision"), 1e-13);
      for (guint k = 0; k < json_array_get_length (at); k++)
        check_cells (limen_one_vs_rest_get_sweep (class),
                     json_array_get_object_element (at, k));
      check_best (limen_one_vs_rest_get_sweep (class), object);
      if (options.kind == LIMEN_KIND_LOGIT)
        {
          test_assert_near (get_loss (analysis, "bce-with-logits"),
                            json_object_get_double_member (object, "bce"),
                            1e-13);
          test_assert_near (get_loss (analysis, "brier"),
                            json_object_get_double_member (object, "brier"),
                            1e-13);
        }
    }
}

static const char credit[]
    = "defaulted,score\n1,420\n1,512.5\n0,512.5\n1,580\n0,640\n0,700\n1,655\n"
      "0,0\n0,810\n";

static LimenCutoff *
new_cutoff (double threshold)
{
  const LimenReadOptions options = { .reverse_scores = TRUE };
  g_autoptr (LimenAnalysis) analysis = analyze (credit, &options);
  g_autoptr (LimenOneVsRest) class
      = limen_analysis_get_class (analysis, 0, NULL);

  return limen_cutoff_new (
      "low", class, limen_threshold_reverse (threshold, true), NAN, NULL);
}

static char *
save (LimenCutoff *cutoff, const char *name)
{
  g_autoptr (GListStore) cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  g_autofree char *path = test_write_file (name, "", 0);
  g_autoptr (GError) error = NULL;

  g_list_store_append (cutoffs, cutoff);
  limen_cutoff_file_save (G_LIST_MODEL (cutoffs), path, &error);
  g_assert_no_error (error);
  return g_steal_pointer (&path);
}

static char *
decide (GListModel *cutoffs, const LimenReadOptions *options, GError **error)
{
  g_autofree char *path = test_write_file ("new.csv", credit, -1);
  g_autofree char *out = test_write_file ("out.csv", "", 0);
  g_autoptr (LimenDataset) dataset
      = limen_dataset_read (path, options, NULL, NULL, NULL, NULL);
  g_autoptr (LimenDecisions) decisions
      = limen_decisions_new (cutoffs, dataset, NULL, error);
  char *text = NULL;

  if (decisions == NULL)
    return NULL;
  save_decisions (decisions, out);
  g_file_get_contents (out, &text, NULL, NULL);
  return text;
}

/* From file to cutoffs to decisions, in the file's units; a score of 0 is 0,
 * not -0. */
static void
test_cutoffs (void)
{
  const LimenReadOptions reversed = { .reverse_scores = TRUE };
  const LimenReadOptions plain = { .no_sha256 = TRUE };
  g_autoptr (LimenCutoff) cutoff = new_cutoff (580);
  g_autofree char *path = save (cutoff, "cutoffs.json");
  g_autofree char *decisions = NULL, *none = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) cutoffs = limen_cutoff_file_load (path, &error);
  g_autoptr (LimenCutoff) read = NULL;

  g_assert_no_error (error);
  read = g_list_model_get_item (cutoffs, 0);
  g_assert_true (limen_cutoff_is_reversed (read));
  g_assert_cmpfloat (limen_cutoff_get_threshold (read), ==, -580);
  g_assert_cmpfloat (limen_cutoff_get_low (read), ==, -640);
  g_assert_cmpfloat (limen_cutoff_get_high (read), ==, -580);
  decisions = decide (cutoffs, &reversed, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (decisions, ==,
                   "\"line\",\"label\",\"score\",\"low\"\n2,\"1\",420,1\n"
                   "3,\"1\",512.5,1\n4,\"0\",512.5,1\n5,\"1\",580,1\n"
                   "6,\"0\",640,0\n7,\"0\",700,0\n8,\"1\",655,0\n"
                   "9,\"0\",0,1\n10,\"0\",810,0\n");
  none = decide (cutoffs, &plain, &error);
  g_assert_null (none);
  g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT);
  g_assert_nonnull (strstr (error->message, "low values mean positive"));
}

static JsonObject *
get_cutoff (JsonNode *root)
{
  return json_array_get_object_element (
      json_object_get_array_member (json_node_get_object (root), "cutoffs"),
      0);
}

/* Written as limen-cutoffs/2, in the file's units, valid by the schema. */
static void
test_json (void)
{
  g_autoptr (LimenCutoff) cutoff = new_cutoff (600);
  g_autofree char *path = save (cutoff, "cutoffs.json");
  g_autofree char *schema_path
      = test_get_source_path ("../data/limen-cutoffs.schema.json");
  g_autoptr (JsonNode) root = test_load_json (path);
  g_autoptr (JsonNode) schema = test_load_json (schema_path);
  JsonObject *object = get_cutoff (root);

  test_assert_schema (root, json_node_get_object (schema), "cutoffs");
  g_assert_cmpstr (json_object_get_string_member (json_node_get_object (root),
                                                  "schema"),
                   ==, "limen-cutoffs/2");
  g_assert_false (
      json_object_has_member (json_node_get_object (root), "rule"));
  g_assert_cmpstr (json_object_get_string_member (object, "rule"), ==,
                   "score <= threshold");
  g_assert_true (json_object_get_boolean_member (object, "reversed"));
  g_assert_cmpfloat (json_object_get_double_member (object, "threshold"), ==,
                     600);
  g_assert_cmpfloat (json_object_get_double_member (object, "low"), ==, 580);
  g_assert_cmpfloat (json_object_get_double_member (object, "high"), ==, 640);
  g_assert_cmpfloat (json_object_get_double_member (object, "tp"), ==, 3);
  g_assert_cmpfloat (json_object_get_double_member (object, "fp"), ==, 2);
}

/* The threshold column has another name, so that it is not misread. */
static void
test_csv (void)
{
  g_autoptr (LimenCutoff) cutoff = new_cutoff (600);
  g_autofree char *path = save (cutoff, "cutoffs.csv");
  g_autofree char *text = NULL;
  g_autoptr (GListModel) cutoffs = NULL;
  g_autoptr (LimenCutoff) read = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, NULL);
  g_assert_true (g_str_has_prefix (
      text, "\"name\",\"class\",\"kind\",\"threshold-by-rule\","));
  g_assert_null (strstr (text, "\"threshold\""));
  g_assert_nonnull (strstr (
      text, "\n\"low\",\"1\",\"score\",600,,580,640,\"score <= threshold\","));
  cutoffs = limen_cutoff_file_load (path, &error);
  g_assert_no_error (error);
  read = g_list_model_get_item (cutoffs, 0);
  g_assert_true (limen_cutoff_is_reversed (read));
  g_assert_cmpfloat (limen_cutoff_get_threshold (read), ==, -600);
}

/* A threshold that no score reaches has no number, in either direction. */
static void
test_none (void)
{
  g_autoptr (LimenCutoff) cutoff = new_cutoff (INFINITY);
  g_autofree char *path = save (cutoff, "cutoffs.json");
  g_autoptr (JsonNode) root = test_load_json (path);
  JsonObject *object = get_cutoff (root);
  g_autoptr (GListModel) cutoffs = limen_cutoff_file_load (path, NULL);
  g_autoptr (LimenCutoff) read = g_list_model_get_item (cutoffs, 0);

  g_assert_true (json_object_get_null_member (object, "threshold"));
  g_assert_cmpstr (json_object_get_string_member (object, "decides"), ==,
                   "none");
  g_assert_true (json_object_get_null_member (object, "low"));
  g_assert_cmpfloat (json_object_get_double_member (object, "high"), ==, 0);
  g_assert_cmpfloat (limen_cutoff_get_threshold (read), ==, INFINITY);
}

/* A grey zone: positive up to one threshold, negative above the other. */
static void
test_grey_zone (void)
{
  const LimenReadOptions options = { .reverse_scores = TRUE };
  g_autoptr (LimenAnalysis) analysis = analyze (credit, &options);
  g_autoptr (LimenOneVsRest) class
      = limen_analysis_get_class (analysis, 0, NULL);
  g_autoptr (LimenCutoff) cutoff
      = limen_cutoff_new_by_hand ("zone", class, -500, -660, NAN);
  g_autofree char *path = save (cutoff, "cutoffs.json");
  g_autofree char *decisions = NULL;
  g_autoptr (JsonNode) root = test_load_json (path);
  JsonObject *object = get_cutoff (root);
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) cutoffs = limen_cutoff_file_load (path, &error);

  g_assert_no_error (error);
  g_assert_cmpfloat (json_object_get_double_member (object, "threshold"), ==,
                     500);
  g_assert_cmpfloat (json_object_get_double_member (object, "refer-from"), ==,
                     660);
  g_assert_cmpfloat (json_object_get_double_member (object, "refer-low"), ==,
                     655);
  g_assert_cmpfloat (json_object_get_double_member (object, "refer-high"), ==,
                     700);
  decisions = decide (cutoffs, &options, &error);
  g_assert_no_error (error);
  g_assert_nonnull (strstr (decisions, "\n2,\"1\",420,1\n3,\"1\",512.5,\n"));
  g_assert_nonnull (strstr (decisions, "\n7,\"0\",700,0\n8,\"1\",655,\n"));
}

/* A map is fitted on negated scores; its probabilities are not reversed. */
static void
test_recalibrated (void)
{
  const LimenReadOptions options = { .reverse_scores = TRUE };
  g_autoptr (LimenAnalysis) analysis = analyze (credit, &options);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenThresholdScores) mapped
      = limen_threshold_scores_recalibrate (
          limen_analysis_get_scores (analysis), LIMEN_RECALIBRATION_ISOTONIC,
          15, &error);
  g_autoptr (LimenOneVsRest) class = NULL;
  g_autoptr (LimenCutoff) cutoff = NULL;
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) root = NULL;
  g_autoptr (GListModel) cutoffs = NULL;
  JsonObject *object, *map;

  g_assert_no_error (error);
  class = limen_one_vs_rest_new (mapped, 0, NULL);
  g_assert_false (
      limen_sweep_is_reversed (limen_one_vs_rest_get_sweep (class)));
  cutoff = limen_cutoff_new ("mapped", class, 0.5, NAN, NULL);
  path = save (cutoff, "cutoffs.json");
  root = test_load_json (path);
  object = get_cutoff (root);
  map = json_object_get_object_member (object, "recalibration");
  g_assert_cmpstr (json_object_get_string_member (object, "rule"), ==,
                   "score <= threshold");
  g_assert_cmpfloat (json_object_get_double_member (object, "threshold"), >=,
                     0);
  g_assert_cmpfloat (json_object_get_double_member (map, "threshold"), ==,
                     0.5);
  cutoffs = limen_cutoff_file_load (path, &error);
  g_assert_no_error (error);
}

#define HEAD(version)                                                         \
  "{\"schema\":\"limen-cutoffs/" version "\",\"cutoffs\":[{\"name\":\"a\","   \
  "\"class\":\"1\",\"tp\":1,\"fp\":0,\"fn\":0,\"tn\":1,\"n\":2,"              \
  "\"rejected-rows\":0,\"metrics\":{},"
#define LOW "\"rule\":\"score <= threshold\","
#define AT "\"threshold\":600,\"low\":580,\"high\":640"

/* Readers of limen-cutoffs/1 refuse reversed scores; in /2 each cutoff has its
 * rule. */
static void
test_refused (void)
{
  static const struct
  {
    const char *text, *message; /* NULL: accepted */
  } cases[] = {
    { HEAD ("2") "\"kind\":\"score\"," LOW AT "}]}", NULL },
    { HEAD ("2") "\"kind\":\"logit\"," LOW "\"reversed\":true," AT "}]}",
      NULL },
    { HEAD ("2") "\"kind\":\"score\",\"rule\":\"score >= threshold\","
                 "\"threshold\":600,\"low\":580,\"high\":600}]}",
      NULL },
    { HEAD ("1") "\"kind\":\"score\"," LOW AT "}]}", "the only rule of" },
    { HEAD ("1") "\"kind\":\"score\",\"reversed\":true," AT "}]}",
      "\"reversed\" does not agree" },
    { HEAD ("2") "\"kind\":\"score\"," AT "}]}", "\"rule\" is missing" },
    { HEAD ("2") "\"kind\":\"score\",\"rule\":\"score < threshold\"," AT
                 "}]}",
      "\"rule\" is neither" },
    { HEAD ("2") "\"kind\":\"score\"," LOW "\"reversed\":false," AT "}]}",
      "\"reversed\" does not agree" },
    { HEAD ("2") "\"kind\":\"score\"," LOW "\"reversed\":[1]," AT "}]}",
      "\"reversed\" does not agree" },
    { HEAD ("2") "\"kind\":\"probability\"," LOW AT "}]}",
      "plain scores or logits" },
    { HEAD ("2") "\"kind\":\"score\",\"task\":\"multilabel\"," LOW AT "}]}",
      "plain scores or logits" },
    { HEAD ("2") "\"kind\":\"score\"," LOW
                 "\"threshold\":640,\"low\":580,\"high\":640}]}",
      "does not lie in its interval" },
    { HEAD ("2") "\"kind\":\"score\"," LOW "\"decides\":\"none\","
                 "\"threshold\":1.7976931348623157e308,\"low\":null,"
                 "\"high\":null}]}",
      "scores may reach" },
    { HEAD ("2") "\"kind\":\"score\"," LOW AT ",\"refer-from\":590}]}",
      "\"refer-from\" is below \"threshold\"" },
    { HEAD ("3") "\"kind\":\"score\"," AT "}]}", "is neither" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path
          = test_write_file ("cutoffs.json", cases[i].text, -1);
      g_autoptr (GError) error = NULL;
      g_autoptr (GListModel) cutoffs = limen_cutoff_file_load (path, &error);

      if (cases[i].message == NULL)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_null (cutoffs);
      g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("case %u: %s", i, error->message);
    }
}

/* Reports and rows show the file's scores. */
static void
test_reports (void)
{
  const LimenReadOptions options = { .reverse_scores = TRUE };
  const double at = 600;
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  const LimenReportOptions report = { .thresholds = &at,
                                      .n_thresholds = 1,
                                      .objectives = &objective,
                                      .n_objectives = 1 };
  g_autoptr (LimenAnalysis) analysis = analyze (credit, &options);
  g_autofree char *text = limen_report_to_text (analysis, &report, NULL);
  g_autofree char *json = limen_report_to_json (analysis, &report, NULL);
  g_autofree LimenFoundRow *rows = NULL;
  LimenRowQuery query
      = limen_row_query_new (limen_analysis_get_scores (analysis), 0, 1);
  g_autoptr (JsonNode) root = json_from_string (json, NULL);
  JsonObject *object = json_node_get_object (root), *first;
  gsize n;

  g_assert_nonnull (strstr (text, "low means positive"));
  g_assert_nonnull (strstr (text, "(positive if score <= threshold)"));
  g_assert_nonnull (strstr (text, "\n  600 "));
  g_assert_nonnull (strstr (text, "threshold  from  below"));
  g_assert_null (strstr (text, "-6"));
  g_assert_cmpstr (json_object_get_string_member (object, "rule"), ==,
                   "score <= threshold");
  g_assert_true (json_object_get_boolean_member (object, "reversed"));
  first = json_array_get_object_element (
      json_object_get_array_member (object, "at"), 0);
  g_assert_cmpfloat (json_object_get_double_member (first, "threshold"), ==,
                     600);
  g_assert_cmpfloat (json_object_get_double_member (first, "tp"), ==, 3);
  first = json_array_get_object_element (
      json_object_get_array_member (object, "optima"), 0);
  g_assert_cmpfloat (json_object_get_double_member (first, "low"), ==, 655);
  g_assert_cmpfloat (json_object_get_double_member (first, "high"), ==, 700);

  query.threshold = -600;
  query.order = LIMEN_ROW_ORDER_SCORE;
  query.where = LIMEN_CELL_TP;
  rows = limen_rows_find (&query, &n);
  g_assert_cmpuint (n, ==, 1);
  g_assert_cmpfloat (limen_rows_get_score (&query, &rows[0]), ==, 420);
}

static const char *
find_message (LimenAnalysis *analysis, const char *code)
{
  GPtrArray *findings = limen_analysis_get_findings (analysis);

  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->code, code))
        return finding->report_message;
    }
  return NULL;
}

/* Findings are about the file's scores: negated percentages are not
 * log-probabilities, and if low scores are not positive after all, the remedy
 * is not to reverse them. */
static void
test_findings (void)
{
  const LimenReadOptions options = { .reverse_scores = TRUE };
  g_autoptr (GString) text = g_string_new ("label,score\n");
  g_autoptr (LimenAnalysis) wrong = NULL, constant = NULL, decided = NULL;

  for (int i = 0; i < 60; i++)
    g_string_append_printf (text, "%d,%d.5\n", i % 7 > i / 10, i);
  wrong = analyze (text->str, &options);
  g_assert_null (find_message (wrong, "log-probabilities"));
  g_assert_null (find_message (wrong, "percentages"));
  g_assert_null (find_message (wrong, "auc-below-half"));
  g_string_truncate (text, strlen ("label,score\n"));
  for (int i = 0; i < 60; i++)
    g_string_append_printf (text, "%d,%d.5\n", i % 7 < i / 10, i);
  limen_analysis_unref (wrong);
  wrong = analyze (text->str, &options);
  g_assert_nonnull (strstr (find_message (wrong, "auc-below-half"),
                            "Leave out --reverse-scores, or press Reverse"));
  constant = analyze ("label,score\n1,700\n0,700\n", &options);
  g_assert_nonnull (strstr (find_message (constant, "constant-scores"),
                            "Every score is 700"));
  decided = analyze ("label,score\n1,0\n0,1\n0,1\n", &options);
  g_assert_nonnull (find_message (decided, "decisions-only"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reversed/reference", test_reference);
  g_test_add_func ("/reversed/cutoffs", test_cutoffs);
  g_test_add_func ("/reversed/json", test_json);
  g_test_add_func ("/reversed/csv", test_csv);
  g_test_add_func ("/reversed/none", test_none);
  g_test_add_func ("/reversed/grey-zone", test_grey_zone);
  g_test_add_func ("/reversed/recalibrated", test_recalibrated);
  g_test_add_func ("/reversed/refused", test_refused);
  g_test_add_func ("/reversed/reports", test_reports);
  g_test_add_func ("/reversed/findings", test_findings);
  return g_test_run ();
}
