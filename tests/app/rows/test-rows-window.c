#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#include "column-chooser.h"
#include "row-columns.h"
#include "row-list.h"
#include "rows-window.h"
#include "support.h"
#include "toast.h"
#include "windows.h"

static GtkApplication *application;

typedef struct
{
  LimenWindow *window;
  LimenSession *session;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->window = test_window_new (application, NULL);
  fixture->session = limen_window_get_session (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_add_weak_pointer (G_OBJECT (fixture->session),
                             (gpointer *) &fixture->session);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  test_wait_for (fixture->session == NULL);
}

/* Rows of scores 0.001, 0.002 and so on, every third of which is positive, and
 * more columns. */
static void
open_rows (Fixture *fixture, guint n, guint n_more, gboolean has_costs)
{
  g_autoptr (GString) text = g_string_new ("y,p,note");

  if (has_costs)
    g_string_append (text, ",miss");
  for (guint k = 0; k < n_more; k++)
    g_string_append_printf (text, ",more_%u", k);
  g_string_append_c (text, '\n');
  for (guint i = 0; i < n; i++)
    {
      g_string_append_printf (text, "%d,%.6f,\"a, n%u\"", i % 3 == 0,
                              (i + 1.0) / (n + 1), i);
      if (has_costs)
        g_string_append_printf (text, ",%u", 1 + i * 7 % 101);
      for (guint k = 0; k < n_more; k++)
        g_string_append_printf (text, ",%u", i + k);
      g_string_append_c (text, '\n');
    }
  if (has_costs)
    {
      g_autofree char *path = test_write_file ("rows.csv", text->str, -1);
      g_autoptr (LimenReadOptions) options = limen_read_options_new ();

      options->fn_cost = g_strdup ("miss");
      limen_session_load (fixture->session, path, options);
      test_wait_for (test_window_is_idle (fixture->window));
    }
  else
    test_window_open_text (fixture->window, "rows.csv", text->str);
}

static LimenRowsWindow *
open_window (Fixture *fixture, const char *action)
{
  GtkWindow *window;

  test_window_activate (fixture->window, action);
  window = test_get_other_window (fixture->window);
  g_assert_true (LIMEN_IS_ROWS_WINDOW (window));
  return LIMEN_ROWS_WINDOW (window);
}

static gpointer
get_child (LimenRowsWindow *rows, const char *name)
{
  gpointer child = G_OBJECT (gtk_widget_get_template_child (
      GTK_WIDGET (rows), LIMEN_TYPE_ROWS_WINDOW, name));

  g_assert_nonnull (child);
  return child;
}

static guint
get_n (LimenRowsWindow *rows)
{
  return g_list_model_get_n_items (get_child (rows, "rows"));
}

static char *
format (LimenRowsWindow *rows, guint place, guint part)
{
  g_autoptr (LimenRowItem) item
      = g_list_model_get_item (get_child (rows, "rows"), place);

  return limen_row_item_format (item, part);
}

static void
assert_part (LimenRowsWindow *rows, guint place, guint part,
             const char *expected)
{
  g_autofree char *text = format (rows, place, part);

  g_assert_cmpstr (text, ==, expected);
}

static gboolean
has_text (LimenRowsWindow *rows, guint place, guint part,
          const char *expected)
{
  g_autofree char *text = format (rows, place, part);

  return g_str_equal (text, expected);
}

/* Chooses an item of a drop-down by its text. */
static void
choose (LimenRowsWindow *rows, const char *name, const char *title)
{
  GtkDropDown *drop_down = get_child (rows, name);
  GListModel *model = gtk_drop_down_get_model (drop_down);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    if (g_str_equal (
            gtk_string_list_get_string (GTK_STRING_LIST (model), i), title))
      {
        gtk_drop_down_set_selected (drop_down, i);
        return;
      }
  g_error ("%s is not offered", title);
}

static const char *
get_chosen (LimenRowsWindow *rows, const char *name)
{
  return gtk_string_object_get_string (GTK_STRING_OBJECT (
      gtk_drop_down_get_selected_item (get_child (rows, name))));
}

static const char *
get_title (LimenRowsWindow *rows)
{
  return gtk_window_get_title (GTK_WINDOW (rows));
}

/* All rows are there, each field of the file in a column of its own. */
static void
test_all (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;
  g_autoptr (LimenRowItem) last = NULL;

  open_rows (fixture, 3000, 0, FALSE);
  rows = open_window (fixture, "win.worst-rows");
  test_wait_for (get_n (rows) == 3000);
  last = g_list_model_get_item (get_child (rows, "rows"), 2999);
  assert_part (rows, 1, LIMEN_ROW_LINE, "3,001");
  test_wait_for (
      has_text (rows, 1, LIMEN_ROW_FIRST_FIELD + 2, "a, n2999"));
  test_wait_for (test_shows (GTK_WIDGET (rows), "a, n2999"));
  g_assert_true (test_shows (GTK_WIDGET (rows), "3,000 rows"));
  g_assert_true (test_shows (GTK_WIDGET (rows), "note"));
  /* And the last of them, which no view has shown. */
  test_wait_for (has_text (rows, 2999, LIMEN_ROW_FIRST_FIELD + 2, "a, n1"));
  gtk_window_destroy (GTK_WINDOW (rows));
}

static guint
count_columns (LimenRowsWindow *rows)
{
  return g_list_model_get_n_items (
      gtk_column_view_get_columns (get_child (rows, "view")));
}

/* Of many fields the first are shown, others by choice; never so many that the
 * window would stand still. */
static void
test_columns (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;
  LimenColumnChooser *chooser;

  open_rows (fixture, 8, 600, FALSE);
  rows = open_window (fixture, "win.worst-rows");
  chooser = get_child (rows, "chooser");
  test_wait_for (get_n (rows) == 8);
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

/* The columns that the user chose are those of the next window; rows near the
 * line have their distance as well, and rows of other columns all of theirs. */
static void
test_remembered_columns (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;

  open_rows (fixture, 30, 2, FALSE);
  rows = open_window (fixture, "win.worst-rows");
  test_wait_for (get_n (rows) == 30);
  g_assert_cmpuint (count_columns (rows), ==, 5 + 5);
  gtk_widget_activate_action (get_child (rows, "chooser"), "columns.toggle",
                              "u", LIMEN_ROW_FIRST_FIELD + 3);
  gtk_widget_activate_action (get_child (rows, "chooser"), "columns.toggle",
                              "u", LIMEN_ROW_DECISION);
  g_assert_cmpuint (count_columns (rows), ==, 5 + 5 - 2);
  gtk_window_destroy (GTK_WINDOW (rows));

  rows = open_window (fixture, "win.worst-rows");
  g_assert_cmpuint (count_columns (rows), ==, 5 + 5 - 2);
  test_wait_for (get_n (rows) == 30);
  g_assert_false (test_shows (GTK_WIDGET (rows), "more_0"));
  g_assert_true (test_shows (GTK_WIDGET (rows), "more_1"));
  gtk_window_destroy (GTK_WINDOW (rows));
  rows = open_window (fixture, "win.rows-near");
  g_assert_cmpuint (count_columns (rows), ==, 5 + 5 - 2 + 1);
  gtk_window_destroy (GTK_WINDOW (rows));

  open_rows (fixture, 30, 3, FALSE);
  rows = open_window (fixture, "win.worst-rows");
  g_assert_cmpuint (count_columns (rows), ==, 5 + 6);
  gtk_window_destroy (GTK_WINDOW (rows));
}

static void
toggle_column (LimenRowsWindow *rows, guint part)
{
  gtk_widget_activate_action (get_child (rows, "chooser"), "columns.toggle",
                              "u", part);
}

/* A window of rows, opened from a new main window with settings. */
static LimenRowsWindow *
open_anew (Fixture *fixture, GSettings *settings, guint n_more)
{
  tear_down (fixture, NULL);
  fixture->window = test_window_new (application, settings);
  fixture->session = limen_window_get_session (fixture->window);
  open_rows (fixture, 30, n_more, FALSE);
  return open_window (fixture, "win.worst-rows");
}

/* Settings keep the choice for the next main window, of each set of columns. */
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
  GtkWidget *view = get_child (rows, "view");
  GtkWidget *header = gtk_widget_get_first_child (view);
  GtkWidget *last = gtk_widget_get_last_child (header);
  graphene_rect_t bounds;

  return last != NULL && gtk_widget_compute_bounds (last, view, &bounds)
         && bounds.size.width > 0
         && bounds.origin.x + bounds.size.width
                >= gtk_widget_get_width (view) - 1;
}

/* No stretch of the table is empty. */
static void
test_width (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;

  open_rows (fixture, 30, 0, FALSE);
  rows = open_window (fixture, "win.worst-rows");
  test_wait_for (get_n (rows) == 30);
  test_wait_for (fills_width (rows));
  gtk_window_destroy (GTK_WINDOW (rows));
}

/* The list, its title and its count follow the line, but not once they are
 * held; what is selected stays so. */
static void
test_follow (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;
  GtkSelectionModel *selection;

  open_rows (fixture, 999, 0, FALSE);
  limen_session_set_threshold (fixture->session, 0.5);
  rows = open_window (fixture, "win.rows::fn");
  selection = get_child (rows, "selection");
  test_wait_for (get_n (rows) == 167);
  g_assert_cmpstr (get_title (rows), ==, "False negatives at threshold 0.5");
  choose (rows, "order", "As in the file");
  test_wait_for (has_text (rows, 0, LIMEN_ROW_LINE, "2"));
  gtk_selection_model_select_item (selection, 30, TRUE);
  assert_part (rows, 30, LIMEN_ROW_LINE, "92");
  choose (rows, "order", "Last line first");
  test_wait_for (has_text (rows, 0, LIMEN_ROW_LINE, "500"));
  g_assert_true (gtk_selection_model_is_selected (selection, 136));

  limen_session_set_threshold (fixture->session, 0.25);
  test_wait_for (get_n (rows) == 83);
  g_assert_cmpstr (get_title (rows), ==, "False negatives at threshold 0.25");
  g_assert_true (test_shows (GTK_WIDGET (rows), "83 rows"));
  assert_part (rows, 52, LIMEN_ROW_LINE, "92");
  g_assert_true (gtk_selection_model_is_selected (selection, 52));
  g_assert_false (gtk_selection_model_is_selected (selection, 30));

  gtk_widget_activate_action (GTK_WIDGET (rows), "rows.follow", NULL);
  limen_session_set_threshold (fixture->session, 0.1);
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_cmpuint (get_n (rows), ==, 83);
  gtk_widget_activate_action (GTK_WIDGET (rows), "rows.follow", NULL);
  test_wait_for (get_n (rows) == 33);
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
         && gtk_widget_is_ancestor (focus, get_child (rows, "view"));
}

/* A row with the keyboard gives it to another one when it goes. */
static void
test_focus (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;
  GtkWidget *row;

  open_rows (fixture, 999, 0, FALSE);
  limen_session_set_threshold (fixture->session, 0.5);
  rows = open_window (fixture, "win.rows::fn");
  choose (rows, "order", "Last line first");
  test_wait_for (has_text (rows, 0, LIMEN_ROW_LINE, "500"));
  row = gtk_widget_get_first_child (find_list (GTK_WIDGET (rows)));
  test_wait_for (gtk_widget_get_mapped (row));
  g_assert_true (gtk_widget_grab_focus (row));
  g_assert_true (has_focus_in (rows));

  limen_session_set_threshold (fixture->session, 0.25);
  test_wait_for (get_n (rows) == 83);
  g_assert_true (has_focus_in (rows));
  gtk_window_destroy (GTK_WINDOW (rows));
}

/* A row that is shown says what is decided at the line now. */
static void
test_decisions (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;

  open_rows (fixture, 9, 0, FALSE);
  limen_session_set_threshold (fixture->session, 0.45);
  rows = open_window (fixture, "win.worst-rows");
  choose (rows, "order", "As in the file");
  test_wait_for (get_n (rows) == 9
                 && has_text (rows, 0, LIMEN_ROW_LINE, "2"));
  assert_part (rows, 4, LIMEN_ROW_DECISION, "1");
  limen_session_set_threshold (fixture->session, 0.55);
  test_wait_for (has_text (rows, 4, LIMEN_ROW_DECISION, "0"));
  limen_session_set_refer_from (fixture->session, 0.45);
  test_wait_for (has_text (rows, 4, LIMEN_ROW_DECISION, "referred"));
  choose (rows, "where", "Referred rows");
  test_wait_for (get_n (rows) == 1);
  gtk_window_destroy (GTK_WINDOW (rows));
}

/* Another file has another line. */
static void
test_other_file (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;
  gboolean is_following;

  open_rows (fixture, 9, 0, FALSE);
  rows = open_window (fixture, "win.worst-rows");
  test_wait_for (get_n (rows) == 9);
  g_object_get (rows, "follow", &is_following, NULL);
  g_assert_true (is_following);
  test_window_open_text (fixture->window, "other.csv",
                         "y,p\n0,0.1\n1,0.7\n0,0.3\n1,0.4\n");
  g_object_get (rows, "follow", &is_following, NULL);
  g_assert_false (is_following);
  g_assert_cmpuint (get_n (rows), ==, 9);
  g_assert_false (gtk_widget_is_sensitive (get_child (rows, "follow")));
  gtk_window_destroy (GTK_WINDOW (rows));
}

static GtkColumnViewColumn *
get_column (LimenRowsWindow *rows, const char *title)
{
  GListModel *columns
      = gtk_column_view_get_columns (get_child (rows, "view"));

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column
          = g_list_model_get_item (columns, i);

      if (g_str_equal (gtk_column_view_column_get_title (column), title))
        return column; /* the list keeps it */
    }
  g_error ("there is no column %s", title);
}

