/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>
#include <math.h>

#include "curves-view.h"
#include "figures-panel.h"
#include "histogram-view.h"
#include "support.h"
#include "threshold-panel.h"
#include "windows.h"

static GtkApplication *application;

typedef struct
{
  GSettings *settings;
  LimenWindow *window;
  LimenSession *session;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->settings = g_settings_new ("io.github.limen.Limen");
  fixture->window = test_window_new (application, fixture->settings);
  fixture->session = limen_window_get_session (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_settings_reset (fixture->settings, "histogram-log");
  g_settings_reset (fixture->settings, "logit-axis");
  g_object_unref (fixture->settings);
}

static gpointer
get_part (Fixture *fixture, GType type, const char *name)
{
  GtkWidget *panel = test_find_widget (GTK_WIDGET (fixture->window), type);

  return gtk_widget_get_template_child (panel, type, name);
}

static gpointer
get_figure (Fixture *fixture, const char *name)
{
  return get_part (fixture, LIMEN_TYPE_FIGURES_PANEL, name);
}

/* The text of a chip; NULL if it is hidden. */
static const char *
get_chip (Fixture *fixture, const char *chip, const char *label)
{
  return gtk_widget_get_visible (get_figure (fixture, chip))
             ? gtk_label_get_label (get_figure (fixture, label))
             : NULL;
}

static const char *
get_fit (Fixture *fixture)
{
  return get_chip (fixture, "fit_chip", "fit_label");
}

static const char *
get_zoom (Fixture *fixture)
{
  return get_chip (fixture, "zoom_chip", "zoom_label");
}

static void
assert_view (Fixture *fixture, gboolean has_logit_axis,
             gboolean has_log_height)
{
  gboolean log_y;

  g_object_get (get_figure (fixture, "histogram"), "log-y", &log_y, NULL);
  g_assert_cmpint (limen_session_has_logit_axis (fixture->session), ==,
                   has_logit_axis);
  g_assert_cmpint (log_y, ==, has_log_height);
  g_assert_cmpint (
      gtk_check_button_get_active (get_figure (fixture, "logit_axis")), ==,
      has_logit_axis);
  g_assert_cmpint (gtk_check_button_get_active (get_figure (fixture, "log_y")),
                   ==, has_log_height);
}

static void
assert_stored (Fixture *fixture, gboolean logit_axis, gboolean log_height)
{
  g_assert_cmpint (g_settings_get_boolean (fixture->settings, "logit-axis"),
                   ==, logit_axis);
  g_assert_cmpint (g_settings_get_boolean (fixture->settings, "histogram-log"),
                   ==, log_height);
}

/* Nearly all scores are close to 0, and few rows are positive. */
static void
open_rare (Fixture *fixture)
{
  GString *text = g_string_new ("label,prob\n");

  for (int i = 0; i < 3000; i++)
    g_string_append_printf (text, "%d,%.6f\n", i % 600 == 7,
                            i % 600 == 7 ? 0.02 + i / 15000.0
                                         : 0.0001 + i % 97 / 4000.0);
  test_window_open_text (fixture->window, "rare.csv", text->str);
  g_string_free (text, TRUE);
}

static void
open_calm (Fixture *fixture)
{
  GString *text = g_string_new ("label,prob\n");

  for (int i = 0; i < 300; i++)
    g_string_append_printf (text, "%d,%.4f\n", i % 7 * 50 < i,
                            (i * 37 % 300 + 0.5) / 300);
  test_window_open_text (fixture->window, "calm.csv", text->str);
  g_string_free (text, TRUE);
}

/* The view is fitted to each file that is opened, the chip names what was
 * turned on, and stored settings do not change. */
static void
test_fits (Fixture *fixture, gconstpointer data)
{
  open_calm (fixture);
  assert_view (fixture, FALSE, FALSE);
  g_assert_null (get_fit (fixture));
  open_rare (fixture);
  assert_view (fixture, TRUE, TRUE);
  g_assert_cmpstr (get_fit (fixture), ==, "logit axis, log height");
  assert_stored (fixture, FALSE, FALSE);
  open_calm (fixture);
  assert_view (fixture, FALSE, FALSE);
  g_assert_null (get_fit (fixture));
  assert_stored (fixture, FALSE, FALSE);
}

/* The chip turns both options off, and they stay off for the file. */
static void
test_chip (Fixture *fixture, gconstpointer data)
{
  open_rare (fixture);
  g_signal_emit_by_name (get_figure (fixture, "fit_chip"), "clicked");
  assert_view (fixture, FALSE, FALSE);
  g_assert_null (get_fit (fixture));
  assert_stored (fixture, FALSE, FALSE);
  open_rare (fixture);
  assert_view (fixture, FALSE, FALSE);
  open_calm (fixture);
  open_rare (fixture);
  assert_view (fixture, FALSE, FALSE);
  g_assert_null (get_fit (fixture));
}

/* Large enough for a preview while it is read. */
static void
open_large (Fixture *fixture)
{
  GString *text = g_string_new ("label,prob\n");
  g_autofree char *path = NULL;

  for (int i = 0; text->len < 50 * 1024 * 1024; i++)
    g_string_append_printf (text, "%d,%.12f\n", i % 600 == 7,
                            i % 600 == 7 ? 0.02 + i % 3000 / 15000.0
                                         : 0.0001 + i % 97 / 4000.0);
  path = test_write_file ("large.csv", text->str, (gssize) text->len);
  g_string_free (text, TRUE);
  test_window_open (fixture->window, path);
}

static void
previewed_cb (LimenSession *session, Fixture *fixture)
{
  if (get_fit (fixture) == NULL)
    return;
  g_assert_true (limen_session_is_loading (session));
  g_signal_emit_by_name (get_figure (fixture, "fit_chip"), "clicked");
}

/* Options turned off during the preview stay off once the file is read. */
static void
test_preview (Fixture *fixture, gconstpointer data)
{
  g_signal_connect_after (fixture->session, "sample-preview-changed",
                          G_CALLBACK (previewed_cb), fixture);
  open_large (fixture);
  assert_view (fixture, FALSE, FALSE);
  g_assert_null (get_fit (fixture));
}

/* Unchecking one option is a choice of the user: the other option stays on. An
 * option checked by hand is stored, and no chip offers to turn it off. */
static void
test_boxes (Fixture *fixture, gconstpointer data)
{
  open_rare (fixture);
  gtk_check_button_set_active (get_figure (fixture, "logit_axis"), FALSE);
  assert_view (fixture, FALSE, TRUE);
  g_assert_cmpstr (get_fit (fixture), ==, "log height");
  gtk_check_button_set_active (get_figure (fixture, "logit_axis"), TRUE);
  assert_view (fixture, TRUE, TRUE);
  g_assert_cmpstr (get_fit (fixture), ==, "log height");
  assert_stored (fixture, TRUE, FALSE);
  open_calm (fixture);
  assert_view (fixture, TRUE, FALSE);
  g_assert_null (get_fit (fixture));
}

/* Reading a file again keeps its view; stored choices are not treated as new
 * ones. */
static void
test_reload (Fixture *fixture, gconstpointer data)
{
  open_rare (fixture);
  test_window_activate (fixture->window, "win.swap-positive");
  assert_view (fixture, TRUE, TRUE);
  g_assert_cmpstr (get_fit (fixture), ==, "logit axis, log height");
  open_calm (fixture);
  g_settings_set_boolean (fixture->settings, "histogram-log", TRUE);
  assert_view (fixture, FALSE, TRUE);
  open_rare (fixture);
  assert_view (fixture, TRUE, TRUE);
  g_assert_cmpstr (get_fit (fixture), ==, "logit axis");
}

static void
assert_range (Fixture *fixture, double low, double high)
{
  static const char *const views[] = { "histogram", "curves" };
  const LimenScale *range = limen_session_get_range (fixture->session);

  test_assert_near (range->low, low, 1e-9);
  test_assert_near (range->high, high, 1e-9);
  for (gsize i = 0; i < G_N_ELEMENTS (views); i++)
    {
      const LimenScale *shown
          = limen_figure_view_get_scale (get_figure (fixture, views[i]));

      g_assert_cmpfloat (shown->low, ==, range->low);
      g_assert_cmpfloat (shown->high, ==, range->high);
    }
}

/* Both figures zoom together, by keys around the threshold; the chip shows all
 * scores again. */
static void
test_zoom (Fixture *fixture, gconstpointer data)
{
  open_calm (fixture);
  limen_session_set_threshold (fixture->session, 0.4);
  test_window_activate (fixture->window, "win.zoom(1)");
  assert_range (fixture, 0.4 - 0.4 / 1.5, 0.4 + 0.6 / 1.5);
  g_assert_cmpstr (get_zoom (fixture), ==, "zoom 0.133 to 0.8");
  test_window_activate (fixture->window, "win.zoom(-1)");
  assert_range (fixture, 0, 1);
  g_assert_null (get_zoom (fixture));
  limen_session_set_range (fixture->session, 0.1, 0.3);
  g_assert_cmpstr (get_zoom (fixture), ==, "zoom 0.1 to 0.3");
  g_signal_emit_by_name (get_figure (fixture, "zoom_chip"), "clicked");
  assert_range (fixture, 0, 1);
  limen_session_set_range (fixture->session, 0.1, 0.3);
  test_window_activate (fixture->window, "win.zoom(0)");
  assert_range (fixture, 0, 1);
}

/* Both figures show a requested range. Another axis keeps it, another file
 * does not. */
static void
test_range (Fixture *fixture, gconstpointer data)
{
  open_calm (fixture);
  g_signal_emit_by_name (get_figure (fixture, "curves"), "range-requested",
                         0.2, 0.7);
  assert_range (fixture, 0.2, 0.7);
  g_object_set (fixture->session, "logit-axis", TRUE, NULL);
  assert_range (fixture, 0.2, 0.7);
  g_assert_cmpint (limen_session_get_range (fixture->session)->transform, ==,
                   LIMEN_TRANSFORM_LOGIT);
  g_object_set (fixture->session, "logit-axis", FALSE, NULL);
  assert_range (fixture, 0.2, 0.7);
  open_rare (fixture);
  g_assert_false (limen_session_is_zoomed (fixture->session));
  g_assert_null (get_zoom (fixture));
}

/* Moving the threshold out of the visible range scrolls to it. */
static void
test_follows (Fixture *fixture, gconstpointer data)
{
  open_calm (fixture);
  limen_session_set_range (fixture->session, 0.2, 0.4);
  limen_session_set_threshold (fixture->session, 0.3);
  assert_range (fixture, 0.2, 0.4);
  limen_session_set_threshold (fixture->session, 0.6);
  assert_range (fixture, 0.5, 0.7);
  limen_session_set_threshold (fixture->session, 0.98);
  assert_range (fixture, 0.8, 1);
  limen_session_set_threshold (fixture->session, INFINITY);
  assert_range (fixture, 0.8, 1);
  limen_session_set_refer_from (fixture->session, 0.05);
  assert_range (fixture, 0, 0.2);
}

static void
type (Fixture *fixture, const char *text)
{
  GtkSpinButton *spin
      = get_part (fixture, LIMEN_TYPE_THRESHOLD_PANEL, "threshold");

  gtk_editable_set_text (GTK_EDITABLE (spin), text);
  gtk_spin_button_update (spin);
}

static void
assert_refused (Fixture *fixture, const char *error_label)
{
  GtkWidget *label
      = get_part (fixture, LIMEN_TYPE_THRESHOLD_PANEL, "error_label");

  g_assert_cmpint (gtk_widget_get_visible (label), ==, error_label != NULL);
  if (error_label != NULL)
    g_assert_cmpstr (gtk_label_get_label (GTK_LABEL (label)), ==, error_label);
}

/* Invalid text is refused with a message, and the threshold stays. */
static void
test_typing (Fixture *fixture, gconstpointer data)
{
  GtkEditable *field;

  open_calm (fixture);
  field = get_part (fixture, LIMEN_TYPE_THRESHOLD_PANEL, "threshold");
  type (fixture, "0.45");
  assert_refused (fixture, NULL);
  type (fixture, "abc");
  assert_refused (fixture, "\342\200\234abc\342\200\235 is not a number");
  g_assert_cmpstr (gtk_editable_get_text (field), ==, "0.45");
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.45);
  type (fixture, "1.5");
  assert_refused (fixture, "\342\200\2341.5\342\200\235 is not a probability: "
                           "type 0 to 1 or none");
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==, 0.45);
  type (fixture, "none");
  assert_refused (fixture, NULL);
  g_assert_cmpfloat (limen_session_get_threshold (fixture->session), ==,
                     INFINITY);
  type (fixture, "xyz");
  limen_session_set_threshold (fixture->session, 0.2);
  assert_refused (fixture, NULL);
}

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  application = test_application_new ();
#define ADD(name, function)                                                   \
  g_test_add (name, Fixture, NULL, set_up, function, tear_down)
  ADD ("/fitted-view/fits", test_fits);
  ADD ("/fitted-view/chip", test_chip);
  ADD ("/fitted-view/preview", test_preview);
  ADD ("/fitted-view/boxes", test_boxes);
  ADD ("/fitted-view/reload", test_reload);
  ADD ("/fitted-view/zoom", test_zoom);
  ADD ("/fitted-view/range", test_range);
  ADD ("/fitted-view/follows", test_follows);
  ADD ("/fitted-view/typing", test_typing);
#undef ADD
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
