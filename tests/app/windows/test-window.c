/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <math.h>

#include "data-panel.h"
#include "figures-panel.h"
#include "figures.h"
#include "histogram-view.h"
#include "support.h"
#include "threshold-panel.h"
#include "toast.h"
#include "window-fixture.h"

#define ROWS "label,prob\n0,0.1\n0,0.4\n1,0.4\n1,0.8\n"

/* Closing asks about cutoffs that changed since they were exported. */
static void
test_closing (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = NULL;
  GtkWindow *question;

  test_window_open_text (fixture->window, "good.csv", ROWS);
  test_window_activate (fixture->window, "win.pin");
  gtk_window_close (GTK_WINDOW (fixture->window));
  test_wait_for (test_window_is_idle (fixture->window));
  question = test_get_other_window (fixture->window);
  g_assert_nonnull (question);
  g_assert_true (GTK_IS_MESSAGE_DIALOG (question));
  gtk_dialog_response (GTK_DIALOG (question), GTK_RESPONSE_CANCEL);
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_null (test_get_other_window (fixture->window));

  path = test_window_export (fixture->window, "cutoffs.json");
  g_assert_true (g_file_test (path, G_FILE_TEST_EXISTS));
  g_object_add_weak_pointer (G_OBJECT (fixture->window),
                             (gpointer *) &fixture->window);
  gtk_window_close (GTK_WINDOW (fixture->window));
  while (fixture->window != NULL)
    g_main_context_iteration (NULL, TRUE);
}

/* Whether a message covers the whole title behind it. */
static gboolean
covers_title (Fixture *fixture, GtkWidget *toast)
{
  static const char *const names[] = { "title", "subtitle" };
  GtkWidget *box
      = gtk_widget_get_first_child (gtk_widget_get_first_child (toast));
  graphene_rect_t place, title;
  gboolean covers = gtk_widget_compute_bounds (box, toast, &place);

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    covers &= gtk_widget_compute_bounds (
                  GTK_WIDGET (gtk_widget_get_template_child (
                      GTK_WIDGET (fixture->window), LIMEN_TYPE_WINDOW,
                      names[i])),
                  toast, &title)
              && graphene_rect_contains_rect (&place, &title);
  return covers;
}

/* A message covers the title and neither a figure nor a panel. */
static void
test_toast_place (Fixture *fixture, gconstpointer data)
{
  GtkWidget *window = GTK_WIDGET (fixture->window);
  const GType types[] = { LIMEN_TYPE_FIGURES_PANEL, LIMEN_TYPE_DATA_PANEL,
                          LIMEN_TYPE_THRESHOLD_PANEL };
  GtkWidget *toast = test_find_widget (window, LIMEN_TYPE_TOAST);
  graphene_rect_t place, other;

  test_window_open_text (fixture->window, "good.csv", ROWS);
  test_window_activate (fixture->window, "win.pin");
  test_wait_for (fixture_shows (fixture, "Pinned threshold 0.5"));
  gtk_test_widget_wait_for_draw (window);
  test_wait_for (covers_title (fixture, toast));
  g_assert_true (gtk_widget_compute_bounds (toast, window, &place));
  g_assert_cmpfloat (place.size.width, >, 100);
  for (guint i = 0; i < G_N_ELEMENTS (types); i++)
    {
      g_assert_true (gtk_widget_compute_bounds (
          test_find_widget (window, types[i]), window, &other));
      g_assert_false (graphene_rect_intersection (&place, &other, NULL));
    }
}

/* Discarding cutoffs closes the window from within the dialog's response; the
 * dialog outlives it. */
static void
test_discarding (Fixture *fixture, gconstpointer data)
{
  GtkWindow *question;

  test_window_open_text (fixture->window, "good.csv", ROWS);
  test_window_activate (fixture->window, "win.pin");
  gtk_window_close (GTK_WINDOW (fixture->window));
  test_wait_for (test_window_is_idle (fixture->window));
  question = g_object_ref (test_get_other_window (fixture->window));
  g_object_add_weak_pointer (G_OBJECT (fixture->window),
                             (gpointer *) &fixture->window);
  gtk_dialog_response (GTK_DIALOG (question), GTK_RESPONSE_REJECT);
  while (fixture->window != NULL)
    g_main_context_iteration (NULL, TRUE);
  g_assert_null (gtk_window_get_transient_for (question));
  g_assert_finalize_object (question);
}

/* Child windows are closed with their parent, even if a task holds a reference
 * to them. */