/* The titles of columns and the drop-down are one choice. */
static void
test_sorting (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;
  GtkColumnView *view;

  open_rows (fixture, 99, 0, TRUE);
  rows = open_window (fixture, "win.worst-rows");
  view = get_child (rows, "view");
  test_wait_for (get_n (rows) == 99);
  g_assert_cmpstr (get_chosen (rows, "order"), ==, "Highest loss first");
  gtk_column_view_sort_by_column (view, get_column (rows, "cost"),
                                  GTK_SORT_DESCENDING);
  g_assert_cmpstr (get_chosen (rows, "order"), ==, "Highest cost first");
  /* The dearest positive below 0.5: 1 + 7 i % 101 of i = 42. */
  test_wait_for (has_text (rows, 0, LIMEN_ROW_COST, "93"));
  assert_part (rows, 0, LIMEN_ROW_LINE, "44");
  gtk_column_view_sort_by_column (view, get_column (rows, "score"),
                                  GTK_SORT_ASCENDING);
  g_assert_cmpstr (get_chosen (rows, "order"), ==, "Lowest score first");
  test_wait_for (has_text (rows, 0, LIMEN_ROW_LINE, "2"));
  choose (rows, "order", "Nearest the line first");
  test_wait_for (has_text (rows, 0, LIMEN_ROW_LINE, "51"));
  gtk_window_destroy (GTK_WINDOW (rows));
}

