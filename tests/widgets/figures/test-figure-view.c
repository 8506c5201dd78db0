/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "curves-view.h"
#include "histogram-view.h"

typedef struct
{
  GtkWidget *window;
  LimenFigureView *histogram;
  LimenFigureView *curves;
  LimenSweep *sweep;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  const double scores[] = { 0.1, 0.1, 0.25, 0.4, 0.4, 0.6, 0.8, 0.95 };
  const uint16_t labels[] = { 0, 0, 1, 0, 1, 1, 1, 1 };
  LimenScale scale = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  fixture->sweep = limen_sweep_new (scores, labels, 1, NULL,
                                    G_N_ELEMENTS (scores));
  fixture->histogram = g_object_new (LIMEN_TYPE_HISTOGRAM_VIEW, "vexpand",
                                     TRUE, NULL);
  fixture->curves = g_object_new (LIMEN_TYPE_CURVES_VIEW, "vexpand", TRUE,
                                  NULL);
  limen_figure_view_set_axis (fixture->histogram, fixture->sweep, scale, 0.01,
                              NULL);
  limen_figure_view_set_axis (fixture->curves, fixture->sweep, scale, 0.01,
                              NULL);
  limen_figure_view_set_threshold (fixture->histogram, 0.4);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->histogram));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (fixture->curves));
  g_object_bind_property (fixture->histogram, "threshold", fixture->curves,
                          "threshold",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  g_object_bind_property (fixture->histogram, "refer-from", fixture->curves,
                          "refer-from",
                          G_BINDING_BIDIRECTIONAL | G_BINDING_SYNC_CREATE);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window), box);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 700, 500);
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
press (LimenFigureView *view, guint key, GdkModifierType state)
{
  g_autoptr (GListModel) controllers
      = gtk_widget_observe_controllers (GTK_WIDGET (view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller
          = g_list_model_get_item (controllers, i);
      gboolean is_handled;

      if (GTK_IS_EVENT_CONTROLLER_KEY (controller))
        g_signal_emit_by_name (controller, "key-pressed", key, 0, state,
                               &is_handled);
    }
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint key;
    GdkModifierType state;
    double expected; /* from 0.4 */
  } cases[] = {
    { GDK_KEY_Right, 0, 0.41 },
    { GDK_KEY_Left, 0, 0.39 },
    { GDK_KEY_Right, GDK_SHIFT_MASK, 0.5 },
    { GDK_KEY_Left, GDK_SHIFT_MASK, 0.3 },
    { GDK_KEY_Page_Up, 0, 0.5 },
    { GDK_KEY_KP_Page_Up, 0, 0.5 },
    { GDK_KEY_Home, 0, 0 },
    { GDK_KEY_End, 0, 1 },
    { GDK_KEY_Right, GDK_CONTROL_MASK, 0.6 },
    { GDK_KEY_Left, GDK_CONTROL_MASK, 0.25 },
    { GDK_KEY_Tab, 0, 0.4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      limen_figure_view_set_threshold (fixture->curves, 0.4);
      press (fixture->curves, cases[i].key, cases[i].state);
      g_assert_cmpfloat (limen_figure_view_get_threshold (fixture->histogram),
                         ==, cases[i].expected);
    }
}

/* Steps stop at the ends of the axis. */
static void
test_ends (Fixture *fixture, gconstpointer data)
{
  limen_figure_view_set_threshold (fixture->histogram, 0.995);
  press (fixture->histogram, GDK_KEY_Right, 0);
  g_assert_cmpfloat (limen_figure_view_get_threshold (fixture->histogram), ==,
                     1);
  press (fixture->histogram, GDK_KEY_Right, 0);
  g_assert_cmpfloat (limen_figure_view_get_threshold (fixture->histogram), ==,
                     1);
}

static void
set_lines (Fixture *fixture, double refer_from, double threshold)
{
  limen_figure_view_set_refer_from (fixture->curves, NAN);
  limen_figure_view_set_threshold (fixture->curves, threshold);
  limen_figure_view_set_refer_from (fixture->curves, refer_from);
}

static void
assert_lines (Fixture *fixture, double refer_from, double threshold)
{
  g_assert_cmpfloat (limen_figure_view_get_refer_from (fixture->histogram),
                     ==, refer_from);
  g_assert_cmpfloat (limen_figure_view_get_threshold (fixture->histogram), ==,
                     threshold);
}

/* Space activates the other line, and neither line passes the other. */
static void
test_zone_keys (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint key;
    GdkModifierType state;
    double upper; /* from 0.4 above 0.25 */
    double lower; /* from 0.25 below 0.4 */
  } cases[] = {
    { GDK_KEY_Right, 0, 0.41, 0.26 },
    { GDK_KEY_Left, GDK_SHIFT_MASK, 0.3, 0.15 },
    { GDK_KEY_Page_Up, 0, 0.5, 0.35 },
    { GDK_KEY_Home, 0, 0.25, 0 },
    { GDK_KEY_End, 0, 1, 0.4 },
    { GDK_KEY_Right, GDK_CONTROL_MASK, 0.6, 0.4 },
    { GDK_KEY_Left, GDK_CONTROL_MASK, 0.25, 0.1 },
  };

  press (fixture->curves, GDK_KEY_space, 0); /* there is only one line */
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      set_lines (fixture, 0.25, 0.4);
      press (fixture->curves, cases[i].key, cases[i].state);
      assert_lines (fixture, 0.25, cases[i].upper);
      set_lines (fixture, 0.25, 0.4);
      press (fixture->curves, GDK_KEY_space, 0);
      press (fixture->curves, cases[i].key, cases[i].state);
      assert_lines (fixture, cases[i].lower, 0.4);
    }
}

