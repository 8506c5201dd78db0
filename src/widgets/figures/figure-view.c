#include "figure-view.h"

#include <math.h>

#include "decimal.h"
#include "screen-format.h"
#include "threshold-keys.h"
#include "threshold.h"

/* How far the pointer may move while a button is down for a click. */
#define CLICK_DISTANCE 3.0
/* How near a line a press takes hold of it instead of jumping, in pixels. */
#define GRAB_DISTANCE 8.0
/* What a notch of the wheel does: how many times less is shown, and by what
 * share of it the axis is moved. */
#define WHEEL_ZOOM 1.25
#define WHEEL_PAN 0.1
#define LONG_STEP 10 /* in steps of an arrow key */

typedef struct
{
  LimenThresholdAxis axis;
  LimenScale whole; /* the axis of which axis.x is shown */
  LimenScale range_before; /* shown when a pinch or a pan began */
  char *x_title;
  char *line_label;
  char *refer_label;
  double *pinned;
  LimenAxisMark *marks;
  const LimenSweep *sweep; /* borrowed */
  double step;             /* what an arrow key moves */
  double grab_offset; /* from the pointer to the line while dragging */
  gboolean is_grab_open; /* both lines are there: where it goes tells */
  gboolean is_stale;     /* the readout, which waits for the pointer to move */
  gboolean is_dragging;  /* the readout is in the way of what changes */
  double press_x;
  double drag_start;
  double drag_before; /* where the line stood that is dragged */
  LimenValueScale *scale; /* where the held line stands */
  double pointer_x, pointer_y;
} LimenFigureViewPrivate;

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LimenFigureView, limen_figure_view,
                                     LIMEN_TYPE_PLOT_VIEW)

