/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "cutoff-objective.h"
#include "json-text.h"
#include "report-error.h"
#include "schema.h"
#include "support.h"

/* Each objective as JSON and as text. */
static const struct
{
  const char *json, *text;
} objectives[] = {
  { "{'type':'threshold','direction':'maximize','metric':'f1'}",
    "maximize f1" },
  { "{'type':'threshold','direction':'maximize','metric':'fbeta','beta':3,"
    "'constraints':[{'metric':'precision','relation':'>=','bound':0.7},"
    "{'metric':'fbeta','beta':0.25,'relation':'<=','bound':0.9}],"
    "'prevalence':0.01}",
    "maximize fbeta:3 subject to precision>=0.7, fbeta:0.25<=0.9, prevalence "
    "0.01" },
  { "{'type':'threshold','direction':'minimize','metric':'cost',"
    "'costs':{'fp-cost':1,'fn-cost':5.5,'tp-gain':0.25,'tn-gain':0},"
    "'row-costs':true}",
    "minimize cost, fn-cost 5.5, tp-gain 0.25, row-costs" },
  /* a capacity, and a named operating point */
  { "{'type':'threshold','direction':'maximize','metric':'recall',"
    "'constraints':[{'metric':'predicted-positives','relation':'<=',"
    "'bound':500}]}",
    "maximize recall subject to predicted-positives<=500" },
  { "{'type':'threshold','direction':'minimize','metric':'error-rate-gap'}",
    "minimize error-rate-gap" },
  { "{'type':'shared-threshold','average':'micro','direction':'maximize',"
    "'metric':'mcc'}",
    "maximize mcc over all classes" },
  { "{'type':'joint-thresholds','direction':'maximize','metric':'macro-f1'}",
    "maximize macro-f1 jointly" },
  { "{'type':'joint-thresholds','direction':'minimize','metric':'cost'}",
    "minimize cost jointly" },
  { "{'type':'grey-zone','direction':'minimize','metric':'cost',"
    "'refer-cost':0.2,"
    "'costs':{'fp-cost':1,'fn-cost':5,'tp-gain':0,'tn-gain':0},"
    "'prevalence':0.3}",
    "minimize cost, refer-cost 0.2, fn-cost 5, prevalence 0.3" },
  { "{'type':'grey-zone','direction':'maximize','metric':'coverage',"
    "'constraints':[{'metric':'error','relation':'<=','bound':0.02}]}",
    "maximize coverage subject to error<=0.02" },
  { "{'type':'grey-zone','direction':'maximize','metric':'accuracy',"
    "'constraints':[{'metric':'coverage','relation':'>=','bound':0.9}],"
    "'prevalence':0.125}",
    "maximize accuracy subject to coverage>=0.9, prevalence 0.125" },
};

/* Parses JSON with single quotes instead of double quotes. */
static JsonNode *
parse (const char *json)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');

  return json_from_string (text, NULL);
}

static gboolean
read_json (const char *json, LimenCutoffObjective *objective, GError **error)
{
  g_autoptr (JsonNode) node = parse (json);

  return limen_cutoff_objective_read (objective, json_node_get_object (node),
                                      "c.json: cutoffs[2].objective-spec",
                                      error);
}

static char *
write_json (const LimenCutoffObjective *objective)
{
  g_autoptr (JsonNode) node = json_node_new (JSON_NODE_OBJECT);

  json_node_take_object (node, limen_cutoff_objective_to_json (objective));
  return limen_json_to_text (node);
}

/* JSON, memory and text convert to each other without change. */
static void
test_round_trip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (objectives); i++)
    {
      LimenCutoffObjective read = { 0 }, parsed = { 0 };
      g_autoptr (JsonNode) node = parse (objectives[i].json);
      g_autofree char *expected = limen_json_to_text (node);
      g_autofree char *written = NULL, *again = NULL, *text = NULL;
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", objectives[i].text);
      g_assert_true (read_json (objectives[i].json, &read, &error));
      g_assert_no_error (error);
      written = write_json (&read);
      g_assert_cmpstr (written, ==, expected);
      text = limen_cutoff_objective_format (&read);
      g_assert_cmpstr (text, ==, objectives[i].text);
      g_assert_true (limen_cutoff_objective_parse (text, &parsed));
      again = write_json (&parsed);
      g_assert_cmpstr (again, ==, expected);
    }
}

