#include <math.h>
#include <string.h>

#include "report.h"
#include "support.h"

#define TOLERANCE 1e-12

static LimenAnalysis *
analyze (const char *path, const LimenLossOptions *losses,
         const LimenReadOptions *reading)
{
  g_autoptr (LimenReadOptions) defaults = limen_read_options_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset = limen_dataset_read (
      path, reading != NULL ? reading : defaults, NULL, NULL, NULL, &error);
  LimenAnalysis *analysis;

  g_assert_no_error (error);
  analysis = limen_analysis_new (dataset, losses, NULL, &error);
  g_assert_no_error (error);
  return analysis;
}

/* The report with the largest F1 of each class, at one threshold for all. */
static JsonNode *
report (LimenAnalysis *analysis, const LimenLossOptions *losses)
{
  const LimenObjective best
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  LimenReportOptions options = {
    .objectives = &best,
    .n_objectives = 1,
    .losses = losses,
  };
  g_autofree char *text = limen_report_to_json (analysis, &options, NULL);
  g_autoptr (GError) error = NULL;
  JsonNode *node = json_from_string (text, &error);

  g_assert_no_error (error);
  return node;
}

/* The report of a file of the reference: a sample, or a text that stands
 * there. */
static JsonNode *
report_of (JsonObject *expected, const LimenLossOptions *losses)
{
  g_autoptr (LimenReadOptions) reading = limen_read_options_new ();
  g_autoptr (LimenAnalysis) analysis = NULL;
  g_autofree char *path = NULL, *relative = NULL;
  const char *text
      = json_object_get_string_member_with_default (expected, "text", NULL);

  reading->has_task
      = limen_task_parse (json_object_get_string_member (expected, "task"),
                          &reading->task);
  if (text != NULL && strstr (text, "variance") != NULL)
    reading->variance = g_strdup ("variance");
  if (text != NULL)
    path = test_write_file ("rows.csv", text, -1);
  else
    {
      relative = g_strconcat (
          "../data/samples/", json_object_get_string_member (expected, "file"),
          NULL);
      path = test_get_source_path (relative);
    }
  analysis = analyze (path, losses, reading);
  return report (analysis, losses);
}

static JsonObject *
get_object (JsonNode *node)
{
  return json_node_get_object (node);
}

static void
check_number (JsonObject *found, const char *name, double expected)
{
  g_test_message ("%s", name);
  g_assert_true (json_object_has_member (found, name));
  if (isnan (expected))
    {
      g_assert_true (json_object_get_null_member (found, name));
      return;
    }
  g_assert_false (json_object_get_null_member (found, name));
  test_assert_near (json_object_get_double_member (found, name), expected,
                    TOLERANCE);
}

/* Every member of `expected` that is a number, or null, stands in `found`. */
static void
check_numbers (JsonObject *found, JsonObject *expected)
{
  g_autoptr (GList) names = json_object_get_members (expected);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (expected, l->data);

      if (JSON_NODE_HOLDS_NULL (node))
        check_number (found, l->data, NAN);
      else if (JSON_NODE_HOLDS_VALUE (node)
               && json_node_get_value_type (node) != G_TYPE_STRING
               && !g_str_equal (l->data, "label-smoothing"))
        check_number (found, l->data, json_node_get_double (node));
    }
}

static void
check_member (JsonObject *found, JsonObject *expected, const char *name)
{
  g_test_message ("%s:", name);
  if (json_object_has_member (expected, name))
    check_numbers (json_object_get_object_member (found, name),
                   json_object_get_object_member (expected, name));
}

static const char *const averages[] = { "macro", "micro", "weighted" };

/* { "macro": { "precision" .. } .. } of the reference, as the report's
 * { "precision": { "macro" .. } .. }. */
static void
check_averages (JsonObject *report, JsonObject *expected)
{
  JsonObject *found = json_object_get_object_member (report, "averages");

  for (guint i = 0; i < G_N_ELEMENTS (averages); i++)
    {
      JsonObject *average
          = json_object_get_object_member (expected, averages[i]);
      g_autoptr (GList) names = json_object_get_members (average);

      for (GList *l = names; l != NULL; l = l->next)
        check_number (json_object_get_object_member (found, l->data),
                      averages[i],
                      json_object_get_double_member (average, l->data));
    }
}

