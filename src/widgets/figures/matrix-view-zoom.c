/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "matrix-view-private.h"

#include <math.h>

#define ZOOM_STEP 1.25
/* Maximum height of a cell. */
#define MAX_CELL 96.0
/* Movement of a touchpad finger, in pixels, for one step of zoom. */
#define SCROLL_STEP 40.0

static void
configure_adjustment (GtkAdjustment *adjustment, double value, double size,
                      double seen, double cell)
{
  gtk_adjustment_configure (adjustment, value, 0, fmax (size, seen),
                            fmax (cell, 0.1 * seen), fmax (cell, 0.9 * seen),
                            seen);
}

/* Updates the scroll bars: size of the content and visible part. */
void
limen_matrix_view_update_adjustments (LimenMatrixView *self)
{
  LimenMatrixLayout layout = limen_matrix_view_get_layout (self);

  configure_adjustment (self->adjustments[GTK_ORIENTATION_HORIZONTAL],
                        layout.plot.x - layout.cells.x, layout.cells.width,
                        layout.plot.width, layout.cell_width);
  configure_adjustment (self->adjustments[GTK_ORIENTATION_VERTICAL],
                        layout.plot.y - layout.cells.y, layout.cells.height,
                        layout.plot.height, layout.cell_height);
}

/* Scrolls to the position of the scroll bars. */
void
limen_matrix_view_scrolled_cb (GtkAdjustment *adjustment,
                               LimenMatrixView *self)
{
  self->figure.scroll_x = gtk_adjustment_get_value (
      self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
  self->figure.scroll_y
      = gtk_adjustment_get_value (self->adjustments[GTK_ORIENTATION_VERTICAL]);
  limen_matrix_view_update_readout (self);
}

/* Sets the adjustment of an orientation; NULL: a new one. */
void
limen_matrix_view_set_adjustment (LimenMatrixView *self,
                                  GtkOrientation orientation,
                                  GtkAdjustment *adjustment)
{
  GtkAdjustment **place = &self->adjustments[orientation];

  if (adjustment != NULL && adjustment == *place)
    return;
  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place,
                                          limen_matrix_view_scrolled_cb, self);
  g_clear_object (place);
  *place = g_object_ref_sink (
      adjustment != NULL ? adjustment : gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect (*place, "value-changed",
                    G_CALLBACK (limen_matrix_view_scrolled_cb), self);
  if (self->adjustments[GTK_ORIENTATION_HORIZONTAL] != NULL
      && self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    limen_matrix_view_update_adjustments (self);
}

static double
get_cell_size (LimenMatrixView *self)
{
  return fmax (self->figure.cell_size,
               limen_matrix_view_get_layout (self).fit_size);
}

/* Zooms to a cell height while the content at (x, y) stays in place; for NaN,
 * the content at the right or the lower edge. */
static void
zoom_to (LimenMatrixView *self, double size, double x, double y)
{
  LimenMatrixLayout layout = limen_matrix_view_get_layout (self);
  double across, down;

  if (!(layout.fit_size > 0))
    return;
  x = fmax (layout.plot.x, fmin (x, layout.plot.x + layout.plot.width));
  y = fmax (layout.plot.y, fmin (y, layout.plot.y + layout.plot.height));
  across = (x - layout.cells.x) / layout.cell_width;
  down = (y - layout.cells.y) / layout.cell_height;
  size = fmin (size, fmax (MAX_CELL, layout.fit_size));
  self->figure.cell_size = size < 1.001 * layout.fit_size ? 0 : size;

  layout = limen_matrix_view_get_layout (self);
  self->figure.scroll_x = across * layout.cell_width - (x - layout.plot.x);
  self->figure.scroll_y = down * layout.cell_height - (y - layout.plot.y);
  limen_matrix_view_update_adjustments (self);
  limen_matrix_view_update_readout (self);
}

static void
zoom_by (LimenMatrixView *self, double n_steps, double x, double y)
{
  zoom_to (self, get_cell_size (self) * pow (ZOOM_STEP, n_steps), x, y);
}

/* Zooms around the cursor if it is visible, otherwise around the middle. */
void
limen_matrix_view_zoom (GtkWidget *widget, const char *name,
                        GVariant *parameter)
{
  LimenMatrixView *self = LIMEN_MATRIX_VIEW (widget);
  const LimenMatrixFigure *figure = &self->figure;
  LimenMatrixLayout layout = limen_matrix_view_get_layout (self);
  LimenRect place = layout.plot;

  if (!limen_matrix_view_has_cells (self))
    return;
  if (figure->has_focus)
    {
      LimenRect cell = limen_matrix_layout_get_cell_rect (
          &layout, (gsize) figure->cursor_row, (gsize) figure->cursor_column);

      if (limen_rect_contains (layout.plot, cell.x + cell.width / 2,
                               cell.y + cell.height / 2))
        place = cell;
    }
  if (g_str_equal (name, "matrix.zoom-fit"))
    zoom_to (self, 0, layout.plot.x, layout.plot.y);
  else
    zoom_by (self, g_str_equal (name, "matrix.zoom-in") ? 1 : -1,
             place.x + place.width / 2, place.y + place.height / 2);
}

/* Zooms with Control and the wheel; scrolling is left to the scrolled
 * window. */
static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy,
           LimenMatrixView *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (
      GTK_EVENT_CONTROLLER (controller));

  if (!(state & GDK_CONTROL_MASK) || !limen_matrix_view_has_cells (self))
    return GDK_EVENT_PROPAGATE;
  if (gtk_event_controller_scroll_get_unit (controller)
      == GDK_SCROLL_UNIT_SURFACE)
    dy /= SCROLL_STEP;
  zoom_by (self, -dy, self->pointer_x, self->pointer_y);
  return GDK_EVENT_STOP;
}

static void
pinch_begin_cb (GtkGesture *gesture, GdkEventSequence *sequence,
                LimenMatrixView *self)
{
  self->pinched = get_cell_size (self);
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
}

static void
pinch_cb (GtkGestureZoom *gesture, double scale, LimenMatrixView *self)
{
  double x, y;

  if (gtk_gesture_get_bounding_box_center (GTK_GESTURE (gesture), &x, &y))
    zoom_to (self, self->pinched * scale, x, y);
}

/* Adds the controllers with which wheel and two fingers zoom. */
void
limen_matrix_view_add_zoom (LimenMatrixView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *pinch = gtk_gesture_zoom_new ();
  GtkEventController *scroll
      = gtk_event_controller_scroll_new (GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
  gtk_widget_add_controller (widget, scroll);
}
