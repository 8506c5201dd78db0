/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "run.h"
#include "support.h"

/* Intervals that depend on the rows: how many there are, which belong
 * together, and what they cost; and those of best thresholds. */

/* Rows that would make the intervals narrow, of a metric at the first
 * threshold; 0 where it has none. */
static gint64
get_needed (JsonObject *report, const char *metric, guint i)
{
  JsonObject *sizes
      = json_object_get_object_member (test_get_at (report), "sample-sizes");

  if (json_object_get_null_member (sizes, metric))
    return 0;
  return json_object_get_int_member (
      json_array_get_object_element (
          json_object_get_array_member (
              json_object_get_object_member (sizes, metric), "needed"),
          i),
      "rows");
}

/* Writes 400 positives, of which `hits` are at 0.7 and the others at 0.3, and
 * as many negatives the other way round, with a weight. */
static void
write_sizes (guint hits)
{
  g_autoptr (GString) text = g_string_new ("y,p,extra\n");

  for (guint i = 0; i < 800; i++)
    g_string_append_printf (text, "%u,%s,2\n", i < 400,
                            (i % 400 < hits) == (i < 400) ? "0.7" : "0.3");
  test_write_rows ("sizes.csv", text->str);
}

/* How many rows would do, where the metrics are shares of rows; in text where
 * their intervals are wide. */
static void
test_sample_sizes (void)
{
  static const TestLine lines[] = {
    { "report sizes.csv", 0,
      "Recall 0.9000 (0.8667 to 0.9257) with 400 positive rows: "
      "\302\2610.01 takes about 3,470\n" },
    { "report sizes.csv --at 0.5 --at 0.2", 0,
      "  0.5: Precision 0.9000 (0.8667 to 0.9257) with 400 rows predicted "
      "positive: \302\2610.01 takes about 3,470\n" },
    { "report @tumours.csv --at 0.9", 0,
      "Recall 0.3538 (0.2925 to 0.4202) with 212 positive rows: "
      "\302\2610.05 takes about 348, \302\2610.01 about 8,780\n" },
  };
  g_autoptr (JsonNode) root = NULL, weighted = NULL, prevalence = NULL;
  g_auto (TestRun) narrow = { 0 };
  JsonObject *object;

  write_sizes (360);
  test_run_lines (lines, G_N_ELEMENTS (lines));
  object = test_report ("report sizes.csv --json", &root);
  g_assert_cmpint (get_needed (object, "recall", 1), ==, 3461);
  g_assert_cmpint (get_needed (object, "precision", 0), ==, 141);
  g_assert_cmpint (get_needed (object, "specificity", 1), ==, 3461);
  object = test_report (
      "report sizes.csv --json --weight extra --label y --score p", &weighted);
  g_assert_cmpint (get_needed (object, "recall", 1), ==, 0);
  object
      = test_report ("report sizes.csv --json --prevalence 0.1", &prevalence);
  g_assert_cmpint (get_needed (object, "recall", 1), ==, 3461);
  g_assert_cmpint (get_needed (object, "precision", 1), ==, 0);
  write_sizes (380);
  narrow = test_run ("report sizes.csv");
  g_assert_null (strstr (narrow.out, "takes about"));
}

/* Metrics that are functions of each other have intervals that are images of
 * each other. */
static void
test_images (void)
{
  static const char *const lines[] = {
    "report --json @eights.csv --at 0.1",
    "report --json @eights.csv --at 0.1 --prevalence 0.3",
    "report --json @eights.csv --at 0.1 --stratified",
    "report --json images.csv --weight weight",
  };
  GString *text = g_string_new ("label,p,weight\n");

  for (int i = 0; i < 100; i++)
    g_string_append_printf (text, "%d,%g,%g\n", i * 7 % 10 > 5,
                            (i * 7 % 10 + i % 4) / 13.0, 1 + i % 3 / 2.0);
  test_write_rows ("images.csv", text->str);
  g_string_free (text, TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      g_autoptr (JsonNode) root = NULL;
      JsonObject *at = test_get_at (test_report (lines[i], &root));
      JsonObject *intervals = json_object_get_object_member (at, "intervals");
      double low[4], high[4];

      g_assert_true (
          test_read_interval (intervals, "f1", &low[0], &high[0])
          && test_read_interval (intervals, "jaccard", &low[1], &high[1])
          && test_read_interval (intervals, "cost", &low[2], &high[2])
          && test_read_interval (intervals, "accuracy", &low[3], &high[3]));
      g_assert_cmpfloat_with_epsilon (low[0], 2 * low[1] / (1 + low[1]), 1e-4);
      g_assert_cmpfloat_with_epsilon (high[0], 2 * high[1] / (1 + high[1]),
                                      1e-4);
      g_assert_cmpfloat_with_epsilon (low[2], 1 - high[3], 1e-9);
      g_assert_cmpfloat_with_epsilon (high[2], 1 - low[3], 1e-9);
    }
}

/* Costs of the rows' own are resampled with their rows. */
static void
test_row_costs (void)
{
  g_autoptr (GString) text = g_string_new ("y,p,loss\n");
  g_autoptr (JsonNode) root = NULL;
  JsonObject *at;
  double low, high;

  for (guint i = 0; i < 400; i++)
    g_string_append_printf (text, "%u,0.%03u,%u\n", i * 7 % 5 < 2,
                            i * 37 % 1000, 1 + i % 9);
  test_write_rows ("costs.csv", text->str);
  at = test_get_at (
      test_report ("report costs.csv --json --fn-cost-column loss", &root));
  g_assert_true (test_read_interval (
      json_object_get_object_member (at, "intervals"), "cost", &low, &high));
  g_assert_true (low < 1.195 && 1.195 < high && high - low < 0.5);
}

