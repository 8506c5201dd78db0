/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "analysis.h"
#include "cutoff-case.h"
#include "cutoff-file.h"
#include "report-error.h"
#include "support.h"

/* Files of cutoffs are recognised by content, not by name. */
static void
test_recognized (void)
{
  static const char header[]
      = "name,class,kind,threshold,logit-threshold,low,high,rule,objective\n";
  static const struct
  {
    const char *text;
    gboolean are_cutoffs;
  } files[] = {
    { "{\"schema\": \"limen-cutoffs/1\", \"cutoffs\": []}", TRUE },
    { "\357\273\277 {\"rule\": 1, \"schema\": \"limen-cutoffs/2\"", TRUE },
    { header, TRUE },
    { "{\"schema\": \"limen-report/1\"}", FALSE },
    { "label,\"limen-cutoffs/1\"\n1,0.5\n", FALSE },
    { "name,class,kind,threshold\na,1,0.5,0.25\n", FALSE },
    { cutoff_case_rows, FALSE },
    { "", FALSE },
  };
  g_autofree char *nowhere
      = g_build_filename (test_get_folder (), "nowhere", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path = test_write_file ("any.txt", files[i].text, -1);

      g_assert_cmpint (limen_cutoff_file_detect (path), ==,
                       files[i].are_cutoffs);
    }
  g_assert_false (limen_cutoff_file_detect (nowhere));
  g_assert_false (limen_cutoff_file_detect (test_get_folder ()));
}

/* CSV that cannot hold a cutoff, or is malformed, is refused with its line. */
static void
test_refused_csv (void)
{
  static const char header[]
      = "name,class,kind,threshold,logit-threshold,low,high,rule,"
        "recalibration\n";
  static const struct
  {
    const char *row, *message;
  } files[] = {
    { "", "this file contains no cutoffs" },
    { "a,1,score,2,,1,3,score >= threshold,\n"
      "b,1,score,2,,1,3,score >= threshold,platt\n",
      ":3: this cutoff is for recalibrated scores" },
    { "a,1,score,2,,1\n", ":2: this line has a different number of fields" },
    { "a,1,score,7,,1,3,score >= threshold,\n",
      ":2: \"threshold\" does not lie in its interval" },
    { "a,1,score,much,,1,3,score >= threshold,\n", ":2: \"threshold\"" },
    { "a,1,score,,,1,3,score >= threshold,\n", ":2: \"threshold\"" },
    { "a,1,score,2,,1,3,score <= threshold,\n", ":2: \"rule\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *text = g_strconcat (header, files[i].row, NULL);
      g_autofree char *path = test_write_file ("refused.csv", text, -1);
      g_autoptr (GError) error = NULL;

      g_assert_null (limen_cutoff_file_load (path, &error));
      g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT);
      if (strstr (error->message, files[i].message) == NULL)
        g_error ("\"%s\" is not in \"%s\"", files[i].message,
                 error->message);
    }
}

#define START "\"name\":\"a\",\"class\":\"1\",\"kind\":\"logit\","
#define ZONE                                                                  \
  HEAD "\"name\":\"a\",\"class\":\"1\",\"kind\":\"logit\",\"threshold\":3"
#define COUNT(N) ZONE ",\"n\":" N ",\"metrics\":{}}]}"
#define HEAD "{\"schema\":\"limen-cutoffs/1\",\"cutoffs\":[{"

