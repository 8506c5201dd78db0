/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xy-view.h"

#include <math.h>

#include "screen-theme.h"

/* Ten rows, four of them positive, nine distinct scores. */
static const double scores[]
    = { 0.1, 0.2, 0.25, 0.3, 0.4, 0.4, 0.6, 0.7, 0.8, 0.9 };
static const guint16 labels[] = { 0, 0, 0, 1, 0, 1, 0, 1, 0, 1 };

typedef struct
{
  GtkWidget *window;
  LimenXyView *view;
  LimenSweep *sweep;
  LimenXyCurves *curves;
  int n_notified;
} Fixture;

static void
notify_cb (GObject *object, GParamSpec *pspec, Fixture *fixture)
{
  fixture->n_notified++;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  fixture->sweep
      = limen_sweep_new (scores, labels, 1, NULL, G_N_ELEMENTS (scores));
  fixture->curves = limen_xy_curves_new (
      fixture->sweep, (LimenPointsKind) GPOINTER_TO_INT (data),
      LIMEN_COSTS_DEFAULT, NAN);
  fixture->view = g_object_new (LIMEN_TYPE_XY_VIEW, "threshold", 0.5, NULL);
  limen_plot_view_set_title (LIMEN_PLOT_VIEW (fixture->view), "ROC curve");
  limen_xy_view_set_curves (fixture->view, fixture->curves);
  g_signal_connect (fixture->view, "notify::threshold",
                    G_CALLBACK (notify_cb), fixture);
  fixture->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (fixture->window),
                        GTK_WIDGET (fixture->view));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 700, 400);
  gtk_window_present (GTK_WINDOW (fixture->window));
  gtk_test_widget_wait_for_draw (fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  limen_xy_curves_unref (fixture->curves);
  limen_sweep_free (fixture->sweep);
}

static GtkEventController *
find_controller (Fixture *fixture, GType type)
{
  g_autoptr (GListModel) controllers
      = gtk_widget_observe_controllers (GTK_WIDGET (fixture->view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GtkEventController) controller
          = g_list_model_get_item (controllers, i);

      if (g_type_is_a (G_OBJECT_TYPE (controller), type))
        return controller; /* the widget holds a reference */
    }
  g_assert_not_reached ();
}

static void
press (Fixture *fixture, guint key, GdkModifierType state)
{
  gboolean is_handled;

  g_signal_emit_by_name (
      find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_KEY), "key-pressed",
      key, 0, state, &is_handled);
}

/* The position of a place of the curve in the view, in pixels. */
static void
get_pixel (Fixture *fixture, double x, double y, double *pixel_x,
           double *pixel_y)
{
  LimenTheme theme = limen_screen_theme_get (GTK_WIDGET (fixture->view),
                                             LIMEN_THEME_LIGHT);
  LimenXyFigure figure = limen_xy_curves_get_figure (
      fixture->curves, limen_xy_view_get_threshold (fixture->view), ".");
  LimenRect rect = { 0, 0, gtk_widget_get_width (GTK_WIDGET (fixture->view)),
                     gtk_widget_get_height (GTK_WIDGET (fixture->view)) };
  LimenRect plot = limen_figure_xy_get_plot (&figure, rect, &theme);

  *pixel_x = plot.x + plot.width * limen_scale_map (&figure.x, x);
  *pixel_y = plot.y + plot.height * (1 - limen_scale_map (&figure.y, y));
}

static void
drag_to (Fixture *fixture, double x, double y, double to_x, double to_y)
{
  GtkEventController *drag
      = find_controller (fixture, GTK_TYPE_GESTURE_DRAG);
  double x1, y1, x2, y2;

  get_pixel (fixture, x, y, &x1, &y1);
  get_pixel (fixture, to_x, to_y, &x2, &y2);
  g_signal_emit_by_name (drag, "drag-begin", x1, y1);
  g_signal_emit_by_name (drag, "drag-update", x2 - x1, y2 - y1);
}

/* The candidate of the threshold. */
static gsize
get_candidate (Fixture *fixture)
{
  return limen_sweep_find (fixture->sweep,
                           limen_xy_view_get_threshold (fixture->view));
}

/* Every candidate can be chosen by a press at its point, and gets a short
 * threshold. */
static void
test_press (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i <= limen_sweep_get_n_scores (fixture->sweep); i++)
    {
      double score = limen_sweep_get_score (fixture->sweep, i);
      LimenXyPlace place
          = limen_xy_curves_get_place (fixture->curves, 0, score);

      if (isnan (place.y))
        continue;
      drag_to (fixture, place.x, place.y, place.x, place.y);
      g_assert_cmpuint (get_candidate (fixture), ==, i);
    }
}

