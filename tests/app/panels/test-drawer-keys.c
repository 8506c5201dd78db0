/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "drawer-fixture.h"
#include "figure-view.h"

#define ROWS                                                                  \
  "label,prob\n0,0.1\n0,0.2\n1,0.3\n0,0.4\n1,0.6\n1,0.8\n0,0.7\n1,0.9\n"
#define PLAIN "label,score\n0,1\n0,20\n1,30\n1,17\n"
#define CLASSES                                                               \
  "y,prob_a,prob_b,prob_c\na,0.5,0.25,0.25\nb,0.25,0.5,0.25\n"                \
  "c,0.25,0.25,0.5\na,0.6,0.2,0.2\n"

/* Delete removes the focused row. */
static void
test_keys (DrawerFixture *fixture, gconstpointer data)
{
  LimenCutoff *first, *second;

  test_window_open_text (fixture->window, "rows.csv", ROWS);
  first = drawer_fixture_pin (fixture, 0.5, "half");
  second = drawer_fixture_pin (fixture, 0.25, "quarter");
  gtk_window_present (GTK_WINDOW (fixture->window));
  drawer_fixture_focus_table (fixture);
  limen_session_set_threshold (fixture->session, 0.7);
  drawer_fixture_press (fixture, "Down Return");
  test_wait_for (limen_session_get_threshold (fixture->session) == 0.25);
  limen_session_set_threshold (fixture->session, 0.7);
  drawer_fixture_press (fixture, "space");
  test_wait_for (limen_cutoff_store_is_ticked (
      drawer_fixture_get_store (fixture), second));
  drawer_fixture_press (fixture, "F2 ctrl+a t w o Return");
  test_wait_for (g_str_equal (limen_cutoff_get_name (second), "two"));
  test_wait_for (drawer_fixture_has_key_focus (fixture));
  drawer_fixture_press (fixture, "Up Delete");
  test_wait_for (test_window_get_n_cutoffs (fixture->window) == 1);
  g_assert_false (limen_cutoff_store_find (drawer_fixture_get_store (fixture),
                                           first, NULL));
  drawer_fixture_assert_field (fixture, 1, "name", "two");
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.7);
}

/* Keys still work after the focused row was removed. */
static void
test_keys_after_removal (DrawerFixture *fixture, gconstpointer data)
{
  test_window_open_text (fixture->window, "rows.csv", ROWS);
  drawer_fixture_pin (fixture, 0.5, "half");
  drawer_fixture_pin (fixture, 0.25, "quarter");
  gtk_window_present (GTK_WINDOW (fixture->window));
  drawer_fixture_focus_table (fixture);
  drawer_fixture_press (fixture, "Delete");
  test_wait_for (test_window_get_n_cutoffs (fixture->window) == 1);
  drawer_fixture_press (fixture, "ctrl+z");
  test_wait_for (test_window_get_n_cutoffs (fixture->window) == 2);
  limen_session_pin (fixture->session);
  drawer_fixture_focus_table (fixture);
  drawer_fixture_press (fixture, "End");
  drawer_fixture_press (fixture, "ctrl+z");
  test_wait_for (test_window_get_n_cutoffs (fixture->window) == 2);
  drawer_fixture_press (fixture, "ctrl+shift+z");
  test_wait_for (test_window_get_n_cutoffs (fixture->window) == 3);
}

/* While a name is edited, undo and redo apply to its text. */
static void
test_undo_typing (DrawerFixture *fixture, gconstpointer data)
{
  LimenCutoff *cutoff;

  test_window_open_text (fixture->window, "rows.csv", ROWS);
  cutoff = drawer_fixture_pin (fixture, 0.5, "half");
  gtk_window_present (GTK_WINDOW (fixture->window));
  drawer_fixture_focus_table (fixture);
  drawer_fixture_press (fixture, "F2 End x ctrl+z Return");
  test_wait_for (GTK_IS_TEXT (
      gtk_root_get_focus (GTK_ROOT (fixture->window))));
  test_wait_for (!GTK_IS_TEXT (
      gtk_root_get_focus (GTK_ROOT (fixture->window))));
  g_assert_cmpstr (limen_cutoff_get_name (cutoff), ==, "half");
  g_assert_null (limen_session_get_redo_title (fixture->session));

  drawer_fixture_press (fixture, "F2 End x ctrl+z ctrl+shift+z Return");
  test_wait_for (g_str_equal (limen_cutoff_get_name (cutoff), "halfx"));
  drawer_fixture_press (fixture, "ctrl+z");
  test_wait_for (g_str_equal (limen_cutoff_get_name (cutoff), "half"));
}

