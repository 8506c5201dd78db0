/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <math.h>
#include <string.h>

#include "drawer-fixture.h"
#include "figure-view.h"
#include "support.h"

#define ROWS                                                                  \
  "label,prob\n0,0.1\n0,0.2\n1,0.3\n0,0.4\n1,0.6\n1,0.8\n0,0.7\n1,0.9\n"
/* Rows on which the same thresholds have other metrics. */
#define OTHER_ROWS "label,prob\n0,0.1\n0,0.65\n0,0.75\n1,0.9\n"
#define LOGITS "label,logit\n0,-2\n0,-1\n1,0.5\n1,2\n"
#define PLAIN "label,score\n0,1\n0,20\n1,30\n1,17\n"
#define CLASSES                                                               \
  "y,prob_a,prob_b,prob_c\na,0.5,0.25,0.25\nb,0.25,0.5,0.25\n"                \
  "c,0.25,0.25,0.5\na,0.6,0.2,0.2\n"

/* The n-th button below a widget whose tooltip begins with a text. */
static GtkWidget *
find_button (GtkWidget *widget, const char *tooltip, guint *n)
{
  const char *text = gtk_widget_get_tooltip_text (widget);

  if (GTK_IS_BUTTON (widget) && text != NULL
      && g_str_has_prefix (text, tooltip) && (*n)-- == 0)
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_button (child, tooltip, n);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
click (DrawerFixture *fixture, const char *tooltip, guint n)
{
  GtkWidget *button = find_button (GTK_WIDGET (fixture->table), tooltip, &n);

  g_assert_nonnull (button);
  g_signal_emit_by_name (button, "clicked");
}

static char *
get_text (DrawerFixture *fixture, const char *property)
{
  char *text;

  g_object_get (fixture->table, property, &text, NULL);
  return text;
}

static void
assert_property (DrawerFixture *fixture, const char *property,
                 const char *expected)
{
  g_autofree char *text = get_text (fixture, property);

  g_assert_cmpstr (text, ==, expected);
}

/* The trash button removes its own row, which can be undone. */
static void
test_remove (DrawerFixture *fixture, gconstpointer data)
{
  test_window_open_text (fixture->window, "rows.csv", ROWS);
  drawer_fixture_pin (fixture, 0.5, "half");
  drawer_fixture_pin (fixture, 0.25, "quarter");
  click (fixture, "Remove", 1);
  g_assert_cmpuint (test_window_get_n_cutoffs (fixture->window), ==, 1);
  drawer_fixture_assert_field (fixture, 1, "name", "half");
  test_window_activate (fixture->window, "win.undo");
  g_assert_cmpuint (test_window_get_n_cutoffs (fixture->window), ==, 2);
  drawer_fixture_assert_field (fixture, 2, "name", "quarter");
}

/* A grey zone is copied as both of its thresholds. */
static void
test_copy_zone (DrawerFixture *fixture, gconstpointer data)
{
  test_window_open_text (fixture->window, "rows.csv", ROWS);
  limen_session_set_refer_from (fixture->session, 0.25);
  drawer_fixture_pin (fixture, 0.5, "zone");
  drawer_fixture_assert_field (fixture, 1, "threshold", "0.25 to 0.5");
  drawer_fixture_assert_field (fixture, 1, "objective", "set by hand");
}

/* Rows are sorted by the chosen column. */
static void
test_sort (DrawerFixture *fixture, gconstpointer data)
{
  GtkColumnView *view = GTK_COLUMN_VIEW (
      test_find_widget (GTK_WIDGET (fixture->table), GTK_TYPE_COLUMN_VIEW));
  GListModel *columns = gtk_column_view_get_columns (view);

  test_window_open_text (fixture->window, "rows.csv", ROWS);
  drawer_fixture_pin (fixture, 0.5, "half");
  drawer_fixture_pin (fixture, 0.85, "high");
  drawer_fixture_pin (fixture, 0.25, "all");
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column
          = g_list_model_get_item (columns, i);
      const char *title = gtk_column_view_column_get_title (column);

      if (g_strcmp0 (title, "name") == 0)
        {
          gtk_column_view_sort_by_column (view, column, GTK_SORT_ASCENDING);
          drawer_fixture_assert_field (fixture, 1, "name", "all");
          drawer_fixture_assert_field (fixture, 2, "name", "half");
          drawer_fixture_assert_field (fixture, 3, "name", "high");
        }
      if (g_strcmp0 (title, "Precision then") == 0)
        {
          gtk_column_view_sort_by_column (view, column, GTK_SORT_DESCENDING);
          drawer_fixture_assert_field (fixture, 1, "name", "high");
          drawer_fixture_assert_field (fixture, 3, "name", "all");
        }
    }
  gtk_column_view_sort_by_column (view, NULL, GTK_SORT_ASCENDING);
  drawer_fixture_assert_field (fixture, 1, "name", "half");
}