static void
test_children (Fixture *fixture, gconstpointer data)
{
  static const char *const actions[]
      = { "win.worst-rows", "win.why-log", "win.recalibrate",
          "win.help-figures::" };

  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    {
      GtkWindow *child;

      test_window_open_text (fixture->window, "good.csv", ROWS);
      test_window_activate (fixture->window, actions[i]);
      child = g_object_ref (test_get_other_window (fixture->window));
      g_assert_true (gtk_window_get_transient_for (child)
                     == GTK_WINDOW (fixture->window));
      gtk_window_destroy (GTK_WINDOW (fixture->window));
      g_assert_false (gtk_widget_get_mapped (GTK_WIDGET (child)));
      g_assert_null (gtk_window_get_transient_for (child));
      g_object_unref (child);
      fixture->window
          = test_window_new (fixture->application, fixture->settings);
    }
}

/* A file large enough for a preview. */
static char *
write_large_file (const char *last_line)
{
  g_autoptr (GString) text = g_string_new ("label,prob\n");

  for (guint i = 0; i < 4000000; i++)
    g_string_append_printf (text, "%u,0.%07u0\n", i % 3 == 0, i);
  g_string_append (text, last_line);
  return test_write_file ("large.csv", text->str, (gssize) text->len);
}

typedef struct
{
  Fixture *fixture;
  const char *action; /* activated during the preview; or NULL */
  guint n;
  gboolean was_read;
} Look;

static LimenTransform
get_transform (GtkWidget *histogram)
{
  return limen_figure_view_get_scale (LIMEN_FIGURE_VIEW (histogram))
      ->transform;
}

/* The axis of a preview is that of the session. */
static void
look_at_axis (Fixture *fixture)
{
  LimenSession *session = limen_window_get_session (fixture->window);
  GtkWidget *histogram = test_find_widget (GTK_WIDGET (fixture->window),
                                           LIMEN_TYPE_HISTOGRAM_VIEW);

  g_object_set (session, "logit-axis", TRUE, NULL);
  g_assert_cmpint (get_transform (histogram), ==, LIMEN_TRANSFORM_LOGIT);
  g_object_set (session, "logit-axis", FALSE, NULL);
  g_assert_cmpint (get_transform (histogram), ==, LIMEN_TRANSFORM_LINEAR);
}

/* During a preview nothing can be done with it, and it is marked as a preview.
 */
static void
look_at_preview_cb (LimenSession *session, Look *look)
{
  GtkWidget *window = GTK_WIDGET (look->fixture->window);

  if (limen_session_get_sample_preview (session) == NULL)
    return;
  look->n++;
  g_assert_true (fixture_shows (look->fixture, "From a sample of "));
  g_assert_true (fixture_shows (look->fixture, "Reading large.csv"));
  g_assert_true (fixture_shows (look->fixture, "Thresholds"));
  g_assert_false (fixture_shows (look->fixture, "predicted negative"));
  g_assert_false (fixture_shows (look->fixture, "Ranking"));
  g_assert_false (fixture_shows (look->fixture, "false negative"));
  g_assert_false (g_action_group_get_action_enabled (
      G_ACTION_GROUP (look->fixture->window), "pin"));
  g_assert_false (g_action_group_get_action_enabled (
      G_ACTION_GROUP (look->fixture->window), "copy-figure"));
  look_at_axis (look->fixture);
  if (look->action != NULL)
    g_assert_true (gtk_widget_activate_action (window, look->action, NULL));
}

/* Reading is complete, and the analysis follows. */
static void
look_at_progress_cb (LimenSession *session, GParamSpec *pspec, Look *look)
{
  double progress;

  g_object_get (session, "progress", &progress, NULL);
  g_assert_true (progress < 0
                 || fixture_shows (look->fixture,
                                   progress < 1 ? "Reading " : "Analysing "));
  look->was_read |= progress == 1;
}

static void
open_and_look (Fixture *fixture, const char *path, const char *action,
               gboolean was_read)
{
  LimenSession *session = limen_window_get_session (fixture->window);
  Look look = { .fixture = fixture, .action = action };

  g_signal_connect_after (session, "sample-preview-changed",
                          G_CALLBACK (look_at_preview_cb), &look);
  g_signal_connect_after (session, "notify::progress",
                          G_CALLBACK (look_at_progress_cb), &look);
  limen_window_open (fixture->window, path);
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_cmpuint (look.n, ==, 1);
  g_assert_true (look.was_read == was_read);
  g_signal_handlers_disconnect_by_data (session, &look);
  g_assert_false (fixture_shows (fixture, "From a sample of "));
}