enum
{
  PROP_0,
  PROP_THRESHOLD,
  PROP_REFER_FROM,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  RANGE_REQUESTED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static LimenFigureViewPrivate *
get_private (LimenFigureView *self)
{
  return limen_figure_view_get_instance_private (self);
}

static LimenRect
get_plot (LimenFigureView *self)
{
  LimenPlotView *view = LIMEN_PLOT_VIEW (self);
  LimenMargins margins = LIMEN_FIGURE_VIEW_GET_CLASS (self)->get_margins (
      self, limen_plot_view_get_theme (view));

  return limen_figure_get_plot (limen_plot_view_get_rect (view), margins);
}

static gboolean
has_axis (LimenFigureView *self)
{
  return get_private (self)->sweep != NULL && get_plot (self).width > 1;
}

static double
threshold_to_x (LimenFigureView *self, double threshold)
{
  LimenRect plot = get_plot (self);
  double position = limen_scale_map (&get_private (self)->axis.x, threshold);

  return plot.x + CLAMP (position, 0.0, 1.0) * plot.width;
}

static double
position_to_threshold (LimenFigureView *self, double x)
{
  LimenRect plot = get_plot (self);
  double position = (x - plot.x) / plot.width;

  return limen_scale_unmap (&get_private (self)->axis.x,
                            CLAMP (position, 0.0, 1.0));
}

/* Whether the pointer is at or beyond an end of the whole axis. */
static gboolean
is_at_end (LimenFigureView *self, double x)
{
  LimenFigureViewPrivate *priv = get_private (self);
  LimenRect plot = get_plot (self);

  return (x <= plot.x && priv->axis.x.low == priv->whole.low)
         || (x >= plot.x + plot.width
             && priv->axis.x.high == priv->whole.high);
}

/* The shortest decimal that lies under the same pixel: what a hand can mean by
 * pointing there. The ends of the axis are themselves. */
static double
x_to_threshold (LimenFigureView *self, double x)
{
  LimenRect plot = get_plot (self);
  double inside = CLAMP (x, plot.x, plot.x + plot.width);
  double low = position_to_threshold (self, inside - 0.5);
  double high = position_to_threshold (self, inside + 0.5);

  if (is_at_end (self, x) || !(low < high))
    return position_to_threshold (self, x);
  return limen_decimal_shortest_in (low, high);
}

/* What moves by hand lands on a whole number of steps where it can, so that
 * ten steps of 0.01 from 0.4 give 0.5 and not 0.49999999999999994. */
static double
round_to_step (double value, double step)
{
  double fine = step / 1000;

  return fine > 0 ? limen_decimal_shortest_in (value - fine, value + fine)
                  : value;
}

/* Where the line stands that was moved last. */
static double
get_held (LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = get_private (self);

  return priv->axis.is_lower_held ? priv->axis.refer_from
                                  : priv->axis.threshold;
}

/* Says to assistive tools where that line stands, in the numbers of the
 * file. */
static void
update_scale (LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = get_private (self);
  gboolean is_reversed = priv->whole.is_reversed;
  double low = priv->whole.low, high = priv->whole.high;
  g_autofree char *text = limen_figure_view_format (self, get_held (self));

  limen_interval_reverse (&low, &high, is_reversed);
  limen_value_scale_update (
      priv->scale,
      priv->axis.is_lower_held ? "Lower threshold in" : "Threshold in", low,
      high, priv->step,
      limen_threshold_reverse (get_held (self), is_reversed), text);
}

/* Moves that line, which stops at the other one of a grey zone. */
static void
move_held (LimenFigureView *self, double threshold)
{
  LimenFigureViewPrivate *priv = get_private (self);

  if (priv->axis.is_lower_held)
    limen_figure_view_set_refer_from (self,
                                      fmin (threshold, priv->axis.threshold));
  else if (priv->axis.has_zone)
    limen_figure_view_set_threshold (self,
                                     fmax (threshold, priv->axis.refer_from));
  else
    limen_figure_view_set_threshold (self, threshold);
}

static void
hold (LimenFigureView *self, gboolean is_lower)
{
  LimenFigureViewPrivate *priv = get_private (self);

  priv->axis.is_lower_held = is_lower && priv->axis.has_zone;
  update_scale (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
move_by_steps (LimenFigureView *self, double n_steps)
{
  LimenFigureViewPrivate *priv = get_private (self);
  /* From beyond the axis, where the line stands at its end. */
  double here = CLAMP (get_held (self), priv->whole.low, priv->whole.high);
  double moved = round_to_step (here + n_steps * priv->step, priv->step);

  move_held (self, CLAMP (moved, priv->whole.low, priv->whole.high));
}

/* To the next threshold that decides differently. */
static void
move_by_candidates (LimenFigureView *self, int direction)
{
  LimenFigureViewPrivate *priv = get_private (self);
  gsize n = limen_sweep_get_n_scores (priv->sweep);
  gsize here = limen_sweep_find (priv->sweep, get_held (self));

  if (direction < 0 && here > 0)
    here--;
  else if (direction > 0 && here + 1 < n)
    here++;
  if (here < n)
    move_held (self, limen_sweep_get_score (priv->sweep, here));
}

static gboolean
activate_point (LimenFigureView *self, double threshold)
{
  LimenFigureViewClass *klass = LIMEN_FIGURE_VIEW_GET_CLASS (self);

  if (klass->activate_point == NULL)
    return GDK_EVENT_PROPAGATE;
  klass->activate_point (self, threshold);
  return GDK_EVENT_STOP;
}

/* The keys that do not move the line. */
static gboolean
use_key (LimenFigureView *self, guint key)
{
  LimenFigureViewPrivate *priv = get_private (self);

  switch (key)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return activate_point (self, get_held (self));
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      if (!priv->axis.has_zone)
        return GDK_EVENT_PROPAGATE;
      hold (self, !priv->axis.is_lower_held);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code,
                GdkModifierType state, LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = get_private (self);
  int direction;

  if (!has_axis (self) || state & GDK_ALT_MASK)
    return GDK_EVENT_PROPAGATE;
  switch (limen_threshold_keys_get_move (key, state, 1,
                                         priv->axis.x.is_reversed, &direction))
    {
    case LIMEN_MOVE_STEP:
      move_by_steps (self, direction);
      break;
    case LIMEN_MOVE_LONG_STEP:
      move_by_steps (self, LONG_STEP * direction);
      break;
    case LIMEN_MOVE_CANDIDATE:
      move_by_candidates (self, direction);
      break;
    case LIMEN_MOVE_END:
      move_held (self, direction < 0 ? priv->whole.low : priv->whole.high);
      break;
    case LIMEN_MOVE_NONE:
    default:
      return use_key (self, key);
    }
  return GDK_EVENT_STOP;
}

/* Another range of the axis */

static void
request_range (LimenFigureView *self, LimenScale range)
{
  g_signal_emit (self, signals[RANGE_REQUESTED], 0, range.low, range.high);
}

static double
x_to_position (LimenFigureView *self, double x)
{
  LimenRect plot = get_plot (self);

  return CLAMP ((x - plot.x) / plot.width, 0, 1);
}

/* The wheel zooms about the pointer; across, or with Shift, it moves the
 * axis. */
static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy,
           LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = get_private (self);
  GdkModifierType state = gtk_event_controller_get_current_event_state (
      GTK_EVENT_CONTROLLER (controller));
  gboolean is_pan = state & GDK_SHIFT_MASK || fabs (dx) > fabs (dy);

  if (!has_axis (self) || state & GDK_ALT_MASK)
    return GDK_EVENT_PROPAGATE;
  if (is_pan)
    request_range (self, limen_scale_pan (&priv->whole, &priv->axis.x,
                                          WHEEL_PAN * (dx + dy)));
  else
    request_range (
        self, limen_scale_zoom (&priv->whole, &priv->axis.x,
                                x_to_position (self, priv->pointer_x),
                                pow (WHEEL_ZOOM, CLAMP (dy, -5, 5))));
  return GDK_EVENT_STOP;
}

static void
remember_range (LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = get_private (self);

  priv->range_before = priv->axis.x;
}

static void
pan_begin_cb (GtkGestureDrag *gesture, double x, double y,
              LimenFigureView *self)
{
  remember_range (self);
}

static void
pan_update_cb (GtkGestureDrag *gesture, double offset_x, double offset_y,
               LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = get_private (self);

  if (has_axis (self))
    request_range (self,
                   limen_scale_pan (&priv->whole, &priv->range_before,
                                    -offset_x / get_plot (self).width));
}

/* Two fingers zoom; the first of them moved no line. */
static void
pinch_begin_cb (GtkGesture *gesture, GdkEventSequence *sequence,
                LimenFigureView *self)
{
  remember_range (self);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
pinch_cb (GtkGestureZoom *gesture, double scale, LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = get_private (self);
  double x = priv->pointer_x, y;

  if (!has_axis (self) || !(scale > 0))
    return;
  gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  request_range (self,
                 limen_scale_zoom (&priv->whole, &priv->range_before,
                                   x_to_position (self, x), 1 / scale));
}

static gboolean
is_near (LimenFigureView *self, double threshold, double x)
{
  return limen_threshold_axis_shows (&get_private (self)->axis, threshold)
         && fabs (x - threshold_to_x (self, threshold)) <= GRAB_DISTANCE;
}

/* Of two lines the nearer one to the pointer is held. Where both are at one
 * place, it is not yet known which is meant. */
static void
hold_nearer (LimenFigureView *self, double x)
{
  LimenFigureViewPrivate *priv = get_private (self);
  double upper = threshold_to_x (self, priv->axis.threshold);
  double lower = threshold_to_x (self, priv->axis.refer_from);

  priv->is_grab_open
      = upper - lower < 1 && fabs (x - upper) <= GRAB_DISTANCE;
  hold (self, fabs (x - lower) < fabs (x - upper)
                  || (upper == lower && x < lower));
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y,
               LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = get_private (self);
  double line;

  if (!has_axis (self))
    return;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (priv->axis.has_zone)
    hold_nearer (self, x);
  line = threshold_to_x (self, get_held (self));
  priv->drag_start = x;
  priv->drag_before = get_held (self);
  priv->grab_offset = is_near (self, get_held (self), x) ? line - x : 0.0;
  if (priv->grab_offset == 0.0)
    move_held (self, x_to_threshold (self, x));
}

static void
hide_readout (LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = get_private (self);

  priv->axis.hover = NAN;
  limen_plot_view_show_readout (LIMEN_PLOT_VIEW (self), NULL, 0, 0);
}

/* A line moved by itself, as by an undo: what was read out is of before. GTK
 * also tells of motion when it is the widget that has changed. */
static void
drop_readout (LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = get_private (self);

  if (isnan (priv->axis.hover))
    return;
  hide_readout (self);
  priv->is_stale = TRUE;
}

static void
drag_update_cb (GtkGestureDrag *gesture, double offset_x, double offset_y,
                LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = get_private (self);

  if (!has_axis (self) || offset_x == 0.0)
    return;
  priv->is_dragging = TRUE;
  hide_readout (self);
  if (priv->is_grab_open)
    hold (self, offset_x < 0);
  priv->is_grab_open = FALSE;
  move_held (self, x_to_threshold (self, priv->drag_start + offset_x
                                             + priv->grab_offset));
}

/* A second finger makes it something else: the line goes back. */
static void
drag_cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence,
                LimenFigureView *self)
{
  double before = get_private (self)->drag_before;

  get_private (self)->is_dragging = FALSE;
  if (has_axis (self) && !isnan (before))
    move_held (self, before);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double offset_x, double offset_y,
             LimenFigureView *self)
{
  get_private (self)->is_dragging = FALSE;
}

/* A click that began a drag is none, and so is no first of two. */
static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y,
            LimenFigureView *self)
{
  get_private (self)->press_x = x;
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y,
             LimenFigureView *self)
{
  guint button
      = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  gboolean is_second
      = button == GDK_BUTTON_PRIMARY && n_press == 2
        && fabs (x - get_private (self)->press_x) <= CLICK_DISTANCE;

  if (!has_axis (self) || !limen_rect_contains (get_plot (self), x, y)
      || !(is_second || button == GDK_BUTTON_SECONDARY))
    return;
  if (!activate_point (self, x_to_threshold (self, x)) && is_second)
    request_range (self, get_private (self)->whole);
}

static void
update_cursor (LimenFigureView *self, double x)
{
  LimenFigureViewPrivate *priv = get_private (self);
  gboolean is_at_line
      = is_near (self, priv->axis.threshold, x)
        || (priv->axis.has_zone && is_near (self, priv->axis.refer_from, x));

  gtk_widget_set_cursor_from_name (GTK_WIDGET (self),
                                   is_at_line ? "ew-resize" : NULL);
}

static void
motion_cb (GtkEventControllerMotion *controller, double x, double y,
           LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = get_private (self);
  g_autofree char *markup = NULL;

  if (priv->is_stale && x == priv->pointer_x && y == priv->pointer_y)
    return;
  priv->is_stale = FALSE;
  priv->pointer_x = x;
  priv->pointer_y = y;
  if (!has_axis (self) || !limen_rect_contains (get_plot (self), x, y))
    {
      hide_readout (self);
      gtk_widget_set_cursor_from_name (GTK_WIDGET (self), NULL);
      return;
    }

  update_cursor (self, x);
  if (priv->is_dragging)
    return;
  priv->axis.hover = x_to_threshold (self, x);
  markup = LIMEN_FIGURE_VIEW_GET_CLASS (self)->describe_point (
      self, priv->axis.hover);
  limen_plot_view_show_readout (LIMEN_PLOT_VIEW (self), markup, x, y);
}

/* An assistive tool set the value. */
static void
moved_cb (LimenValueScale *scale, double value, LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = get_private (self);

  if (priv->sweep != NULL)
    move_held (self,
               limen_threshold_reverse (value, priv->axis.x.is_reversed));
  update_scale (self);
}

static void
limen_figure_view_draw (LimenPlotView *view, cairo_t *cr, LimenRect rect,
                        const LimenTheme *theme)
{
  LimenFigureView *self = LIMEN_FIGURE_VIEW (view);
  LimenFigureViewPrivate *priv = get_private (self);
  LimenThresholdAxis axis = priv->axis;

  axis.has_focus = limen_plot_view_has_focus (view);
  if (priv->sweep == NULL)
    axis.threshold = NAN; /* there is nothing to decide */
  LIMEN_FIGURE_VIEW_GET_CLASS (self)->draw (self, cr, rect, &axis, theme);
}

static void
limen_figure_view_get_property (GObject *object, guint id, GValue *value,
                                GParamSpec *pspec)
{
  LimenFigureView *self = LIMEN_FIGURE_VIEW (object);

  switch (id)
    {
    case PROP_THRESHOLD:
      g_value_set_double (value, limen_figure_view_get_threshold (self));
      break;
    case PROP_REFER_FROM:
      g_value_set_double (value, limen_figure_view_get_refer_from (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
limen_figure_view_set_property (GObject *object, guint id, const GValue *value,
                                GParamSpec *pspec)
{
  LimenFigureView *self = LIMEN_FIGURE_VIEW (object);

  switch (id)
    {
    case PROP_THRESHOLD:
      limen_figure_view_set_threshold (self, g_value_get_double (value));
      break;
    case PROP_REFER_FROM:
      limen_figure_view_set_refer_from (self, g_value_get_double (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
clear_marks (LimenFigureViewPrivate *priv)
{
  for (gsize i = 0; i < priv->axis.n_marks; i++)
    g_free ((char *) priv->marks[i].name);
  g_clear_pointer (&priv->marks, g_free);
  priv->axis.n_marks = 0;
}

static void
limen_figure_view_finalize (GObject *object)
{
  LimenFigureViewPrivate *priv = get_private (LIMEN_FIGURE_VIEW (object));

  g_free (priv->x_title);
  g_free (priv->line_label);
  g_free (priv->refer_label);
  g_free (priv->pinned);
  clear_marks (priv);
  G_OBJECT_CLASS (limen_figure_view_parent_class)->finalize (object);
}

static void
limen_figure_view_class_init (LimenFigureViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  LimenPlotViewClass *view_class = LIMEN_PLOT_VIEW_CLASS (klass);

  object_class->get_property = limen_figure_view_get_property;
  object_class->set_property = limen_figure_view_set_property;
  object_class->finalize = limen_figure_view_finalize;
  view_class->draw = limen_figure_view_draw;
  view_class->minimum_height = 90;
  view_class->natural_height = 280;

  properties[PROP_THRESHOLD] = g_param_spec_double (
      "threshold", NULL, NULL, -G_MAXDOUBLE, INFINITY, 0.0,
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  /* NaN lies in no range. */
  properties[PROP_REFER_FROM] = g_param_spec_double (
      "refer-from", NULL, NULL, -G_MAXDOUBLE, G_MAXDOUBLE, 0.0,
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY
          | G_PARAM_LAX_VALIDATION);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  signals[RANGE_REQUESTED] = g_signal_new (
      "range-requested", LIMEN_TYPE_FIGURE_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
}

static void
add_range_controllers (LimenFigureView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *scroll = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_BOTH_AXES);
  GtkGesture *pan = gtk_gesture_drag_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (pan), GDK_BUTTON_MIDDLE);
  g_signal_connect (pan, "drag-begin", G_CALLBACK (pan_begin_cb), self);
  g_signal_connect (pan, "drag-update", G_CALLBACK (pan_update_cb), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (widget, scroll);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pan));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
}

static void
add_controllers (LimenFigureView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *drag = gtk_gesture_drag_new ();
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  g_signal_connect (drag, "drag-begin", G_CALLBACK (drag_begin_cb), self);
  g_signal_connect (drag, "drag-update", G_CALLBACK (drag_update_cb), self);
  g_signal_connect (drag, "cancel", G_CALLBACK (drag_cancel_cb), self);
  g_signal_connect (drag, "drag-end", G_CALLBACK (drag_end_cb), self);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), 0);
  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect_swapped (motion, "leave", G_CALLBACK (hide_readout), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, motion);
  get_private (self)->scale
      = limen_plot_view_add_scale (LIMEN_PLOT_VIEW (self), key);
  g_signal_connect (get_private (self)->scale, "moved", G_CALLBACK (moved_cb),
                    self);
}

static void
limen_figure_view_init (LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = get_private (self);

  priv->axis.x = limen_scale_new (LIMEN_TRANSFORM_LINEAR, 0, 1);
  priv->whole = priv->axis.x;
  priv->axis.band_low = NAN;
  priv->axis.band_high = NAN;
  priv->axis.refer_from = NAN;
  priv->axis.hover = NAN;
  priv->drag_before = NAN;
  priv->step = 0.01;
  add_controllers (self);
  add_range_controllers (self);
  update_scale (self);
}

/* A threshold as people see it; a new string. */
char *
limen_figure_view_format (LimenFigureView *self, double threshold)
{
  g_return_val_if_fail (LIMEN_IS_FIGURE_VIEW (self), NULL);

  return limen_screen_format_threshold (limen_threshold_reverse (
      threshold, get_private (self)->axis.x.is_reversed));
}

static void
update_labels (LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = get_private (self);

  g_free (priv->line_label);
  priv->line_label = limen_figure_view_format (self, priv->axis.threshold);
  priv->axis.line_label = priv->line_label;
  g_free (priv->refer_label);
  priv->refer_label = limen_figure_view_format (self, priv->axis.refer_from);
  priv->axis.refer_label = priv->refer_label;
}

/* The threshold at the line. */
double
limen_figure_view_get_threshold (LimenFigureView *self)
{
  g_return_val_if_fail (LIMEN_IS_FIGURE_VIEW (self), NAN);

  return get_private (self)->axis.threshold;
}

/* Moves the line; a threshold beyond the axis is drawn at its end. */
void
limen_figure_view_set_threshold (LimenFigureView *self, double threshold)
{
  LimenFigureViewPrivate *priv = get_private (self);

  g_return_if_fail (LIMEN_IS_FIGURE_VIEW (self));

  if (priv->axis.threshold == threshold && priv->line_label != NULL)
    return;

  priv->axis.threshold = threshold;
  drop_readout (self);
  update_labels (self);
  update_scale (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_THRESHOLD]);
}

/* The threshold at the lower line; NaN: there is none. */
double
limen_figure_view_get_refer_from (LimenFigureView *self)
{
  g_return_val_if_fail (LIMEN_IS_FIGURE_VIEW (self), NAN);

  return get_private (self)->axis.refer_from;
}

/* Moves the lower line of a grey zone, or (NaN) does without one. It may not
 * stand above the threshold for longer than both are being set. */
void
limen_figure_view_set_refer_from (LimenFigureView *self, double refer_from)
{
  LimenFigureViewPrivate *priv = get_private (self);

  g_return_if_fail (LIMEN_IS_FIGURE_VIEW (self));

  if (priv->axis.refer_from == refer_from
      || (isnan (priv->axis.refer_from) && isnan (refer_from)))
    return;

  priv->axis.refer_from = refer_from;
  drop_readout (self);
  priv->axis.has_zone = !isnan (refer_from);
  priv->axis.is_lower_held &= priv->axis.has_zone;
  update_labels (self);
  update_scale (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_REFER_FROM]);
}

/* The sweep that the figure shows, or NULL; borrowed. */
const LimenSweep *
limen_figure_view_get_sweep (LimenFigureView *self)
{
  g_return_val_if_fail (LIMEN_IS_FIGURE_VIEW (self), NULL);

  return get_private (self)->sweep;
}

/* The scale of thresholds as far as it is shown; borrowed. */
const LimenScale *
limen_figure_view_get_scale (LimenFigureView *self)
{
  g_return_val_if_fail (LIMEN_IS_FIGURE_VIEW (self), NULL);

  return &get_private (self)->axis.x;
}

/* Shows another sweep on another scale. `sweep` is borrowed, NULL for an empty
 * figure; `step` is what an arrow key moves; `title` stands below the axis. */
void
limen_figure_view_set_axis (LimenFigureView *self, const LimenSweep *sweep,
                            LimenScale scale, double step, const char *title)
{
  LimenFigureViewPrivate *priv = get_private (self);

  g_return_if_fail (LIMEN_IS_FIGURE_VIEW (self));

  priv->sweep = sweep;
  priv->whole = scale;
  priv->axis.x = scale;
  update_labels (self);
  priv->step = step;
  update_scale (self);
  g_free (priv->x_title);
  priv->x_title = g_strdup (title);
  priv->axis.x_title = priv->x_title;
  hide_readout (self);
  LIMEN_FIGURE_VIEW_GET_CLASS (self)->axis_changed (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The scale of all thresholds, of which a part may be shown; borrowed. */
const LimenScale *
limen_figure_view_get_whole (LimenFigureView *self)
{
  g_return_val_if_fail (LIMEN_IS_FIGURE_VIEW (self), NULL);

  return &get_private (self)->whole;
}

/* Shows a part of the axis, or all of it again; `step` is what an arrow key
 * moves then. */
void
limen_figure_view_set_range (LimenFigureView *self, LimenScale range,
                             double step)
{
  LimenFigureViewPrivate *priv = get_private (self);

  g_return_if_fail (LIMEN_IS_FIGURE_VIEW (self));

  priv->axis.x = range;
  priv->step = step;
  hide_readout (self);
  if (LIMEN_FIGURE_VIEW_GET_CLASS (self)->range_changed != NULL)
    LIMEN_FIGURE_VIEW_GET_CLASS (self)->range_changed (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Marks the thresholds (low, high] that serve an objective alike; NaN: none. */
void
limen_figure_view_set_band (LimenFigureView *self, double low, double high)
{
  LimenFigureViewPrivate *priv = get_private (self);

  g_return_if_fail (LIMEN_IS_FIGURE_VIEW (self));

  priv->axis.band_low = low;
  priv->axis.band_high = high;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Marks the thresholds of pinned cutoffs; copied. */
void
limen_figure_view_set_pinned (LimenFigureView *self, const double *thresholds,
                              gsize n_thresholds)
{
  LimenFigureViewPrivate *priv = get_private (self);

  g_return_if_fail (LIMEN_IS_FIGURE_VIEW (self));

  g_free (priv->pinned);
  priv->pinned = g_memdup2 (thresholds, n_thresholds * sizeof *thresholds);
  priv->axis.pinned = priv->pinned;
  priv->axis.n_pinned = n_thresholds;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Draws a line with a name for each of these cutoffs; copied. */
void
limen_figure_view_set_marks (LimenFigureView *self, const LimenAxisMark *marks,
                             gsize n_marks)
{
  LimenFigureViewPrivate *priv = get_private (self);

  g_return_if_fail (LIMEN_IS_FIGURE_VIEW (self));

  clear_marks (priv);
  priv->marks = g_memdup2 (marks, n_marks * sizeof *marks);
  for (gsize i = 0; i < n_marks; i++)
    priv->marks[i].name = g_strdup (marks[i].name);
  priv->axis.marks = priv->marks;
  priv->axis.n_marks = n_marks;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