/* A menu shows and hides columns, both of a metric together, and the choice is
 * stored. */
static void
test_columns (DrawerFixture *fixture, gconstpointer data)
{
  static const char *const few[] = { "mcc", NULL };
  g_auto (GStrv) kept = NULL;
  g_autofree char *field = NULL;

  test_window_open_text (fixture->window, "rows.csv", ROWS);
  drawer_fixture_pin (fixture, 0.5, "half");
  drawer_fixture_assert_field (fixture, 1, "Precision then", "0.75");
  g_assert_cmpuint (test_check_titles (GTK_WIDGET (fixture->table)), >=, 3);
  g_settings_set_strv (fixture->settings, "cutoffs-columns", few);
  field = drawer_fixture_get_field (fixture, 1, "Precision then");
  g_assert_null (field);
  drawer_fixture_assert_field (fixture, 1, "MCC then", "0.5");
  drawer_fixture_assert_field (fixture, 1, "MCC now", "0.5");
  test_check_titles (GTK_WIDGET (fixture->table));
  g_assert_cmpuint (
      g_menu_model_get_n_items (
          limen_cutoffs_table_get_columns_menu (fixture->table)),
      ==, 2);
  gtk_widget_activate_action (GTK_WIDGET (fixture->drawer), "cutoffs.show-4",
                              NULL);
  kept = g_settings_get_strv (fixture->settings, "cutoffs-columns");
  g_assert_cmpuint (g_strv_length (kept), ==, 2);
  g_assert_cmpstr (kept[0], ==, "file");
  drawer_fixture_assert_field (fixture, 1, "file", "rows.csv");
}

/* On another file, "then" stays and "now" is for its rows; metrics that cannot
 * be computed are empty, and the row says why. */
static void
test_files (DrawerFixture *fixture, gconstpointer data)
{
  test_window_open_text (fixture->window, "rows.csv", ROWS);
  drawer_fixture_pin (fixture, 0.5, "half");
  assert_property (fixture, "title", "Cutoffs 1");
  assert_property (fixture, "remark", "");
  drawer_fixture_assert_field (fixture, 1, "Precision now", "0.75");
  test_window_open_text (fixture->window, "others.csv", OTHER_ROWS);
  drawer_fixture_assert_field (fixture, 1, "file", "rows.csv");
  drawer_fixture_assert_field (fixture, 1, "Precision then", "0.75");
  drawer_fixture_assert_field (fixture, 1, "Precision now",
                               "0.3333333333333333");
  assert_property (fixture, "title", "Cutoffs 1");

  test_window_open_text (fixture->window, "logits.csv", LOGITS);
  drawer_fixture_assert_field (fixture, 1, "Precision now", "1");
  g_assert_true (
      test_window_shows (fixture->window, "for probabilities; here logits"));

  test_window_open_text (fixture->window, "plain.csv", PLAIN);
  drawer_fixture_assert_field (fixture, 1, "Precision then", "0.75");
  drawer_fixture_assert_field (fixture, 1, "Precision now", "");
  assert_property (fixture, "title", "Cutoffs 0");
  assert_property (fixture, "remark",
                   "and one that does not apply to the current scores");
  g_assert_true (test_window_shows (fixture->window,
                                    "for probabilities; here plain scores"));
}