static void
test_schema (void)
{
  g_autofree char *path
      = test_get_source_path ("../data/limen-cutoffs.schema.json");
  g_autoptr (JsonNode) root = test_load_json (path);
  JsonObject *schema = json_node_get_object (root);
  const char *const places[]
      = { "properties", "cutoffs", "items", "properties", "objective-spec" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    schema = json_object_get_object_member (schema, places[i]);
  for (guint i = 0; i < G_N_ELEMENTS (objectives); i++)
    {
      g_autoptr (JsonNode) node = parse (objectives[i].json);

      test_assert_schema (node, schema, objectives[i].text);
    }
}

/* A text from another program is kept without a structured objective. */
static void
test_other_texts (void)
{
  static const char *const texts[]
      = { "",
          "by eye",
          "maximize f1 ",
          "maximize f1  subject to mcc>=0.50",
          "minimize macro-f1 jointly",
          "maximize coverage",
          "minimize cost, refer-cost 0.20",
          "maximize mcc over all",
          "maximize coverage subject to error<=0.1 over all classes" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      LimenCutoffObjective objective = { 0 };

      g_assert_false (limen_cutoff_objective_parse (texts[i], &objective));
      g_assert_cmpint (objective.type, ==, LIMEN_CUTOFF_BY_HAND);
      g_assert_null (limen_cutoff_objective_format (&objective));
    }
}

#define F1 "{'type':'threshold','direction':'maximize','metric':'f1',"

static void
test_refused (void)
{
  static const struct
  {
    const char *json, *message;
  } cases[] = {
    { "{}", "\"type\" is missing" },
    { "{'type':'threshold'}", "\"direction\" is missing" },
    { "{'type':7}", "\"type\" is not a string" },
    { "{'type':'best','direction':'maximize'}",
      "\"type\" has an unknown value" },
    { "{'type':'threshold','direction':'up'}",
      "\"direction\" is neither \"maximize\" nor \"minimize\"" },
    { "{'type':'threshold','direction':'maximize'}", "\"metric\" is missing" },
    { "{'type':'threshold','direction':'maximize','metric':'f9'}",
      "\"metric\" has an unknown value" },
    { "{'type':'threshold','direction':'maximize','metric':'fbeta'}",
      "\"metric\" has an unknown value" },
    { "{'type':'threshold','direction':'maximize','metric':'fbeta',"
      "'beta':-1}",
      "\"beta\" does not fit \"metric\"" },
    { F1 "'beta':2}", "\"beta\" does not fit \"metric\"" },
    { F1 "'constraints':7}", "\"constraints\" is not an array of at most 16" },
    { F1 "'constraints':[1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16,17]}",
      "\"constraints\" is not an array of at most 16" },
    { F1 "'constraints':[7]}", "has an element that is not an object" },
    { F1 "'constraints':[{'metric':'mcc','relation':'>','bound':0}]}",
      "\"relation\" is neither \">=\" nor \"<=\"" },
    { F1 "'constraints':[{'metric':'mcc','relation':'>='}]}",
      "\"bound\" is missing" },
    { F1 "'constraints':[{'relation':'>=','bound':1}]}",
      "\"metric\" is missing" },
    { F1 "'costs':[]}", "\"costs\" is not an object" },
    { F1 "'costs':{'fn-cost':'x'}}", "\"fn-cost\" is not a number" },
    { F1 "'row-costs':1}", "\"row-costs\" is neither true nor false" },
    { F1 "'prevalence':1}", "\"prevalence\" does not lie between 0 and 1" },
    { "{'type':'joint-thresholds','direction':'minimize',"
      "'metric':'accuracy'}",
      "not a goal that thresholds can be chosen for jointly" },
    { "{'type':'grey-zone','direction':'maximize','metric':'recall'}",
      "not a goal that a grey zone can be chosen for" },
    { "{'type':'grey-zone','direction':'minimize','metric':'cost'}",
      "\"refer-cost\" is missing" },
    { "{'type':'grey-zone','direction':'maximize','metric':'coverage'}",
      "\"constraints\" is missing" },
    { "{'type':'grey-zone','direction':'maximize','metric':'coverage',"
      "'constraints':[{'metric':'error','relation':'>=','bound':0.1}]}",
      "does not bound the quantity" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LimenCutoffObjective objective = { 0 };
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].json);
      g_assert_false (read_json (cases[i].json, &objective, &error));
      g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT);
      g_assert_true (g_str_has_prefix (
          error->message, "c.json: cutoffs[2].objective-spec: "));
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("\"%s\" has no \"%s\"", error->message, cases[i].message);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cutoff-objective/round-trip", test_round_trip);
  g_test_add_func ("/cutoff-objective/schema", test_schema);
  g_test_add_func ("/cutoff-objective/other-texts", test_other_texts);
  g_test_add_func ("/cutoff-objective/refused", test_refused);
  return g_test_run ();
}