static void
test_drag (Fixture *fixture, gconstpointer data)
{
  GtkEventController *drag
      = find_controller (fixture, GTK_TYPE_GESTURE_DRAG);

  /* At 0.7: fpr 1/6, recall 1/2; at 0.4: fpr 1/2, recall 3/4. */
  drag_to (fixture, 1 / 6.0, 0.5, 0.5, 0.75);
  g_assert_cmpuint (get_candidate (fixture), ==, 4);
  g_assert_cmpint (fixture->n_notified, ==, 2);
  /* Beside the curve, a drag chooses the nearest point; outside of the plot,
   * its ends. */
  drag_to (fixture, 0.52, 0.6, 5, 5);
  g_assert_cmpuint (get_candidate (fixture), ==, 0);
  /* A drag that begins beside the plot is ignored. */
  g_signal_emit_by_name (drag, "drag-begin", 3.0, 200.0);
  g_signal_emit_by_name (drag, "drag-update", 300.0, 0.0);
  g_assert_cmpuint (get_candidate (fixture), ==, 0);
}

static void
test_keys (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    guint key;
    GdkModifierType state;
    gsize expected; /* from candidate 4, a score of 0.4 */
  } cases[] = {
    { GDK_KEY_Right, 0, 3 },
    { GDK_KEY_Left, 0, 5 },
    { GDK_KEY_Down, 0, 3 },
    { GDK_KEY_Up, 0, 5 },
    { GDK_KEY_Right, GDK_SHIFT_MASK, 3 }, /* at least ten pixels away */
    { GDK_KEY_Page_Up, 0, 5 },
    { GDK_KEY_KP_Page_Down, 0, 3 },
    { GDK_KEY_Left, GDK_CONTROL_MASK, 5 },
    { GDK_KEY_Right, GDK_CONTROL_MASK, 3 },
    { GDK_KEY_Home, 0, 9 },
    { GDK_KEY_End, 0, 0 },
    { GDK_KEY_Tab, 0, 4 },
    { GDK_KEY_Right, GDK_ALT_MASK, 4 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      limen_xy_view_set_threshold (fixture->view, 0.4);
      press (fixture, cases[i].key, cases[i].state);
      g_assert_cmpuint (get_candidate (fixture), ==, cases[i].expected);
    }
}

/* Steps visit each candidate once, from end to end, and stop there. */
static void
test_walk (Fixture *fixture, gconstpointer data)
{
  gsize n = limen_sweep_get_n_scores (fixture->sweep);

  press (fixture, GDK_KEY_End, 0);
  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpuint (get_candidate (fixture), ==, i);
      press (fixture, GDK_KEY_Left, 0);
    }
  g_assert_cmpuint (get_candidate (fixture), ==, n);
  press (fixture, GDK_KEY_Left, 0);
  g_assert_cmpuint (get_candidate (fixture), ==, n);
  for (gsize i = n; i-- > 0;)
    {
      press (fixture, GDK_KEY_Right, 0);
      g_assert_cmpuint (get_candidate (fixture), ==, i);
    }
  press (fixture, GDK_KEY_Right, 0);
  g_assert_cmpuint (get_candidate (fixture), ==, 0);
}

static const char *
get_readout (Fixture *fixture)
{
  GtkWidget *label
      = gtk_widget_get_first_child (GTK_WIDGET (fixture->view));

  return gtk_widget_get_visible (label) ? gtk_label_get_text (GTK_LABEL (label))
                                        : NULL;
}

static void
hover (Fixture *fixture, double x, double y)
{
  GtkEventController *motion
      = find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_MOTION);
  double pixel_x, pixel_y;

  get_pixel (fixture, x, y, &pixel_x, &pixel_y);
  g_signal_emit_by_name (motion, "motion", pixel_x, pixel_y);
}

static void
test_hover (Fixture *fixture, gconstpointer data)
{
  hover (fixture, 0.5, 0.75);
  g_assert_nonnull (strstr (get_readout (fixture), "threshold  0.35"));
  g_assert_nonnull (
      strstr (get_readout (fixture), "false positive rate  0.500"));
  g_assert_nonnull (strstr (get_readout (fixture), "recall  0.750"));
  gtk_test_widget_wait_for_draw (fixture->window);
  hover (fixture, 0.9, 0.1); /* far from the curve */
  g_assert_null (get_readout (fixture));
  hover (fixture, 0.5, 0.75);
  g_assert_nonnull (get_readout (fixture));
  g_signal_emit_by_name (
      find_controller (fixture, GTK_TYPE_EVENT_CONTROLLER_MOTION), "leave");
  g_assert_null (get_readout (fixture));
  /* Hovering does not change the threshold. */
  g_assert_cmpint (fixture->n_notified, ==, 0);
}

static void
test_accessible (Fixture *fixture, gconstpointer data)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (fixture->view);

  gtk_test_accessible_assert_role (accessible, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (
      accessible, GTK_ACCESSIBLE_PROPERTY_LABEL, "ROC curve");
  limen_xy_view_set_threshold (fixture->view, 0.4);
  gtk_test_accessible_assert_property (
      accessible, GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      "ROC curve, AUC 0.729; at threshold 0.4 false positive rate 0.500, "
      "recall 0.750");
}

