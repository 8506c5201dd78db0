/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <string.h>
#include <unistd.h>

#include "support.h"
#include "windows.h"

#define ROWS "label,prob\n0,0.1\n0,0.4\n1,0.4\n1,0.8\n"

static GtkApplication *application;

typedef struct
{
  GSettings *settings;
  LimenWindow *window;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->settings = g_settings_new ("io.github.limen.Limen");
  fixture->window = test_window_new (application, fixture->settings);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->settings);
}

static LimenSession *
get_session (Fixture *fixture)
{
  return limen_window_get_session (fixture->window);
}

static gboolean
is_enabled (Fixture *fixture)
{
  return g_action_group_get_action_enabled (G_ACTION_GROUP (fixture->window),
                                            "export-report");
}

static char *
export_html (Fixture *fixture, const char *name)
{
  g_autofree char *path = g_build_filename (test_get_folder (), name, NULL);
  g_autofree char *message = g_strconcat ("Saved ", name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  limen_window_export_report_to (fixture->window, path);
  test_wait_for (test_window_shows (fixture->window, message));
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

static void
assert_contains (const char *text, const char *part)
{
  if (strstr (text, part) == NULL)
    g_error ("no \"%s\"", part);
}

/* A report has the pinned cutoffs, and the current threshold if it is not one
 * of them. */
static void
test_cutoffs (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_write_file ("rows.csv", ROWS, -1);
  g_autofree char *first = NULL, *second = NULL;
  g_autoptr (LimenCutoff) cutoff = NULL;

  g_assert_false (is_enabled (fixture));
  test_window_open (fixture->window, path);
  g_assert_true (is_enabled (fixture));
  limen_session_set_threshold (get_session (fixture), 0.75);
  test_window_activate (fixture->window, "win.pin");
  cutoff = test_window_get_cutoff (fixture->window, 0);
  limen_cutoff_set_name (cutoff, "kept <one>");
  first = export_html (fixture, "first.html");
  assert_contains (first, "kept &lt;one&gt;");
  assert_contains (first, "0.75");
  g_assert_null (strstr (first, "current threshold"));

  limen_session_set_threshold (get_session (fixture), 0.25);
  second = export_html (fixture, "second.html");
  assert_contains (second, "current threshold");
  assert_contains (second, "kept &lt;one&gt;");
}

/* The report has the grey zone shown in the window, unless it is pinned
 * already. */
static void
test_zone (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_write_file ("rows.csv", ROWS, -1);
  g_autofree char *first = NULL, *second = NULL;

  test_window_open (fixture->window, path);
  limen_session_set_threshold (get_session (fixture), 0.75);
  test_window_activate (fixture->window, "win.pin");
  limen_session_set_refer_from (get_session (fixture), 0.0625);
  first = export_html (fixture, "zone.html");
  assert_contains (first, "current threshold");
  assert_contains (first, "Grey zones");
  assert_contains (first, "0.0625");
  test_window_activate (fixture->window, "win.pin");
  second = export_html (fixture, "pinned-zone.html");
  g_assert_null (strstr (second, "current threshold"));
  assert_contains (second, "0.0625");
}

static void
assert_cost (Fixture *fixture, const char *page)
{
  const LimenMetric cost = { LIMEN_METRIC_COST, 1 };
  g_autofree char *row = g_strdup_printf (
      ">Cost</th><td>%.4f<",
      limen_session_get_zone_value (get_session (fixture), cost));

  assert_contains (page, row);
}

/* The cost of a grey zone in the report equals that in the window: of all
 * rows, with the cost of referring, in the current population, whether it is
 * pinned or was moved by hand. */
static void
test_zone_costs (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_write_file (
      "costly.csv", "label,prob\n0,0.1\n1,0.2\n0,0.4\n1,0.6\n0,0.8\n1,0.9\n",
      -1);
  LimenSession *session = get_session (fixture);
  LimenObjective objective
      = limen_objective_new_referral (LIMEN_REFERRAL_COST, 0.375);
  g_autofree char *first = NULL, *second = NULL, *third = NULL;

  test_window_open (fixture->window, path);
  objective.costs.fn_cost = 3;
  limen_session_begin_zone (session);
  limen_session_set_prevalence (session, 0.3);
  limen_session_set_objective (session, &objective);
  test_wait_for (limen_session_get_optimum (session) != NULL);
  first = export_html (fixture, "costly.html");
  assert_contains (first, "current threshold");
  assert_contains (first, "0.375");
  assert_cost (fixture, first);
  test_window_activate (fixture->window, "win.pin");
  second = export_html (fixture, "pinned-costly.html");
  g_assert_null (strstr (second, "current threshold"));
  assert_cost (fixture, second);
  limen_session_set_refer_from (session, 0.55);
  third = export_html (fixture, "moved-costly.html");
  assert_contains (third, "current threshold");
  assert_contains (strstr (third, "Cost of each"), "0.55");
  assert_cost (fixture, third);
}

/* With several classes the report has the joint decision of their thresholds.
 */
static void
test_classes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *digits
      = test_get_source_path ("../data/samples/digits.csv");
  g_autofree char *traits
      = test_get_source_path ("../data/samples/digit-traits.csv");
  g_autofree char *first = NULL, *second = NULL;

  test_window_open (fixture->window, digits);
  first = export_html (fixture, "digits.html");
  assert_contains (first, "Decided by current threshold");
  test_window_open (fixture->window, traits);
  second = export_html (fixture, "traits.html");
  assert_contains (second, "Subset accuracy");
}

/* The report uses the calibration bins chosen in the window. */
static void
test_bins (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path
      = test_get_source_path ("../data/samples/tumours.csv");
  g_autofree char *first = NULL, *second = NULL;

  test_window_open (fixture->window, path);
  first = export_html (fixture, "bins.html");
  assert_contains (first, "Calibration in 15 bins of equal width");
  g_object_set (get_session (fixture), "calibration-bins", 12, "equal-mass",
                TRUE, NULL);
  second = export_html (fixture, "chosen-bins.html");
  assert_contains (second, "Calibration in 12 bins of equal mass");
  g_object_set (get_session (fixture), "calibration-bins", 15, "equal-mass",
                FALSE, NULL);
}

/* A pinned cutoff equals the current state only if its rule does. */
static void
test_rules (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path
      = test_get_source_path ("../data/samples/wine-logits.csv");
  g_autofree char *first = NULL, *second = NULL;

  test_window_open (fixture->window, path);
  test_window_activate (fixture->window, "win.pin-all");
  test_wait_for (test_window_shows (fixture->window, "Pinned 3 thresholds"));
  first = export_html (fixture, "pinned-rule.html");
  g_assert_null (strstr (first, "current threshold"));
  limen_threshold_set_set_rule (
      limen_session_get_thresholds (get_session (fixture)),
      LIMEN_DECISION_FIRST_ABOVE);
  second = export_html (fixture, "other-rule.html");
  assert_contains (second, "Decided by current threshold");
}

/* Errors in writing name the file. */
static void
test_errors (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_write_file ("rows.csv", ROWS, -1);

  test_window_open (fixture->window, path);
  limen_window_export_report_to (fixture->window, "/nowhere/x.pdf");
  test_wait_for (
      test_window_shows (fixture->window, "/nowhere/x.pdf: cannot be written"));
  g_assert_true (
      test_shows (GTK_WIDGET (fixture->window), "The report was not exported"));
  limen_window_export_report_to (fixture->window, "/tmp/x.docx");
  test_wait_for (
      test_window_shows (fixture->window, "must end in .pdf or .html"));
}

/* No export overwrites the predictions, whatever the path. */
static void
test_over_input (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_write_file ("rows.pdf", ROWS, -1);
  g_autofree char *link
      = g_build_filename (test_get_folder (), "link.pdf", NULL);
  g_autofree char *text = NULL;

  g_assert_cmpint (symlink ("rows.pdf", link), ==, 0);
  test_window_open (fixture->window, path);
  limen_window_export_report_to (fixture->window, link);
  g_assert_true (
      test_shows (GTK_WIDGET (fixture->window), "The report was not exported"));
  g_assert_true (test_window_shows (fixture->window, "is an input"));
  limen_window_save_figure (fixture->window, "roc", path, 600, 400,
                            LIMEN_THEME_PRINT);
  g_assert_true (
      test_shows (GTK_WIDGET (fixture->window), "The figure was not saved"));
  limen_session_pin (limen_window_get_session (fixture->window));
  g_assert_false (limen_window_export_to (fixture->window, link, FALSE));
  g_assert_true (test_shows (GTK_WIDGET (fixture->window),
                             "The cutoffs were not exported"));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, ROWS);
}

/* Closing the window during the export does not stop it. */
static void
test_closing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_write_file ("rows.csv", ROWS, -1);
  g_autofree char *report
      = g_build_filename (test_get_folder (), "late.pdf", NULL);

  test_window_open (fixture->window, path);
  limen_window_export_report_to (fixture->window, report);
  g_object_add_weak_pointer (G_OBJECT (fixture->window),
                             (gpointer *) &fixture->window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  test_wait_for (fixture->window == NULL);
  g_assert_true (g_file_test (report, G_FILE_TEST_EXISTS));
}

static void
add (const char *name, void (*test) (Fixture *, gconstpointer))
{
  g_test_add (name, Fixture, NULL, set_up, test, tear_down);
}

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  application = test_application_new ();
  add ("/report/cutoffs", test_cutoffs);
  add ("/report/zone", test_zone);
  add ("/report/zone-costs", test_zone_costs);
  add ("/report/classes", test_classes);
  add ("/report/bins", test_bins);
  add ("/report/rules", test_rules);
  add ("/report/errors", test_errors);
  add ("/report/over-input", test_over_input);
  add ("/report/closing", test_closing);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