/* A population and costs change the "now" metrics, not the "then" metrics. */
static void
test_population (DrawerFixture *fixture, gconstpointer data)
{
  test_window_open_text (fixture->window, "rows.csv", ROWS);
  drawer_fixture_pin (fixture, 0.5, "half");
  limen_session_set_prevalence (fixture->session, 0.1);
  drawer_fixture_assert_field (fixture, 1, "Precision then", "0.75");
  drawer_fixture_assert_field (fixture, 1, "Precision now", "0.25");
  limen_session_set_prevalence (fixture->session, NAN);
  drawer_fixture_assert_field (fixture, 1, "Precision now", "0.75");
}

/* A cutoff of another class is in the table and names it; restoring it shows
 * that class. */
static void
test_classes (DrawerFixture *fixture, gconstpointer data)
{
  LimenCutoff *cutoff;
  g_autofree char *field = NULL;

  test_window_open_text (fixture->window, "rows.csv", ROWS);
  drawer_fixture_pin (fixture, 0.5, "half");
  field = drawer_fixture_get_field (fixture, 1, "class");
  g_assert_null (field);

  test_window_open_text (fixture->window, "classes.csv", CLASSES);
  cutoff = drawer_fixture_pin (fixture, 0.55, "first");
  drawer_fixture_assert_field (fixture, 1, "class", "1");
  drawer_fixture_assert_field (fixture, 1, "Recall now", "");
  drawer_fixture_assert_field (fixture, 2, "class", "a");
  drawer_fixture_assert_field (fixture, 2, "Recall now", "0.5");
  assert_property (fixture, "title", "Cutoffs 1");
  g_assert_true (test_window_shows (fixture->window,
                                    "for a binary file; here multiclass"));

  limen_session_select_class (fixture->session, 1);
  test_wait_for (limen_one_vs_rest_get_class (
                     limen_session_get_class (fixture->session))
                 == 1);
  drawer_fixture_assert_field (fixture, 2, "Recall then", "0.5");
  drawer_fixture_assert_field (fixture, 2, "Recall now", "");
  assert_property (fixture, "title", "Cutoffs 0");
  assert_property (fixture, "remark",
                   "and 2 that do not apply to the current scores");
  limen_session_restore_cutoff (fixture->session, cutoff);
  test_wait_for (limen_one_vs_rest_get_class (
                     limen_session_get_class (fixture->session))
                 == 0);
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.55);
}