/* Those whose decision changes first: twenty above the line and twenty below
 * it, which follow it. */
static void
test_near (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;

  open_rows (fixture, 999, 0, FALSE);
  limen_session_set_threshold (fixture->session, 0.5005);
  rows = open_window (fixture, "win.rows-near");
  test_wait_for (get_n (rows) == 40);
  g_assert_cmpstr (get_chosen (rows, "where"), ==, "Near the line");
  assert_part (rows, 0, LIMEN_ROW_SCORE, "0.52");
  assert_part (rows, 19, LIMEN_ROW_DECISION, "1");
  assert_part (rows, 19, LIMEN_ROW_SCORE, "0.501");
  assert_part (rows, 20, LIMEN_ROW_SCORE, "0.5");
  assert_part (rows, 20, LIMEN_ROW_DECISION, "0");
  assert_part (rows, 39, LIMEN_ROW_SCORE, "0.481");
  limen_session_set_threshold (fixture->session, 0.0105);
  test_wait_for (get_n (rows) == 30);
  choose (rows, "where", "All rows");
  test_wait_for (get_n (rows) == 999);
  gtk_window_destroy (GTK_WINDOW (rows));
}

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

/* All of them, then the selected ones. */
static void
test_copy (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;
  g_autofree char *all = NULL, *some = NULL;

  open_rows (fixture, 9, 0, FALSE);
  limen_session_set_threshold (fixture->session, 0.5);
  rows = open_window (fixture, "win.rows::fn");
  test_wait_for (get_n (rows) == 2);
  all = copy (rows);
  g_assert_cmpstr (all, ==,
                   "\"line\",\"label\",\"score\",\"loss\",\"cell\",\"text\"\n"
                   "2,\"1\",0.1,2.3025850929940455,\"fn\","
                   "\"1,0.100000,a, n0\"\n"
                   "5,\"1\",0.4,0.916290731874155,\"fn\","
                   "\"1,0.400000,a, n3\"\n");
  limen_toast_hide (get_child (rows, "toast"));
  gtk_selection_model_select_item (get_child (rows, "selection"), 1, TRUE);
  some = copy (rows);
  g_assert_nonnull (strstr (some, "n3"));
  g_assert_null (strstr (some, "n0"));
  gtk_window_destroy (GTK_WINDOW (rows));
}

