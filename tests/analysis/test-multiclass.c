/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "multiclass-report.h"
#include "report.h"
#include "support.h"

static void
check_member (JsonObject *found, JsonObject *expected, const char *name)
{
  g_test_message ("%s:", name);
  if (json_object_has_member (expected, name))
    multiclass_check_numbers (json_object_get_object_member (found, name),
                              json_object_get_object_member (expected, name));
}

static const char *const averages[] = { "macro", "micro", "weighted" };

/* Converts { "macro": { "precision" .. } .. } of the reference to the report's
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
        multiclass_check_number (
            json_object_get_object_member (found, l->data), averages[i],
            json_object_get_double_member (average, l->data));
    }
}

static void
check_top_k (JsonObject *report, JsonObject *argmax)
{
  JsonObject *top_k = json_object_get_object_member (report,
                                                     "top-k-accuracy");

  multiclass_check_number (top_k, "1",
                           json_object_get_double_member (argmax, "accuracy"));
  multiclass_check_number (
      top_k, "2", json_object_get_double_member (argmax, "top-2-accuracy"));
  multiclass_check_number (
      top_k, "3", json_object_get_double_member (argmax, "top-3-accuracy"));
}

static void
check_argmax (JsonObject *report, JsonObject *argmax)
{
  static const char *const names[]
      = { "accuracy", "balanced-accuracy", "mcc", "kappa" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    multiclass_check_number (report, names[i],
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

/* Interval ends may come from a softmax: they must be close, with the
 * threshold between them. */
static void
check_optimum (JsonObject *found, JsonObject *expected)
{
  double threshold = json_object_get_double_member (found, "threshold");

  g_assert_cmpstr (json_object_get_string_member (found, "objective"), ==,
                   json_object_get_string_member (expected, "objective"));
  g_assert_cmpstr (json_object_get_string_member (found, "status"), ==,
                   "found");
  multiclass_check_numbers (found, expected);
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
      multiclass_check_numbers (get_first (a, "at"), get_first (b, "at"));
      check_member (get_first (a, "at"), get_first (b, "at"), "metrics");
      check_optimum (get_first (a, "optima"), get_first (b, "optima"));
    }
}

/* scikit-learn has a micro average where the report has none. */
static void
check_ranking (JsonObject *report, JsonObject *expected)
{
  JsonObject *found = json_object_get_object_member (report, "ranking");
  g_autoptr (GList) names = json_object_get_members (expected);

  for (GList *l = names; l != NULL; l = l->next)
    if (!g_str_has_suffix (l->data, "-micro"))
      multiclass_check_number (
          found, l->data, json_object_get_double_member (expected, l->data));
}

static void
check_decisions (JsonObject *report, JsonObject *decisions)
{
  multiclass_check_number (
      report, "subset-accuracy",
      json_object_get_double_member (decisions, "subset-accuracy"));
  multiclass_check_number (
      report, "hamming-loss",
      json_object_get_double_member (decisions, "hamming-loss"));
  check_averages (report, decisions);
  g_assert_false (json_object_has_member (report, "confusion"));
  g_assert_false (json_object_has_member (report, "accuracy"));
}

/* Multiclass logits have thresholds on probabilities. */
static const char *
get_probable (JsonObject *expected, const char *plain, const char *softmax)
{
  return json_object_has_member (expected, softmax) ? softmax : plain;
}

static void
check_sample (JsonObject *expected)
{
  g_autoptr (JsonNode) node = multiclass_report_of (expected, NULL);
  JsonObject *report = multiclass_get_object (node);
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

static void
test_samples (void)
{
  g_autoptr (JsonNode) root = multiclass_load_reference ();
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

/* Soft labels and regressions. */
static void
test_small_files (void)
{
  g_autoptr (JsonNode) root = multiclass_load_reference ();
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
      node = multiclass_report_of (file, options);
      g_assert_cmpstr (
          json_object_get_string_member (multiclass_get_object (node), "kind"),
          ==, json_object_get_string_member (file, "kind"));
      check_member (multiclass_get_object (node), file, "losses");
      n++;
    }
  g_assert_cmpuint (n, ==, 5);
}

/* One-hot label columns give the labels they encode. */
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
  g_autoptr (LimenAnalysis) first = multiclass_analyze (hard, NULL, NULL);
  g_autoptr (LimenAnalysis) second = multiclass_analyze (soft, NULL, NULL);
  g_autoptr (JsonNode) a = multiclass_report (first, NULL);
  g_autoptr (JsonNode) b = multiclass_report (second, NULL);
  static const char *const members[]
      = { "losses", "confusion", "one-vs-rest", "averages", "ranking",
          "calibration", "top-k-accuracy", "classes" };

  for (guint i = 0; i < G_N_ELEMENTS (members); i++)
    {
      g_test_message ("%s", members[i]);
      g_assert_true (json_node_equal (
          json_object_get_member (multiclass_get_object (a), members[i]),
          json_object_get_member (multiclass_get_object (b), members[i])));
    }
}

/* The text of every kind of file is complete, without anything undefined. */
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
      analysis = multiclass_analyze (path, NULL, reading);
      text = limen_report_to_text (analysis, &options, NULL);
      g_test_message ("%s", text);
      for (guint j = 0; cases[i].parts[j] != NULL; j++)
        if (strstr (text, cases[i].parts[j]) == NULL)
          g_error ("no \"%s\" in:\n%s", cases[i].parts[j], text);
      g_assert_null (strstr (text, "(null)"));
      g_assert_null (strstr (text, "nan"));
    }
}

/* Enough rows for one class at a time. */
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

/* All classes are visited, one at a time with many rows; an error of one is
 * returned. */
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
  analysis = multiclass_analyze (path, NULL, NULL);
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
  g_test_add_func ("/multiclass/small-files", test_small_files);
  g_test_add_func ("/multiclass/one-hot", test_one_hot);
  g_test_add_func ("/multiclass/text", test_text);
  g_test_add_func ("/multiclass/each-class", test_each_class);
  return g_test_run ();
}
