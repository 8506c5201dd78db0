/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "cutoff-test.h"
#include "json-text.h"
#include "recalibration.h"
#include "support.h"
#include "test-data.h"

/* Test data without the command line: how they are read and matched, and the
 * values at thresholds. */

static LimenDataset *
read_tuning (const char *text, LimenReadOptions *options)
{
  g_autofree char *path = test_write_file ("tuning.csv", text, -1);
  g_autoptr (LimenReadOptions) owned = options;
  g_autoptr (GError) error = NULL;
  LimenDataset *dataset
      = limen_dataset_read (path, owned, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return dataset;
}

static LimenDataset *
read_test (LimenDataset *tuning, const char *text, GError **error)
{
  g_autofree char *path = test_write_file ("test.csv", text, -1);

  return limen_test_data_read (tuning, path, NULL, NULL, NULL, error);
}

/* Reads both files and analyses them. */
static LimenTestData *
new_data (const char *tuning_text, const char *test_text,
          LimenReadOptions *options)
{
  g_autoptr (LimenDataset) tuning = read_tuning (tuning_text, options);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) test = read_test (tuning, test_text, &error);
  g_autoptr (LimenAnalysis) analysis = NULL;
  LimenTestData *data;

  g_assert_no_error (error);
  analysis = limen_analysis_new (tuning, NULL, NULL, &error);
  g_assert_no_error (error);
  data = limen_test_data_new (analysis, test, NULL, NULL, &error);
  g_assert_no_error (error);
  return data;
}

static LimenObjective
get_view (void)
{
  return limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
}

/* The point of a threshold of a class, with intervals. */
static LimenTestPoint
get_point (LimenTestData *data, gsize class, double threshold)
{
  const LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  LimenObjective view = get_view ();
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenOneVsRest) tuning = limen_analysis_get_class (
      limen_test_data_get_tuning (data), class, &error);
  g_autoptr (LimenOneVsRest) test
      = limen_test_data_get_class (data, class, &error);
  g_autofree LimenTestPoint *points = limen_test_points_new (
      data, tuning, test, &view, &threshold, 1, &plan, &error);

  g_assert_no_error (error);
  return points[0];
}

static gboolean
has_finding (LimenTestData *data, const char *code)
{
  GPtrArray *findings = limen_test_data_get_findings (data);

  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (
            ((const LimenFinding *) g_ptr_array_index (findings, i))->code,
            code))
      return TRUE;
  return FALSE;
}

static const char tuning_rows[] = "y,p\n1,0.9\n1,0.8\n1,0.4\n0,0.6\n0,0.3\n"
                                  "0,0.2\n0,0.1\n0,0.05\n";
static const char test_rows[]
    = "id,p,y\na,0.95,0\nb,0.7,1\nc,0.5,1\nd,0.35,1\n"
      "e,0.3,0\nf,0.2,0\ng,0.1,0\nh,0.6,1\n";

/* The counts at a threshold, and the sign of the optimism. */
static void
test_values (void)
{
  g_autoptr (LimenTestData) data
      = new_data (tuning_rows, test_rows, limen_read_options_new ());
  LimenTestPoint point = get_point (data, 0, 0.4);

  g_assert_cmpfloat (point.tuning_confusion.tp, ==, 3);
  g_assert_cmpfloat (point.tuning_confusion.fp, ==, 1);
  g_assert_cmpfloat (point.confusion.tp, ==, 3);
  g_assert_cmpfloat (point.confusion.fp, ==, 1);
  g_assert_cmpfloat (point.confusion.fn, ==, 1);
  test_assert_near (point.optimism[LIMEN_METRIC_RECALL].value, 0.25, 1e-12);
  test_assert_near (point.optimism[LIMEN_METRIC_FPR].value, 0.05, 1e-12);
  test_assert_near (point.optimism[LIMEN_METRIC_FNR].value, 0.25, 1e-12);
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    {
      LimenEstimate optimism = point.optimism[i];

      if (optimism.method == LIMEN_ESTIMATE_NONE)
        continue;
      g_assert_cmpint (optimism.method, ==, LIMEN_ESTIMATE_SQUARE_AND_ADD);
      g_assert_cmpfloat (optimism.interval.low, <, optimism.value);
      g_assert_cmpfloat (optimism.value, <, optimism.interval.high);
    }
  g_assert_cmpuint (limen_test_data_get_findings (data)->len, ==, 0);
}

/* The interval of a difference of proportions is that of Newcombe's method
 * 10: 56/70 against 48/80, from his paper. */
