/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "column-chooser.h"
#include "rows-case.h"
#include "support.h"

static const char *
get_chosen (LimenRowsWindow *rows, const char *name)
{
  return gtk_string_object_get_string (GTK_STRING_OBJECT (
      gtk_drop_down_get_selected_item (rows_case_get_child (rows, name))));
}

static const char *
get_title (LimenRowsWindow *rows)
{
  return gtk_window_get_title (GTK_WINDOW (rows));
}

/* All rows are listed, each field of the file in a column of its own. */
static void
test_all (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;
  g_autoptr (LimenRowItem) last = NULL;

  rows_case_open (fixture, 3000, 0, FALSE);
  rows = rows_case_show (fixture, "win.worst-rows");
  test_wait_for (rows_case_get_n (rows) == 3000);
  last = g_list_model_get_item (rows_case_get_child (rows, "rows"), 2999);
  rows_case_assert_part (rows, 1, LIMEN_ROW_LINE, "3,001");
  test_wait_for (
      rows_case_has_text (rows, 1, LIMEN_ROW_FIRST_FIELD + 2, "a, n2999"));
  test_wait_for (test_shows (GTK_WIDGET (rows), "a, n2999"));
  g_assert_true (test_shows (GTK_WIDGET (rows), "3,000 rows"));
  g_assert_true (test_shows (GTK_WIDGET (rows), "note"));
  /* Also the last row, which has not been visible yet. */
  test_wait_for (
      rows_case_has_text (rows, 2999, LIMEN_ROW_FIRST_FIELD + 2, "a, n1"));
  gtk_window_destroy (GTK_WINDOW (rows));
}

/* The list, its title and its count follow the threshold unless following is
 * turned off; the selection is kept. */
static void
test_follow (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;
  GtkSelectionModel *selection;

  rows_case_open (fixture, 999, 0, FALSE);
  limen_session_set_threshold (fixture->session, 0.5);
  rows = rows_case_show (fixture, "win.rows::fn");
  selection = rows_case_get_child (rows, "selection");
  test_wait_for (rows_case_get_n (rows) == 167);
  g_assert_cmpstr (get_title (rows), ==, "False negatives at threshold 0.5");
  rows_case_choose (rows, "order", "As in the file");
  test_wait_for (rows_case_has_text (rows, 0, LIMEN_ROW_LINE, "2"));
  gtk_selection_model_select_item (selection, 30, TRUE);
  rows_case_assert_part (rows, 30, LIMEN_ROW_LINE, "92");
  rows_case_choose (rows, "order", "Last line first");
  test_wait_for (rows_case_has_text (rows, 0, LIMEN_ROW_LINE, "500"));
  g_assert_true (gtk_selection_model_is_selected (selection, 136));

  limen_session_set_threshold (fixture->session, 0.25);
  test_wait_for (rows_case_get_n (rows) == 83);
  g_assert_cmpstr (get_title (rows), ==, "False negatives at threshold 0.25");
  g_assert_true (test_shows (GTK_WIDGET (rows), "83 rows"));
  rows_case_assert_part (rows, 52, LIMEN_ROW_LINE, "92");
  g_assert_true (gtk_selection_model_is_selected (selection, 52));
  g_assert_false (gtk_selection_model_is_selected (selection, 30));

  gtk_widget_activate_action (GTK_WIDGET (rows), "rows.follow", NULL);
  limen_session_set_threshold (fixture->session, 0.1);
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_cmpuint (rows_case_get_n (rows), ==, 83);
  gtk_widget_activate_action (GTK_WIDGET (rows), "rows.follow", NULL);
  test_wait_for (rows_case_get_n (rows) == 33);
  gtk_window_destroy (GTK_WINDOW (rows));
}

static GtkWidget *
find_list (GtkWidget *widget)
{
  GtkWidget *found = GTK_IS_LIST_VIEW (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_list (child);
  return found;
}

static gboolean
has_focus_in (LimenRowsWindow *rows)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (rows));

  return focus != NULL
         && gtk_widget_is_ancestor (focus, rows_case_get_child (rows, "view"));
}

/* When the focused row is removed, another one gets the focus. */
static void
test_focus (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;
  GtkWidget *row;

  rows_case_open (fixture, 999, 0, FALSE);
  limen_session_set_threshold (fixture->session, 0.5);
  rows = rows_case_show (fixture, "win.rows::fn");
  rows_case_choose (rows, "order", "Last line first");
  test_wait_for (rows_case_has_text (rows, 0, LIMEN_ROW_LINE, "500"));
  row = gtk_widget_get_first_child (find_list (GTK_WIDGET (rows)));
  test_wait_for (gtk_widget_get_mapped (row));
  g_assert_true (gtk_widget_grab_focus (row));
  g_assert_true (has_focus_in (rows));

  limen_session_set_threshold (fixture->session, 0.25);
  test_wait_for (rows_case_get_n (rows) == 83);
  g_assert_true (has_focus_in (rows));
  gtk_window_destroy (GTK_WINDOW (rows));
}