static gboolean
has_tooltip_below (GtkWidget *widget, const char *text)
{
  if (g_strcmp0 (gtk_widget_get_tooltip_text (widget), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_tooltip_below (child, text))
      return TRUE;
  return FALSE;
}

static gboolean
has_tooltip (DrawerFixture *fixture, const char *text)
{
  return has_tooltip_below (GTK_WIDGET (fixture->table), text);
}

/* A note is edited in place, and the cutoff then counts as not exported. */
static void
test_note (DrawerFixture *fixture, gconstpointer data)
{
  LimenCutoff *cutoff;

  test_window_open_text (fixture->window, "rows.csv", ROWS);
  cutoff = drawer_fixture_pin (fixture, 0.5, "half");
  g_free (test_window_export (fixture->window, "half.json"));
  g_assert_false (
      limen_cutoff_store_has_unexported (drawer_fixture_get_store (fixture)));
  gtk_window_present (GTK_WINDOW (fixture->window));
  drawer_fixture_focus_table (fixture);
  click (fixture, "Write a note (Shift+F2)", 0);
  drawer_fixture_press (fixture, "w h y space n o t Return");
  test_wait_for (
      g_strcmp0 (limen_cutoff_get_note (cutoff), "why not") == 0);
  drawer_fixture_assert_field (fixture, 1, "note", "why not");
  g_assert_true (
      limen_cutoff_store_has_unexported (drawer_fixture_get_store (fixture)));
  g_assert_null (
      limen_cutoff_store_get_ticked (drawer_fixture_get_store (fixture), 0));
  g_assert_true (has_tooltip (fixture, "why not"));
  test_wait_for (drawer_fixture_has_key_focus (fixture));
  drawer_fixture_press (fixture, "shift+F2 ctrl+a n o Return");
  test_wait_for (g_strcmp0 (limen_cutoff_get_note (cutoff), "no") == 0);
  limen_session_set_cutoff_note (fixture->session, cutoff, "");
  g_assert_false (has_tooltip (fixture, "no"));
}

/* Two ticked cutoffs are compared; a third tick replaces the first. */
static void
test_ticks (DrawerFixture *fixture, gconstpointer data)
{
  LimenCutoff *half, *quarter, *high;
  LimenCutoffStore *store = drawer_fixture_get_store (fixture);

  test_window_open_text (fixture->window, "rows.csv", ROWS);
  half = drawer_fixture_pin (fixture, 0.5, "half");
  quarter = drawer_fixture_pin (fixture, 0.25, "quarter");
  high = drawer_fixture_pin (fixture, 0.85, "high");
  limen_cutoff_store_set_ticked (store, half, TRUE);
  g_assert_false (test_window_shows (fixture->window, "against"));
  limen_cutoff_store_set_ticked (store, quarter, TRUE);
  g_assert_true (test_window_shows (
      fixture->window,
      "quarter against half: Precision \342\210\2220.083, Recall +0.250, "));
  g_assert_true (
      test_window_shows (fixture->window, " 2 rows decided differently"));
  limen_cutoff_store_set_ticked (store, high, TRUE);
  g_assert_false (limen_cutoff_store_is_ticked (store, half));
  g_assert_true (
      test_window_shows (fixture->window, "high against quarter: "));
  g_assert_true (
      test_window_shows (fixture->window, " 5 rows decided differently"));

  limen_session_begin_zone (fixture->session);
  limen_session_set_refer_from (fixture->session, 0.35);
  limen_session_set_threshold (fixture->session, 0.85);
  limen_cutoff_store_set_ticked (store, limen_session_pin (fixture->session),
                                 TRUE);
  g_assert_true (test_window_shows (fixture->window, "cutoff 4 against high"));
  g_assert_true (
      test_window_shows (fixture->window, " 4 rows decided differently"));

  limen_cutoff_store_remove (store, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (store)), ==, 3);
  g_assert_false (test_window_shows (fixture->window, "against"));
  g_assert_null (limen_cutoff_store_get_ticked (store, 1));

  limen_cutoff_store_set_ticked (store, half, TRUE);
  test_window_open_text (fixture->window, "plain.csv", PLAIN);
  g_assert_true (
      test_window_shows (fixture->window, "cannot be compared here: "));
  g_assert_true (test_window_shows (fixture->window, "for probabilities"));
}

/* A cutoff restored by undo or redo has its tick again. */
static void
test_ticks_come_back (DrawerFixture *fixture, gconstpointer data)
{
  LimenCutoff *half, *quarter;
  LimenCutoffStore *store = drawer_fixture_get_store (fixture);

  test_window_open_text (fixture->window, "rows.csv", ROWS);
  half = limen_session_pin (fixture->session);
  limen_session_set_threshold (fixture->session, 0.25);
  quarter = limen_session_pin (fixture->session);
  limen_cutoff_store_set_ticked (store, half, TRUE);
  limen_cutoff_store_set_ticked (store, quarter, TRUE);
  limen_session_undo (fixture->session);
  g_assert_true (limen_cutoff_store_get_ticked (store, 0) == half);
  g_assert_null (limen_cutoff_store_get_ticked (store, 1));
  limen_session_redo (fixture->session);
  g_assert_true (limen_cutoff_store_get_ticked (store, 1) == quarter);
  g_assert_true (
      test_window_shows (fixture->window, "cutoff 2 against cutoff 1"));

  limen_session_remove_cutoff (fixture->session, half);
  g_assert_false (test_window_shows (fixture->window, "against"));
  limen_session_undo (fixture->session);
  g_assert_true (
      test_window_shows (fixture->window, "cutoff 2 against cutoff 1"));
}