static void
test_newcombe (void)
{
  LimenEstimate first
      = { .value = 56. / 70,
          .interval = limen_interval_wilson (56. / 70, 70, 0.95),
          .method = LIMEN_ESTIMATE_WILSON };
  LimenEstimate second
      = { .value = 48. / 80,
          .interval = limen_interval_wilson (48. / 80, 80, 0.95),
          .method = LIMEN_ESTIMATE_WILSON };
  LimenEstimate optimism
      = limen_test_optimism (LIMEN_METRIC_RECALL, first, second);

  test_assert_near (optimism.value, 0.2, 1e-12);
  test_assert_near (optimism.interval.low, 0.0524, 5e-5);
  test_assert_near (optimism.interval.high, 0.3339, 5e-5);
  optimism = limen_test_optimism (LIMEN_METRIC_FPR, first, second);
  test_assert_near (optimism.value, -0.2, 1e-12);
  test_assert_near (optimism.interval.low, -0.3339, 5e-5);
  second = limen_estimate_none (0.6, LIMEN_NO_INTERVAL_TOO_FEW);
  optimism = limen_test_optimism (LIMEN_METRIC_RECALL, first, second);
  g_assert_cmpint (optimism.method, ==, LIMEN_ESTIMATE_NONE);
  g_assert_cmpint (optimism.reason, ==, LIMEN_NO_INTERVAL_TOO_FEW);
  test_assert_near (optimism.value, 0.2, 1e-12);
}

/* The file itself: a finding, and intervals that are not of width 0. */
static void
test_equal_file (void)
{
  g_autoptr (LimenTestData) data
      = new_data (tuning_rows, tuning_rows, limen_read_options_new ());
  LimenTestPoint point = get_point (data, 0, 0.4);
  LimenEstimate optimism = point.optimism[LIMEN_METRIC_F1];

  g_assert_true (has_finding (data, "test-equals-tuning"));
  g_assert_cmpfloat (optimism.value, ==, 0);
  g_assert_cmpfloat (optimism.interval.low, <, 0);
  g_assert_cmpfloat (optimism.interval.high, >, 0);
}

/* Score columns in another order, and classes that the sample lists in another
 * order: each class has its scores. */
static void
test_classes (void)
{
  g_autoptr (LimenTestData) data = new_data (
      "y,p_cat,p_dog,p_emu\ncat,0.7,0.2,0.1\ndog,0.2,0.7,0.1\nemu,0.1,0.2,"
      "0.7\ncat,0.5,0.3,0.2\ndog,0.4,0.4,0.2\n",
      "p_emu,p_dog,y,p_cat\n0.8,0.1,emu,0.1\n0.1,0.8,dog,0.1\n0.2,0.1,cat,"
      "0.7\n0.3,0.2,emu,0.5\n",
      limen_read_options_new ());
  LimenTestPoint cat = get_point (data, 0, 0.5);
  LimenTestPoint emu = get_point (data, 2, 0.5);

  g_assert_cmpfloat (cat.confusion.tp, ==, 1);
  g_assert_cmpfloat (cat.confusion.fp, ==, 1);
  g_assert_cmpfloat (emu.confusion.tp, ==, 1);
  g_assert_cmpfloat (emu.confusion.fn, ==, 1);
  g_assert_cmpfloat (emu.confusion.fp, ==, 0);
}

/* Labels that are numbers of columns, from 1: test data with the labels 1 and
 * 2 only, which alone would count from 0. */
static void
test_numbers (void)
{
  g_autoptr (LimenTestData) data = new_data (
      "y,red,green,blue\n1,0.7,0.2,0.1\n2,0.2,0.7,0.1\n3,0.1,0.2,0.7\n"
      "1,0.5,0.3,0.2\n2,0.4,0.4,0.2\n3,0.2,0.2,0.6\n",
      "y,red,green,blue\n1,0.6,0.2,0.2\n2,0.2,0.7,0.1\n1,0.8,0.1,0.1\n",
      limen_read_options_new ());
  LimenTestPoint red = get_point (data, 0, 0.5);

  g_assert_cmpfloat (red.confusion.tp, ==, 2);
  g_assert_cmpfloat (red.confusion.fp, ==, 0);
  g_assert_true (has_finding (data, "test-class-absent"));
}

/* The maps of the tuning rows recalibrate the test scores. */
static void
test_recalibrated (void)
{
  g_autoptr (LimenDataset) tuning
      = read_tuning (tuning_rows, limen_read_options_new ());
  g_autoptr (LimenDataset) test = read_test (tuning, test_rows, NULL);
  g_autoptr (LimenThresholdScores) scores
      = limen_threshold_scores_new (tuning, NULL);
  g_autoptr (LimenThresholdScores) mapped
      = limen_threshold_scores_recalibrate (
          scores, LIMEN_RECALIBRATION_ISOTONIC, 10, NULL);
  g_autoptr (LimenAnalysis) analysis
      = limen_analysis_new_for_scores (mapped, NULL, NULL, NULL);
  g_autoptr (LimenTestData) data
      = limen_test_data_new (analysis, test, NULL, NULL, NULL);
  const LimenRecalibration *map
      = limen_threshold_scores_get_recalibration (mapped, 0);
  const LimenPredictions *numbers = limen_threshold_scores_get_numbers (
      limen_analysis_get_scores (limen_test_data_get_test (data)));
  const LimenPredictions *file = limen_dataset_get_predictions (test);

  for (gsize i = 0; i < numbers->n_rows; i++)
    g_assert_cmpfloat (numbers->scores[0][i], ==,
                       limen_recalibration_apply (map, file->scores[0][i]));
}

