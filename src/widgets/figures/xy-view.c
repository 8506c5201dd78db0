/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "xy-view.h"

#include <glib/gi18n.h>
#include <math.h>

#include "screen-format.h"
#include "threshold-keys.h"
#include "threshold.h"
#include "xy-words.h"

/* Maximum distance, in pixels, at which the pointer is over a curve. */
#define HOVER_REACH 40.0
/* Margin around the plot in which curves, which end in the corners, can still
 * be grabbed. */
#define MARGIN 6.0
/* Movement along the curve, in pixels, per arrow key, and with Shift. */
#define STEP 1.0
#define LONG_STEP 10.0

struct _LimenXyView
{
  LimenPlotView parent_instance;

  LimenXyCurves *curves; /* NULL: not computed yet */
  LimenValueScale *scale;
  double threshold;
  double *pinned;
  LimenXyPlace *pinned_places; /* on the first curve */
  gsize n_pinned;
  LimenXyPlace hover; /* NaN: none */
  double drag_x, drag_y;
};

enum
{
  PROP_0,
  PROP_THRESHOLD,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimenXyView, limen_xy_view, LIMEN_TYPE_PLOT_VIEW)

static gboolean
has_curve (LimenXyView *self)
{
  return self->curves != NULL
         && limen_xy_curves_get_message (self->curves) == NULL;
}

/* Whether the figure is a single point of decisions, which cannot be moved. */
static gboolean
is_point (LimenXyView *self)
{
  return self->curves != NULL && limen_xy_curves_is_point (self->curves);
}

/* The sweep of the curves, which must be set. */
static const LimenSweep *
get_sweep (LimenXyView *self)
{
  return limen_xy_curves_get_sweep (self->curves);
}

/* Converts a threshold between the units of the file and of the curves, in
 * either direction. */
static double
reverse (LimenXyView *self, double threshold)
{
  return limen_threshold_reverse (threshold,
                                  limen_sweep_is_reversed (get_sweep (self)));
}

/* A threshold in the units of the file, as text; a new string. */
static char *
format_threshold (LimenXyView *self, double threshold)
{
  return limen_screen_format_threshold (reverse (self, threshold));
}

static LimenXyFigure
get_figure (LimenXyView *self)
{
  LimenPlotView *view = LIMEN_PLOT_VIEW (self);
  const char *point = limen_plot_view_get_theme (view)->decimal_point;
  LimenXyFigure figure = { .x = { .high = 1 },
                           .y = { .high = 1 },
                           .hover = { NAN, NAN },
                           .message = _ ("counting\342\200\246") };
  g_autofree char *label = NULL;

  if (self->curves == NULL)
    return figure;
  figure = limen_xy_curves_get_figure (self->curves, self->threshold, point);
  limen_figure_xy_set_bands (&figure, limen_plot_view_get_bands (view), point);
  label = is_point (self) ? g_strdup (_ ("the decisions"))
                          : format_threshold (self, self->threshold);
  g_strlcpy (figure.label, label, sizeof figure.label);
  figure.pinned = self->pinned_places;
  figure.n_pinned = self->n_pinned;
  figure.hover = self->hover;
  figure.has_focus = limen_plot_view_has_focus (view);
  return figure;
}

static LimenRect
get_plot (LimenXyView *self, const LimenXyFigure *figure)
{
  LimenPlotView *view = LIMEN_PLOT_VIEW (self);

  return limen_figure_xy_get_plot (figure, limen_plot_view_get_rect (view),
                                   limen_plot_view_get_theme (view));
}

/* A threshold between the scores around a sweep candidate, which decides as
 * the candidate does. */
static double
get_candidate_threshold (LimenXyView *self, gsize candidate)
{
  const LimenSweep *sweep = get_sweep (self);

  return limen_threshold_between (limen_sweep_get_low (sweep, candidate),
                                  limen_sweep_get_score (sweep, candidate),
                                  LIMEN_KEEP_EITHER);
}

static void
choose_candidate (LimenXyView *self, gsize candidate)
{
  if (limen_sweep_find (get_sweep (self), self->threshold) != candidate)
    limen_xy_view_set_threshold (self,
                                 get_candidate_threshold (self, candidate));
}

/* Finds the point nearest to a position within `reach` pixels; FALSE if there
 * is none. */
