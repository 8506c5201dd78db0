/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-fixture.h"

#include "support.h"

static GtkApplication *application;

void
fixture_init (int *argc, char ***argv)
{
  gtk_test_init (argc, argv, NULL);
  application = test_application_new ();
}

int
fixture_run (void)
{
  int status = g_test_run ();

  g_object_unref (application);
  return status;
}

static void
open_window (Fixture *fixture)
{
  fixture->application = application;
  fixture->window = test_window_new (application, fixture->settings);
  g_set_weak_pointer (&fixture->session,
                      limen_window_get_session (fixture->window));
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  fixture->settings = g_settings_new ("io.github.limen.Limen");
  open_window (fixture);
}

void
fixture_set_up_forgetful (Fixture *fixture, gconstpointer data)
{
  open_window (fixture);
}

/* Closes the window and waits until its session is finalized, after its tasks
 * end. */
static void
close_window (Fixture *fixture)
{
  if (fixture->window != NULL)
    gtk_window_destroy (GTK_WINDOW (fixture->window));
  test_wait_for (fixture->session == NULL);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  close_window (fixture);
  g_clear_object (&fixture->settings);
}

void
fixture_reopen (Fixture *fixture)
{
  close_window (fixture);
  open_window (fixture);
}

gboolean
fixture_shows (Fixture *fixture, const char *text)
{
  return test_window_shows (fixture->window, text);
}

gsize
fixture_get_n_rows (Fixture *fixture)
{
  LimenAnalysis *analysis = limen_session_get_analysis (fixture->session);

  return limen_dataset_get_predictions (limen_analysis_get_dataset (analysis))
      ->n_rows;
}

GtkNotebook *
fixture_get_tabs (Fixture *fixture)
{
  return GTK_NOTEBOOK (
      test_find_widget (GTK_WIDGET (fixture->window), GTK_TYPE_NOTEBOOK));
}

void
fixture_open_sample (Fixture *fixture, const char *name)
{
  g_autofree char *relative = g_strconcat ("../data/samples/", name, NULL);
  g_autofree char *path = test_get_source_path (relative);

  limen_window_open (fixture->window, path);
  test_wait_for (limen_session_get_analysis (fixture->session) != NULL
                 && !limen_session_is_loading (fixture->session)
                 && (!limen_session_has_classes (fixture->session)
                     || limen_threshold_set_get_multiclass_result (
                            fixture_get_set (fixture))
                            != NULL));
}

void
fixture_activate (Fixture *fixture, const char *action, GVariant *parameter)
{
  g_assert_true (gtk_widget_activate_action_variant (
      GTK_WIDGET (fixture->window), action, parameter));
}

LimenThresholdSet *
fixture_get_set (Fixture *fixture)
{
  return limen_session_get_thresholds (fixture->session);
}

gsize
fixture_get_class (Fixture *fixture)
{
  return limen_one_vs_rest_get_class (
      limen_session_get_class (fixture->session));
}