static char *
to_text (const LimenCutoffTest *test)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, limen_cutoff_test_to_json (test));
  return limen_json_to_text (node);
}

/* A cutoff keeps its results on test rows, with and without a grey zone, in a
 * copy and in a file. */
static void
test_cutoffs (void)
{
  const LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
  const double refer_froms[] = { NAN, 0.25 };
  g_autoptr (LimenTestData) data
      = new_data (tuning_rows, test_rows, limen_read_options_new ());
  g_autoptr (LimenOneVsRest) class = limen_analysis_get_class (
      limen_test_data_get_tuning (data), 0, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (refer_froms); i++)
    {
      g_autoptr (LimenCutoff) cutoff
          = limen_cutoff_new_by_hand ("hand", class, 0.4, refer_froms[i], NAN);
      g_autoptr (LimenCutoff) copy = NULL;
      g_autoptr (JsonNode) node = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *text = NULL, *copied = NULL, *read = NULL;
      LimenCutoffTest *again;

      g_assert_null (limen_cutoff_get_test (cutoff));
      g_assert_true (limen_cutoff_judge (cutoff, data, 0, &plan, &error));
      copy = limen_cutoff_copy (cutoff);
      text = to_text (limen_cutoff_get_test (cutoff));
      copied = to_text (limen_cutoff_get_test (copy));
      g_assert_cmpstr (text, ==, copied);
      node = json_from_string (text, NULL);
      again = limen_cutoff_test_read (json_node_get_object (node), "here",
                                      &error);
      g_assert_no_error (error);
      read = to_text (again);
      limen_cutoff_test_unref (again);
      g_assert_cmpstr (text, ==, read);
      json_object_set_string_member (
          json_object_get_object_member (json_node_get_object (node),
                                         "intervals"),
          "recall", "wide");
      g_assert_null (limen_cutoff_test_read (json_node_get_object (node),
                                             "here", &error));
      g_assert_nonnull (strstr (error->message, "\"recall\""));
    }
}

/* What does not fit is an error of one sentence, with the file. */
static void
test_misfits (void)
{
  static const struct
  {
    const char *tuning, *test, *message;
  } cases[] = {
    { tuning_rows, "y,q\n1,0.9\n0,0.1\n",
      "the test data lack the column \"p\" of tuning.csv; the columns are "
      "\"y\", \"q\"" },
    { tuning_rows, "z,q\n1,0.9\n0,0.1\n",
      "the test data lack the columns \"y\", \"p\" of tuning.csv" },
    { tuning_rows, "y,p\n1,2.5\n0,-3\n1,4\n",
      "but those of tuning.csv, on which the thresholds are tuned, are "
      "probabilities" },
    { tuning_rows, "y,p\n1,0.5\n1,0.3\n",
      "no row of the test data is of class \"0\"" },
    { tuning_rows, "y,p\n0,0.5\n0,0.3\n", "\"1\"" },
    { "y,p\nyes,0.9\nno,0.2\nyes,0.7\nno,0.4\n",
      "y,p\nyes,0.9\nnever,0.2\nyes,0.3\n",
      "class \"never\" of the test data does not occur in tuning.csv" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenDataset) tuning
          = read_tuning (cases[i].tuning, limen_read_options_new ());
      g_autoptr (GError) error = NULL;
      g_autoptr (LimenDataset) test
          = read_test (tuning, cases[i].test, &error);

      g_assert_null (test);
      g_test_message ("%s", error->message);
      g_assert_nonnull (strstr (error->message, "test.csv"));
      g_assert_nonnull (strstr (error->message, cases[i].message));
    }
}

static void
assert_equal_rows (const LimenPredictions *a, const LimenPredictions *b)
{
  g_assert_cmpuint (a->n_rows, ==, b->n_rows);
  g_assert_cmpuint (a->n_scores, ==, b->n_scores);
  g_assert_cmpuint (a->n_classes, ==, b->n_classes);
  g_assert_cmpint (a->task, ==, b->task);
  g_assert_cmpint (a->kind, ==, b->kind);
  g_assert_cmpuint (a->positive, ==, b->positive);
  for (gsize k = 0; k < a->n_scores; k++)
    g_assert_cmpmem (a->scores[k], a->n_rows * sizeof (double), b->scores[k],
                     b->n_rows * sizeof (double));
  g_assert_cmpint (a->labels == NULL, ==, b->labels == NULL);
  if (a->labels != NULL)
    g_assert_cmpmem (a->labels, a->n_rows * sizeof *a->labels, b->labels,
                     b->n_rows * sizeof *b->labels);
}