/* From the highest score, the next candidate is the one above all scores, at
 * which no row is positive; the lower line stays at or below the upper one. */
static void
test_above_all (Fixture *fixture, gconstpointer data)
{
  gsize n = limen_sweep_get_n_scores (fixture->sweep);
  double highest = limen_sweep_get_score (fixture->sweep, n - 1);

  limen_figure_view_set_threshold (fixture->curves, highest);
  press (fixture->curves, GDK_KEY_Right, GDK_CONTROL_MASK);
  g_assert_cmpfloat (limen_figure_view_get_threshold (fixture->histogram), ==,
                     INFINITY);
  press (fixture->curves, GDK_KEY_Right, GDK_CONTROL_MASK);
  g_assert_cmpfloat (limen_figure_view_get_threshold (fixture->histogram), ==,
                     INFINITY);
  press (fixture->curves, GDK_KEY_Left, GDK_CONTROL_MASK);
  g_assert_cmpfloat (limen_figure_view_get_threshold (fixture->histogram), ==,
                     highest);

  set_lines (fixture, highest, INFINITY);
  press (fixture->curves, GDK_KEY_space, 0);
  press (fixture->curves, GDK_KEY_Right, GDK_CONTROL_MASK);
  assert_lines (fixture, highest, INFINITY);
  press (fixture->curves, GDK_KEY_Left, GDK_CONTROL_MASK);
  g_assert_cmpfloat (limen_figure_view_get_refer_from (fixture->curves), <,
                     highest);
}

static double
get_x (LimenFigureView *view, double threshold)
{
  LimenMargins margins = LIMEN_FIGURE_VIEW_GET_CLASS (view)->get_margins (
      view, limen_plot_view_get_theme (LIMEN_PLOT_VIEW (view)));
  double width = gtk_widget_get_width (GTK_WIDGET (view)) - margins.left
                 - margins.right;

  return margins.left + width * threshold;
}

/* Whether moving the pointer to a threshold shows its readout. */
static gboolean
has_readout (LimenFigureView *view, double threshold)
{
  g_autoptr (GListModel) controllers
      = gtk_widget_observe_controllers (GTK_WIDGET (view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller
          = g_list_model_get_item (controllers, i);

      if (GTK_IS_EVENT_CONTROLLER_MOTION (controller))
        g_signal_emit_by_name (controller, "motion", get_x (view, threshold),
                               60.0);
    }
  return gtk_widget_get_visible (
      gtk_widget_get_first_child (GTK_WIDGET (view)));
}

/* Drags from one threshold to another, and checks that no readout is shown
 * meanwhile. */
static void
drag (LimenFigureView *view, double from, double to)
{
  g_autoptr (GListModel) controllers
      = gtk_widget_observe_controllers (GTK_WIDGET (view));
  double x = get_x (view, from);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller
          = g_list_model_get_item (controllers, i);

      if (!GTK_IS_GESTURE_DRAG (controller)
          || gtk_gesture_single_get_button (GTK_GESTURE_SINGLE (controller))
                 != GDK_BUTTON_PRIMARY)
        continue;
      g_signal_emit_by_name (controller, "drag-begin", x, 30.0);
      g_signal_emit_by_name (controller, "drag-update", get_x (view, to) - x,
                             0.0);
      g_assert_false (has_readout (view, to));
      g_signal_emit_by_name (controller, "drag-end", get_x (view, to) - x,
                             0.0);
      g_assert_true (has_readout (view, to));
    }
}