/* What is saved is what limen-cli writes; never over the predictions. */
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

  open_rows (fixture, 999, 3, FALSE);
  limen_session_set_threshold (fixture->session, 0.3);
  rows = open_window (fixture, "win.rows::fp");
  test_wait_for (get_n (rows) == 467);
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
      !gtk_widget_get_visible (get_child (rows, "progress")));
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

/* There is nothing to save of a list that became empty meanwhile. */
static void
test_save_none (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;
  g_autofree char *path
      = g_build_filename (test_get_folder (), "none.csv", NULL);

  open_rows (fixture, 20000, 3, FALSE);
  limen_session_set_threshold (fixture->session, 0);
  rows = open_window (fixture, "win.rows::fp");
  test_wait_for (get_n (rows) > 0);
  g_assert_true (can_save (rows));
  limen_rows_window_save_to (rows, path);
  g_assert_false (can_save (rows));
  choose (rows, "where", "False negatives");
  test_wait_for (get_n (rows) == 0);
  test_wait_for (test_shows (GTK_WIDGET (rows), "Saved none.csv"));
  g_assert_false (can_save (rows));
  choose (rows, "where", "False positives");
  test_wait_for (get_n (rows) > 0);
  g_assert_true (can_save (rows));
  gtk_window_destroy (GTK_WINDOW (rows));
}

