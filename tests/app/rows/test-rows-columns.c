/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "column-chooser.h"
#include "row-columns.h"
#include "rows-case.h"
#include "support.h"

static guint
count_columns (LimenRowsWindow *rows)
{
  return g_list_model_get_n_items (
      gtk_column_view_get_columns (rows_case_get_child (rows, "view")));
}

/* With many fields only the first are shown, others can be chosen, up to a
 * number that does not block the window. */
static void
test_columns (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;
  LimenColumnChooser *chooser;

  rows_case_open (fixture, 8, 600, FALSE);
  rows = rows_case_show (fixture, "win.worst-rows");
  chooser = rows_case_get_child (rows, "chooser");
  test_wait_for (rows_case_get_n (rows) == 8);
  g_assert_cmpuint (count_columns (rows), ==, 5 + 24);
  g_assert_false (test_shows (GTK_WIDGET (rows), "more_599"));
  gtk_widget_activate_action (GTK_WIDGET (chooser), "columns.none", NULL);
  g_assert_cmpuint (count_columns (rows), ==, 0);
  gtk_widget_activate_action (GTK_WIDGET (chooser), "columns.toggle", "u",
                              LIMEN_ROW_FIRST_FIELD + 602);
  g_assert_cmpuint (count_columns (rows), ==, 1);
  test_wait_for (test_shows (GTK_WIDGET (rows), "more_599"));
  test_wait_for (test_shows (GTK_WIDGET (rows), "606"));
  gtk_widget_activate_action (GTK_WIDGET (chooser), "columns.all", NULL);
  g_assert_cmpuint (count_columns (rows), ==, LIMEN_ROW_COLUMNS_MAX);
  gtk_window_destroy (GTK_WINDOW (rows));
}

/* The chosen columns are used for the next window. Rows near the line also
 * have their distance, and files with other columns have their defaults. */
static void
test_remembered_columns (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;

  rows_case_open (fixture, 30, 2, FALSE);
  rows = rows_case_show (fixture, "win.worst-rows");
  test_wait_for (rows_case_get_n (rows) == 30);
  g_assert_cmpuint (count_columns (rows), ==, 5 + 5);
  gtk_widget_activate_action (rows_case_get_child (rows, "chooser"),
                              "columns.toggle", "u",
                              LIMEN_ROW_FIRST_FIELD + 3);
  gtk_widget_activate_action (rows_case_get_child (rows, "chooser"),
                              "columns.toggle", "u", LIMEN_ROW_DECISION);
  g_assert_cmpuint (count_columns (rows), ==, 5 + 5 - 2);
  gtk_window_destroy (GTK_WINDOW (rows));

  rows = rows_case_show (fixture, "win.worst-rows");
  g_assert_cmpuint (count_columns (rows), ==, 5 + 5 - 2);
  test_wait_for (rows_case_get_n (rows) == 30);
  g_assert_false (test_shows (GTK_WIDGET (rows), "more_0"));
  g_assert_true (test_shows (GTK_WIDGET (rows), "more_1"));
  gtk_window_destroy (GTK_WINDOW (rows));
  rows = rows_case_show (fixture, "win.rows-near");
  g_assert_cmpuint (count_columns (rows), ==, 5 + 5 - 2 + 1);
  gtk_window_destroy (GTK_WINDOW (rows));

  rows_case_open (fixture, 30, 3, FALSE);
  rows = rows_case_show (fixture, "win.worst-rows");
  g_assert_cmpuint (count_columns (rows), ==, 5 + 6);
  gtk_window_destroy (GTK_WINDOW (rows));
}

static void
toggle_column (LimenRowsWindow *rows, guint part)
{
  gtk_widget_activate_action (rows_case_get_child (rows, "chooser"),
                              "columns.toggle", "u", part);
}

/* A window of rows from a new main window with settings. */
static LimenRowsWindow *
open_anew (Fixture *fixture, GSettings *settings, guint n_more)
{
  g_set_object (&fixture->settings, settings);
  fixture_reopen (fixture);
  rows_case_open (fixture, 30, n_more, FALSE);
  return rows_case_show (fixture, "win.worst-rows");
}

/* Settings keep the choice for later main windows, separately for each set of
 * columns. */
static void
test_kept_columns (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GSettings) settings = g_settings_new ("io.github.limen.Limen");
  LimenRowsWindow *rows = open_anew (fixture, settings, 2);

  toggle_column (rows, LIMEN_ROW_DECISION);
  toggle_column (rows, LIMEN_ROW_FIRST_FIELD + 3);
  rows = open_anew (fixture, settings, 3);
  g_assert_cmpuint (count_columns (rows), ==, 5 + 6);
  toggle_column (rows, LIMEN_ROW_FIRST_FIELD);
  rows = open_anew (fixture, settings, 2);
  g_assert_cmpuint (count_columns (rows), ==, 5 + 5 - 2);
  rows = open_anew (fixture, settings, 3);
  g_assert_cmpuint (count_columns (rows), ==, 5 + 6 - 1);
  gtk_window_destroy (GTK_WINDOW (rows));
  g_settings_reset (settings, "rows-columns");
}

static gboolean
fills_width (LimenRowsWindow *rows)
{
  GtkWidget *view = rows_case_get_child (rows, "view");
  GtkWidget *header = gtk_widget_get_first_child (view);
  GtkWidget *last = gtk_widget_get_last_child (header);
  graphene_rect_t bounds;

  return last != NULL && gtk_widget_compute_bounds (last, view, &bounds)
         && bounds.size.width > 0
         && bounds.origin.x + bounds.size.width
                >= gtk_widget_get_width (view) - 1;
}

/* The columns fill the width of the table. */
static void
test_width (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;

  rows_case_open (fixture, 30, 0, FALSE);
  rows = rows_case_show (fixture, "win.worst-rows");
  test_wait_for (rows_case_get_n (rows) == 30);
  test_wait_for (fills_width (rows));
  gtk_window_destroy (GTK_WINDOW (rows));
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  FIXTURE_ADD_FORGETFUL ("/rows-window/columns", test_columns);
  FIXTURE_ADD_FORGETFUL ("/rows-window/remembered-columns",
                         test_remembered_columns);
  FIXTURE_ADD_FORGETFUL ("/rows-window/kept-columns", test_kept_columns);
  FIXTURE_ADD_FORGETFUL ("/rows-window/width", test_width);
  return fixture_run ();
}