/* The readout is hidden when the line moves without the pointer, and comes
 * back with the next pointer motion. */
static void
test_readout (Fixture *fixture, gconstpointer data)
{
  LimenFigureView *view = fixture->histogram;

  g_assert_true (has_readout (view, 0.4));
  limen_figure_view_set_threshold (view, 0.7);
  g_assert_false (
      gtk_widget_get_visible (gtk_widget_get_first_child (GTK_WIDGET (view))));
  g_assert_false (has_readout (view, 0.4));
  g_assert_true (has_readout (view, 0.41));
  limen_figure_view_set_threshold (view, 0.7);
  g_assert_true (has_readout (view, 0.41));
}

static void
assert_dragged (Fixture *fixture, double refer_from, double threshold)
{
  g_assert_cmpfloat_with_epsilon (
      limen_figure_view_get_refer_from (fixture->histogram), refer_from,
      0.006);
  g_assert_cmpfloat_with_epsilon (
      limen_figure_view_get_threshold (fixture->histogram), threshold, 0.006);
}

/* Either line can be grabbed in either figure; a press elsewhere moves the
 * nearer one; of two lines at one place, the direction of the drag decides. */
static void
test_zone_drag (Fixture *fixture, gconstpointer data)
{
  LimenFigureView *views[] = { fixture->histogram, fixture->curves };

  for (guint i = 0; i < G_N_ELEMENTS (views); i++)
    {
      set_lines (fixture, 0.3, 0.7);
      drag (views[i], 0.3, 0.2);
      assert_dragged (fixture, 0.2, 0.7);
      drag (views[i], 0.7, 0.8);
      assert_dragged (fixture, 0.2, 0.8);
      drag (views[i], 0.4, 0.3);
      assert_dragged (fixture, 0.3, 0.8);
      drag (views[i], 0.3, 0.95);
      assert_lines (fixture, limen_figure_view_get_threshold (views[i]),
                    limen_figure_view_get_threshold (views[i]));
      drag (views[i], 0.8, 0.5);
      assert_dragged (fixture, 0.5, 0.8);
      drag (views[i], 0.8, 0.1);
      assert_dragged (fixture, 0.5, 0.5);
      drag (views[i], 0.5, 0.6);
      assert_dragged (fixture, 0.5, 0.6);
    }
  limen_figure_view_set_refer_from (fixture->histogram, NAN);
  drag (fixture->curves, 0.6, 0.2);
  g_assert_true (
      isnan (limen_figure_view_get_refer_from (fixture->curves)));
  g_assert_cmpfloat_with_epsilon (
      limen_figure_view_get_threshold (fixture->histogram), 0.2, 0.006);
}

/* The view draws something whatever is set. */
static void
test_draws (Fixture *fixture, gconstpointer data)
{
  LimenScale scale = limen_scale_new (LIMEN_TRANSFORM_LOGIT, 0.01, 0.99);
  LimenObjective view
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_COST, 1 }, TRUE);
  g_autoptr (LimenMetricCurves) curves = limen_metric_curves_new (
      fixture->sweep, &scale, LIMEN_CURVE_COLUMNS, &view);
  const double pinned[] = { 0.2, 0.7 };

  limen_figure_view_set_axis (fixture->curves, fixture->sweep, scale, 0.01,
                              "threshold");
  for (guint i = 0; i < LIMEN_N_METRICS; i++)
    limen_metric_curves_add (curves, i, i);
  limen_curves_view_set_curves (LIMEN_CURVES_VIEW (fixture->curves), curves);
  limen_figure_view_set_band (fixture->curves, 0.25, 0.4);
  limen_figure_view_set_refer_from (fixture->curves, 0.2);
  limen_figure_view_set_pinned (fixture->curves, pinned, 2);
  g_object_set (fixture->curves, "theme", LIMEN_THEME_DARK, NULL);
  g_object_set (fixture->histogram, "bins", 200, "stacked", FALSE, "density",
                TRUE, "log-y", TRUE, NULL);
  gtk_test_widget_wait_for_draw (fixture->window);

  limen_figure_view_set_axis (fixture->curves, NULL, scale, 0.01, NULL);
  limen_figure_view_set_axis (fixture->histogram, NULL, scale, 0.01, NULL);
  gtk_test_widget_wait_for_draw (fixture->window);
}