static void
text_read_cb (GObject *clipboard, GAsyncResult *result, gpointer data)
{
  char **text = data;

  *text = gdk_clipboard_read_text_finish (GDK_CLIPBOARD (clipboard), result,
                                          NULL);
}

static char *
read_clipboard (DrawerFixture *fixture)
{
  char *text = NULL;

  gdk_clipboard_read_text_async (
      gtk_widget_get_clipboard (GTK_WIDGET (fixture->window)), NULL,
      text_read_cb, &text);
  test_wait_for (text != NULL);
  return text;
}

/* Copies have the visible columns; CSV has full precision. */
static void
test_copy (DrawerFixture *fixture, gconstpointer data)
{
  static const char *const few[] = { "precision", NULL };
  g_autofree char *text = NULL, *csv = NULL;

  test_window_open_text (fixture->window, "others.csv", OTHER_ROWS);
  drawer_fixture_pin (fixture, 0.5, "half");
  g_settings_set_strv (fixture->settings, "cutoffs-columns", few);
  gtk_widget_activate_action (GTK_WIDGET (fixture->drawer),
                              "cutoffs.copy-text", NULL);
  text = read_clipboard (fixture);
  g_assert_nonnull (strstr (text, "name  threshold  Precision then"));
  g_assert_nonnull (strstr (text, "half"));
  g_assert_nonnull (strstr (text, "0.333"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->drawer),
                              "cutoffs.copy-csv", NULL);
  csv = read_clipboard (fixture);
  g_assert_cmpstr (csv, ==,
                   "\"name\",\"threshold\",\"Precision then\","
                   "\"Precision now\"\n"
                   "\"half\",0.5,0.3333333333333333,0.3333333333333333\n");
}

static int
get_height (DrawerFixture *fixture)
{
  return gtk_widget_get_height (
      gtk_paned_get_end_child (GTK_PANED (
          test_find_widget (GTK_WIDGET (fixture->drawer), GTK_TYPE_PANED))));
}

/* The drawer is open only if there are cutoffs, with the height chosen by the
 * user; it leaves enough space for the figures. */
static void
test_fold (DrawerFixture *fixture, gconstpointer data)
{
  GtkPaned *paned = GTK_PANED (
      test_find_widget (GTK_WIDGET (fixture->drawer), GTK_TYPE_PANED));
  int whole;

  test_window_open_text (fixture->window, "rows.csv", ROWS);
  test_wait_for (get_height (fixture) > 0 && get_height (fixture) < 50);
  g_assert_true (test_window_shows (fixture->window,
                                    "Pin a threshold to keep it here"));
  drawer_fixture_pin (fixture, 0.5, "half");
  test_wait_for (get_height (fixture) > 100);
  g_assert_false (g_settings_get_boolean (fixture->settings, "drawer-folded"));
  /* The table has a title, not a control for switching tabs. */
  g_assert_null (test_find_widget (GTK_WIDGET (fixture->drawer),
                                   GTK_TYPE_STACK_SWITCHER));
  g_assert_true (test_shows (GTK_WIDGET (fixture->drawer), "Cutoffs 1"));

  g_object_set (fixture->drawer, "folded", TRUE, NULL);
  g_assert_true (g_settings_get_boolean (fixture->settings, "drawer-folded"));
  test_wait_for (get_height (fixture) < 50);
  g_assert_false (
      gtk_widget_get_mapped (GTK_WIDGET (fixture->table)));

  /* Dragging the handle opens the drawer and sets its height. */
  whole = gtk_widget_get_height (GTK_WIDGET (fixture->drawer));
  gtk_paned_set_position (paned, whole - 150);
  g_assert_false (g_settings_get_boolean (fixture->settings, "drawer-folded"));
  g_assert_cmpint (g_settings_get_int (fixture->settings, "drawer-height"), ==,
                   150);
  test_wait_for (get_height (fixture) > 140 && get_height (fixture) <= 150);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->table)));

  g_settings_set_int (fixture->settings, "drawer-height", 5000);
  test_wait_for (get_height (fixture) > 150);
  g_assert_cmpint (get_height (fixture), <=, whole * 2 / 5);

  click (fixture, "Remove", 0);
  test_wait_for (get_height (fixture) < 50);
}

