/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "matrix-view-private.h"

#include <glib/gi18n.h>
#include <math.h>

#include "matrix-keys.h"

#define READOUT_GAP 14

static gboolean
find_cell (LimenMatrixView *self, double x, double y, gssize *row,
           gssize *column)
{
  gsize i, j;

  if (!limen_figure_matrix_get_cell (&self->figure,
                                     limen_matrix_view_get_rect (self),
                                     &self->theme, x, y, &i, &j))
    return FALSE;
  *row = (gssize) i;
  *column = (gssize) j;
  return TRUE;
}

/* Updates the accessible description of the matrix and of the cell at the
 * cursor. */
void
limen_matrix_view_describe (LimenMatrixView *self)
{
  const LimenMatrixFigure *figure = &self->figure;
  g_autofree char *matrix = limen_matrix_describe (figure, &self->facts);
  g_autofree char *cell = NULL, *totals = NULL;
  g_autofree char *all = NULL;

  if (figure->has_focus && self->facts.n_rows > 0)
    {
      gsize row = (gsize) figure->cursor_row;
      gsize column = (gsize) figure->cursor_column;

      cell = limen_matrix_describe_cell (figure, row, column);
      totals = limen_matrix_describe_totals (figure, row, column);
      /* Translators: a cell, its totals, and the matrix. */
      all = g_strdup_printf (_ ("%s; totals: %s; %s"), cell, totals, matrix);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  all != NULL ? all : matrix, -1);
}

static gboolean
describe_cb (gpointer data)
{
  LimenMatrixView *self = data;

  self->description_source = 0;
  limen_matrix_view_describe (self);
  return G_SOURCE_REMOVE;
}

/* Updates the description in an idle handler: dragging the threshold changes
 * the cells with every pixel. */
void
limen_matrix_view_describe_later (LimenMatrixView *self)
{
  if (self->description_source == 0)
    self->description_source
        = g_idle_add_full (G_PRIORITY_LOW, describe_cb, self, NULL);
}

static void
show_readout (LimenMatrixView *self, gssize row, gssize column, double x,
              double y)
{
  g_autofree char *text = limen_matrix_describe_cell (
      &self->figure, (gsize) row, (gsize) column);

  self->readout_x = x;
  self->readout_y = y;
  gtk_label_set_text (GTK_LABEL (self->readout), text);
  gtk_widget_set_visible (self->readout, TRUE);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
}

/* Shows the readout of the cell at the cursor; FALSE if the cell is scrolled
 * out of view. */
static gboolean
read_cursor (LimenMatrixView *self)
{
  const LimenMatrixFigure *figure = &self->figure;
  LimenMatrixLayout layout = limen_matrix_view_get_layout (self);
  LimenRect cell = limen_matrix_layout_get_cell_rect (
      &layout, (gsize) figure->cursor_row, (gsize) figure->cursor_column);
  double x = cell.x + cell.width / 2, y = cell.y + cell.height / 2;

  if (!limen_rect_contains (layout.plot, x, y))
    return FALSE;
  show_readout (self, figure->cursor_row, figure->cursor_column, x, y);
  return TRUE;
}

static gboolean
read_pointer (LimenMatrixView *self)
{
  LimenMatrixFigure *figure = &self->figure;

  if (!find_cell (self, self->pointer_x, self->pointer_y, &figure->hovered_row,
                  &figure->hovered_column))
    return FALSE;
  show_readout (self, figure->hovered_row, figure->hovered_column,
                self->pointer_x, self->pointer_y);
  return TRUE;
}

/* Shows the readout of the cell under the pointer or the cursor, whichever was
 * used last. Call when cells have moved under a resting pointer. */
