/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "analysis.h"
#include "cutoff-case.h"
#include "cutoff-file.h"
#include "schema.h"
#include "support.h"

/* Rows without weights; reversed, low scores mean positive. */
static LimenOneVsRest *
new_class (gboolean is_reversed)
{
  g_autoptr (GString) text = g_string_new ("y,score\n");
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();
  g_autoptr (LimenAnalysis) analysis = NULL;

  options->reverse_scores = is_reversed;
  for (guint i = 0; i < 300; i++)
    {
      gboolean is_high = i * 7 % 10 < 4;

      g_string_append_printf (text, "%d,%.17g\n", is_high != is_reversed,
                              (is_high ? 1.5 : 0) + (i * 37 % 101) / 40.0 - 2);
    }
  analysis = cutoff_case_analyze_with (text->str, options);
  return limen_analysis_get_class (analysis, 0, NULL);
}

static const LimenBootstrap plan
    = { 200, G_GUINT64_CONSTANT (9007199254740993), TRUE, 0.9 };

/* Cutoffs with intervals, with a grey zone, and without intervals. */
static GListStore *
new_cutoffs (LimenOneVsRest *class)
{
  GListStore *cutoffs = g_list_store_new (LIMEN_TYPE_CUTOFF);
  LimenObjective objective
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);
  LimenOptimum best;
  g_autoptr (LimenCutoff) chosen = NULL, zone = NULL, none = NULL;
  g_autoptr (LimenCutoff) extreme = NULL;
  GError *error = NULL;

  objective.prevalence = 0.1;
  best = limen_objective_optimize (&objective,
                                   limen_one_vs_rest_get_sweep (class));
  chosen = limen_cutoff_new ("chosen", class, best.positive_from.threshold,
                             NAN, &objective);
  zone = limen_cutoff_new_by_hand ("zone", class, 0.25, -0.25, NAN);
  extreme = limen_cutoff_new_by_hand ("extreme", class, INFINITY, NAN, NAN);
  none = limen_cutoff_new_by_hand ("none", class, 0.5, NAN, NAN);
  g_assert_true (limen_cutoff_estimate (chosen, class, &plan, &error));
  g_assert_true (limen_cutoff_estimate (zone, class, &plan, &error));
  g_assert_true (limen_cutoff_estimate (extreme, class, &plan, &error));
  g_assert_true (limen_cutoff_estimate (
      none, class, &(LimenBootstrap){ .n_resamples = 0 }, &error));
  g_list_store_append (cutoffs, chosen);
  g_list_store_append (cutoffs, none);
  g_list_store_append (cutoffs, zone);
  g_list_store_append (cutoffs, extreme);
  return cutoffs;
}

static void
assert_equal_ends (double a, double b)
{
  g_assert_true (a == b || (isnan (a) && isnan (b)));
}

/* Two lists have equal intervals, and equal words about them. */
static void
assert_equal_intervals (GListModel *a, GListModel *b)
{
  g_assert_cmpuint (g_list_model_get_n_items (a), ==,
                    g_list_model_get_n_items (b));
  for (guint i = 0; i < g_list_model_get_n_items (a); i++)
    {
      g_autoptr (LimenCutoff) first = g_list_model_get_item (a, i);
      g_autoptr (LimenCutoff) second = g_list_model_get_item (b, i);
      LimenCutoffUncertainty one, other;
      gboolean has_intervals = limen_cutoff_get_uncertainty (first, &one);

      g_assert_cmpint (limen_cutoff_get_uncertainty (second, &other), ==,
                       has_intervals);
      if (has_intervals)
        {
          g_assert_cmpstr (one.method, ==, other.method);
          g_assert_cmpstr (one.unit, ==, other.unit);
          g_assert_cmpuint (one.n_resamples, ==, other.n_resamples);
          g_assert_true (one.seed == other.seed);
          assert_equal_ends (one.confidence, other.confidence);
        }
      for (int k = 0; k < LIMEN_N_METRICS; k++)
        {
          LimenInterval x = { NAN, NAN }, y = { NAN, NAN };

          limen_cutoff_get_interval (first, (LimenMetricId) k, &x);
          limen_cutoff_get_interval (second, (LimenMetricId) k, &y);
          assert_equal_ends (x.low, y.low);
          assert_equal_ends (x.high, y.high);
        }
    }
}