/* Listed rows show the decision at the current threshold. */
static void
test_decisions (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;

  rows_case_open (fixture, 9, 0, FALSE);
  limen_session_set_threshold (fixture->session, 0.45);
  rows = rows_case_show (fixture, "win.worst-rows");
  rows_case_choose (rows, "order", "As in the file");
  test_wait_for (rows_case_get_n (rows) == 9
                 && rows_case_has_text (rows, 0, LIMEN_ROW_LINE, "2"));
  rows_case_assert_part (rows, 4, LIMEN_ROW_DECISION, "1");
  limen_session_set_threshold (fixture->session, 0.55);
  test_wait_for (rows_case_has_text (rows, 4, LIMEN_ROW_DECISION, "0"));
  limen_session_set_refer_from (fixture->session, 0.45);
  test_wait_for (rows_case_has_text (rows, 4, LIMEN_ROW_DECISION, "referred"));
  rows_case_choose (rows, "where", "Referred rows");
  test_wait_for (rows_case_get_n (rows) == 1);
  gtk_window_destroy (GTK_WINDOW (rows));
}

/* Another file stops following. */
static void
test_other_file (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;
  gboolean is_following;

  rows_case_open (fixture, 9, 0, FALSE);
  rows = rows_case_show (fixture, "win.worst-rows");
  test_wait_for (rows_case_get_n (rows) == 9);
  g_object_get (rows, "follow", &is_following, NULL);
  g_assert_true (is_following);
  test_window_open_text (fixture->window, "other.csv",
                         "y,p\n0,0.1\n1,0.7\n0,0.3\n1,0.4\n");
  g_object_get (rows, "follow", &is_following, NULL);
  g_assert_false (is_following);
  g_assert_cmpuint (rows_case_get_n (rows), ==, 9);
  g_assert_false (
      gtk_widget_is_sensitive (rows_case_get_child (rows, "follow")));
  gtk_window_destroy (GTK_WINDOW (rows));
}

static GtkColumnViewColumn *
get_column (LimenRowsWindow *rows, const char *title)
{
  GListModel *columns
      = gtk_column_view_get_columns (rows_case_get_child (rows, "view"));

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column
          = g_list_model_get_item (columns, i);

      if (g_str_equal (gtk_column_view_column_get_title (column), title))
        return column; /* owned by the list */
    }
  g_error ("there is no column %s", title);
}

/* Column titles and the drop-down choose the same order. */
static void
test_sorting (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;
  GtkColumnView *view;

  rows_case_open (fixture, 99, 0, TRUE);
  rows = rows_case_show (fixture, "win.worst-rows");
  view = rows_case_get_child (rows, "view");
  test_wait_for (rows_case_get_n (rows) == 99);
  g_assert_cmpstr (get_chosen (rows, "order"), ==, "Highest loss first");
  gtk_column_view_sort_by_column (view, get_column (rows, "cost"),
                                  GTK_SORT_DESCENDING);
  g_assert_cmpstr (get_chosen (rows, "order"), ==, "Highest cost first");
  /* The positive with the highest cost below 0.5: 1 + 7 i % 101 of i = 42. */
  test_wait_for (rows_case_has_text (rows, 0, LIMEN_ROW_COST, "93"));
  rows_case_assert_part (rows, 0, LIMEN_ROW_LINE, "44");
  gtk_column_view_sort_by_column (view, get_column (rows, "score"),
                                  GTK_SORT_ASCENDING);
  g_assert_cmpstr (get_chosen (rows, "order"), ==, "Lowest score first");
  test_wait_for (rows_case_has_text (rows, 0, LIMEN_ROW_LINE, "2"));
  rows_case_choose (rows, "order", "Nearest the line first");
  test_wait_for (rows_case_has_text (rows, 0, LIMEN_ROW_LINE, "51"));
  gtk_window_destroy (GTK_WINDOW (rows));
}

/* The rows nearest to the threshold: twenty above and twenty below it,
 * following it. */
static void
test_near (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;

  rows_case_open (fixture, 999, 0, FALSE);
  limen_session_set_threshold (fixture->session, 0.5005);
  rows = rows_case_show (fixture, "win.rows-near");
  test_wait_for (rows_case_get_n (rows) == 40);
  g_assert_cmpstr (get_chosen (rows, "where"), ==, "Near the line");
  rows_case_assert_part (rows, 0, LIMEN_ROW_SCORE, "0.52");
  rows_case_assert_part (rows, 19, LIMEN_ROW_DECISION, "1");
  rows_case_assert_part (rows, 19, LIMEN_ROW_SCORE, "0.501");
  rows_case_assert_part (rows, 20, LIMEN_ROW_SCORE, "0.5");
  rows_case_assert_part (rows, 20, LIMEN_ROW_DECISION, "0");
  rows_case_assert_part (rows, 39, LIMEN_ROW_SCORE, "0.481");
  limen_session_set_threshold (fixture->session, 0.0105);
  test_wait_for (rows_case_get_n (rows) == 30);
  rows_case_choose (rows, "where", "All rows");
  test_wait_for (rows_case_get_n (rows) == 999);
  gtk_window_destroy (GTK_WINDOW (rows));
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  FIXTURE_ADD_FORGETFUL ("/rows-window/all", test_all);
  FIXTURE_ADD_FORGETFUL ("/rows-window/follow", test_follow);
  FIXTURE_ADD_FORGETFUL ("/rows-window/focus", test_focus);
  FIXTURE_ADD_FORGETFUL ("/rows-window/decisions", test_decisions);
  FIXTURE_ADD_FORGETFUL ("/rows-window/other-file", test_other_file);
  FIXTURE_ADD_FORGETFUL ("/rows-window/sorting", test_sorting);
  FIXTURE_ADD_FORGETFUL ("/rows-window/near", test_near);
  return fixture_run ();
}