static gboolean
find_point (LimenXyView *self, double x, double y, double reach,
            LimenCurvePoint *point)
{
  LimenXyFigure figure = get_figure (self);
  LimenRect plot = get_plot (self, &figure);
  gsize series;
  gssize index;

  if (!has_curve (self) || !(plot.width > 1 && plot.height > 1))
    return FALSE;
  index = limen_figure_xy_find_nearest (&figure, plot, x, y, reach, &series);
  if (index < 0)
    return FALSE;
  *point = figure.series[series].points[index];
  return TRUE;
}

/* Descriptions */

static char *
describe_candidate (LimenXyView *self, gsize candidate)
{
  double threshold = get_candidate_threshold (self, candidate);
  g_autofree char *place = format_threshold (self, threshold);
  g_autofree char *x = limen_xy_words_new_x (self->curves, threshold);
  GString *text = g_string_new (NULL);

  g_string_printf (text, _ ("threshold  <b>%s</b>\n%s  <b>%s</b>"), place,
                   limen_xy_curves_get_x_name (self->curves), x);
  limen_xy_words_append_values (text, self->curves, threshold, TRUE);
  return g_string_free (text, FALSE);
}

static char *
describe (LimenXyView *self)
{
  LimenXyFigure figure;
  g_autofree char *place = NULL, *x = NULL;
  GString *text;

  if (self->curves == NULL)
    return g_strdup (_ ("counting"));
  if (!has_curve (self))
    return g_strdup (limen_xy_curves_get_message (self->curves));
  figure = get_figure (self);
  place = format_threshold (self, self->threshold);
  x = limen_xy_words_new_x (self->curves, self->threshold);
  text = g_string_new (limen_plot_view_get_title (LIMEN_PLOT_VIEW (self)));
  if (figure.n_series == 1 && figure.series[0].value[0] != '\0')
    g_string_append_printf (text, ", %s %s", figure.series[0].title,
                            figure.series[0].value);
  if (figure.test_value[0] != '\0')
    /* Translators: the value of a metric in test data. */
    g_string_append_printf (text, _ (", test %s"), figure.test_value);
  if (is_point (self))
    g_string_append (text, ":");
  else
    g_string_append_printf (text, _ ("; at threshold %s"), place);
  g_string_append_printf (text, " %s %s",
                          limen_xy_curves_get_x_name (self->curves), x);
  limen_xy_words_append_values (text, self->curves, self->threshold, FALSE);
  return g_string_free (text, FALSE);
}

/* Updates the scale for assistive tools: it runs over the scores, in the units
 * of the file. */
static void
update_scale (LimenXyView *self)
{
  double low = 0, high = 0, value = 0;
  g_autofree char *text = NULL;

  if (has_curve (self) && !is_point (self))
    {
      const LimenSweep *sweep = get_sweep (self);

      low = limen_sweep_get_score (sweep, 0);
      high = limen_sweep_get_score (sweep,
                                    limen_sweep_get_n_scores (sweep) - 1);
      limen_interval_reverse (&low, &high, limen_sweep_is_reversed (sweep));
      value = reverse (self, self->threshold);
      text = format_threshold (self, self->threshold);
    }
  /* Translators: the name of a figure follows, for a screen reader. */
  limen_value_scale_update (self->scale, _ ("Threshold in"), low, high,
                            (high - low) / 100, value,
                            text != NULL ? text : "");
}

static void
update_description (LimenXyView *self)
{
  g_autofree char *text = describe (self);

  limen_plot_view_describe (LIMEN_PLOT_VIEW (self), text);
  update_scale (self);
}

/* Sets the threshold on behalf of an assistive tool. */
static void
moved_cb (LimenValueScale *scale, double value, LimenXyView *self)
{
  if (has_curve (self) && !is_point (self))
    limen_xy_view_set_threshold (self, reverse (self, value));
  update_scale (self);
}

/* Keys */

/* Whether a point is at least `distance` pixels away from the marker. */
static gboolean
is_apart (const LimenCurvePoint *point, const LimenCurvePoint *from,
          LimenRect plot, double distance)
{
  return hypot ((point->across - from->across) * plot.width,
                (point->up - from->up) * plot.height)
         >= distance;
}

static LimenCurvePoint
get_marker (LimenXyView *self, const LimenXyFigure *figure)
{
  LimenXyPlace place = figure->series[0].marker;

  return (LimenCurvePoint){
    .candidate = limen_sweep_find (get_sweep (self), self->threshold),
    .x = place.x,
    .y = place.y,
    .across = limen_scale_map (&figure->x, place.x),
    .up
    = isnan (place.y) ? (double) NAN : limen_scale_map (&figure->y, place.y),
  };
}