/* Renders the view with the line at a threshold, 300 x 150 pixels. */
static cairo_surface_t *
draw_at (LimenFigureView *view, double threshold)
{
  const LimenThresholdAxis axis = {
    .x = *limen_figure_view_get_scale (view),
    .threshold = threshold,
    .band_low = 0.2,
    .band_high = threshold,
    .pinned = &threshold,
    .n_pinned = 1,
    .hover = NAN,
  };
  cairo_surface_t *surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, 300, 150);
  cairo_t *cr = cairo_create (surface);

  LIMEN_FIGURE_VIEW_GET_CLASS (view)->draw (
      view, cr, (LimenRect){ 0, 0, 300, 150 }, &axis,
      limen_plot_view_get_theme (LIMEN_PLOT_VIEW (view)));
  cairo_destroy (cr);
  cairo_surface_flush (surface);
  return surface;
}

static gboolean
looks_the_same (LimenFigureView *view, double one, double other)
{
  cairo_surface_t *first = draw_at (view, one);
  cairo_surface_t *second = draw_at (view, other);
  gsize size = 150 * (gsize) cairo_image_surface_get_stride (first);
  gboolean is_same = memcmp (cairo_image_surface_get_data (first),
                             cairo_image_surface_get_data (second), size) == 0;

  cairo_surface_destroy (first);
  cairo_surface_destroy (second);
  return is_same;
}

/* "No curves" is shown where none are chosen, not while they are being
 * computed. */
static void
test_no_curves (Fixture *fixture, gconstpointer data)
{
  const LimenScale *scale = limen_figure_view_get_scale (fixture->curves);
  LimenObjective view
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_COST, 1 }, TRUE);
  g_autoptr (LimenMetricCurves) none
      = limen_metric_curves_new (fixture->sweep, scale, 100, &view);
  cairo_surface_t *before = NULL, *after = NULL;
  gsize size;

  before = draw_at (fixture->curves, 0.5);
  limen_curves_view_set_curves (LIMEN_CURVES_VIEW (fixture->curves), none);
  after = draw_at (fixture->curves, 0.5);
  size = 150 * (gsize) cairo_image_surface_get_stride (before);
  g_assert_cmpint (memcmp (cairo_image_surface_get_data (before),
                           cairo_image_surface_get_data (after), size),
                   !=, 0);
  cairo_surface_destroy (before);
  cairo_surface_destroy (after);
}

static void
assert_says (LimenFigureView *view, double score, const char *text)
{
  g_autofree char *said
      = LIMEN_FIGURE_VIEW_GET_CLASS (view)->describe_point (view, score);

  g_assert_nonnull (strstr (said, text));
}

static GtkRange *
get_scale (LimenFigureView *view)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (view));

  while (!GTK_IS_RANGE (child))
    child = gtk_widget_get_next_sibling (child);
  return GTK_RANGE (child);
}

/* The value that keys change is that of a focused scale; an assistive tool can
 * set it too, within the line's limits. */
static void
test_value (Fixture *fixture, gconstpointer data)
{
  GtkRange *scale = get_scale (fixture->histogram);

  gtk_widget_grab_focus (GTK_WIDGET (fixture->histogram));
  g_assert_true (gtk_window_get_focus (GTK_WINDOW (fixture->window))
                 == GTK_WIDGET (scale));
  g_assert_cmpfloat (gtk_range_get_value (scale), ==, 0.4);
  press (fixture->curves, GDK_KEY_Right, 0);
  g_assert_cmpfloat (gtk_range_get_value (scale), ==, 0.41);
  gtk_range_set_value (scale, 0.7);
  g_assert_cmpfloat (limen_figure_view_get_threshold (fixture->curves), ==,
                     0.7);
  set_lines (fixture, 0.3, 0.7);
  gtk_range_set_value (scale, 0.2);
  assert_lines (fixture, 0.3, 0.3);
  g_assert_cmpfloat (gtk_range_get_value (scale), ==, 0.3);
  set_lines (fixture, 0.3, 0.7);
  press (fixture->histogram, GDK_KEY_space, 0);
  g_assert_cmpfloat (gtk_range_get_value (scale), ==, 0.3);
  limen_figure_view_set_threshold (fixture->histogram, INFINITY);
  press (fixture->histogram, GDK_KEY_space, 0);
  g_assert_cmpfloat (gtk_range_get_value (scale), ==, 1);
  assert_lines (fixture, 0.3, INFINITY);
}

