/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "toast.h"

static void
test_show_and_hide (void)
{
  LimenToast *toast = g_object_new (LIMEN_TYPE_TOAST, NULL);

  g_object_ref_sink (toast);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (toast)));
  limen_toast_show (toast, "Removed", "Undo", "win.undo");
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (toast)));
  limen_toast_show (toast, "Saved", NULL, NULL);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (toast)));
  limen_toast_hide (toast);
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (toast)));
  /* Destroyed before its timeout. */
  limen_toast_show (toast, "Saved", NULL, NULL);
  g_assert_finalize_object (toast);
}

/* Where there is little room, a message wraps and keeps its numbers. */
static void
test_narrow (void)
{
  GtkWidget *window = gtk_window_new ();
  LimenToast *toast = g_object_new (LIMEN_TYPE_TOAST, NULL);
  GtkLabel *label = GTK_LABEL (gtk_widget_get_template_child (
      GTK_WIDGET (toast), LIMEN_TYPE_TOAST, "message"));
  PangoLayout *layout;

  gtk_window_set_default_size (GTK_WINDOW (window), 190, 120);
  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (toast));
  limen_toast_show (toast,
                    "Pinned threshold 0.5 as \342\200\234cutoff 1"
                    "\342\200\235",
                    NULL, NULL);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  layout = gtk_label_get_layout (label);
  g_assert_cmpint (gtk_widget_get_width (window), <, 260);
  g_assert_cmpint (pango_layout_get_line_count (layout), >, 1);
  g_assert_false (pango_layout_is_ellipsized (layout));
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/toast/show-and-hide", test_show_and_hide);
  g_test_add_func ("/toast/narrow", test_narrow);
  return g_test_run ();
}
