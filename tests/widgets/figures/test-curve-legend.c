/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "curve-legend.h"

static void
count_cb (GObject *object, GParamSpec *pspec, guint *n)
{
  (*n)++;
}

static void
assert_metrics (LimenCurveLegend *legend, const char *const *expected)
{
  g_auto (GStrv) metrics = limen_curve_legend_get_metrics (legend);

  g_assert_cmpuint (g_strv_length (metrics), ==,
                    g_strv_length ((GStrv) expected));
  for (guint i = 0; metrics[i] != NULL; i++)
    g_assert_true (g_strv_contains (expected, metrics[i]));
}

static GtkWidget *
find_toggle (GtkWidget *widget)
{
  if (GTK_IS_TOGGLE_BUTTON (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_toggle (child);

      if (found != NULL)
        return found;
    }
  return NULL;
}

static void
test_switches (void)
{
  static const char *const two[] = { "recall", "kappa", NULL };
  static const char *const three[] = { "recall", "kappa", "precision", NULL };
  static const char *const odd[] = { "recall", "no-such-metric", "lift",
                                     NULL };
  static const char *const one[] = { "recall", NULL };
  LimenCurveLegend *legend = g_object_new (LIMEN_TYPE_CURVE_LEGEND, NULL);
  LimenObjective view
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_COST, 1 }, TRUE);
  guint n_changes = 0;

  g_object_ref_sink (legend);
  g_signal_connect (legend, "notify::metrics", G_CALLBACK (count_cb),
                    &n_changes);
  limen_curve_legend_set_metrics (legend, two);
  assert_metrics (legend, two);
  g_assert_cmpuint (n_changes, ==, 1);

  /* The first switch is precision. */
  gtk_toggle_button_set_active (
      GTK_TOGGLE_BUTTON (find_toggle (GTK_WIDGET (legend))), TRUE);
  assert_metrics (legend, three);
  g_assert_cmpuint (n_changes, ==, 2);

  /* Unknown names, and metrics without a curve, are ignored. */
  limen_curve_legend_set_metrics (legend, odd);
  assert_metrics (legend, one);
  limen_curve_legend_set_confusion (
      legend, (LimenConfusion){ .tp = 3, .fp = 1, .fn = 2, .tn = 5 },
      &view);
  limen_curve_legend_set_theme (legend, LIMEN_THEME_CONTRAST);
  g_assert_finalize_object (legend);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curve-legend/switches", test_switches);
  return g_test_run ();
}
