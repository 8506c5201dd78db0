/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "multiclass-report.h"

#include <math.h>
#include <string.h>

#include "report.h"
#include "support.h"

LimenAnalysis *
multiclass_analyze (const char *path, const LimenLossOptions *losses,
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

JsonNode *
multiclass_report (LimenAnalysis *analysis, const LimenLossOptions *losses)
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

JsonNode *
multiclass_report_of (JsonObject *expected, const LimenLossOptions *losses)
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
  analysis = multiclass_analyze (path, losses, reading);
  return multiclass_report (analysis, losses);
}

JsonObject *
multiclass_get_object (JsonNode *node)
{
  return json_node_get_object (node);
}

void
multiclass_check_number (JsonObject *found, const char *name, double expected)
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
                    REPORT_TOLERANCE);
}

void
multiclass_check_numbers (JsonObject *found, JsonObject *expected)
{
  g_autoptr (GList) names = json_object_get_members (expected);

  for (GList *l = names; l != NULL; l = l->next)
    {
      JsonNode *node = json_object_get_member (expected, l->data);

      if (JSON_NODE_HOLDS_NULL (node))
        multiclass_check_number (found, l->data, NAN);
      else if (JSON_NODE_HOLDS_VALUE (node)
               && json_node_get_value_type (node) != G_TYPE_STRING
               && !g_str_equal (l->data, "label-smoothing"))
        multiclass_check_number (found, l->data, json_node_get_double (node));
    }
}

JsonNode *
multiclass_load_reference (void)
{
  g_autofree char *path
      = test_get_source_path ("reference/multiclass-files.json");

  return test_load_json (path);
}