/* Intervals survive both formats, and copies. */
static void
test_kept (void)
{
  static const char *const names[] = { "kept.json", "kept.csv" };

  for (guint is_reversed = 0; is_reversed < 2; is_reversed++)
    for (guint i = 0; i < G_N_ELEMENTS (names); i++)
      {
        g_autoptr (LimenOneVsRest) class = new_class (is_reversed);
        g_autoptr (GListStore) cutoffs = new_cutoffs (class);
        g_autofree char *path
            = g_build_filename (test_get_folder (), names[i], NULL);
        g_autoptr (GListModel) loaded = NULL, again = NULL;
        g_autoptr (GListStore) copies = g_list_store_new (LIMEN_TYPE_CUTOFF);
        GError *error = NULL;

        g_assert_true (
            limen_cutoff_file_save (G_LIST_MODEL (cutoffs), path, &error));
        loaded = limen_cutoff_file_load (path, &error);
        g_assert_no_error (error);
        assert_equal_intervals (G_LIST_MODEL (cutoffs), loaded);
        for (guint k = 0; k < g_list_model_get_n_items (loaded); k++)
          {
            g_autoptr (LimenCutoff) cutoff = g_list_model_get_item (loaded, k);
            g_autoptr (LimenCutoff) copy = limen_cutoff_copy (cutoff);

            g_list_store_append (copies, copy);
          }
        g_clear_object (&loaded);
        g_assert_true (
            limen_cutoff_file_save (G_LIST_MODEL (copies), path, &error));
        again = limen_cutoff_file_load (path, &error);
        assert_equal_intervals (G_LIST_MODEL (cutoffs), again);
      }
}

/* Each interval holds the value of its metric, also of the rows that a grey
 * zone does not refer. */
static void
test_hold (void)
{
  g_autoptr (LimenOneVsRest) class = new_class (FALSE);
  g_autoptr (GListStore) cutoffs = new_cutoffs (class);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (cutoffs)); i++)
    {
      g_autoptr (LimenCutoff) cutoff
          = g_list_model_get_item (G_LIST_MODEL (cutoffs), i);
      guint n = 0;

      for (int k = 0; k < LIMEN_N_METRICS; k++)
        {
          LimenInterval interval;
          double value
              = limen_cutoff_get_metric (cutoff, (LimenMetric){ k, 1 });

          if (!limen_cutoff_get_interval (cutoff, (LimenMetricId) k,
                                          &interval))
            continue;
          g_assert_cmpfloat (interval.low, <=, value);
          g_assert_cmpfloat (value, <=, interval.high);
          g_assert_cmpfloat (interval.low, <, interval.high);
          n++;
        }
      g_test_message ("%s", limen_cutoff_get_name (cutoff));
      if (g_str_equal (limen_cutoff_get_name (cutoff), "none"))
        g_assert_cmpuint (n, ==, 0);
      else
        g_assert_cmpuint (n, >=, i == 3 ? 8 : LIMEN_N_METRICS - 2);
    }
}

/* The file conforms to the schema; without intervals, CSV has no columns for
 * them. */