/* Opening another file while a name is edited leaves the cutoff and the focus
 * alone. */
static void
test_open_while_typing (DrawerFixture *fixture, gconstpointer data)
{
  LimenCutoff *cutoff;

  test_window_open_text (fixture->window, "rows.csv", ROWS);
  cutoff = drawer_fixture_pin (fixture, 0.5, "half");
  gtk_window_present (GTK_WINDOW (fixture->window));
  drawer_fixture_focus_table (fixture);
  drawer_fixture_press (fixture, "F2 ctrl+a t w o");
  test_wait_for (GTK_IS_TEXT (
      gtk_root_get_focus (GTK_ROOT (fixture->window))));
  test_window_open_text (fixture->window, "plain.csv", PLAIN);
  g_assert_cmpuint (test_window_get_n_cutoffs (fixture->window), ==, 1);
  test_window_open_text (fixture->window, "classes.csv", CLASSES);
  g_assert_true (drawer_fixture_has_key_focus (fixture));
  drawer_fixture_press (fixture, "Return");
  test_wait_for (!GTK_IS_TEXT (
      gtk_root_get_focus (GTK_ROOT (fixture->window))));
  g_assert_cmpstr (limen_cutoff_get_name (cutoff), ==, "two");
}

static const char *
get_threshold_text (DrawerFixture *fixture)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));

  return GTK_IS_TEXT (focus) ? gtk_editable_get_text (GTK_EDITABLE (focus))
                             : "";
}

/* While a threshold is edited, undo and redo apply to its text; afterwards, to
 * the session. */
static void
test_undo_number (DrawerFixture *fixture, gconstpointer data)
{
  test_window_open_text (fixture->window, "rows.csv", ROWS);
  limen_session_set_threshold (fixture->session, 0.3);
  limen_session_set_threshold (fixture->session, 0.25);
  gtk_window_present (GTK_WINDOW (fixture->window));
  test_wait_for (gtk_window_is_active (GTK_WINDOW (fixture->window)));
  test_window_activate (fixture->window, "win.focus-threshold");
  drawer_fixture_press (fixture, "End 7");
  test_wait_for (g_str_equal (get_threshold_text (fixture), "0.257"));
  drawer_fixture_press (fixture, "ctrl+z");
  test_wait_for (g_str_equal (get_threshold_text (fixture), "0.25"));
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.25);
  g_assert_null (limen_session_get_redo_title (fixture->session));
  drawer_fixture_press (fixture, "ctrl+shift+z");
  test_wait_for (g_str_equal (get_threshold_text (fixture), "0.257"));
  drawer_fixture_press (fixture, "Return");
  test_wait_for (limen_session_get_threshold (fixture->session) == 0.257);
  drawer_fixture_press (fixture, "ctrl+z");
  test_wait_for (limen_session_get_threshold (fixture->session) != 0.257);
  g_assert_nonnull (limen_session_get_redo_title (fixture->session));
  drawer_fixture_press (fixture, "ctrl+shift+z");
  test_wait_for (limen_session_get_threshold (fixture->session) == 0.257);
}

int
main (int argc, char **argv)
{
  drawer_fixture_init (&argc, &argv);
  DRAWER_FIXTURE_ADD ("/drawer/keys", test_keys);
  DRAWER_FIXTURE_ADD ("/drawer/keys-after-removal", test_keys_after_removal);
  DRAWER_FIXTURE_ADD ("/drawer/undo-typing", test_undo_typing);
  DRAWER_FIXTURE_ADD ("/drawer/open-while-typing", test_open_while_typing);
  DRAWER_FIXTURE_ADD ("/drawer/undo-number", test_undo_number);
  return drawer_fixture_run ();
}