static void
check_top_k (JsonObject *report, JsonObject *argmax)
{
  JsonObject *top_k = json_object_get_object_member (report,
                                                     "top-k-accuracy");

  check_number (top_k, "1", json_object_get_double_member (argmax,
                                                           "accuracy"));
  check_number (top_k, "2", json_object_get_double_member (argmax,
                                                           "top-2-accuracy"));
  check_number (top_k, "3", json_object_get_double_member (argmax,
                                                           "top-3-accuracy"));
}

static void
check_argmax (JsonObject *report, JsonObject *argmax)
{
  static const char *const names[]
      = { "accuracy", "balanced-accuracy", "mcc", "kappa" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    check_number (report, names[i],
                  json_object_get_double_member (argmax, names[i]));
  check_top_k (report, argmax);
  check_averages (report, argmax);
}

static void
check_matrix (JsonArray *found, JsonArray *expected)
{
  guint n = json_array_get_length (expected);

  g_assert_cmpuint (json_array_get_length (found), ==, n);
  for (guint i = 0; i < n; i++)
    {
      JsonArray *a = json_array_get_array_element (found, i);
      JsonArray *b = json_array_get_array_element (expected, i);

      g_assert_cmpuint (json_array_get_length (a), ==, n);
      for (guint j = 0; j < n; j++)
        g_assert_cmpfloat (json_array_get_double_element (a, j), ==,
                           json_array_get_double_element (b, j));
    }
}

static void
check_classes (JsonArray *found, JsonArray *expected)
{
  guint n = json_array_get_length (expected);

  g_assert_cmpuint (json_array_get_length (found), ==, n);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *a = json_array_get_object_element (found, i);
      JsonObject *b = json_array_get_object_element (expected, i);

      g_assert_cmpstr (json_object_get_string_member (a, "name"), ==,
                       json_object_get_string_member (b, "name"));
      g_assert_cmpint (json_object_get_int_member (a, "rows"), ==,
                       json_object_get_int_member (b, "rows"));
    }
}

/* The ends of the interval come from a softmax in some files: near, and the
 * offered threshold between them. */
static void
check_optimum (JsonObject *found, JsonObject *expected)
{
  double threshold = json_object_get_double_member (found, "threshold");

  g_assert_cmpstr (json_object_get_string_member (found, "objective"), ==,
                   json_object_get_string_member (expected, "objective"));
  g_assert_cmpstr (json_object_get_string_member (found, "status"), ==,
                   "found");
  check_numbers (found, expected);
  g_assert_cmpfloat (threshold, >,
                     json_object_get_double_member (found, "low"));
  g_assert_cmpfloat (threshold, <=,
                     json_object_get_double_member (found, "high"));
}

static JsonObject *
get_first (JsonObject *object, const char *name)
{
  return json_array_get_object_element (
      json_object_get_array_member (object, name), 0);
}

static void
check_one_vs_rest (JsonObject *report, JsonArray *expected)
{
  JsonObject *found = json_object_get_object_member (report, "one-vs-rest");
  guint n = json_array_get_length (expected);

  g_assert_cmpuint (json_object_get_size (found), ==, n);
  for (guint i = 0; i < n; i++)
    {
      JsonObject *b = json_array_get_object_element (expected, i);
      const char *name = json_object_get_string_member (b, "name");
      JsonObject *a = json_object_get_object_member (found, name);

      g_test_message ("class %s", name);
      check_member (a, b, "ranking");
      check_member (a, b, "calibration");
      check_numbers (get_first (a, "at"), get_first (b, "at"));
      check_member (get_first (a, "at"), get_first (b, "at"), "metrics");
      check_optimum (get_first (a, "optima"), get_first (b, "optima"));
    }
}