/* The preview of a large file is removed when loading ends, in one of three
 * ways. */
static void
test_preview (Fixture *fixture, gconstpointer data)
{
  g_autofree char *bad = write_large_file ("1,none\n");
  g_autofree char *good = NULL;

  open_and_look (fixture, bad, "win.cancel", FALSE);
  g_assert_true (fixture_shows (fixture, "Open a file of predictions"));
  open_and_look (fixture, bad, NULL, FALSE);
  g_assert_true (fixture_shows (fixture, "large.csv could not be opened"));
  g_assert_true (fixture_shows (fixture, "Open a file of predictions"));

  good = write_large_file ("");
  open_and_look (fixture, good, NULL, TRUE);
  g_assert_cmpuint (fixture_get_n_rows (fixture), ==, 4000000);
  g_assert_true (fixture_shows (fixture, "predicted negative"));
  g_assert_true (fixture_shows (fixture, "false negative"));
}

/* The look of the figures is stored for the next window. */
static void
test_settings (Fixture *fixture, gconstpointer data)
{
  const char *const curves[] = { "recall", "mcc", NULL };
  LimenCalibrationOptions calibration;
  LimenWindow *second;

  test_window_open_text (fixture->window, "good.csv", ROWS);
  g_settings_set_uint (fixture->settings, "histogram-bins", 77);
  g_settings_set_strv (fixture->settings, "curves", curves);
  g_object_set (limen_window_get_session (fixture->window),
                "calibration-bins", 9, "equal-mass", TRUE, NULL);
  test_wait_for (test_window_is_idle (fixture->window));
  g_assert_true (fixture_shows (fixture, "77 bins"));
  second = limen_window_new (fixture->application, fixture->settings);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = second;
  gtk_window_present (GTK_WINDOW (second));
  test_window_open_text (fixture->window, "good.csv", ROWS);
  g_assert_true (fixture_shows (fixture, "77 bins"));
  calibration
      = limen_session_get_calibration (limen_window_get_session (second));
  g_assert_cmpuint (calibration.n_bins, ==, 9);
  g_assert_cmpint (calibration.binning, ==, LIMEN_BINNING_EQUAL_MASS);
}

static GtkWidget *
find_panel (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (LIMEN_IS_DATA_PANEL (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_panel (child);
  return found;
}

/* A window may be closed while its contents are computed. */
static void
test_gone_meanwhile (Fixture *fixture, gconstpointer data)
{
  GtkWidget *panel;

  test_window_open_text (fixture->window, "good.csv", ROWS);
  panel = find_panel (GTK_WIDGET (fixture->window));
  g_assert_nonnull (panel);
  g_object_add_weak_pointer (G_OBJECT (panel), (gpointer *) &panel);
  g_object_set (limen_window_get_session (fixture->window),
                "calibration-bins", 7, NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  fixture->window = NULL;
  test_wait_for (panel == NULL);
}

/* Whether the window requests no further frame for a while. */
static gboolean
rests (Fixture *fixture)
{
  GdkFrameClock *clock
      = gtk_widget_get_frame_clock (GTK_WIDGET (fixture->window));
  gint64 frame = gdk_frame_clock_get_frame_counter (clock);
  gint64 end = g_get_monotonic_time () + G_USEC_PER_SEC / 2;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
  return gdk_frame_clock_get_frame_counter (clock) == frame;
}

/* Once a file is read, nothing is animated or computed. */
static void
test_resting (Fixture *fixture, gconstpointer data)
{
  LimenSession *session = limen_window_get_session (fixture->window);

  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE,
                NULL);
  test_window_open_text (fixture->window, "good.csv", ROWS);
  /* Simulates the end of reading a large file. */
  g_object_notify (G_OBJECT (session), "progress");
  test_wait_for (!rests (fixture));
  g_object_notify (G_OBJECT (session), "loading");
  test_wait_for (rests (fixture));
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", TRUE,
                NULL);
}

int
main (int argc, char **argv)
{
  fixture_init (&argc, &argv);
  FIXTURE_ADD ("/window/closing", test_closing);
  FIXTURE_ADD ("/window/discarding", test_discarding);
  FIXTURE_ADD ("/window/children", test_children);
  FIXTURE_ADD ("/window/toast-place", test_toast_place);
  FIXTURE_ADD ("/window/preview", test_preview);
  FIXTURE_ADD ("/window/resting", test_resting);
  FIXTURE_ADD ("/window/settings", test_settings);
  FIXTURE_ADD ("/window/gone-meanwhile", test_gone_meanwhile);
  return fixture_run ();
}
