/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-view-private.h"

#include <math.h>

/* Effect of a notch of the wheel: zoom factor, and pan as a share of the shown
 * range. */
#define WHEEL_ZOOM 1.25
#define WHEEL_PAN 0.1

static double
x_to_position (LimenFigureView *self, double x)
{
  LimenRect plot = limen_figure_view_get_plot (self);

  return CLAMP ((x - plot.x) / plot.width, 0, 1);
}

/* The wheel zooms around the pointer; horizontally, or with Shift, it pans. */
static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy,
           LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);
  GdkModifierType state = gtk_event_controller_get_current_event_state (
      GTK_EVENT_CONTROLLER (controller));
  gboolean is_pan = state & GDK_SHIFT_MASK || fabs (dx) > fabs (dy);

  if (!limen_figure_view_has_axis (self) || state & GDK_ALT_MASK)
    return GDK_EVENT_PROPAGATE;
  if (is_pan)
    limen_figure_view_request_range (
        self,
        limen_scale_pan (&priv->whole, &priv->axis.x, WHEEL_PAN * (dx + dy)));
  else
    limen_figure_view_request_range (
        self, limen_scale_zoom (&priv->whole, &priv->axis.x,
                                x_to_position (self, priv->pointer_x),
                                pow (WHEEL_ZOOM, CLAMP (dy, -5, 5))));
  return GDK_EVENT_STOP;
}

static void
remember_range (LimenFigureView *self)
{
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);

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
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);

  if (limen_figure_view_has_axis (self))
    limen_figure_view_request_range (
        self,
        limen_scale_pan (&priv->whole, &priv->range_before,
                         -offset_x / limen_figure_view_get_plot (self).width));
}

/* Begins zooming with two fingers, and cancels the drag that the first finger
 * began. */
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
  LimenFigureViewPrivate *priv = limen_figure_view_get_private (self);
  double x = priv->pointer_x, y;

  if (!limen_figure_view_has_axis (self) || !(scale > 0))
    return;
  gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y);
  limen_figure_view_request_range (
      self, limen_scale_zoom (&priv->whole, &priv->range_before,
                              x_to_position (self, x), 1 / scale));
}

/* Adds the controllers with which wheel, two fingers and middle button request
 * another range. */
void
limen_figure_view_add_range (LimenFigureView *self)
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