/* Every sample is read again as it was read first. */
static void
test_samples (void)
{
  static const char *const names[]
      = { "digit-traits.csv", "digits-odd.csv", "digits.csv",
          "eights.csv",       "tumours.csv",    "wine-logits.csv" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *part
          = g_build_filename ("..", "data", "samples", names[i], NULL);
      g_autofree char *path = test_get_source_path (part);
      g_autoptr (LimenReadOptions) options = limen_read_options_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (LimenDataset) first
          = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
      g_autoptr (LimenDataset) again = NULL;

      g_assert_no_error (error);
      again = limen_test_data_read (first, path, NULL, NULL, NULL, &error);
      g_assert_no_error (error);
      assert_equal_rows (limen_dataset_get_predictions (first),
                         limen_dataset_get_predictions (again));
    }
}

/* Files in many forms, each read again as it was read first. */
static void
test_forms (void)
{
  static const char *const texts[] = {
    "y,p\n1,0.9\n0,0.2\n1,0.7\n0,0.4\n",
    "1,0.9\n0,0.2\n1,0.7\n0,0.4\n0,0.3\n",
    "y,p_no,p_yes\nyes,0.1,0.9\nno,0.8,0.2\nyes,0.3,0.7\nno,0.6,0.4\n",
    "y,logit_no,logit_yes\nyes,-1,2\nno,3,-2\nyes,0.5,0.7\nno,2,1.5\n",
    "true,predicted,confidence\ncat,cat,0.9\ndog,cat,0.6\nemu,emu,0.8\n"
    "dog,dog,0.7\ncat,emu,0.5\n",
    "true,predicted,confidence\ncat,cat,0.9\ndog,cat,0.6\ndog,dog,0.8\n"
    "dog,dog,0.7\ncat,dog,0.55\n",
    "true,predicted\ncat,cat\ndog,cat\nemu,emu\ndog,dog\n",
    "true,predicted\n1,1\n0,1\n1,0\n0,0\n1,1\n",
    "true_a,true_b,score_a,score_b\n1,0,0.9,0.2\n0,1,0.3,0.8\n1,1,0.6,0.7\n"
    "0,0,0.1,0.4\n",
    "y,c0,c1,c2\n0,0.7,0.2,0.1\n1,0.2,0.7,0.1\n2,0.1,0.2,0.7\n",
    "y,red,green,blue\n0,0.7,0.2,0.1\n1,0.2,0.7,0.1\n2,0.1,0.2,0.7\n",
    "y,a1,a2,a3\nx,0.7,0.2,0.1\nw,0.2,0.7,0.1\nv,0.1,0.2,0.7\n",
    "y,p,weight\n1,0.9,2\n0,0.2,1\n1,0.7,3\n0,0.4,1\n",
    "y,score\n1,9\n0,-2\n1,7\n0,-4\n",
  };
  guint n_read = 0;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = test_write_file ("form.csv", texts[i], -1);
      g_autoptr (LimenReadOptions) options = limen_read_options_new ();
      g_autoptr (GError) error = NULL;
      g_autoptr (LimenDataset) first
          = limen_dataset_read (path, options, NULL, NULL, NULL, &error);
      g_autoptr (LimenDataset) again = NULL;

      if (first == NULL)
        {
          g_test_message ("form %u: %s", i, error->message);
          continue;
        }
      n_read++;
      again = limen_test_data_read (first, path, NULL, NULL, NULL, &error);
      if (error != NULL)
        g_error ("form %u: %s", i, error->message);
      assert_equal_rows (limen_dataset_get_predictions (first),
                         limen_dataset_get_predictions (again));
    }
  g_assert_cmpuint (n_read, >=, 11);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/test-points/values", test_values);
  g_test_add_func ("/test-points/newcombe", test_newcombe);
  g_test_add_func ("/test-points/equal-file", test_equal_file);
  g_test_add_func ("/test-points/classes", test_classes);
  g_test_add_func ("/test-points/numbers", test_numbers);
  g_test_add_func ("/test-points/recalibrated", test_recalibrated);
  g_test_add_func ("/test-points/cutoffs", test_cutoffs);
  g_test_add_func ("/test-points/misfits", test_misfits);
  g_test_add_func ("/test-points/samples", test_samples);
  g_test_add_func ("/test-points/forms", test_forms);
  return g_test_run ();
}
