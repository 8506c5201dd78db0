/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-view-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "decimal.h"
#include "threshold-keys.h"
#include "threshold.h"

/* Maximum pointer movement, in pixels, of a press that counts as a click. */
#define CLICK_DISTANCE 3.0
/* Maximum distance, in pixels, at which a press grabs a line instead of moving
 * it to the pointer. */
#define GRAB_DISTANCE 8.0
#define LONG_STEP 10 /* in steps of an arrow key */

static double
threshold_to_x (LimenFigureView *self, double threshold)
{
  LimenRect plot = limen_figure_view_get_plot (self);
  double position = limen_scale_map (
      &limen_figure_view_get_private (self)->axis.x, threshold);

  return plot.x + CLAMP (position, 0.0, 1.0) * plot.width;
}

static double
position_to_threshold (LimenFigureView *self, double x)
{
  LimenRect plot = limen_figure_view_get_plot (self);
  double position = (x - plot.x) / plot.width;

  return limen_scale_unmap (&limen_figure_view_get_private (self)->axis.x,
                            CLAMP (position, 0.0, 1.0));
}

/* Whether the pointer is at or beyond an end of the whole axis. */
static gboolean
is_at_end (LimenFigureView *self, double x)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);
  LimenRect plot = limen_figure_view_get_plot (self);

  return (x <= plot.x && priv->axis.x.low == priv->whole.low)
         || (x >= plot.x + plot.width
             && priv->axis.x.high == priv->whole.high);
}

/* The threshold at an x: the shortest decimal within the pixel, since pointing
 * is no more precise; exact at the ends of the axis. */
static double
x_to_threshold (LimenFigureView *self, double x)
{
  LimenRect plot = limen_figure_view_get_plot (self);
  double inside = CLAMP (x, plot.x, plot.x + plot.width);
  double low = position_to_threshold (self, inside - 0.5);
  double high = position_to_threshold (self, inside + 0.5);

  if (is_at_end (self, x) || !(low < high))
    return position_to_threshold (self, x);
  return limen_decimal_shortest_in (low, high);
}

/* Rounds a value to a near short decimal, so that ten steps of 0.01 from 0.4
 * give 0.5 and not 0.49999999999999994. */
static double
round_to_step (double value, double step)
{
  double fine = step / 1000;

  return fine > 0 ? limen_decimal_shortest_in (value - fine, value + fine)
                  : value;
}

/* The threshold of the active line: of the two lines of a grey zone, the one
 * that keys move. */
static double
get_active (LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);

  return priv->axis.is_lower_active ? priv->axis.refer_from
                                    : priv->axis.threshold;
}

/* Shows the active line's threshold to assistive tools, in the units of the
 * file. */
void
limen_figure_view_update_scale (LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);
  gboolean is_reversed = priv->whole.is_reversed;
  double low = priv->whole.low, high = priv->whole.high;
  g_autofree char *text = limen_figure_view_format (self, get_active (self));

  limen_interval_reverse (&low, &high, is_reversed);
  limen_value_scale_update (
      priv->scale,
      /* Translators: the name of a figure follows, for a screen reader. */
      priv->axis.is_lower_active ? _ ("Lower threshold in")
                                 /* Translators: the name of a figure follows,
                                  * for a screen reader. */
                                 : _ ("Threshold in"),
      low, high, priv->step,
      limen_threshold_reverse (get_active (self), is_reversed), text);
}

/* Moves the active line; with a grey zone, up to the other line at most. */
static void
move_active (LimenFigureView *self, double threshold)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);

  if (priv->axis.is_lower_active)
    limen_figure_view_set_refer_from (self,
                                      fmin (threshold, priv->axis.threshold));
  else if (priv->axis.has_zone)
    limen_figure_view_set_threshold (self,
                                     fmax (threshold, priv->axis.refer_from));
  else
    limen_figure_view_set_threshold (self, threshold);
}

static void
activate_line (LimenFigureView *self, gboolean is_lower)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);

  priv->axis.is_lower_active = is_lower && priv->axis.has_zone;
  limen_figure_view_update_scale (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
move_by_steps (LimenFigureView *self, double n_steps)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);
  /* A line beyond the axis moves from the axis's end, where it is drawn. */
  double here = CLAMP (get_active (self), priv->whole.low, priv->whole.high);
  double moved = round_to_step (here + n_steps * priv->step, priv->step);

  move_active (self, CLAMP (moved, priv->whole.low, priv->whole.high));
}

/* Moves to the next threshold with different decisions, up to that above all
 * scores, infinity; the lower line, which is finite, up to the highest score.
 */
static void
move_by_candidates (LimenFigureView *self, int direction)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);
  gsize n = limen_sweep_get_n_scores (priv->sweep);
  gsize here = limen_sweep_find (priv->sweep, get_active (self));

  if (direction < 0 && here > 0)
    here--;
  else if (direction > 0 && here < n)
    here++;
  if (here < n || !priv->axis.is_lower_active)
    move_active (self, limen_sweep_get_score (priv->sweep, here));
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

/* Handles keys other than those that move the line. */
static gboolean
use_key (LimenFigureView *self, guint key)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);

  switch (key)
    {
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      return activate_point (self, get_active (self));
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
      if (!priv->axis.has_zone)
        return GDK_EVENT_PROPAGATE;
      activate_line (self, !priv->axis.is_lower_active);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code,
                GdkModifierType state, LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);
  int direction;

  if (!limen_figure_view_has_axis (self) || state & GDK_ALT_MASK)
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
      move_active (self, direction < 0 ? priv->whole.low : priv->whole.high);
      break;
    case LIMEN_MOVE_NONE:
    default:
      return use_key (self, key);
    }
  return GDK_EVENT_STOP;
}

