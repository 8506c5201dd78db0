/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <string.h>

#include "rows-case.h"
#include "support.h"
#include "toast.h"

static char *copied;

static void
read_cb (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  copied = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result,
                                           &error);
  g_assert_no_error (error);
}

static char *
copy (LimenRowsWindow *rows)
{
  gtk_widget_activate_action (GTK_WIDGET (rows), "rows.copy", NULL);
  test_wait_for (test_shows (GTK_WIDGET (rows), "Copied"));
  copied = NULL;
  gdk_clipboard_read_text_async (
      gtk_widget_get_clipboard (GTK_WIDGET (rows)), NULL, read_cb, NULL);
  test_wait_for (copied != NULL);
  return copied;
}

/* Copies all rows, then the selected ones. */
static void
test_copy (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;
  g_autofree char *all = NULL, *some = NULL;

  rows_case_open (fixture, 9, 0, FALSE);
  limen_session_set_threshold (fixture->session, 0.5);
  rows = rows_case_show (fixture, "win.rows::fn");
  test_wait_for (rows_case_get_n (rows) == 2);
  all = copy (rows);
  g_assert_cmpstr (all, ==,
                   "\"line\",\"label\",\"score\",\"loss\",\"cell\",\"text\"\n"
                   "2,\"1\",0.1,2.3025850929940455,\"fn\","
                   "\"1,0.100000,a, n0\"\n"
                   "5,\"1\",0.4,0.916290731874155,\"fn\","
                   "\"1,0.400000,a, n3\"\n");
  limen_toast_hide (rows_case_get_child (rows, "toast"));
  gtk_selection_model_select_item (rows_case_get_child (rows, "selection"), 1,
                                   TRUE);
  some = copy (rows);
  g_assert_nonnull (strstr (some, "n3"));
  g_assert_null (strstr (some, "n0"));
  gtk_window_destroy (GTK_WINDOW (rows));
}

static char *
get_line (const char *text, guint place)
{
  g_auto (GStrv) lines = g_strsplit (text, "\n", (int) place + 2);

  g_assert_cmpuint (g_strv_length (lines), >, place);
  return g_strdup (lines[place]);
}

static guint
count_lines (const char *text)
{
  guint n = 0;

  for (; *text != '\0'; text++)
    n += *text == '\n';
  return n;
}

/* Of too many selected rows, the first ones are copied, and not the first ones
 * of the list. */
static void
test_copy_many (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;
  GtkSelectionModel *selection;
  g_autofree char *all = NULL, *some = NULL;
  g_autofree char *sixth = NULL, *first = NULL;

  rows_case_open (fixture, 18030, 0, FALSE);
  limen_session_set_threshold (fixture->session, 0);
  rows = rows_case_show (fixture, "win.rows::fp");
  test_wait_for (rows_case_get_n (rows) == 12020);
  selection = rows_case_get_child (rows, "selection");
  all = copy (rows);
  g_assert_true (test_shows (GTK_WIDGET (rows),
                             "Copied the first 10,000 of 12,020 rows"));
  g_assert_cmpuint (count_lines (all), ==, 10001);
  limen_toast_hide (rows_case_get_child (rows, "toast"));
  gtk_selection_model_select_range (selection, 5, 12000, TRUE);
  some = copy (rows);
  g_assert_true (test_shows (
      GTK_WIDGET (rows), "Copied the first 10,000 of 12,000 selected rows"));
  g_assert_cmpuint (count_lines (some), ==, 10001);
  sixth = get_line (all, 6);
  first = get_line (some, 1);
  g_assert_cmpstr (first, ==, sixth);
  gtk_window_destroy (GTK_WINDOW (rows));
}

/* The saved file equals the output of limen-cli; predictions are never
 * overwritten. */