void
limen_matrix_view_update_readout (LimenMatrixView *self)
{
  gboolean is_shown;

  self->figure.hovered_row = self->figure.hovered_column = -1;
  is_shown = self->facts.n_rows > 0
             && (self->is_by_key ? read_cursor (self) : read_pointer (self));
  if (!is_shown)
    gtk_widget_set_visible (self->readout, FALSE);
  gtk_widget_set_cursor_from_name (
      GTK_WIDGET (self), self->figure.hovered_row >= 0 ? "pointer" : NULL);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Allocates the readout below or above its point, where it fits. */
void
limen_matrix_view_allocate_readout (LimenMatrixView *self, int width,
                                    int height)
{
  GtkRequisition size;
  int x, y;

  gtk_widget_get_preferred_size (self->readout, NULL, &size);
  x = MIN ((int) self->readout_x + READOUT_GAP, width - size.width);
  y = (int) self->readout_y + READOUT_GAP;
  if (y + size.height > height)
    y = (int) self->readout_y - READOUT_GAP - size.height;
  gtk_widget_size_allocate (
      self->readout,
      &(GtkAllocation){ MAX (0, x), MAX (0, y), size.width, size.height }, -1);
}

/* Ignores motion events without movement, which GTK emits when the widget
 * changes. */
static void
motion_cb (GtkEventControllerMotion *controller, double x, double y,
           LimenMatrixView *self)
{
  if (x == self->pointer_x && y == self->pointer_y)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  self->is_by_key = FALSE;
  limen_matrix_view_update_readout (self);
}

static void
leave_cb (GtkEventControllerMotion *controller, LimenMatrixView *self)
{
  self->pointer_x = self->pointer_y = NAN;
  limen_matrix_view_update_readout (self);
}

static void
set_cursor (LimenMatrixView *self, gssize row, gssize column)
{
  LimenMatrixFigure *figure = &self->figure;
  LimenMatrixLayout layout;
  LimenRect cell;

  figure->cursor_row = CLAMP (row, 0, (gssize) figure->n_classes - 1);
  figure->cursor_column = CLAMP (column, 0, (gssize) figure->n_columns - 1);
  layout = limen_matrix_view_get_layout (self);
  cell = limen_matrix_layout_get_cell_rect (
      &layout, (gsize) figure->cursor_row, (gsize) figure->cursor_column);
  gtk_adjustment_clamp_page (self->adjustments[GTK_ORIENTATION_HORIZONTAL],
                             cell.x - layout.cells.x,
                             cell.x - layout.cells.x + cell.width);
  gtk_adjustment_clamp_page (self->adjustments[GTK_ORIENTATION_VERTICAL],
                             cell.y - layout.cells.y,
                             cell.y - layout.cells.y + cell.height);
  limen_matrix_view_describe_later (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gssize
get_page (LimenMatrixView *self)
{
  LimenMatrixLayout layout = limen_matrix_view_get_layout (self);

  return MAX (1, (gssize) (layout.plot.height / layout.cell_height) - 1);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code,
                GdkModifierType state, LimenMatrixView *self)
{
  gssize row = self->figure.cursor_row, column = self->figure.cursor_column;
  const char *action = limen_matrix_keys_get_action (key);

  if (!limen_matrix_view_has_cells (self) || state & GDK_ALT_MASK)
    return GDK_EVENT_PROPAGATE;
  if (action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
  else if (limen_matrix_keys_activate (key, state))
    limen_matrix_view_activate_cell (self, row, column);
  else if (limen_matrix_keys_move (key, state, &self->figure, get_page (self),
                                   &row, &column))
    {
      self->is_by_key = TRUE;
      set_cursor (self, row, column);
      limen_matrix_view_update_readout (self);
    }
  else
    return GDK_EVENT_PROPAGATE;
  return GDK_EVENT_STOP;
}

static void
pressed_cb (GtkGestureClick *gesture, int n_press, double x, double y,
            LimenMatrixView *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self));
  if (!find_cell (self, x, y, &self->pressed_row, &self->pressed_column))
    self->pressed_row = self->pressed_column = -1;
}

/* Activates the cell that was clicked, but not again on the second click of a
 * double click. */
static void
released_cb (GtkGestureClick *gesture, int n_press, double x, double y,
             LimenMatrixView *self)
{
  gssize row, column;

  self->is_by_key = FALSE;
  if (n_press > 1 || !find_cell (self, x, y, &row, &column)
      || row != self->pressed_row || column != self->pressed_column)
    return;
  set_cursor (self, row, column);
  limen_matrix_view_activate_cell (self, row, column);
}

static void
focus_changed_cb (GtkEventControllerFocus *controller, GParamSpec *pspec,
                  LimenMatrixView *self)
{
  self->figure.has_focus = gtk_event_controller_focus_is_focus (controller);
  self->is_by_key = self->is_by_key && self->figure.has_focus;
  limen_matrix_view_update_readout (self);
  limen_matrix_view_describe_later (self);
}

/* Adds the controllers with which pointer and keys point at cells and activate
 * them. */
void
limen_matrix_view_add_pointing (LimenMatrixView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (focus, "notify::is-focus", G_CALLBACK (focus_changed_cb),
                    self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, key);
  gtk_widget_add_controller (widget, focus);
}
