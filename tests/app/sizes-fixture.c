/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sizes-fixture.h"

#include "support.h"

const char *const sizes_samples[N_SIZES_SAMPLES] = {
  "digits-odd.csv", "wine-logits.csv", "digits.csv", "digit-traits.csv",
};
const char *const sizes_fonts[N_SIZES_FONTS]
    = { "Cantarell 11", "Cantarell 14" };
static const char *const panels[N_SIZES_PANELS]
    = { "LimenDataPanel", "LimenThresholdPanel" };
static GtkApplication *application;

void
sizes_set_font (const char *font)
{
  g_object_set (gtk_settings_get_default (), "gtk-font-name", font, NULL);
}

void
sizes_set_up (SizesFixture *fixture, gconstpointer data)
{
  sizes_set_font (sizes_fonts[0]);
  g_object_set (gtk_settings_get_default (), "gtk-enable-animations", FALSE,
                NULL);
  fixture->settings = g_settings_new ("io.github.limen.Limen");
  fixture->window = test_window_new (application, fixture->settings);
  fixture->session = limen_window_get_session (fixture->window);
}

void
sizes_tear_down (SizesFixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  g_object_unref (fixture->settings);
}

void
sizes_open_sample (SizesFixture *fixture, const char *name)
{
  g_autofree char *base = test_get_source_path ("../data/samples");
  g_autofree char *path = g_build_filename (base, name, NULL);

  test_window_open (fixture->window, path);
}

GtkWidget *
sizes_find (GtkWidget *widget, const char *type)
{
  GtkWidget *found = g_str_equal (G_OBJECT_TYPE_NAME (widget), type) ? widget
                                                                     : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = sizes_find (child, type);
  return found;
}

GtkWidget *
sizes_get_panel (SizesFixture *fixture, guint i)
{
  return sizes_find (GTK_WIDGET (fixture->window), panels[i]);
}

/* Waits until GTK has laid out the window with the changes. */
void
sizes_wait_for_layout (SizesFixture *fixture)
{
  for (guint i = 0; i < 2; i++)
    {
      GdkFrameClock *clock
          = gtk_widget_get_frame_clock (GTK_WIDGET (fixture->window));
      gint64 frame = gdk_frame_clock_get_frame_counter (clock);

      gdk_frame_clock_request_phase (clock, GDK_FRAME_CLOCK_PHASE_LAYOUT);
      test_wait_for (gdk_frame_clock_get_frame_counter (clock) > frame);
    }
}

/* The drop-down of objectives. */
GtkDropDown *
sizes_get_objective (SizesFixture *fixture)
{
  return GTK_DROP_DOWN (sizes_find (
      sizes_find (sizes_get_panel (fixture, 1), "LimenObjectiveEditor"), "GtkDropDown"));
}

/* Runs the tests with an application for their windows. */
int
sizes_run (void)
{
  int status;

  application = limen_application_new ();
  g_application_set_flags (G_APPLICATION (application),
                           G_APPLICATION_NON_UNIQUE);
  g_assert_true (
      g_application_register (G_APPLICATION (application), NULL, NULL));
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