static void
test_save (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;
  g_autofree char *path
      = g_build_filename (test_get_folder (), "saved.csv", NULL);
  g_autofree char *input
      = g_build_filename (test_get_folder (), "rows.csv", NULL);
  g_autofree char *other
      = g_build_filename (test_get_folder (), "printed.csv", NULL);
  const char *const arguments[]
      = { "rows", input, "--top", "1000", "--where", "fp",
          "--at", "0.3", "--output", other, NULL };
  g_autofree char *text = NULL, *printed = NULL;

  rows_case_open (fixture, 999, 3, FALSE);
  limen_session_set_threshold (fixture->session, 0.3);
  rows = rows_case_show (fixture, "win.rows::fp");
  test_wait_for (rows_case_get_n (rows) == 467);
  g_assert_cmpuint (test_check_titles (GTK_WIDGET (rows)), >=, 3);
  limen_rows_window_save_to (rows, input);
  g_assert_false (test_shows (GTK_WIDGET (rows), "Saved"));
  limen_rows_window_save_to (rows, path);
  test_wait_for (test_shows (GTK_WIDGET (rows), "Saved saved.csv"));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  test_run_cli (arguments);
  g_assert_true (g_file_get_contents (other, &printed, NULL, NULL));
  g_assert_cmpstr (text, ==, printed);

  limen_rows_window_save_to (rows, path);
  gtk_widget_activate_action (GTK_WIDGET (rows), "rows.cancel", NULL);
  test_wait_for (
      !gtk_widget_get_visible (rows_case_get_child (rows, "progress")));
  gtk_window_destroy (GTK_WINDOW (rows));
}

static GtkWidget *
find_action_button (GtkWidget *widget, const char *action)
{
  GtkWidget *found = NULL;

  if (GTK_IS_BUTTON (widget)
      && g_strcmp0 (
             gtk_actionable_get_action_name (GTK_ACTIONABLE (widget)), action)
             == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_action_button (child, action);
  return found;
}

static gboolean
can_save (LimenRowsWindow *rows)
{
  GtkWidget *button = find_action_button (GTK_WIDGET (rows), "rows.save");

  g_assert_nonnull (button);
  return gtk_widget_is_sensitive (button);
}

/* A list that became empty in the meantime cannot be saved. */
static void
test_save_none (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;
  g_autofree char *path
      = g_build_filename (test_get_folder (), "none.csv", NULL);

  rows_case_open (fixture, 20000, 3, FALSE);
  limen_session_set_threshold (fixture->session, 0);
  rows = rows_case_show (fixture, "win.rows::fp");
  test_wait_for (rows_case_get_n (rows) > 0);
  g_assert_true (can_save (rows));
  limen_rows_window_save_to (rows, path);
  g_assert_false (can_save (rows));
  rows_case_choose (rows, "where", "False negatives");
  test_wait_for (rows_case_get_n (rows) == 0);
  test_wait_for (test_shows (GTK_WIDGET (rows), "Saved none.csv"));
  g_assert_false (can_save (rows));
  rows_case_choose (rows, "where", "False positives");
  test_wait_for (rows_case_get_n (rows) > 0);
  g_assert_true (can_save (rows));
  gtk_window_destroy (GTK_WINDOW (rows));
}

static gboolean
is_gone (Fixture *fixture)
{
  return test_get_other_window (fixture->window) == NULL;
}

/* Closing the window during a search leaves nothing behind. */
static void
test_close (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;
  gpointer weak;

  rows_case_open (fixture, 3000, 0, FALSE);
  rows = rows_case_show (fixture, "win.worst-rows");
  weak = rows;
  g_object_add_weak_pointer (G_OBJECT (rows), &weak);
  limen_session_set_threshold (fixture->session, 0.4);
  gtk_window_close (GTK_WINDOW (rows));
  test_wait_for (weak == NULL && is_gone (fixture));
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  FIXTURE_ADD_FORGETFUL ("/rows-window/copy", test_copy);
  FIXTURE_ADD_FORGETFUL ("/rows-window/copy-many", test_copy_many);
  FIXTURE_ADD_FORGETFUL ("/rows-window/save", test_save);
  FIXTURE_ADD_FORGETFUL ("/rows-window/save-none", test_save_none);
  FIXTURE_ADD_FORGETFUL ("/rows-window/close", test_close);
  return fixture_run ();
}
