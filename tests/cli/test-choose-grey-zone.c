/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "run.h"
#include "support.h"

/* Command lines with their exit status and message. */
static void
test_lines (void)
{
  static const TestLine lines[] = {
    { "choose --refer-cost 0.2 -o c.json @digits-odd.csv", 0,
      "minimize cost, refer-cost 0.2: 0.13" },
    { "choose --refer-cost 1 -o c.json @digits-odd.csv", 0,
      "no row is referred" },
    { "choose --max-error 0.05 -o c.json @digits-odd.csv", 0,
      "coverage 0.439065, error 0.0494297" },
    { "choose --min-coverage 0.8 -o c.json @digits-odd.csv", 0,
      "maximize accuracy subject to coverage>=0.8: 0.84" },
    { "choose --max-error -0.1 -o c.json @digits-odd.csv", 2,
      "--max-error: \"-0.1\" is not a share from 0 to 1" },
    { "choose --min-coverage 80% -o c.json @digits-odd.csv", 2,
      "--min-coverage: \"80%\" is not a number" },
    { "choose --refer-cost 1 --max-error 0.1 -o c.json @digits-odd.csv", 2,
      "give one of" },
    { "choose --refer-cost 1 --maximize f1 -o c.json @digits-odd.csv", 2,
      "objectives by themselves" },
    { "choose --refer-cost 1 --capacity 5 -o c.json @digits-odd.csv", 2,
      "objectives by themselves" },
    { "choose --objective 'maximize coverage subject to error<=0.05' "
      "-o c.json @digits-odd.csv",
      0, "coverage 0.439065, error 0.0494297" },
    { "choose --objective 'minimize cost, refer-cost 0.2' --subject-to "
      "'recall>=0.5' -o c.json @digits-odd.csv",
      2, "objectives by themselves" },
    { "choose --max-error 0.1 -o c.json @digits.csv", 2,
      "choose one with --class" },
    { "choose --max-error 0.1 --shared -o c.json @digits.csv", 2,
      "are for one class" },
    { "choose --max-error 0.01 --class 3 -o c.json @digits.csv", 0,
      "maximize coverage subject to error<=0.01: " },
  };

  test_run_lines (lines, G_N_ELEMENTS (lines));
}

/* Rows below both thresholds, between them, and above both. */
static void
test_grey_zone (void)
{
  g_autofree char *path = test_write_file (
      "grey.csv",
      "y,p\n0,0.1\n0,0.2\n1,0.4\n0,0.5\n1,0.6\n0,0.65\n1,0.8\n1,0.9\n", -1);
  g_autofree char *bare
      = test_write_file ("bare.csv", "logit\n-3\n0\n3\n", -1);
  g_auto (TestRun) chosen
      = test_run ("choose grey.csv --max-error 0 --name grey -o grey.json");
  g_auto (TestRun) applied
      = test_run ("apply grey.json grey.csv -o grey-out.csv");
  g_auto (TestRun) converted
      = test_run ("apply grey.json bare.csv -o bare-out.csv");
  g_autofree char *text = test_read_output ("grey-out.csv");
  g_autofree char *bare_text = test_read_output ("bare-out.csv");
  g_autoptr (JsonNode) node = NULL;
  JsonObject *cutoff;

  g_assert_nonnull (path);
  g_assert_nonnull (bare);
  g_assert_cmpint (chosen.status, ==, 0);
  g_assert_cmpint (applied.status, ==, 0);
  g_assert_cmpint (converted.status, ==, 0);
  node = test_load_cutoff ("grey.json");
  cutoff = json_node_get_object (node);
  g_assert_cmpfloat (json_object_get_double_member (cutoff, "high"), ==, 0.8);
  g_assert_cmpfloat (json_object_get_double_member (cutoff, "refer-high"), ==,
                     0.4);
  g_assert_cmpfloat (json_object_get_double_member (cutoff, "coverage"), ==,
                     0.5);
  g_assert_cmpfloat (json_object_get_double_member (cutoff, "error"), ==, 0);
  g_assert_cmpint (json_object_get_int_member (cutoff, "tn"), ==, 2);
  g_assert_cmpint (
      json_object_get_int_member (cutoff, "referred-positives"), ==, 2);
  test_assert_contains (applied.out, "refers from");
  g_assert_cmpstr (text, ==,
                   "\"line\",\"label\",\"score\",\"grey\"\n"
                   "2,\"0\",0.1,0\n3,\"0\",0.2,0\n4,\"1\",0.4,\n"
                   "5,\"0\",0.5,\n6,\"1\",0.6,\n7,\"0\",0.65,\n"
                   "8,\"1\",0.8,1\n9,\"1\",0.9,1\n");
  test_assert_contains (bare_text, "2,-3,0\n3,0,\n4,3,1\n");
}