/* What the rows hardly show has a wide interval: a ratio that may be infinite,
 * ROC AUC with two positives, a metric of weighted rows with an empty cell. */
static void
test_hidden (void)
{
  static const char weights[] = "y,p,w\n1,0.9,2\n1,0.8,1\n1,0.3,1\n0,0.2,1\n"
                                "0,0.1,1\n0,0.4,3\n";
  g_autoptr (GString) ratio = g_string_new ("y,p\n");
  g_autoptr (GString) few = g_string_new ("y,p\n");
  g_autoptr (JsonNode) root = NULL, others = NULL, weighted = NULL;
  JsonObject *object;
  double low, high;

  for (guint i = 0; i < 100; i++)
    g_string_append (ratio, i < 40   ? "1,0.9\n"
                            : i < 41 ? "0,0.8\n"
                            : i < 51 ? "1,0.1\n"
                                     : "0,0.2\n");
  test_write_rows ("ratio.csv", ratio->str);
  object = test_get_at (test_report ("report ratio.csv --json", &root));
  g_assert_true (
      test_read_interval (json_object_get_object_member (object, "intervals"),
                          "lr+", &low, &high));
  g_assert_true (low > 5 && low < 15 && high > 250);

  for (guint i = 0; i < 300; i++)
    g_string_append_printf (few, "%u,0.%03u\n", i == 240 || i == 250, i);
  test_write_rows ("few.csv", few->str);
  object = test_report ("report few.csv --json", &others);
  g_assert_true (test_read_interval (
      json_object_get_object_member (object, "ranking-intervals"), "roc-auc",
      &low, &high));
  g_assert_true (low < 0.2 && high > 0.99);

  test_write_rows ("weights.csv", weights);
  object = test_get_at (
      test_report ("report weights.csv --json --weight w", &weighted));
  g_assert_true (test_read_interval (
      json_object_get_object_member (object, "intervals"), "f1", &low, &high));
  g_assert_true (low < 0.5 && high > 0.95);
}

/* The best thresholds of a report. */
static JsonArray *
get_optima (JsonObject *object)
{
  return json_object_get_array_member (object, "optima");
}

/* Each best threshold is in its interval, if it has one; returns the number of
 * intervals. */
static guint
check_optima (const char *line)
{
  g_autoptr (JsonNode) root = NULL;
  JsonArray *optima = get_optima (test_report (line, &root));
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (optima); i++)
    {
      JsonObject *optimum = json_array_get_object_element (optima, i);
      double low, high;

      if (!test_read_interval (optimum, "threshold-interval", &low, &high))
        continue;
      n++;
      g_assert_cmpfloat (low, <=,
                         json_object_get_double_member (optimum, "threshold"));
      g_assert_cmpfloat (high, >=,
                         json_object_get_double_member (optimum, "threshold"));
      g_assert_cmpfloat (low, <, high);
    }
  return n;
}

static void
test_best_thresholds (void)
{
  g_autoptr (JsonNode) root = NULL;
  JsonArray *optima;

  g_assert_cmpuint (check_optima ("report --json @eights.csv"), >, 1);
  test_write_rows ("weighted.csv", "label,p,weight\n0,0.1,1\n0,0.4,2\n"
                                   "1,0.3,1\n1,0.8,2\n0,0.2,1\n");
  g_assert_cmpuint (check_optima ("report --json weighted.csv "
                                  "--weight weight"),
                    ==, 0);
  test_write_rows ("single.csv", "label,p\n0,0.1\n0,0.4\n1,0.3\n");
  g_assert_cmpuint (check_optima ("report --json single.csv --positive 1"), ==,
                    0);
  optima = get_optima (
      test_report ("report --json @eights.csv --resamples 0", &root));
  g_assert_false (json_object_has_member (
      json_array_get_object_element (optima, 0), "threshold-interval"));
}

/* Where low scores mean positive, thresholds are in the units of the file. */
static void
test_reversed (void)
{
  GString *text = g_string_new ("label,p,q\n");
  g_autoptr (JsonNode) up = NULL, down = NULL;
  JsonObject *first, *second;
  double low[2], high[2];

  for (int i = 0; i < 200; i++)
    {
      double score = (i * 37 % 200) / 200.0;

      g_string_append_printf (text, "%d,%g,%g\n", score + (i % 7) / 20.0 > 0.6,
                              score, -score);
    }
  test_write_rows ("both-ways.csv", text->str);
  g_string_free (text, TRUE);
  first = json_array_get_object_element (
      get_optima (test_report ("report --json both-ways.csv --score p "
                               "--kind score",
                               &up)),
      0);
  second = json_array_get_object_element (
      get_optima (test_report ("report --json both-ways.csv --score q "
                               "--kind score --reverse-scores",
                               &down)),
      0);
  g_assert_true (
      test_read_interval (first, "threshold-interval", &low[0], &high[0]));
  g_assert_true (
      test_read_interval (second, "threshold-interval", &low[1], &high[1]));
  test_assert_near (low[0], -high[1], 1e-12);
  test_assert_near (high[0], -low[1], 1e-12);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/intervals-rows/sample-sizes", test_sample_sizes);
  g_test_add_func ("/intervals-rows/images", test_images);
  g_test_add_func ("/intervals-rows/row-costs", test_row_costs);
  g_test_add_func ("/intervals-rows/hidden", test_hidden);
  g_test_add_func ("/intervals-rows/best-thresholds", test_best_thresholds);
  g_test_add_func ("/intervals-rows/reversed", test_reversed);
  return g_test_run ();
}