static gboolean
is_near (LimenFigureView *self, double threshold, double x)
{
  return limen_threshold_axis_shows (
             &limen_figure_view_get_private (self)->axis, threshold)
         && fabs (x - threshold_to_x (self, threshold)) <= GRAB_DISTANCE;
}

/* Makes the line nearer to the pointer active. If both are at one place, the
 * direction of the drag decides. */
static void
activate_nearer (LimenFigureView *self, double x)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);
  double upper = threshold_to_x (self, priv->axis.threshold);
  double lower = threshold_to_x (self, priv->axis.refer_from);

  priv->is_grab_open = upper - lower < 1 && fabs (x - upper) <= GRAB_DISTANCE;
  activate_line (self, fabs (x - lower) < fabs (x - upper)
                           || (upper == lower && x < lower));
}

static void
drag_begin_cb (GtkGestureDrag *gesture, double x, double y,
               LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);
  double line;

  if (!limen_figure_view_has_axis (self))
    return;

  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (priv->axis.has_zone)
    activate_nearer (self, x);
  line = threshold_to_x (self, get_active (self));
  priv->drag_start = x;
  priv->drag_before = get_active (self);
  priv->grab_offset = is_near (self, get_active (self), x) ? line - x : 0.0;
  if (priv->grab_offset == 0.0)
    move_active (self, x_to_threshold (self, x));
}

/* Hides the readout until the pointer moves. */
void
limen_figure_view_hide_readout (LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);

  priv->axis.hover = NAN;
  limen_plot_view_show_readout (LIMEN_PLOT_VIEW (self), NULL, 0, 0);
}

/* Drops an outdated readout after a line moved without the pointer, such as by
 * undo. GTK also emits motion events when the widget changes under the
 * pointer; such events do not show the readout again. */
void
limen_figure_view_drop_readout (LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);

  if (isnan (priv->axis.hover))
    return;
  limen_figure_view_hide_readout (self);
  priv->is_stale = TRUE;
}

static void
drag_update_cb (GtkGestureDrag *gesture, double offset_x, double offset_y,
                LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);

  if (!limen_figure_view_has_axis (self) || offset_x == 0.0)
    return;
  priv->is_dragging = TRUE;
  limen_figure_view_hide_readout (self);
  if (priv->is_grab_open)
    activate_line (self, offset_x < 0);
  priv->is_grab_open = FALSE;
  move_active (self, x_to_threshold (self, priv->drag_start + offset_x
                                               + priv->grab_offset));
}

/* Moves the line back to where the drag began when a second finger cancels the
 * drag. */
static void
drag_cancel_cb (GtkGesture *gesture, GdkEventSequence *sequence,
                LimenFigureView *self)
{
  double before = limen_figure_view_get_private (self)->drag_before;

  limen_figure_view_get_private (self)->is_dragging = FALSE;
  if (limen_figure_view_has_axis (self) && !isnan (before))
    move_active (self, before);
}

static void
drag_end_cb (GtkGestureDrag *gesture, double offset_x, double offset_y,
             LimenFigureView *self)
{
  limen_figure_view_get_private (self)->is_dragging = FALSE;
}

/* Stores the position of a press; a press that becomes a drag is no click, nor
 * the first of a double click. */
static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y,
            LimenFigureView *self)
{
  limen_figure_view_get_private (self)->press_x = x;
}

static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y,
             LimenFigureView *self)
{
  guint button
      = gtk_gesture_single_get_current_button (GTK_GESTURE_SINGLE (gesture));
  gboolean is_second
      = button == GDK_BUTTON_PRIMARY && n_press == 2
        && fabs (x - limen_figure_view_get_private (self)->press_x)
               <= CLICK_DISTANCE;

  if (!limen_figure_view_has_axis (self)
      || !limen_rect_contains (limen_figure_view_get_plot (self), x, y)
      || !(is_second || button == GDK_BUTTON_SECONDARY))
    return;
  if (!activate_point (self, x_to_threshold (self, x)) && is_second)
    limen_figure_view_request_range (
        self, limen_figure_view_get_private (self)->whole);
}

static void
update_cursor (LimenFigureView *self, double x)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);
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
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);
  g_autofree char *markup = NULL;

  if (priv->is_stale && x == priv->pointer_x && y == priv->pointer_y)
    return;
  priv->is_stale = FALSE;
  priv->pointer_x = x;
  priv->pointer_y = y;
  if (!limen_figure_view_has_axis (self)
      || !limen_rect_contains (limen_figure_view_get_plot (self), x, y))
    {
      limen_figure_view_hide_readout (self);
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

/* Moves the line on behalf of an assistive tool. */
static void
moved_cb (LimenValueScale *scale, double value, LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);

  if (priv->sweep != NULL)
    move_active (self,
                 limen_threshold_reverse (value, priv->axis.x.is_reversed));
  limen_figure_view_update_scale (self);
}

/* Adds the controllers with which pointer, keys and assistive tools move the
 * lines. */
void
limen_figure_view_add_moving (LimenFigureView *self)
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
  g_signal_connect_swapped (motion, "leave",
                            G_CALLBACK (limen_figure_view_hide_readout), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (drag));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, motion);
  limen_figure_view_get_private (self)->scale
      = limen_plot_view_add_scale (LIMEN_PLOT_VIEW (self), key);
  g_signal_connect (limen_figure_view_get_private (self)->scale, "moved",
                    G_CALLBACK (moved_cb), self);
}