static void
test_files (void)
{
  g_autoptr (LimenOneVsRest) class = new_class (FALSE);
  g_autoptr (GListStore) cutoffs = new_cutoffs (class);
  g_autofree char *path
      = g_build_filename (test_get_folder (), "schema.json", NULL);
  g_autofree char *table
      = g_build_filename (test_get_folder (), "columns.csv", NULL);
  g_autofree char *schema_path
      = test_get_source_path ("../data/limen-cutoffs.schema.json");
  g_autoptr (JsonNode) schema = test_load_json (schema_path), file = NULL;
  g_autofree char *with = NULL, *without = NULL;
  gsize n = 0;

  g_assert_true (limen_cutoff_file_save (G_LIST_MODEL (cutoffs), path, NULL));
  file = test_load_json (path);
  test_assert_schema (file, json_node_get_object (schema), "schema.json");
  g_assert_true (limen_cutoff_file_save (G_LIST_MODEL (cutoffs), table, NULL));
  g_file_get_contents (table, &with, NULL, NULL);
  g_assert_nonnull (strstr (with, ",\"recall-low\",\"recall-high\","));
  g_assert_nonnull (strstr (with,
                            ",\"interval-method\",\"resamples\",\"seed\","
                            "\"confidence\",\"unit\"\n"));
  g_assert_nonnull (
      strstr (with, ",\"stratified-bootstrap\",200,9007199254740993,0.9,\n"));
  while (n < 4)
    if (n++ != 1)
      g_list_store_remove (cutoffs, n == 1 ? 0 : 1);
  g_assert_true (limen_cutoff_file_save (G_LIST_MODEL (cutoffs), table, NULL));
  g_file_get_contents (table, &without, NULL, NULL);
  g_assert_null (strstr (without, "-low\",\"accuracy-high"));
  g_assert_nonnull (strstr (without, ",\"note\"\n"));
}

/* Intervals that are none are refused, and named; a metric that is not known
 * is passed over. */
static void
test_refused (void)
{
  static const struct
  {
    const char *members, *message;
  } files[] = {
    { "\"intervals\":{\"recall\":[0.5,0.75]}", NULL },
    { "\"intervals\":{\"recall\":[0.5,null],\"to-come\":7}", NULL },
    { "\"intervals\":null,\"uncertainty\":null", NULL },
    { "\"intervals\":{\"recall\":null},\"uncertainty\":{\"seed\":0}", NULL },
    { "\"intervals\":{\"recall\":[0.5]}", "\"recall\" is not [low, high]" },
    { "\"intervals\":{\"recall\":0.5}", "\"recall\" is not [low, high]" },
    { "\"intervals\":{\"f1\":[0.5,0.25]}", "\"f1\" is not [low, high]" },
    { "\"intervals\":{\"f1\":[\"a\",1]}", "\"f1\" is not [low, high]" },
    { "\"intervals\":{\"f1\":[{},1]}", "\"f1\" is not [low, high]" },
    { "\"intervals\":7", "\"intervals\" is not an object" },
    { "\"uncertainty\":7", "\"uncertainty\" is not an object" },
    { "\"intervals\":{},\"uncertainty\":{\"seed\":-1}",
      "uncertainty: \"seed\" is -1" },
    { "\"intervals\":{},\"uncertainty\":{\"resamples\":0.5}",
      "uncertainty: \"resamples\" is 0.5" },
    { "\"intervals\":{},\"uncertainty\":{\"confidence\":95}",
      "\"confidence\" does not lie between 0 and 1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{\"schema\":\"limen-cutoffs/1\",\"cutoffs\":[{\"name\":\"a\","
          "\"class\":\"1\",\"kind\":\"logit\",\"threshold\":3,"
          "\"metrics\":{},%s}]}",
          files[i].members);
      g_autofree char *path = test_write_file ("refused.json", text, -1);
      g_autoptr (GError) error = NULL;
      g_autoptr (GListModel) loaded = limen_cutoff_file_load (path, &error);

      g_test_message ("%s", files[i].members);
      g_assert_true ((loaded != NULL) == (files[i].message == NULL));
      if (files[i].message == NULL)
        g_assert_no_error (error);
      else
        {
          g_assert_nonnull (error);
          g_assert_nonnull (strstr (error->message, files[i].message));
        }
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cutoff-intervals/kept", test_kept);
  g_test_add_func ("/cutoff-intervals/hold", test_hold);
  g_test_add_func ("/cutoff-intervals/files", test_files);
  g_test_add_func ("/cutoff-intervals/refused", test_refused);
  return g_test_run ();
}