/* scikit-learn averages the micro way where the report does not. */
static void
check_ranking (JsonObject *report, JsonObject *expected)
{
  JsonObject *found = json_object_get_object_member (report, "ranking");
  g_autoptr (GList) names = json_object_get_members (expected);

  for (GList *l = names; l != NULL; l = l->next)
    if (!g_str_has_suffix (l->data, "-micro"))
      check_number (found, l->data,
                    json_object_get_double_member (expected, l->data));
}

static void
check_decisions (JsonObject *report, JsonObject *decisions)
{
  check_number (report, "subset-accuracy",
                json_object_get_double_member (decisions, "subset-accuracy"));
  check_number (report, "hamming-loss",
                json_object_get_double_member (decisions, "hamming-loss"));
  check_averages (report, decisions);
  g_assert_false (json_object_has_member (report, "confusion"));
  g_assert_false (json_object_has_member (report, "accuracy"));
}

/* Logits of several classes are told apart by their probabilities. */
static const char *
get_probable (JsonObject *expected, const char *plain, const char *softmax)
{
  return json_object_has_member (expected, softmax) ? softmax : plain;
}

static void
check_sample (JsonObject *expected)
{
  g_autoptr (JsonNode) node = report_of (expected, NULL);
  JsonObject *report = get_object (node);
  const char *task = json_object_get_string_member (expected, "task");

  g_test_message ("file %s", json_object_get_string_member (expected, "file"));
  g_assert_cmpstr (json_object_get_string_member (report, "task"), ==, task);
  g_assert_cmpstr (json_object_get_string_member (report, "kind"), ==,
                   json_object_get_string_member (expected, "kind"));
  g_assert_true (json_object_get_null_member (report, "positive"));
  check_classes (json_object_get_array_member (report, "classes"),
                 json_object_get_array_member (expected, "classes"));
  check_member (report, expected, "losses");
  check_ranking (report, json_object_get_object_member (
                             expected, get_probable (expected, "ranking",
                                                     "ranking-softmax")));
  check_one_vs_rest (
      report, json_object_get_array_member (
                  expected, get_probable (expected, "one-vs-rest",
                                          "one-vs-rest-softmax")));
  if (g_str_equal (task, "multilabel"))
    {
      check_decisions (report, get_first (expected, "decisions"));
      return;
    }
  check_member (report, expected, "calibration");
  check_argmax (report, json_object_get_object_member (expected, "argmax"));
  check_matrix (json_object_get_array_member (report, "confusion"),
                json_object_get_array_member (expected, "confusion"));
}

static JsonNode *
load_reference (void)
{
  g_autofree char *path
      = test_get_source_path ("reference/multiclass-files.json");

  return test_load_json (path);
}

static void
test_samples (void)
{
  g_autoptr (JsonNode) root = load_reference ();
  JsonArray *files = json_node_get_array (root);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (files); i++)
    {
      JsonObject *file = json_array_get_object_element (files, i);

      if (!json_object_has_member (file, "file"))
        continue;
      check_sample (file);
      n++;
    }
  g_assert_cmpuint (n, ==, 3);
}

/* Label smoothing and class weights as they stand in the reference. */
static LimenLossOptions *
new_options (JsonObject *with)
{
  LimenLossOptions *options = limen_loss_options_new ();
  JsonObject *weights = json_object_get_object_member (with, "class-weight");
  g_autoptr (GList) names = json_object_get_members (weights);

  options->label_smoothing
      = json_object_get_double_member (with, "label-smoothing");
  for (GList *l = names; l != NULL; l = l->next)
    {
      g_autofree char *text = g_strdup_printf (
          "%s=%.10g", (char *) l->data,
          json_object_get_double_member (weights, l->data));
      g_autoptr (GError) error = NULL;

      g_assert_true (
          limen_loss_options_add_class_weight (options, text, &error));
      g_assert_no_error (error);
    }
  return options;
}