static gboolean
is_gone (Fixture *fixture)
{
  return test_get_other_window (fixture->window) == NULL;
}

/* A window that is closed while it searches leaves nothing behind. */
static void
test_close (Fixture *fixture, gconstpointer data)
{
  LimenRowsWindow *rows;
  gpointer weak;

  open_rows (fixture, 3000, 0, FALSE);
  rows = open_window (fixture, "win.worst-rows");
  weak = rows;
  g_object_add_weak_pointer (G_OBJECT (rows), &weak);
  limen_session_set_threshold (fixture->session, 0.4);
  gtk_window_close (GTK_WINDOW (rows));
  test_wait_for (weak == NULL && is_gone (fixture));
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
  add ("/rows-window/all", test_all);
  add ("/rows-window/columns", test_columns);
  add ("/rows-window/remembered-columns", test_remembered_columns);
  add ("/rows-window/kept-columns", test_kept_columns);
  add ("/rows-window/width", test_width);
  add ("/rows-window/follow", test_follow);
  add ("/rows-window/focus", test_focus);
  add ("/rows-window/decisions", test_decisions);
  add ("/rows-window/other-file", test_other_file);
  add ("/rows-window/sorting", test_sorting);
  add ("/rows-window/near", test_near);
  add ("/rows-window/copy", test_copy);
  add ("/rows-window/save", test_save);
  add ("/rows-window/save-none", test_save_none);
  add ("/rows-window/close", test_close);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