/* The view draws something whatever is set. */
static void
test_draws (Fixture *fixture, gconstpointer data)
{
  static const double pinned[] = { 0.2, 0.7, 5 };
  static const guint16 alike[] = { 1, 1 };
  LimenSweep *lone = limen_sweep_new (scores, alike, 1, NULL, 2);
  g_autoptr (LimenXyCurves) none = limen_xy_curves_new (
      lone, LIMEN_POINTS_ROC, LIMEN_COSTS_DEFAULT, NAN);

  limen_xy_view_set_pinned (fixture->view, pinned, G_N_ELEMENTS (pinned));
  g_object_set (fixture->view, "theme", LIMEN_THEME_DARK, NULL);
  gtk_test_widget_wait_for_draw (fixture->window);
  limen_xy_view_set_curves (fixture->view, none);
  gtk_test_widget_wait_for_draw (fixture->window);
  press (fixture, GDK_KEY_Right, 0);
  g_assert_cmpint (fixture->n_notified, ==, 0);
  gtk_test_accessible_assert_property (
      GTK_ACCESSIBLE (fixture->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      "no negative rows: the false positive rate is undefined");
  limen_xy_view_set_curves (fixture->view, NULL);
  gtk_test_widget_wait_for_draw (fixture->window);
  press (fixture, GDK_KEY_Right, 0);
  limen_sweep_free (lone);
}

/* With many rows, an arrow key goes to the next visibly different point; with
 * Ctrl, to the next candidate. */
static void
test_many_rows (Fixture *fixture, gconstpointer data)
{
  const gsize n = 50000;
  g_autofree double *many = g_new (double, n);
  g_autofree guint16 *classes = g_new (guint16, n);
  LimenSweep *sweep;
  g_autoptr (LimenXyCurves) curves = NULL;
  gsize here;

  for (gsize i = 0; i < n; i++)
    {
      many[i] = (double) i / (double) n;
      classes[i] = (i * 2654435761u >> 7) % n < i;
    }
  sweep = limen_sweep_new (many, classes, 1, NULL, n);
  curves = limen_xy_curves_new (sweep, LIMEN_POINTS_ROC, LIMEN_COSTS_DEFAULT,
                                NAN);
  limen_xy_view_set_curves (fixture->view, curves);
  here = limen_sweep_find (sweep, 0.5);
  press (fixture, GDK_KEY_Left, GDK_CONTROL_MASK);
  g_assert_cmpuint (limen_sweep_find (sweep, limen_xy_view_get_threshold (
                                                 fixture->view)),
                    ==, here + 1);
  press (fixture, GDK_KEY_Left, 0);
  g_assert_cmpuint (limen_sweep_find (sweep, limen_xy_view_get_threshold (
                                                 fixture->view)),
                    >, here + 10);
  g_assert_cmpuint (limen_sweep_find (sweep, limen_xy_view_get_threshold (
                                                 fixture->view)),
                    <, here + 500);
  limen_xy_view_set_curves (fixture->view, NULL);
  limen_sweep_free (sweep);
}

static void
test_finalize (void)
{
  LimenSweep *sweep
      = limen_sweep_new (scores, labels, 1, NULL, G_N_ELEMENTS (scores));
  g_autoptr (LimenXyCurves) curves = limen_xy_curves_new (
      sweep, LIMEN_POINTS_DET, LIMEN_COSTS_DEFAULT, NAN);
  LimenXyView *view
      = g_object_ref_sink (g_object_new (LIMEN_TYPE_XY_VIEW, NULL));

  limen_xy_view_set_curves (view, curves);
  limen_xy_view_set_pinned (view, scores, 3);
  g_assert_true (limen_xy_view_get_curves (view) == curves);
  g_assert_finalize_object (view);
  limen_sweep_free (sweep);
}

#define ADD(name, kind, test)                                                 \
  g_test_add (name, Fixture, GINT_TO_POINTER (kind), set_up, test, tear_down)

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  ADD ("/xy-view/press/roc", LIMEN_POINTS_ROC, test_press);
  ADD ("/xy-view/press/pr", LIMEN_POINTS_PRECISION_RECALL, test_press);
  ADD ("/xy-view/press/gain", LIMEN_POINTS_GAIN, test_press);
  ADD ("/xy-view/drag", LIMEN_POINTS_ROC, test_drag);
  ADD ("/xy-view/keys", LIMEN_POINTS_ROC, test_keys);
  ADD ("/xy-view/walk/roc", LIMEN_POINTS_ROC, test_walk);
  ADD ("/xy-view/walk/pr", LIMEN_POINTS_PRECISION_RECALL, test_walk);
  ADD ("/xy-view/walk/lift", LIMEN_POINTS_LIFT, test_walk);
  ADD ("/xy-view/hover", LIMEN_POINTS_ROC, test_hover);
  ADD ("/xy-view/accessible", LIMEN_POINTS_ROC, test_accessible);
  ADD ("/xy-view/draws", LIMEN_POINTS_DET, test_draws);
  ADD ("/xy-view/many-rows", LIMEN_POINTS_ROC, test_many_rows);
  g_test_add_func ("/xy-view/finalize", test_finalize);
  return g_test_run ();
}