static void
check_losses_with (JsonObject *file)
{
  JsonArray *all = json_object_get_array_member (file, "losses-with");

  for (guint i = 0; i < json_array_get_length (all); i++)
    {
      JsonObject *with = json_array_get_object_element (all, i);
      g_autoptr (LimenLossOptions) options = new_options (with);
      g_autoptr (JsonNode) node = report_of (file, options);

      g_test_message ("losses-with %u", i);
      check_numbers (json_object_get_object_member (get_object (node),
                                                    "losses"),
                     with);
    }
}

/* Of the samples, and of soft labels. */
static void
test_losses_with (void)
{
  g_autoptr (JsonNode) root = load_reference ();
  JsonArray *files = json_node_get_array (root);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (files); i++)
    {
      JsonObject *file = json_array_get_object_element (files, i);

      if (!json_object_has_member (file, "losses-with"))
        continue;
      check_losses_with (file);
      n++;
    }
  g_assert_cmpuint (n, ==, 5);
}

/* Soft labels and regressions. */
static void
test_small_files (void)
{
  g_autoptr (JsonNode) root = load_reference ();
  JsonArray *files = json_node_get_array (root);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (files); i++)
    {
      JsonObject *file = json_array_get_object_element (files, i);
      g_autoptr (LimenLossOptions) options = limen_loss_options_new ();
      g_autoptr (JsonNode) node = NULL;

      if (!json_object_has_member (file, "text"))
        continue;
      if (json_object_has_member (file, "variance"))
        options->variance = json_object_get_double_member (file, "variance");
      node = report_of (file, options);
      g_assert_cmpstr (
          json_object_get_string_member (get_object (node), "kind"), ==,
          json_object_get_string_member (file, "kind"));
      check_member (get_object (node), file, "losses");
      n++;
    }
  g_assert_cmpuint (n, ==, 5);
}

/* Of hard labels the divergence is the cross-entropy, to the last bit. */
static void
test_divergence (void)
{
  static const char *const files[][2]
      = { { "../data/samples/digits.csv", "nll" },
          { "../data/samples/wine-logits.csv", "cross-entropy" } };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = test_get_source_path (files[i][0]);
      g_autoptr (LimenAnalysis) analysis = analyze (path, NULL, NULL);
      g_autoptr (JsonNode) node = report (analysis, NULL);
      JsonObject *losses = json_object_get_object_member (get_object (node),
                                                          "losses");

      g_assert_cmpfloat (json_object_get_double_member (losses, "kl"), ==,
                         json_object_get_double_member (losses, files[i][1]));
    }
}

/* One-hot label columns are the labels that they spell. */
static void
test_one_hot (void)
{
  g_autofree char *hard = test_write_file (
      "hard.csv", "y,prob_a,prob_b,prob_c\na,0.5,0.25,0.25\nc,0.3,0.3,0.4\n"
                  "b,0.75,0.125,0.125\n",
      -1);
  g_autofree char *soft = test_write_file (
      "soft.csv",
      "label_a,label_b,label_c,prob_a,prob_b,prob_c\n1,0,0,0.5,0.25,0.25\n"
      "0,0,1,0.3,0.3,0.4\n0,1,0,0.75,0.125,0.125\n",
      -1);
  g_autoptr (LimenAnalysis) first = analyze (hard, NULL, NULL);
  g_autoptr (LimenAnalysis) second = analyze (soft, NULL, NULL);
  g_autoptr (JsonNode) a = report (first, NULL);
  g_autoptr (JsonNode) b = report (second, NULL);
  static const char *const members[]
      = { "losses", "confusion", "one-vs-rest", "averages", "ranking",
          "calibration", "top-k-accuracy", "classes" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_test_message ("%s", members[i]);
      g_assert_true (json_node_equal (
          json_object_get_member (get_object (a), members[i]),
          json_object_get_member (get_object (b), members[i])));
    }
}

/* Log-probabilities of 0: losses stay those of the logarithms, however small,
 * and thresholds are of probabilities. */
