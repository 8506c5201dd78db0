/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "threshold-lines-view.h"

#include <math.h>

/* Ten rows, four of them positive, nine distinct scores. */
static const double scores[]
    = { 0.1, 0.2, 0.25, 0.3, 0.4, 0.4, 0.6, 0.7, 0.8, 0.9 };
static const guint16 labels[] = { 0, 0, 0, 1, 0, 1, 0, 1, 0, 1 };

typedef struct
{
  GtkWidget *window;
  LimenFigureView *view;
  LimenSweep *sweep;
  LimenScale scale;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->sweep
      = limen_sweep_new (scores, labels, 1, NULL, G_N_ELEMENTS (scores));
  fixture->scale = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1);
  fixture->view = g_object_new (LIMEN_TYPE_THRESHOLD_LINES_VIEW, NULL);
  limen_figure_view_set_axis (fixture->view, fixture->sweep, fixture->scale,
                              0.01, "threshold");
  limen_figure_view_set_threshold (fixture->view, 0.4);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window),
                        GTK_WIDGET (fixture->view));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 600, 300);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  limen_sweep_free (fixture->sweep);
}

static void
show (Fixture *fixture, LimenLinesKind kind, const char *title)
{
  g_autoptr (LimenThresholdLines) lines = limen_threshold_lines_new (
      fixture->sweep, kind, LIMEN_KIND_PROBABILITY, &fixture->scale,
      LIMEN_COSTS_DEFAULT, NAN);

  limen_plot_view_set_title (LIMEN_PLOT_VIEW (fixture->view), title);
  limen_threshold_lines_view_set_lines (
      LIMEN_THRESHOLD_LINES_VIEW (fixture->view), lines);
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
assert_described (Fixture *fixture, const char *label, const char *description)
{
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (fixture->view), GTK_ACCESSIBLE_PROPERTY_LABEL, label);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->view),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       description);
}

static void
test_descriptions (Fixture *fixture, gconstpointer data)
{
  show (fixture, LIMEN_LINES_COST, "Cost curve");
  assert_described (fixture, "Cost curve",
                    "Cost curve; mean cost of a row 0.400; least 0.300, at "
                    "threshold 0.6500");
  limen_figure_view_set_threshold (fixture->view, 0.7);
  assert_described (fixture, "Cost curve",
                    "Cost curve; mean cost of a row 0.300; least 0.300, at "
                    "threshold 0.6500");
  limen_figure_view_set_threshold (fixture->view, 0.4);
  show (fixture, LIMEN_LINES_DECISION, "Decision curve");
  assert_described (fixture, "Decision curve",
                    "Decision curve; model 0.100; all positive 0.000; none "
                    "positive 0.000");
}

/* The legend belongs to the margin; points below the plot are not hovered. */
static void
test_margins (Fixture *fixture, gconstpointer data)
{
  LimenFigureViewClass *klass = LIMEN_FIGURE_VIEW_GET_CLASS (fixture->view);
  const LimenTheme *theme
      = limen_plot_view_get_theme (LIMEN_PLOT_VIEW (fixture->view));
  double without = klass->get_margins (fixture->view, theme).bottom;

  show (fixture, LIMEN_LINES_KS, "KS curves");
  g_assert_cmpfloat (klass->get_margins (fixture->view, theme).bottom, >,
                     without + theme->font_size);
}

static void
test_readout (Fixture *fixture, gconstpointer data)
{
  LimenFigureViewClass *klass = LIMEN_FIGURE_VIEW_GET_CLASS (fixture->view);
  g_autofree char *text = NULL;

  g_assert_null (klass->describe_point (fixture->view, 0.4));
  show (fixture, LIMEN_LINES_KS, "KS curves");
  text = klass->describe_point (fixture->view, 0.4);
  g_assert_nonnull (strstr (text, "threshold  <b>0.4</b>"));
  g_assert_nonnull (strstr (text, "negatives below  <b>0.500</b>"));
  g_assert_nonnull (strstr (text, "positives below  <b>0.250</b>"));
}

/* Lines of another axis are no longer shown. */
static void
test_axis_changed (Fixture *fixture, gconstpointer data)
{
  show (fixture, LIMEN_LINES_KS, "KS curves");
  limen_figure_view_set_axis (fixture->view, NULL, fixture->scale, 0.01,
                              NULL);
  gtk_test_widget_wait_for_draw (fixture->window);
  gtk_test_accessible_assert_property (GTK_ACCESSIBLE (fixture->view),
                                       GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                       "counting");
}

static void
test_finalize (void)
{
  LimenFigureView *view = g_object_ref_sink (
      g_object_new (LIMEN_TYPE_THRESHOLD_LINES_VIEW, NULL));

  gtk_test_accessible_assert_role (GTK_ACCESSIBLE (view),
                                   GTK_ACCESSIBLE_ROLE_IMG);
  g_assert_finalize_object (view);
}

#define ADD(name, test)                                                       \
  g_test_add (name, Fixture, NULL, set_up, test, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  ADD ("/threshold-lines-view/descriptions", test_descriptions);
  ADD ("/threshold-lines-view/margins", test_margins);
  ADD ("/threshold-lines-view/readout", test_readout);
  ADD ("/threshold-lines-view/axis-changed", test_axis_changed);
  g_test_add_func ("/threshold-lines-view/finalize", test_finalize);
  return g_test_run ();
}
