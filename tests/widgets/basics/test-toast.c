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

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/toast/show-and-hide", test_show_and_hide);
  return g_test_run ();
}
