/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <math.h>

#include "data-panel.h"
#include "screen-format.h"
#include "support.h"
#include "value-table.h"
#include "window-fixture.h"
#include "window-test.h"

#define ROWS                                                                  \
  "label,prob\n0,0.1\n0,0.2\n1,0.3\n0,0.4\n1,0.6\n1,0.7\n1,0.8\n0,0.9\n"
#define TEST "label,prob\n0,0.15\n1,0.35\n0,0.65\n0,0.85\n"

static void
add_test (Fixture *fixture, const char *path)
{
  limen_window_add_test (fixture->window, path);
  test_wait_for (test_window_is_idle (fixture->window)
                 && limen_session_get_test_class (fixture->session) != NULL);
}

/* The table of the data panel with a row of this name. */
static LimenValueTable *
find_table (GtkWidget *widget, const char *name)
{
  LimenValueTable *found = NULL;

  if (LIMEN_IS_VALUE_TABLE (widget)
      && limen_value_table_get_value (LIMEN_VALUE_TABLE (widget), name)
             != NULL)
    return LIMEN_VALUE_TABLE (widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_table (child, name);
  return found;
}

/* The value of the test data beside that of the file; NULL: none. */
static const char *
get_test (Fixture *fixture, const char *name)
{
  GtkWidget *panel
      = test_find_widget (GTK_WIDGET (fixture->window), LIMEN_TYPE_DATA_PANEL);
  LimenValueTable *table = find_table (panel, name);

  g_assert_nonnull (table);
  return limen_value_table_get_test (table, name);
}

static LimenAnalysis *
get_analysis (Fixture *fixture)
{
  return limen_test_data_get_test (limen_session_get_test (fixture->session));
}

/* Rows, positives, losses and ranking of the test data stand beside those of
 * the file, and go with the test data. */
static void
test_binary (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_write_file ("test.csv", TEST, -1);
  g_autofree char *bce = NULL;
  const LimenLossValue *losses;
  gsize n;

  test_window_open_text (fixture->window, "rows.csv", ROWS);
  g_assert_null (get_test (fixture, "rows"));
  g_assert_null (get_test (fixture, "BCE (mean)"));
  add_test (fixture, path);
  losses = limen_analysis_get_losses (get_analysis (fixture), &n);
  g_assert_cmpstr (losses[0].title, ==, "BCE (mean)");
  bce = limen_screen_format_value (losses[0].value, 4);
  g_assert_cmpstr (get_test (fixture, "rows"), ==, "4");
  g_assert_cmpstr (get_test (fixture, "positive (1)"), ==, "1");
  g_assert_cmpstr (get_test (fixture, "prevalence"), ==, "25.0\342\200\257%");
  g_assert_null (get_test (fixture, "label column"));
  g_assert_cmpstr (get_test (fixture, "BCE (mean)"), ==, bce);
  g_assert_cmpstr (get_test (fixture, "ROC AUC"), ==, "0.3333");
  limen_session_remove_test (fixture->session);
  g_assert_null (get_test (fixture, "rows"));
  g_assert_null (get_test (fixture, "prevalence"));
  g_assert_null (get_test (fixture, "BCE (mean)"));
  g_assert_null (get_test (fixture, "ROC AUC"));
}

/* In another population, areas that depend on it are not those of the test
 * rows; with other bins, neither is the calibration error. */
static void
test_population (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_write_file ("test.csv", TEST, -1);

  test_window_open_text (fixture->window, "rows.csv", ROWS);
  add_test (fixture, path);
  g_assert_cmpstr (get_test (fixture, "average precision"), !=, "");
  g_assert_cmpstr (get_test (fixture, "ECE, 15 bins"), !=, "");
  limen_session_set_prevalence (fixture->session, 0.1);
  g_assert_cmpstr (get_test (fixture, "AP in population"), ==, "");
  g_assert_cmpstr (get_test (fixture, "ROC AUC"), ==, "0.3333");
  limen_session_set_prevalence (fixture->session, NAN);
  g_object_set (fixture->session, "calibration-bins", 10, NULL);
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_cmpstr (get_test (fixture, "ECE, 10 bins"), ==, "");
}

/* With several classes the counts are those of the current class. */
static void
test_classes (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_get_source_path ("../data/samples/digits.csv");
  LimenOneVsRest *class;
  g_autofree char *positives = NULL;

  fixture_open_sample (fixture, "digits.csv");
  add_test (fixture, path);
  limen_session_select_class (fixture->session, 3);
  test_wait_for (fixture_get_class (fixture) == 3
                 && limen_session_get_test_class (fixture->session) != NULL);
  class = limen_session_get_test_class (fixture->session);
  positives = limen_screen_format_count (
      limen_sweep_get_positives (limen_one_vs_rest_get_sweep (class)));
  g_assert_cmpstr (get_test (fixture, "positive (3)"), ==, positives);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  FIXTURE_ADD ("/data-panel-test/binary", test_binary);
  FIXTURE_ADD ("/data-panel-test/population", test_population);
  FIXTURE_ADD ("/data-panel-test/classes", test_classes);
  return fixture_run ();
}
