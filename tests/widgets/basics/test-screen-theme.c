/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen-theme.h"

#include <math.h>

#include "log-view.h"
#include "support.h"

static double
get_font_size (GtkWidget *view)
{
  return limen_plot_view_get_theme (LIMEN_PLOT_VIEW (view))->font_size;
}

/* The text of a figure follows the desktop's text size and font. */
static void
test_text_size (void)
{
  GtkSettings *settings = gtk_settings_get_default ();
  GtkWidget *window = gtk_window_new ();
  GtkWidget *view = g_object_new (LIMEN_TYPE_LOG_VIEW, NULL);
  const LimenTheme *theme = limen_plot_view_get_theme (LIMEN_PLOT_VIEW (view));

  gtk_window_set_child (GTK_WINDOW (window), view);
  g_object_set (settings, "gtk-font-name", "Serif 11", NULL);
  gtk_window_present (GTK_WINDOW (window));
  test_assert_near (get_font_size (view), 11 * 96 / 72.0, 0.01);
  g_assert_cmpstr (theme->font_family, ==, "Serif");

  g_object_set (settings, "gtk-font-name", "Sans 22", NULL);
  while (fabs (get_font_size (view) - 22 * 96 / 72.0) > 0.01)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpstr (theme->font_family, ==, "Sans");
  g_object_set (settings, "gtk-xft-dpi", 192 * 1024, NULL);
  while (fabs (get_font_size (view) - 2 * 22 * 96 / 72.0) > 0.01)
    g_main_context_iteration (NULL, TRUE);

  /* Colours do not change. */
  g_object_set (view, "theme", LIMEN_THEME_CONTRAST, NULL);
  g_object_set (settings, "gtk-xft-dpi", 96 * 1024, NULL);
  while (fabs (get_font_size (view) - 22 * 96 / 72.0) > 0.01)
    g_main_context_iteration (NULL, TRUE);
  g_assert_cmpint (theme->variant, ==, LIMEN_THEME_CONTRAST);
  gtk_window_destroy (GTK_WINDOW (window));
  gtk_settings_reset_property (settings, "gtk-font-name");
  gtk_settings_reset_property (settings, "gtk-xft-dpi");
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/screen-theme/text-size", test_text_size);
  return g_test_run ();
}