static void
test_refused (void)
{
  static const struct
  {
    const char *text, *message;
  } cases[] = {
    { "", "empty" },
    { "{", "not JSON" },
    { "[]", "not a file of cutoffs" },
    { "{}", "\"schema\" is missing" },
    { "{\"schema\":\"limen-report/1\"}", "\"schema\" is neither" },
    { "{\"schema\":7}", "\"schema\" is not a string" },
    { "{\"schema\":\"limen-cutoffs/1\"}", "\"cutoffs\" is missing" },
    { "{\"schema\":\"limen-cutoffs/1\",\"cutoffs\":[7]}", "cutoffs[0]" },
    { HEAD "}]}", "cutoffs[0]: \"name\" is missing" },
    { HEAD "\"name\":\"a\",\"class\":\"1\",\"kind\":\"odds\"}]}",
      "\"kind\" has an unknown value" },
    { HEAD "\"name\":\"a\",\"class\":\"1\",\"kind\":\"logit\"}]}",
      "\"threshold\" is missing" },
    { HEAD "\"name\":\"a\",\"class\":\"1\",\"kind\":\"logit\","
           "\"threshold\":\"x\"}]}",
      "\"threshold\" is not a number" },
    { HEAD "\"name\":\"a\",\"class\":\"1\",\"kind\":\"logit\","
           "\"threshold\":3,\"high\":2}]}",
      "does not lie in its interval" },
    { HEAD "\"name\":\"a\",\"class\":\"1\",\"kind\":\"logit\","
           "\"threshold\":3,\"tp\":-1}]}",
      "\"tp\" is negative" },
    { COUNT ("-1"), "cutoffs[0]: \"n\" is -1, which is not a number of rows" },
    { COUNT ("1e18"), "\"n\" is 1e+18, which is not a number of rows" },
    { COUNT ("2.5"), "\"n\" is 2.5, which is not a number of rows" },
    { HEAD "\"rule\":\"score > threshold\"}]}", "\"rule\" is not" },
    { HEAD START "\"task\":\"many\"}]}",
      "cutoffs[0]: \"task\" has an unknown value" },
    { HEAD START "\"task\":\"regression\"}]}",
      "\"task\" has an unknown value" },
    { HEAD START "\"task\":7}]}", "\"task\" is not a string" },
    { HEAD START "\"undo\":\"log\"}]}",
      "cutoffs[0]: \"undo\" has an unknown value" },
    { HEAD START "\"undo\":[]}]}", "\"undo\" is not a string" },
    { HEAD START "\"task\":\"multiclass\",\"decision\":\"max\"}]}",
      "cutoffs[0]: \"decision\" has an unknown value" },
    { HEAD START "\"task\":\"multiclass\",\"decision\":true}]}",
      "\"decision\" is not a string" },
    { HEAD START "\"decision\":\"argmax\"}]}",
      "\"decision\" is for multiclass cutoffs" },
    { HEAD START "\"task\":\"multilabel\",\"decision\":\"argmax\"}]}",
      "\"decision\" is for multiclass cutoffs" },
    { ZONE ",\"refer-from\":1,\"refer-low\":2}]}",
      "\"refer-from\" does not lie in its interval" },
    { ZONE ",\"refer-from\":4}]}", "\"refer-from\" is above" },
    { ZONE ",\"refer-from\":1,\"referred-negatives\":-1}]}", "negative" },
    { ZONE ",\"refer-from\":\"1\"}]}", "is not a number" },
    { ZONE ",\"target-prevalence\":1}]}",
      "\"target-prevalence\" does not lie between 0 and 1" },
    { HEAD START "\"threshold\":null}]}", "\"threshold\" is missing" },
    { HEAD START "\"threshold\":null,\"decides\":\"all\"}]}",
      "cutoffs[0]: \"decides\" is not \"none\"" },
    { HEAD START "\"threshold\":3,\"decides\":\"none\"}]}",
      "a number that scores may reach" },
    { HEAD START "\"decides\":\"none\"}]}", "\"threshold\" is missing" },
    { HEAD START "\"threshold\":null,\"decides\":\"none\",\"high\":9}]}",
      "does not lie in its interval" },
    { "\377\376", "UTF-8" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = test_write_file ("bad.json", cases[i].text, -1);
      g_autoptr (GError) error = NULL;

      g_test_message ("case %u", i);
      g_assert_null (limen_cutoff_file_load (path, &error));
      g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("\"%s\" has no \"%s\"", error->message, cases[i].message);
    }
}

/* Writes a file with a cutoff of this name, as raw JSON between the quotes. */
static GListModel *
load_with_name (const char *name, gsize length, GError **error)
{
  g_autoptr (GString) text = g_string_new (
      "{\"schema\":\"limen-cutoffs/1\",\n \"cutoffs\":[{\n  \"\303\251\":1,"
      "\"name\":\"");
  g_autofree char *path = NULL;

  g_string_append_len (text, name, (gssize) length);
  g_string_append (text, "\",\"class\":\"1\",\"kind\":\"logit\","
                         "\"threshold\":3,\"metrics\":{}}]}");
  path = test_write_file ("name.json", text->str, (gssize) text->len);
  return limen_cutoff_file_load (path, error);
}

/* Invalid strings are refused, with line and column in characters. */
static void
test_no_text (void)
{
  static const struct
  {
    const char *name;
    gsize length; /* 0: the column of the string */
    const char *message;
  } cases[] = {
    { "a\\ud800b", 0, "name.json:3:18: this is half a character" },
    { "\\ud83dX", 0, "name.json:3:17: this is half a character" },
    { "\\ud83d\\n", 0, "name.json:3:17: this is half a character" },
    { "\\ud83d\\ud83d", 0, "name.json:3:17: this is half a character" },
    { "\\udc00\\ud800", 0, "name.json:3:17: this is half a character" },
    { "abc\\uDFFF", 0, "name.json:3:20: this is half a character" },
    { "x\\u0000y", 0, "name.json:3:18: \\u0000 is not allowed" },
    { "\\306", 0, "name.json:3:17: this is not JSON: an unknown escape" },
    { "\\x41", 0, "name.json:3:17: this is not JSON: an unknown escape" },
    { "\\u12g4", 0, "name.json:3:17: this is not JSON: \"\\u\"" },
    { "\\u12", 0, "name.json:3:17: this is not JSON: \"\\u\"" },
    { "a\306b", 0, "name.json:3:18: this is not UTF-8" },
    { "\355\240\200", 0, "name.json:3:17: this is not UTF-8" },
    { "a\0b", 3, "name.json:3:18: there is a NUL byte" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize length
          = cases[i].length > 0 ? cases[i].length : strlen (cases[i].name);

      g_test_message ("case %u", i);
      g_assert_null (load_with_name (cases[i].name, length, &error));
      g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("\"%s\" has no \"%s\"", error->message, cases[i].message);
    }
}

/* Every escape that JSON has. */
static void
test_escapes (void)
{
  const char *name = "\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\uD83D\\uDE00'#/";
  g_autoptr (GError) error = NULL;
  g_autoptr (GListModel) cutoffs
      = load_with_name (name, strlen (name), &error);
  g_autoptr (LimenCutoff) cutoff = NULL;

  g_assert_no_error (error);
  cutoff = g_list_model_get_item (cutoffs, 0);
  g_assert_cmpstr (limen_cutoff_get_name (cutoff), ==,
                   "\"\\/\b\f\n\r\t\303\251\360\237\230\200'#/");
}

/* The parser alone would read 010 as 8, a long integer as -1, 1e400 as
 * missing, and ignore a second value after the first. */
static void
test_no_json (void)
{
  static const struct
  {
    const char *threshold, *message;
  } cases[] = {
    { "010", "no.json:3:18: this is not JSON: a number" },
    { "0x10", "no.json:3:18: this is not JSON: a number" },
    { ".5", "no.json:3:18: this is not JSON: a number" },
    { "1.", "no.json:3:18: this is not JSON: a number" },
    { "+1", "no.json:3:18: this is not JSON: a number" },
    { "-", "no.json:3:18: this is not JSON: a number" },
    { "1e", "no.json:3:18: this is not JSON: a number" },
    { "-Infinity", "no.json:3:18: this is not JSON: a number" },
    { "9223372036854775808", "no.json:3:18: this whole number" },
    { "-99999999999999999999999", "no.json:3:18: this whole number" },
    { "1e400", "no.json:3:18: this number is too large" },
    { "-1e400", "no.json:3:18: this number is too large" },
    { "0.5, \"x\": \"a\nb\"", "no.json:3:30: this is not JSON: there is a "
                              "line break" },
    { "0.5}]} {\"a\": [{\"b\": 1", "no.json:3:25: this is not JSON: there "
                                  "is more" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{ \"schema\": \"limen-cutoffs/1\", \"cutoffs\": [ {\n"
          "  \"name\": \"a\", \"class\": \"1\", \"kind\": \"score\",\n"
          "    \"threshold\": %s, \"metrics\": {} } ] }\n",
          cases[i].threshold);
      g_autofree char *path = test_write_file ("no.json", text, -1);
      g_autoptr (GError) error = NULL;

      g_assert_null (limen_cutoff_file_load (path, &error));
      g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT);
      if (strstr (error->message, cases[i].message) == NULL)
        g_error ("\"%s\" has no \"%s\"", error->message, cases[i].message);
    }
}

/* Every form of number in JSON. */
static void
test_json_numbers (void)
{
  static const char *const thresholds[]
      = { "-0", "12", "-12.50", "1e2", "1E+2", "0.5e-3", "0e0",
          "999999999999999999", "1e20", "100000000000000000000.0", "1e-400",
          "1.7976931348623157e308" };

  for (guint i = 0; i < G_N_ELEMENTS (thresholds); i++)
    {
      g_autofree char *text = g_strdup_printf (
          "{\"schema\":\"limen-cutoffs/1\",\"cutoffs\":[{\"name\":\"a\","
          "\"class\":\"1\",\"kind\":\"score\",\"threshold\":%s,"
          "\"metrics\":{}}]} \n\t\r\n",
          thresholds[i]);
      g_autofree char *path = test_write_file ("numbers.json", text, -1);
      g_autoptr (GError) error = NULL;
      g_autoptr (GListModel) cutoffs = limen_cutoff_file_load (path, &error);
      g_autoptr (LimenCutoff) cutoff = NULL;

      g_assert_no_error (error);
      cutoff = g_list_model_get_item (cutoffs, 0);
      g_assert_cmpfloat (limen_cutoff_get_threshold (cutoff), ==,
                         g_ascii_strtod (thresholds[i], NULL));
    }
}

static void
test_deep (void)
{
  /* Errors inside what the parser takes for comments and strings. */
  static const char *const starts[]
      = { "", "/*\"*/", "/*]]]]*/", "'\"' ", "{\"a\": #\"\n" };
  g_autofree char *brackets = g_strnfill (1000000, '[');

  for (guint i = 0; i < G_N_ELEMENTS (starts); i++)
    {
      g_autofree char *text = g_strconcat (starts[i], brackets, NULL);
      g_autofree char *path = test_write_file ("deep.json", text, -1);
      g_autoptr (GError) error = NULL;

      g_assert_null (limen_cutoff_file_load (path, &error));
      g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_FORMAT);
    }
}

int
main (int argc, char **argv)
{
  g_setenv ("SOURCE_DATE_EPOCH", "1770000000", TRUE);
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/cutoff-file/recognized", test_recognized);
  g_test_add_func ("/cutoff-file/refused-csv", test_refused_csv);
  g_test_add_func ("/cutoff-file/refused", test_refused);
  g_test_add_func ("/cutoff-file/no-text", test_no_text);
  g_test_add_func ("/cutoff-file/escapes", test_escapes);
  g_test_add_func ("/cutoff-file/no-json", test_no_json);
  g_test_add_func ("/cutoff-file/json-numbers", test_json_numbers);
  g_test_add_func ("/cutoff-file/deep", test_deep);
  return g_test_run ();
}
