/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "log-view.h"

#include <math.h>

/* The accessible description says what is shown, or why nothing is. */
static void
test_description (void)
{
  double scores[] = { 0.92, 0.31, 0.04, 0.77, 0.55 };
  guint16 labels[] = { 1, 0, 1, 1, 0 };
  LimenPredictions predictions = { .task = LIMEN_TASK_BINARY,
                                   .kind = LIMEN_KIND_PROBABILITY,
                                   .n_rows = 5,
                                   .n_classes = 2,
                                   .n_scores = 1,
                                   .positive = 1,
                                   .labels = labels,
                                   .scores = (double *[]){ scores } };
  g_autofree LimenLossCounts *counts
      = limen_loss_counts_new (&predictions, 0.5);
  g_autofree LimenLossCounts *none = NULL;
  GtkWidget *view = g_object_new (LIMEN_TYPE_LOG_VIEW, NULL);
  GtkWidget *window = gtk_window_new ();

  gtk_test_accessible_assert_role (view, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_window_set_child (GTK_WINDOW (window), view);
  gtk_window_present (GTK_WINDOW (window));
  gtk_test_widget_wait_for_draw (window);
  limen_log_view_set_counts (LIMEN_LOG_VIEW (view), counts);
  g_object_set (view, "theme", LIMEN_THEME_DARK, NULL);
  gtk_test_widget_wait_for_draw (window);
  /* (-log 0.92 - log 0.69 - log 0.04 - log 0.77 - log 0.45) / 5 */
  gtk_test_accessible_assert_property (
      view, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      "\342\210\222log p falls from infinity at p = 0 to 0 at p = 1; mean "
      "loss 0.9466, as at p = 0.3880; largest loss of a row 3.2189");

  predictions.kind = LIMEN_KIND_SCORE;
  none = limen_loss_counts_new (&predictions, 0.5);
  limen_log_view_set_counts (LIMEN_LOG_VIEW (view), none);
  gtk_test_widget_wait_for_draw (window);
  gtk_test_accessible_assert_property (view,
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "plain scores have no loss");
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/log-view/description", test_description);
  return g_test_run ();
}