static gboolean
is_within (GtkWidget *widget, GtkWidget *whole)
{
  graphene_rect_t bounds;

  return gtk_widget_compute_bounds (widget, whole, &bounds)
         && bounds.origin.x >= 0 && bounds.origin.y >= 0
         && bounds.origin.x + bounds.size.width
                <= (float) gtk_widget_get_width (whole)
         && bounds.origin.y + bounds.size.height
                <= (float) gtk_widget_get_height (whole);
}

static gboolean
are_buttons_in_sight (DrawerFixture *fixture)
{
  static const char *const tooltips[]
      = { "Rename", "Write a note", "Remove" };

  for (guint i = 0; i < 2; i++)
    for (guint k = 0; k < G_N_ELEMENTS (tooltips); k++)
      {
        guint n = i;
        GtkWidget *button = find_button (GTK_WIDGET (fixture->table),
                                         tooltips[k], &n);

        if (button == NULL || !is_within (button, GTK_WIDGET (fixture->table)))
          return FALSE;
      }
  return TRUE;
}

/* In a small window with large text, the buttons of a row are visible without
 * horizontal scrolling. */
static void
test_buttons_in_sight (DrawerFixture *fixture, gconstpointer data)
{
  GtkSettings *settings = gtk_settings_get_default ();

  g_object_set (settings, "gtk-font-name", "Cantarell 14", NULL);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 900, 600);
  test_window_open_text (fixture->window, "rows.csv", ROWS);
  drawer_fixture_pin (fixture, 0.5, "half");
  drawer_fixture_pin (fixture, 0.25, "quarter");
  test_wait_for (gtk_widget_get_width (GTK_WIDGET (fixture->table)) <= 900
                 && are_buttons_in_sight (fixture));
  gtk_settings_reset_property (settings, "gtk-font-name");
}

int
main (int argc, char **argv)
{
  drawer_fixture_init (&argc, &argv);
  DRAWER_FIXTURE_ADD ("/drawer/remove", test_remove);
  DRAWER_FIXTURE_ADD ("/drawer/copy-zone", test_copy_zone);
  DRAWER_FIXTURE_ADD ("/drawer/sort", test_sort);
  DRAWER_FIXTURE_ADD ("/drawer/columns", test_columns);
  DRAWER_FIXTURE_ADD ("/drawer/files", test_files);
  DRAWER_FIXTURE_ADD ("/drawer/population", test_population);
  DRAWER_FIXTURE_ADD ("/drawer/classes", test_classes);
  DRAWER_FIXTURE_ADD ("/drawer/note", test_note);
  DRAWER_FIXTURE_ADD ("/drawer/ticks", test_ticks);
  DRAWER_FIXTURE_ADD ("/drawer/ticks-come-back", test_ticks_come_back);
  DRAWER_FIXTURE_ADD ("/drawer/copy", test_copy);
  DRAWER_FIXTURE_ADD ("/drawer/fold", test_fold);
  DRAWER_FIXTURE_ADD ("/drawer/buttons-in-sight", test_buttons_in_sight);
  return drawer_fixture_run ();
}