/* Both thresholds are mapped by the recalibration, and the rows between them
 * are referred. */
static void
test_recalibrated_grey_zone (void)
{
  g_auto (TestRun) chosen
      = test_run ("choose @tumours.csv --recalibrate platt --max-error 0.02 "
                  "--prevalence 0.2 --name zone -o zone.json");
  g_auto (TestRun) applied = test_run ("apply zone.json @tumours.csv "
                                       "--label diagnosis -o zone.csv");
  g_autofree char *text = test_read_output ("zone.csv");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);
  g_autoptr (JsonNode) node = NULL;
  JsonObject *cutoff, *map;
  guint n_referred = 0;

  g_assert_cmpint (chosen.status, ==, 0);
  g_assert_cmpint (applied.status, ==, 0);
  node = test_load_cutoff ("zone.json");
  cutoff = json_node_get_object (node);
  map = json_object_get_object_member (cutoff, "recalibration");
  g_assert_cmpfloat (
      json_object_get_double_member (cutoff, "target-prevalence"), ==, 0.2);
  g_assert_cmpstr (
      lines[0], ==,
      "\"line\",\"label\",\"score\",\"zone\",\"zone: probability\"");
  for (guint i = 1; lines[i] != NULL && *lines[i] != '\0'; i++)
    {
      g_auto (GStrv) fields = g_strsplit (lines[i], ",", -1);
      double p = g_ascii_strtod (fields[4], NULL);
      gboolean is_positive
          = p >= json_object_get_double_member (map, "threshold");
      gboolean is_referred
          = !is_positive
            && p >= json_object_get_double_member (map, "refer-from");

      g_assert_cmpstr (fields[3], ==,
                       is_positive   ? "1"
                       : is_referred ? ""
                                     : "0");
      n_referred += is_referred;
    }
  g_assert_cmpuint (n_referred, >, 0);
  g_assert_cmpfloat (
      json_object_get_double_member (cutoff, "referred-positives")
          + json_object_get_double_member (cutoff, "referred-negatives"),
      ==, n_referred);
}

/* An unattainable error rate of 0: the nearest result is printed, and nothing
 * is saved. */
static void
test_no_grey_zone (void)
{
  g_autofree char *path
      = test_write_file ("worst.csv", "y,p\n1,0.1\n0,0.5\n1,0.7\n0,0.9\n",
                         -1);
  g_autofree char *saved
      = g_build_filename (test_get_folder (), "worst.json", NULL);
  g_auto (TestRun) result
      = test_run ("choose worst.csv --max-error 0.1 -o worst.json");

  g_assert_nonnull (path);
  g_assert_cmpint (result.status, ==, 3);
  g_assert_cmpstr (result.out, ==, "");
  test_assert_contains (
      result.err, "cannot be met: maximize coverage subject to "
                  "error<=0.1\nThe closest possible are an error rate of ");
  g_assert_false (g_file_test (saved, G_FILE_TEST_EXISTS));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/choose-grey-zone/lines", test_lines);
  g_test_add_func ("/choose-grey-zone/apply", test_grey_zone);
  g_test_add_func ("/choose-grey-zone/recalibrated",
                   test_recalibrated_grey_zone);
  g_test_add_func ("/choose-grey-zone/none", test_no_grey_zone);
  return g_test_run ();
}