/* The next candidate towards lower (direction -1) or higher thresholds that is
 * at least `distance` away along the first curve; the last candidate if none
 * is that far. */
static gsize
find_along (LimenXyView *self, int direction, double distance)
{
  LimenXyFigure figure = get_figure (self);
  LimenRect plot = get_plot (self, &figure);
  LimenCurvePoint here = get_marker (self, &figure);
  const LimenXySeries *series = &figure.series[0];
  gsize found = here.candidate;

  /* Points are ordered from the highest candidate down. */
  for (gsize k = 0; k < series->n_points; k++)
    {
      gsize i = direction < 0 ? k : series->n_points - 1 - k;
      const LimenCurvePoint *point = &series->points[i];
      gboolean is_beyond = direction < 0 ? point->candidate < here.candidate
                                         : point->candidate > here.candidate;

      if (!is_beyond)
        continue;
      found = point->candidate;
      if (isnan (here.up) || isnan (point->up)
          || is_apart (point, &here, plot, distance))
        break;
    }
  return found;
}

static void
move_by_candidates (LimenXyView *self, int direction)
{
  const LimenSweep *sweep = get_sweep (self);
  gsize here = limen_sweep_find (sweep, self->threshold);

  if (direction < 0 && here > 0)
    choose_candidate (self, here - 1);
  else if (direction > 0 && here < limen_sweep_get_n_scores (sweep))
    choose_candidate (self, here + 1);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code,
                GdkModifierType state, LimenXyView *self)
{
  const LimenSweep *sweep;
  int direction;

  if (!has_curve (self) || is_point (self) || state & GDK_ALT_MASK)
    return GDK_EVENT_PROPAGATE;
  sweep = get_sweep (self);
  /* x rises as the threshold falls. */
  switch (limen_threshold_keys_get_move (
      key, state, -1, limen_sweep_is_reversed (sweep), &direction))
    {
    case LIMEN_MOVE_STEP:
      choose_candidate (self, find_along (self, direction, STEP));
      break;
    case LIMEN_MOVE_LONG_STEP:
      choose_candidate (self, find_along (self, direction, LONG_STEP));
      break;
    case LIMEN_MOVE_CANDIDATE:
      move_by_candidates (self, direction);
      break;
    case LIMEN_MOVE_END:
      choose_candidate (self,
                        direction < 0 ? 0 : limen_sweep_get_n_scores (sweep));
      break;
    case LIMEN_MOVE_NONE:
    default:
      return GDK_EVENT_PROPAGATE;
    }
  return GDK_EVENT_STOP;
}

/* Pointer */

static gboolean
is_over_plot (LimenXyView *self, double x, double y)
{
  LimenXyFigure figure = get_figure (self);
  LimenRect plot = get_plot (self, &figure);
  LimenRect around = { plot.x - MARGIN, plot.y - MARGIN,
                       plot.width + 2 * MARGIN, plot.height + 2 * MARGIN };

  return has_curve (self) && limen_rect_contains (around, x, y);
}

static void
choose_at (LimenXyView *self, double x, double y)
{
  LimenCurvePoint point;

  if (find_point (self, x, y, HUGE_VAL, &point))
    choose_candidate (self, point.candidate);
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y, LimenXyView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  self->drag_x = self->drag_y = NAN;
  if (!is_over_plot (self, x, y))
    return;
  self->drag_x = x;
  self->drag_y = y;
  choose_at (self, x, y);
}

static void
drag_update_cb (GtkGestureDrag *gesture, double offset_x, double offset_y,
                LimenXyView *self)
{
  if (!isnan (self->drag_x))
    choose_at (self, self->drag_x + offset_x, self->drag_y + offset_y);
}

static void
hide_readout (LimenXyView *self)
{
  self->hover = (LimenXyPlace){ NAN, NAN };
  limen_plot_view_show_readout (LIMEN_PLOT_VIEW (self), NULL, 0, 0);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), NULL);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y,
           LimenXyView *self)
{
  g_autofree char *markup = NULL;
  LimenCurvePoint point;

  if (!is_over_plot (self, x, y)
      || !find_point (self, x, y, HOVER_REACH, &point))
    {
      hide_readout (self);
      return;
    }
  self->hover = (LimenXyPlace){ point.x, point.y };
  markup = describe_candidate (self, point.candidate);
  limen_plot_view_show_readout (LIMEN_PLOT_VIEW (self), markup, x, y);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
}

/* The widget */