/* With reversed scores, numbers are in the file's units: they fall in the
 * direction of Right, and rise with Up. */
static void
test_reversed (Fixture *fixture, gconstpointer data)
{
  LimenScale scale = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1);
  LimenFigureView *view = fixture->histogram;
  g_autofree char *place = NULL;

  scale.is_reversed = TRUE;
  limen_figure_view_set_axis (view, fixture->sweep, scale, 0.01, NULL);
  place = limen_figure_view_format (view, 0.4);
  g_assert_cmpstr (place, ==, "\342\210\2220.4");
  assert_says (view, 0.41, "\342\210\2220.425 \342\200\223 "
                           "\342\210\2220.400");
  press (view, GDK_KEY_Right, 0);
  g_assert_cmpfloat (limen_figure_view_get_threshold (view), ==, 0.41);
  press (view, GDK_KEY_Up, 0);
  g_assert_cmpfloat (limen_figure_view_get_threshold (view), ==, 0.4);
  press (view, GDK_KEY_Page_Down, 0);
  g_assert_cmpfloat (limen_figure_view_get_threshold (view), ==, 0.5);
  press (view, GDK_KEY_Left, GDK_SHIFT_MASK);
  g_assert_cmpfloat (limen_figure_view_get_threshold (view), ==, 0.4);
}

/* A preview is scaled to the height of all rows and has no thresholds. */
static void
test_preview (Fixture *fixture, gconstpointer data)
{
  LimenHistogramView *view = LIMEN_HISTOGRAM_VIEW (fixture->histogram);
  const LimenScale scale = *limen_figure_view_get_scale (fixture->histogram);

  assert_says (fixture->histogram, 0.1, "<b>2</b>");
  g_assert_false (looks_the_same (fixture->histogram, 0.3, 0.7));

  limen_histogram_view_set_share (view, 0.01);
  limen_figure_view_set_axis (fixture->histogram, fixture->sweep, scale, 0.01,
                              NULL);
  assert_says (fixture->histogram, 0.1, "<b>200</b>");
  g_object_set (view, "bins", 20, NULL);
  assert_says (fixture->histogram, 0.1, "<b>200</b>");
  g_assert_true (looks_the_same (fixture->histogram, 0.3, 0.7));

  limen_histogram_view_set_share (view, 1);
  limen_figure_view_set_axis (fixture->histogram, fixture->sweep, scale, 0.01,
                              NULL);
  assert_says (fixture->histogram, 0.1, "<b>2</b>");
  g_assert_false (looks_the_same (fixture->histogram, 0.3, 0.7));
}

/* A view releases all that it holds. */
static void
test_finalize (void)
{
  GtkWidget *histogram
      = g_object_ref_sink (g_object_new (LIMEN_TYPE_HISTOGRAM_VIEW, NULL));
  GtkWidget *curves
      = g_object_ref_sink (g_object_new (LIMEN_TYPE_CURVES_VIEW, NULL));

  gtk_test_accessible_assert_role (histogram, GTK_ACCESSIBLE_ROLE_IMG);
  g_assert_finalize_object (histogram);
  g_assert_finalize_object (curves);
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  g_test_add ("/figure-view/keys", Fixture, NULL, set_up, test_keys,
              tear_down);
  g_test_add ("/figure-view/ends", Fixture, NULL, set_up, test_ends,
              tear_down);
  g_test_add ("/figure-view/zone-keys", Fixture, NULL, set_up, test_zone_keys,
              tear_down);
  g_test_add ("/figure-view/above-all", Fixture, NULL, set_up, test_above_all,
              tear_down);
  g_test_add ("/figure-view/zone-drag", Fixture, NULL, set_up, test_zone_drag,
              tear_down);
  g_test_add ("/figure-view/readout", Fixture, NULL, set_up, test_readout,
              tear_down);
  g_test_add ("/figure-view/draws", Fixture, NULL, set_up, test_draws,
              tear_down);
  g_test_add ("/figure-view/no-curves", Fixture, NULL, set_up, test_no_curves,
              tear_down);
  g_test_add ("/figure-view/preview", Fixture, NULL, set_up, test_preview,
              tear_down);
  g_test_add ("/figure-view/value", Fixture, NULL, set_up, test_value,
              tear_down);
  g_test_add ("/figure-view/reversed", Fixture, NULL, set_up, test_reversed,
              tear_down);
  g_test_add_func ("/figure-view/finalize", test_finalize);
  return g_test_run ();
}
