/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "drawer-fixture.h"

static GtkApplication *application;

void
drawer_fixture_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  application = test_application_new ();
  gtk_application_set_accels_for_action (
      application, "win.undo", (const char *[]){ "<Control>z", NULL });
  gtk_application_set_accels_for_action (
      application, "win.redo", (const char *[]){ "<Control><Shift>z", NULL });
}

int
drawer_fixture_run (void)
{
  int status = g_test_run ();

  g_object_unref (application);
  return status;
}

void
drawer_fixture_set_up (DrawerFixture *fixture, gconstpointer data)
{
  fixture->settings = g_settings_new ("io.github.limen.Limen");
  g_settings_reset (fixture->settings, "drawer-folded");
  g_settings_reset (fixture->settings, "drawer-height");
  g_settings_reset (fixture->settings, "cutoffs-columns");
  fixture->window = test_window_new (application, fixture->settings);
  fixture->session = limen_window_get_session (fixture->window);
  fixture->drawer = LIMEN_DRAWER (
      test_find_widget (GTK_WIDGET (fixture->window), LIMEN_TYPE_DRAWER));
  fixture->table = LIMEN_CUTOFFS_TABLE (test_find_widget (
      GTK_WIDGET (fixture->window), LIMEN_TYPE_CUTOFFS_TABLE));
}

void
drawer_fixture_tear_down (DrawerFixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->settings);
}

LimenCutoffStore *
drawer_fixture_get_store (DrawerFixture *fixture)
{
  return limen_session_get_cutoffs (fixture->session);
}

LimenCutoff *
drawer_fixture_pin (DrawerFixture *fixture, double threshold, const char *name)
{
  LimenCutoff *cutoff;

  limen_session_set_threshold (fixture->session, threshold);
  cutoff = limen_session_pin (fixture->session);
  limen_session_rename_cutoff (fixture->session, cutoff, name);
  test_wait_for (!g_main_context_pending (NULL));
  return cutoff;
}

char **
drawer_fixture_get_fields (DrawerFixture *fixture, guint row)
{
  g_autofree char *csv = limen_cutoffs_table_to_csv (fixture->table);
  g_auto (GStrv) lines = g_strsplit (csv, "\n", -1);
  g_auto (GStrv) parts = g_strsplit (lines[row], "\"", -1);
  g_autofree char *plain = g_strjoinv ("", parts);

  return g_strsplit (plain, ",", -1);
}

char *
drawer_fixture_get_field (DrawerFixture *fixture, guint row, const char *title)
{
  g_auto (GStrv) titles = drawer_fixture_get_fields (fixture, 0);
  g_auto (GStrv) fields = drawer_fixture_get_fields (fixture, row);

  for (guint i = 0; titles[i] != NULL; i++)
    if (g_str_equal (titles[i], title))
      return g_strdup (fields[i]);
  return NULL;
}

void
drawer_fixture_assert_field (DrawerFixture *fixture, guint row,
                             const char *title, const char *expected)
{
  g_autofree char *field = drawer_fixture_get_field (fixture, row, title);

  g_assert_cmpstr (field, ==, expected);
}

gboolean
drawer_fixture_has_key_focus (DrawerFixture *fixture)
{
  GtkWidget *focus
      = gtk_root_get_focus (GTK_ROOT (fixture->window));

  return focus != NULL
         && gtk_widget_is_ancestor (focus, GTK_WIDGET (fixture->table));
}

void
drawer_fixture_focus_table (DrawerFixture *fixture)
{
  GtkWidget *list
      = test_find_widget (GTK_WIDGET (fixture->table), GTK_TYPE_LIST_VIEW);
  GtkWidget *row = gtk_widget_get_first_child (list);

  test_wait_for (gtk_widget_get_mapped (row));
  g_assert_true (gtk_widget_grab_focus (row));
  g_assert_true (drawer_fixture_has_key_focus (fixture));
}

void
drawer_fixture_press (DrawerFixture *fixture, const char *keys)
{
  g_autofree char *command = g_strdup_printf ("xdotool key %s", keys);

  g_assert_true (g_spawn_command_line_async (command, NULL));
}