static void
limen_xy_view_draw (LimenPlotView *view, cairo_t *cr, LimenRect rect,
                    const LimenTheme *theme)
{
  LimenXyFigure figure = get_figure (LIMEN_XY_VIEW (view));

  limen_figure_xy_draw (cr, rect, &figure, theme);
}

static void
limen_xy_view_get_property (GObject *object, guint id, GValue *value,
                            GParamSpec *pspec)
{
  LimenXyView *self = LIMEN_XY_VIEW (object);

  if (id == PROP_THRESHOLD)
    g_value_set_double (value, self->threshold);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_xy_view_set_property (GObject *object, guint id, const GValue *value,
                            GParamSpec *pspec)
{
  LimenXyView *self = LIMEN_XY_VIEW (object);

  if (id == PROP_THRESHOLD)
    limen_xy_view_set_threshold (self, g_value_get_double (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_xy_view_dispose (GObject *object)
{
  LimenXyView *self = LIMEN_XY_VIEW (object);

  g_clear_pointer (&self->curves, limen_xy_curves_unref);
  G_OBJECT_CLASS (limen_xy_view_parent_class)->dispose (object);
}

static void
limen_xy_view_finalize (GObject *object)
{
  LimenXyView *self = LIMEN_XY_VIEW (object);

  g_free (self->pinned);
  g_free (self->pinned_places);
  G_OBJECT_CLASS (limen_xy_view_parent_class)->finalize (object);
}

static void
limen_xy_view_class_init (LimenXyViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = limen_xy_view_get_property;
  object_class->set_property = limen_xy_view_set_property;
  object_class->dispose = limen_xy_view_dispose;
  object_class->finalize = limen_xy_view_finalize;
  LIMEN_PLOT_VIEW_CLASS (klass)->draw = limen_xy_view_draw;

  properties[PROP_THRESHOLD] = g_param_spec_double (
      "threshold", NULL, NULL, -G_MAXDOUBLE, INFINITY, 0.0,
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
add_controllers (LimenXyView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (hide_readout), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, motion);
  self->scale = limen_plot_view_add_scale (LIMEN_PLOT_VIEW (self), key);
  g_signal_connect (self->scale, "moved", G_CALLBACK (moved_cb), self);
}

static void
limen_xy_view_init (LimenXyView *self)
{
  self->hover = (LimenXyPlace){ NAN, NAN };
  add_controllers (self);
  update_description (self);
}

static void
place_pinned (LimenXyView *self)
{
  g_free (self->pinned_places);
  self->pinned_places = g_new (LimenXyPlace, self->n_pinned + 1);
  for (gsize i = 0; i < self->n_pinned; i++)
    self->pinned_places[i]
        = has_curve (self) ? limen_xy_curves_get_place (self->curves, 0,
                                                        self->pinned[i])
                           : (LimenXyPlace){ NAN, NAN };
}

/* Shows `curves`, to which it takes a reference; NULL: not computed yet. */
void
limen_xy_view_set_curves (LimenXyView *self, LimenXyCurves *curves)
{
  g_return_if_fail (LIMEN_IS_XY_VIEW (self));

  if (curves != NULL)
    limen_xy_curves_ref (curves);
  limen_xy_curves_unref (self->curves);
  self->curves = curves;
  hide_readout (self);
  place_pinned (self);
  update_description (self);
}

/* The shown curves, or NULL; owned by the view. */
LimenXyCurves *
limen_xy_view_get_curves (LimenXyView *self)
{
  g_return_val_if_fail (LIMEN_IS_XY_VIEW (self), NULL);

  return self->curves;
}

/* The threshold of the marker. */
double
limen_xy_view_get_threshold (LimenXyView *self)
{
  g_return_val_if_fail (LIMEN_IS_XY_VIEW (self), NAN);

  return self->threshold;
}

/* Sets the threshold of the marker. */
void
limen_xy_view_set_threshold (LimenXyView *self, double threshold)
{
  g_return_if_fail (LIMEN_IS_XY_VIEW (self));

  if (self->threshold == threshold)
    return;
  self->threshold = threshold;
  update_description (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THRESHOLD]);
}

/* Marks the thresholds of pinned cutoffs on the curve; copied. */
void
limen_xy_view_set_pinned (LimenXyView *self, const double *thresholds,
                          gsize n_thresholds)
{
  g_return_if_fail (LIMEN_IS_XY_VIEW (self));

  g_free (self->pinned);
  self->pinned = g_memdup2 (thresholds, n_thresholds * sizeof *thresholds);
  self->n_pinned = n_thresholds;
  place_pinned (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