static void
test_log_of_zero (void)
{
  static const struct
  {
    const char *text;
    LimenKind kind; /* of the thresholds */
    const char *loss;
    double value;
  } cases[] = {
    /* (0.5 - log (1 - exp (-1e-20))) / 2, of which the second is 46.05 */
    { "y,log_prob\n1,-0.5\n0,-1e-20\n0,-inf\n",
      LIMEN_KIND_PROBABILITY, "bce", (0.5 + 46.051701859880914) / 3 },
    { "y,log_prob\n1,-0.5\n0,-1e-20\n", LIMEN_KIND_LOG_PROBABILITY,
      "bce", (0.5 + 46.051701859880914) / 2 },
    { "y,log_prob\n1,-inf\n0,-inf\n", LIMEN_KIND_PROBABILITY, "bce",
      100 / 2.0 },
    { "label_a,label_b,log_prob_a,log_prob_b\n1,0,-0.5,-inf\n"
      "0,0,-1e-20,-0.5\n",
      LIMEN_KIND_PROBABILITY, "bce",
      (0.5 + 46.051701859880914 + 0.93275212956718856) / 4 },
    { "y,log_prob_a,log_prob_b,log_prob_c\na,-0.25,-inf,-2\n"
      "b,-1000,-800,-3\nc,-3,-2,-0.5\n",
      LIMEN_KIND_PROBABILITY, "nll", 800.75 / 3 },
    { "y,log_prob_a,log_prob_b,log_prob_c\na,-inf,0,-2\nb,-1,-0.5,-3\n"
      "c,-3,-2,-0.5\n",
      LIMEN_KIND_PROBABILITY, "nll", INFINITY },
    /* of two classes, those of the second one */
    { "y,log_prob_a,log_prob_b\na,-0.25,-inf\nb,-1000,-800\n",
      LIMEN_KIND_PROBABILITY, "bce", 100 / 2.0 },
    { "y,log_prob_a,log_prob_b\na,-inf,0\nb,-1,-0.5\n",
      LIMEN_KIND_LOG_PROBABILITY, "bce", (100 + 0.5) / 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path
          = test_write_file ("log-of-zero.csv", cases[i].text, -1);
      g_autoptr (LimenAnalysis) analysis = analyze (path, NULL, NULL);
      g_autoptr (JsonNode) node = report (analysis, NULL);
      JsonObject *losses = json_object_get_object_member (
          json_node_get_object (node), "losses");
      LimenThresholdScores *scores = limen_analysis_get_scores (analysis);
      const LimenPredictions *numbers
          = limen_threshold_scores_get_numbers (scores);

      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (numbers->kind, ==, cases[i].kind);
      g_assert_cmpint (limen_dataset_get_predictions (
                           limen_analysis_get_dataset (analysis))
                           ->kind,
                       ==, LIMEN_KIND_LOG_PROBABILITY);
      if (isinf (cases[i].value))
        g_assert_true (
            json_object_get_null_member (losses, cases[i].loss));
      else
        test_assert_near (
            json_object_get_double_member (losses, cases[i].loss),
            cases[i].value, 1e-12);
      for (gsize k = 0; k < numbers->n_scores; k++)
        for (gsize row = 0; row < numbers->n_rows; row++)
          g_assert_true (isfinite (numbers->scores[k][row]));
    }
}

/* What does not go together is refused with a reason. */
static void
test_refused_losses (void)
{
  static const struct
  {
    const char *file, *class_weight;
    double smoothing;
    const char *term, *message;
  } cases[] = {
    { "digits.csv", "10=2", 0, NULL, "there is no class \"10\" to weigh" },
    { "digits.csv", NULL, 0, "bce=1",
      "no loss \"bce\" to combine; the losses are: nll, kl, brier, dice" },
    { "digit-traits.csv", "odd=2", 0, NULL,
      "there is no class \"odd\" to weigh" },
    { "digit-traits.csv", NULL, 0.1, NULL,
      "label smoothing is for cross-entropy" },
    { "digits-odd.csv", "1=2", 0, NULL, "are for cross-entropy" },
    { "wine-logits.csv", NULL, 0, "nll=1",
      "the losses are: cross-entropy, kl" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *relative
          = g_strconcat ("../data/samples/", cases[i].file, NULL);
      g_autofree char *path = test_get_source_path (relative);
      g_autoptr (LimenReadOptions) reading = limen_read_options_new ();
      g_autoptr (LimenLossOptions) options = limen_loss_options_new ();
      g_autoptr (LimenDataset) dataset = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      options->label_smoothing = cases[i].smoothing;
      if (cases[i].class_weight != NULL)
        g_assert_true (limen_loss_options_add_class_weight (
            options, cases[i].class_weight, NULL));
      if (cases[i].term != NULL)
        g_assert_true (limen_loss_options_add_terms (options, cases[i].term,
                                                     NULL));
      dataset = limen_dataset_read (path, reading, NULL, NULL, NULL, NULL);
      g_assert_nonnull (dataset);
      g_assert_null (limen_analysis_new (dataset, options, NULL, &error));
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("\"%s\" has no \"%s\"", error->message, cases[i].message);
    }
}

/* The text of every kind of file has what belongs into it, and nothing that
 * is undefined there. */
static void
test_text (void)
{
  static const struct
  {
    const char *rows, *task, *parts[5];
  } cases[] = {
    { "y,prob_a,prob_b\na,0.75,0.25\nb,0.5,0.5\n", "multiclass",
      { "multiclass, probabilities", "NLL (mean)", "Accuracy", "macro" } },
    { "label_a,label_b,prob_a,prob_b\n1,1,0.75,0.25\n0,0,0.5,0.5\n",
      "multilabel",
      { "multilabel, probabilities", "BCE (mean)", "Subset accuracy" } },
    { "y,prediction\n1,2\n3,4\n", "regression",
      { "MSE (mean)", "Gaussian NLL (mean)" } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = test_write_file ("rows.csv", cases[i].rows, -1);
      g_autoptr (LimenReadOptions) reading = limen_read_options_new ();
      g_autoptr (LimenAnalysis) analysis = NULL;
      LimenReportOptions options = { 0 };
      g_autofree char *text = NULL;

      reading->has_task = limen_task_parse (cases[i].task, &reading->task);
      analysis = analyze (path, NULL, reading);
      text = limen_report_to_text (analysis, &options, NULL);
      g_test_message ("%s", text);
      for (guint j = 0; cases[i].parts[j] != NULL; j++)
        if (strstr (text, cases[i].parts[j]) == NULL)
          g_error ("no \"%s\" in:\n%s", cases[i].parts[j], text);
      g_assert_null (strstr (text, "(null)"));
      g_assert_null (strstr (text, "nan"));
    }
}

/* The loss of all labels is the mean of theirs, whatever the options. */
static void
test_losses_of_labels (void)
{
  g_autofree char *path = test_write_file (
      "logits.csv",
      "label_a,label_b,logit_a,logit_b\n1,0,2,-1\n0,1,0.5,0.25\n1,1,-3,4\n",
      -1);
  g_autoptr (LimenLossOptions) options = limen_loss_options_new ();
  g_autoptr (LimenAnalysis) analysis = NULL;
  g_autoptr (JsonNode) node = NULL;
  JsonObject *all, *classes;
  double mean = 0;

  options->pos_weight = 3;
  analysis = analyze (path, options, NULL);
  node = report (analysis, options);
  all = json_object_get_object_member (json_node_get_object (node), "losses");
  classes = json_object_get_object_member (json_node_get_object (node),
                                           "one-vs-rest");
  for (guint k = 0; k < 2; k++)
    {
      JsonObject *class
          = json_object_get_object_member (classes, k == 0 ? "a" : "b");
      JsonObject *losses = json_object_get_object_member (class, "losses");

      mean += json_object_get_double_member (losses, "bce-with-logits") / 2;
    }
  test_assert_near (
      json_object_get_double_member (all, "bce-with-logits"), mean, TOLERANCE);
  test_assert_near (mean, 2.099358800489739, TOLERANCE);
}

/* Weights of labels are those of PyTorch's BCEWithLogitsLoss for each column,
 * and of what torchvision's sigmoid_focal_loss gives each cell; a mean by
 * weight divides by them, too. Other losses know none. */
static void
test_label_weights (void)
{
  static const struct
  {
    const char *key;
    double value;
  } expected[] = { { "bce-with-logits", 3.120134696691579 },
                   { "bce-with-logits-sum", 18.720808180149472 },
                   { "bce-with-logits-by-weight", 1.0473179401482222 },
                   { "focal", 0.1418948428298832 },
                   { "focal-sum", 0.8513690569792993 },
                   { "focal-by-weight", 0.047629038152688076 },
                   { "brier", 0.3567929450589322 } };
  g_autofree char *path = test_write_file (
      "weighted.csv",
      "label_a,label_b,logit_a,logit_b,weight\n1,0,2,-1,0.5\n"
      "0,1,0.5,0.25,2\n1,1,-3,4,3\n",
      -1);
  g_autoptr (LimenReadOptions) reading = limen_read_options_new ();
  g_autoptr (LimenLossOptions) options = limen_loss_options_new ();
  g_autoptr (LimenAnalysis) analysis = NULL;
  g_autoptr (JsonNode) node = NULL;

  reading->weight = g_strdup ("weight");
  options->pos_weight = 3;
  options->focal_alpha = 0.25;
  limen_loss_options_add_class_weight (options, "a=0.25", NULL);
  limen_loss_options_add_class_weight (options, "b=3", NULL);
  analysis = analyze (path, options, reading);
  node = report (analysis, options);
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    check_number (json_object_get_object_member (json_node_get_object (node),
                                                 "losses"),
                  expected[i].key, expected[i].value);
}

/* As many rows as are too many for several classes at a time. */
#define MANY_ROWS 262144

typedef struct
{
  gint n_running, n_most, n_done;
} Running;

static gboolean
run_class (gpointer data, gsize class, GError **error)
{
  Running *self = data;
  gint n = g_atomic_int_add (&self->n_running, 1) + 1;

  if (n > g_atomic_int_get (&self->n_most))
    g_atomic_int_set (&self->n_most, n);
  g_usleep (2000);
  g_atomic_int_add (&self->n_running, -1);
  g_atomic_int_inc (&self->n_done);
  if (class != 1)
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE, "none");
  return FALSE;
}

/* All classes are gone through, of many rows one at a time; the error of one is
 * that of all. */
static void
test_each_class (void)
{
  g_autoptr (GString) text = g_string_new ("y,a,b,c\n");
  g_autofree char *path = NULL;
  g_autoptr (LimenAnalysis) analysis = NULL;
  g_autoptr (GError) error = NULL;
  Running running = { 0 };

  for (guint i = 0; i < MANY_ROWS; i++)
    g_string_append_printf (text, "%c,0.%u,0.2,0.1\n", 'a' + i % 3, i % 7);
  path = test_write_file ("many.csv", text->str, -1);
  analysis = analyze (path, NULL, NULL);
  g_assert_cmpuint (limen_analysis_get_n_classes (analysis), ==, 3);
  g_assert_false (limen_analysis_for_each_class (analysis, run_class,
                                                 &running, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE);
  g_assert_cmpint (running.n_most, ==, 1);
  g_assert_cmpint (running.n_done, ==, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/multiclass/samples", test_samples);
  g_test_add_func ("/multiclass/losses-with", test_losses_with);
  g_test_add_func ("/multiclass/losses-of-labels", test_losses_of_labels);
  g_test_add_func ("/multiclass/label-weights", test_label_weights);
  g_test_add_func ("/multiclass/small-files", test_small_files);
  g_test_add_func ("/multiclass/divergence", test_divergence);
  g_test_add_func ("/multiclass/one-hot", test_one_hot);
  g_test_add_func ("/multiclass/log-of-zero", test_log_of_zero);
  g_test_add_func ("/multiclass/refused-losses", test_refused_losses);
  g_test_add_func ("/multiclass/text", test_text);
  g_test_add_func ("/multiclass/each-class", test_each_class);
  return g_test_run ();
}
