#include "matrix-view.h"

#include <math.h>
#include <string.h>

#include "matrix-facts.h"
#include "matrix-keys.h"
#include "matrix-layout.h"
#include "screen-format.h"
#include "screen-theme.h"

#define ZOOM_STEP 1.25
/* The height of a cell that is zoomed in on as far as it goes. */
#define MOST_CELL 96.0
/* What a finger moves for one step of zoom, in pixels. */
#define SCROLL_STEP 40.0
#define READOUT_GAP 14
#define READOUT_WIDTH 50 /* in letters */

struct _LimenMatrixView
{
  GtkWidget parent_instance;

  LimenMatrixFigure figure; /* of what follows */
  LimenMatrixFacts facts;
  GStrv names;
  double *cells;
  double *totals, *column_totals;
  LimenTheme theme;

  GtkAdjustment *adjustments[2]; /* by orientation */
  GtkScrollablePolicy policies[2];
  double pinched; /* the cell size when a pinch began */

  GtkWidget *readout;
  double readout_x, readout_y; /* what it stands beside */
  double pointer_x, pointer_y; /* NaN: elsewhere */
  gboolean is_by_key;          /* it reads out the cursor, not the pointer */
  gssize pressed_row, pressed_column;
  guint description_source;
};

enum
{
  PROP_0,
  PROP_NORMALIZED,
  PROP_SELECTED,
  N_PROPS,
  /* of GtkScrollable */
  PROP_HADJUSTMENT = N_PROPS,
  PROP_VADJUSTMENT,
  PROP_HSCROLL_POLICY,
  PROP_VSCROLL_POLICY,
};

static GParamSpec *properties[N_PROPS];

enum
{
  CELL_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void scrollable_init (GtkScrollableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LimenMatrixView, limen_matrix_view,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE,
                                                      scrollable_init))

/* Geometry */

static LimenRect
get_rect (LimenMatrixView *self)
{
  return (LimenRect){ 0, 0, gtk_widget_get_width (GTK_WIDGET (self)),
                      gtk_widget_get_height (GTK_WIDGET (self)) };
}

static LimenMatrixLayout
get_layout (LimenMatrixView *self)
{
  return limen_matrix_layout_new (&self->figure, get_rect (self),
                                  &self->theme);
}

static gboolean
has_cells (LimenMatrixView *self)
{
  return self->figure.n_classes > 0 && get_layout (self).plot.width > 0;
}

static gboolean
find_cell (LimenMatrixView *self, double x, double y, gssize *row,
           gssize *column)
{
  gsize i, j;

  if (!limen_figure_matrix_get_cell (&self->figure, get_rect (self),
                                     &self->theme, x, y, &i, &j))
    return FALSE;
  *row = (gssize) i;
  *column = (gssize) j;
  return TRUE;
}

static void
configure_adjustment (GtkAdjustment *adjustment, double value, double size,
                      double seen, double cell)
{
  gtk_adjustment_configure (adjustment, value, 0, fmax (size, seen),
                            fmax (cell, 0.1 * seen),
                            fmax (cell, 0.9 * seen), seen);
}

/* Tells the scroll bars what there is, and what of it is seen. */
static void
configure_adjustments (LimenMatrixView *self)
{
  LimenMatrixLayout layout = get_layout (self);

  configure_adjustment (self->adjustments[GTK_ORIENTATION_HORIZONTAL],
                        layout.plot.x - layout.cells.x, layout.cells.width,
                        layout.plot.width, layout.cell_width);
  configure_adjustment (self->adjustments[GTK_ORIENTATION_VERTICAL],
                        layout.plot.y - layout.cells.y, layout.cells.height,
                        layout.plot.height, layout.cell_height);
}

/* The description */

static void
describe (LimenMatrixView *self)
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
      all = g_strdup_printf ("%s; totals: %s; %s", cell, totals, matrix);
    }
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      all != NULL ? all : matrix, -1);
}

static gboolean
describe_cb (gpointer data)
{
  LimenMatrixView *self = data;

  self->description_source = 0;
  describe (self);
  return G_SOURCE_REMOVE;
}

/* A line that is dragged changes the cells with every pixel; words can wait
 * until there is time for them. */
static void
describe_later (LimenMatrixView *self)
{
  if (self->description_source == 0)
    self->description_source
        = g_idle_add_full (G_PRIORITY_LOW, describe_cb, self, NULL);
}

/* The readout */

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

/* The cell at the cursor, while it is seen. */
static gboolean
read_cursor (LimenMatrixView *self)
{
  const LimenMatrixFigure *figure = &self->figure;
  LimenMatrixLayout layout = get_layout (self);
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

  if (!find_cell (self, self->pointer_x, self->pointer_y,
                  &figure->hovered_row, &figure->hovered_column))
    return FALSE;
  show_readout (self, figure->hovered_row, figure->hovered_column,
                self->pointer_x, self->pointer_y);
  return TRUE;
}

/* Reads out the cell that the keys or the pointer were last used to point at,
 * which is another one when cells moved under a pointer that stays. */
static void
update_readout (LimenMatrixView *self)
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

/* GTK also tells of motion when it is the widget that has changed. */
static void
motion_cb (GtkEventControllerMotion *controller, double x, double y,
           LimenMatrixView *self)
{
  if (x == self->pointer_x && y == self->pointer_y)
    return;
  self->pointer_x = x;
  self->pointer_y = y;
  self->is_by_key = FALSE;
  update_readout (self);
}

static void
leave_cb (GtkEventControllerMotion *controller, LimenMatrixView *self)
{
  self->pointer_x = self->pointer_y = NAN;
  update_readout (self);
}

/* Scrolling and zooming */

static void
value_changed_cb (GtkAdjustment *adjustment, LimenMatrixView *self)
{
  self->figure.scroll_x = gtk_adjustment_get_value (
      self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
  self->figure.scroll_y = gtk_adjustment_get_value (
      self->adjustments[GTK_ORIENTATION_VERTICAL]);
  update_readout (self);
}

/* NULL stands for an adjustment of the view's own. */
static void
set_adjustment (LimenMatrixView *self, GtkOrientation orientation,
                GtkAdjustment *adjustment)
{
  GtkAdjustment **place = &self->adjustments[orientation];

  if (adjustment != NULL && adjustment == *place)
    return;
  if (*place != NULL)
    g_signal_handlers_disconnect_by_func (*place, value_changed_cb, self);
  g_clear_object (place);
  *place = g_object_ref_sink (adjustment != NULL
                                  ? adjustment
                                  : gtk_adjustment_new (0, 0, 0, 0, 0, 0));
  g_signal_connect (*place, "value-changed", G_CALLBACK (value_changed_cb),
                    self);
  if (self->adjustments[GTK_ORIENTATION_HORIZONTAL] != NULL
      && self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    configure_adjustments (self);
}

static double
get_cell_size (LimenMatrixView *self)
{
  return fmax (self->figure.cell_size, get_layout (self).fit_size);
}

/* Makes cells `size` high, such that what is at a point stays there; NaN is no
 * place, and stands for an end. */
static void
zoom_to (LimenMatrixView *self, double size, double x, double y)
{
  LimenMatrixLayout layout = get_layout (self);
  double across, down;

  if (!(layout.fit_size > 0))
    return;
  x = fmax (layout.plot.x, fmin (x, layout.plot.x + layout.plot.width));
  y = fmax (layout.plot.y, fmin (y, layout.plot.y + layout.plot.height));
  across = (x - layout.cells.x) / layout.cell_width;
  down = (y - layout.cells.y) / layout.cell_height;
  size = fmin (size, fmax (MOST_CELL, layout.fit_size));
  self->figure.cell_size = size < 1.001 * layout.fit_size ? 0 : size;

  layout = get_layout (self);
  self->figure.scroll_x = across * layout.cell_width - (x - layout.plot.x);
  self->figure.scroll_y = down * layout.cell_height - (y - layout.plot.y);
  configure_adjustments (self);
  update_readout (self);
}

static void
zoom_by (LimenMatrixView *self, double n_steps, double x, double y)
{
  zoom_to (self, get_cell_size (self) * pow (ZOOM_STEP, n_steps), x, y);
}

/* Around the cursor where it is seen, else around the middle. */
static void
zoom_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  LimenMatrixView *self = LIMEN_MATRIX_VIEW (widget);
  const LimenMatrixFigure *figure = &self->figure;
  LimenMatrixLayout layout = get_layout (self);
  LimenRect place = layout.plot;

  if (!has_cells (self))
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

/* A wheel that scrolls is the scrolled window's. */
static gboolean
scroll_cb (GtkEventControllerScroll *controller, double dx, double dy,
           LimenMatrixView *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (
      GTK_EVENT_CONTROLLER (controller));

  if (!(state & GDK_CONTROL_MASK) || !has_cells (self))
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

/* The cursor */

static void
activate_cell (LimenMatrixView *self, gssize row, gssize column)
{
  g_signal_emit (self, signals[CELL_ACTIVATED], 0, (guint) row,
                 (guint) column);
}

static void
set_cursor (LimenMatrixView *self, gssize row, gssize column)
{
  LimenMatrixFigure *figure = &self->figure;
  LimenMatrixLayout layout;
  LimenRect cell;

  figure->cursor_row = CLAMP (row, 0, (gssize) figure->n_classes - 1);
  figure->cursor_column = CLAMP (column, 0, (gssize) figure->n_columns - 1);
  layout = get_layout (self);
  cell = limen_matrix_layout_get_cell_rect (
      &layout, (gsize) figure->cursor_row, (gsize) figure->cursor_column);
  gtk_adjustment_clamp_page (self->adjustments[GTK_ORIENTATION_HORIZONTAL],
                             cell.x - layout.cells.x,
                             cell.x - layout.cells.x + cell.width);
  gtk_adjustment_clamp_page (self->adjustments[GTK_ORIENTATION_VERTICAL],
                             cell.y - layout.cells.y,
                             cell.y - layout.cells.y + cell.height);
  describe_later (self);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static gssize
get_page (LimenMatrixView *self)
{
  LimenMatrixLayout layout = get_layout (self);

  return MAX (1, (gssize) (layout.plot.height / layout.cell_height) - 1);
}

static gboolean
key_pressed_cb (GtkEventControllerKey *controller, guint key, guint code,
                GdkModifierType state, LimenMatrixView *self)
{
  gssize row = self->figure.cursor_row, column = self->figure.cursor_column;
  const char *action = limen_matrix_keys_get_action (key);

  if (!has_cells (self) || state & GDK_ALT_MASK)
    return GDK_EVENT_PROPAGATE;
  if (action != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), action, NULL);
  else if (limen_matrix_keys_activate (key, state))
    activate_cell (self, row, column);
  else if (limen_matrix_keys_move (key, state, &self->figure,
                                   get_page (self), &row, &column))
    {
      self->is_by_key = TRUE;
      set_cursor (self, row, column);
      update_readout (self);
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

/* The second click of a double one does not activate the cell once more. */
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
  activate_cell (self, row, column);
}

static void
focus_changed_cb (GtkEventControllerFocus *controller, GParamSpec *pspec,
                  LimenMatrixView *self)
{
  self->figure.has_focus = gtk_event_controller_focus_is_focus (controller);
  self->is_by_key = self->is_by_key && self->figure.has_focus;
  update_readout (self);
  describe_later (self);
}

/* The widget */

static void
limen_matrix_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LimenMatrixView *self = LIMEN_MATRIX_VIEW (widget);
  LimenRect rect = get_rect (self);
  graphene_rect_t bounds
      = GRAPHENE_RECT_INIT (0, 0, (float) rect.width, (float) rect.height);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  limen_figure_matrix_draw (cr, rect, &self->figure, &self->theme);
  cairo_destroy (cr);
  if (gtk_widget_get_visible (self->readout))
    gtk_widget_snapshot_child (widget, self->readout, snapshot);
}

/* Its text may be larger now. */
static void
limen_matrix_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  LimenMatrixView *self = LIMEN_MATRIX_VIEW (widget);

  GTK_WIDGET_CLASS (limen_matrix_view_parent_class)->css_changed (widget,
                                                                  change);
  limen_matrix_view_set_theme (self, self->theme.variant);
}

/* The readout stands below its point or above it, wherever it fits. */
static void
allocate_readout (LimenMatrixView *self, int width, int height)
{
  GtkRequisition size;
  int x, y;

  gtk_widget_get_preferred_size (self->readout, NULL, &size);
  x = MIN ((int) self->readout_x + READOUT_GAP, width - size.width);
  y = (int) self->readout_y + READOUT_GAP;
  if (y + size.height > height)
    y = (int) self->readout_y - READOUT_GAP - size.height;
  gtk_widget_size_allocate (self->readout,
                            &(GtkAllocation){ MAX (0, x), MAX (0, y),
                                              size.width, size.height },
                            -1);
}

static void
limen_matrix_view_size_allocate (GtkWidget *widget, int width, int height,
                                 int baseline)
{
  LimenMatrixView *self = LIMEN_MATRIX_VIEW (widget);

  configure_adjustments (self);
  if (gtk_widget_should_layout (self->readout))
    allocate_readout (self, width, height);
}

static void
limen_matrix_view_measure (GtkWidget *widget, GtkOrientation orientation,
                           int for_size, int *minimum, int *natural,
                           int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 200 : 160;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 560 : 420;
}

/* What does not scroll: the names. */
static gboolean
limen_matrix_view_get_border (GtkScrollable *scrollable, GtkBorder *border)
{
  LimenMatrixView *self = LIMEN_MATRIX_VIEW (scrollable);
  LimenRect rect = get_rect (self), plot = get_layout (self).plot;

  border->left = (gint16) plot.x;
  border->top = (gint16) plot.y;
  border->right = (gint16) (rect.width - plot.x - plot.width);
  border->bottom = (gint16) (rect.height - plot.y - plot.height);
  return TRUE;
}

static void
limen_matrix_view_get_property (GObject *object, guint id, GValue *value,
                                GParamSpec *pspec)
{
  LimenMatrixView *self = LIMEN_MATRIX_VIEW (object);

  switch (id)
    {
    case PROP_NORMALIZED:
      g_value_set_boolean (value, self->figure.is_normalized);
      break;
    case PROP_SELECTED:
      g_value_set_int (value, (int) self->figure.selected);
      break;
    case PROP_HADJUSTMENT:
      g_value_set_object (value,
                          self->adjustments[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VADJUSTMENT:
      g_value_set_object (value, self->adjustments[GTK_ORIENTATION_VERTICAL]);
      break;
    case PROP_HSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_HORIZONTAL]);
      break;
    case PROP_VSCROLL_POLICY:
      g_value_set_enum (value, self->policies[GTK_ORIENTATION_VERTICAL]);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_normalized (LimenMatrixView *self, gboolean is_normalized)
{
  if (self->figure.is_normalized == is_normalized)
    return;
  self->figure.is_normalized = is_normalized;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NORMALIZED]);
}

static void
set_selected (LimenMatrixView *self, gssize selected)
{
  if (self->figure.selected == selected)
    return;
  self->figure.selected = selected;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

static void
limen_matrix_view_set_property (GObject *object, guint id, const GValue *value,
                                GParamSpec *pspec)
{
  LimenMatrixView *self = LIMEN_MATRIX_VIEW (object);

  switch (id)
    {
    case PROP_NORMALIZED:
      set_normalized (self, g_value_get_boolean (value));
      break;
    case PROP_SELECTED:
      set_selected (self, g_value_get_int (value));
      break;
    case PROP_HADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_HORIZONTAL,
                      g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      set_adjustment (self, GTK_ORIENTATION_VERTICAL,
                      g_value_get_object (value));
      break;
    case PROP_HSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_HORIZONTAL] = g_value_get_enum (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    case PROP_VSCROLL_POLICY:
      self->policies[GTK_ORIENTATION_VERTICAL] = g_value_get_enum (value);
      gtk_widget_queue_resize (GTK_WIDGET (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
limen_matrix_view_dispose (GObject *object)
{
  LimenMatrixView *self = LIMEN_MATRIX_VIEW (object);

  g_clear_handle_id (&self->description_source, g_source_remove);
  for (guint i = 0; i < G_N_ELEMENTS (self->adjustments); i++)
    {
      if (self->adjustments[i] != NULL)
        g_signal_handlers_disconnect_by_func (self->adjustments[i],
                                              value_changed_cb, self);
      g_clear_object (&self->adjustments[i]);
    }
  g_clear_pointer (&self->readout, gtk_widget_unparent);
  G_OBJECT_CLASS (limen_matrix_view_parent_class)->dispose (object);
}

static void
limen_matrix_view_finalize (GObject *object)
{
  LimenMatrixView *self = LIMEN_MATRIX_VIEW (object);

  g_strfreev (self->names);
  g_free (self->cells);
  g_free (self->totals);
  g_free (self->column_totals);
  G_OBJECT_CLASS (limen_matrix_view_parent_class)->finalize (object);
}

static void
scrollable_init (GtkScrollableInterface *iface)
{
  iface->get_border = limen_matrix_view_get_border;
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags flags = G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS
                            | G_PARAM_EXPLICIT_NOTIFY;

  properties[PROP_NORMALIZED]
      = g_param_spec_boolean ("normalized", NULL, NULL, FALSE, flags);
  properties[PROP_SELECTED]
      = g_param_spec_int ("selected", NULL, NULL, -1, G_MAXINT, -1, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  g_object_class_override_property (object_class, PROP_HADJUSTMENT,
                                    "hadjustment");
  g_object_class_override_property (object_class, PROP_VADJUSTMENT,
                                    "vadjustment");
  g_object_class_override_property (object_class, PROP_HSCROLL_POLICY,
                                    "hscroll-policy");
  g_object_class_override_property (object_class, PROP_VSCROLL_POLICY,
                                    "vscroll-policy");
}

static void
limen_matrix_view_class_init (LimenMatrixViewClass *klass)
{
  static const char *const actions[]
      = { "matrix.zoom-in", "matrix.zoom-out", "matrix.zoom-fit" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = limen_matrix_view_get_property;
  object_class->set_property = limen_matrix_view_set_property;
  object_class->dispose = limen_matrix_view_dispose;
  object_class->finalize = limen_matrix_view_finalize;
  widget_class->css_changed = limen_matrix_view_css_changed;
  widget_class->snapshot = limen_matrix_view_snapshot;
  widget_class->measure = limen_matrix_view_measure;
  widget_class->size_allocate = limen_matrix_view_size_allocate;
  install_properties (object_class);

  signals[CELL_ACTIVATED] = g_signal_new (
      "cell-activated", LIMEN_TYPE_MATRIX_VIEW, G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 2, G_TYPE_UINT, G_TYPE_UINT);
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i], NULL,
                                     zoom_action);
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_TABLE);
  gtk_widget_class_set_css_name (widget_class, "figure");
}

static void
add_gestures (LimenMatrixView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkGesture *pinch = gtk_gesture_zoom_new ();

  g_signal_connect (click, "pressed", G_CALLBACK (pressed_cb), self);
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  g_signal_connect (pinch, "begin", G_CALLBACK (pinch_begin_cb), self);
  g_signal_connect (pinch, "scale-changed", G_CALLBACK (pinch_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (pinch));
}

static void
add_controllers (LimenMatrixView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (
      GTK_EVENT_CONTROLLER_SCROLL_VERTICAL);

  g_signal_connect (motion, "enter", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "motion", G_CALLBACK (motion_cb), self);
  g_signal_connect (motion, "leave", G_CALLBACK (leave_cb), self);
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_pressed_cb), self);
  g_signal_connect (focus, "notify::is-focus", G_CALLBACK (focus_changed_cb),
                    self);
  g_signal_connect (scroll, "scroll", G_CALLBACK (scroll_cb), self);
  gtk_widget_add_controller (widget, motion);
  gtk_widget_add_controller (widget, key);
  gtk_widget_add_controller (widget, focus);
  gtk_widget_add_controller (widget, scroll);
}

static void
limen_matrix_view_init (LimenMatrixView *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->figure = (LimenMatrixFigure){ .selected = -1, .hovered_row = -1,
                                      .hovered_column = -1,
                                      .has_legend = TRUE };
  self->pressed_row = self->pressed_column = -1;
  self->pointer_x = self->pointer_y = NAN;
  self->readout = gtk_label_new (NULL);
  gtk_label_set_wrap (GTK_LABEL (self->readout), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->readout), READOUT_WIDTH);
  gtk_widget_add_css_class (self->readout, "readout");
  gtk_widget_set_can_target (self->readout, FALSE);
  gtk_widget_set_visible (self->readout, FALSE);
  gtk_widget_set_parent (self->readout, widget);
  limen_matrix_view_set_theme (self, LIMEN_THEME_LIGHT);
  set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Confusion matrix", -1);
  describe (self);
  add_gestures (self);
  add_controllers (self);
}

/* Names that are not as many as the classes name none. */
static void
update_names (LimenMatrixView *self)
{
  gboolean is_named
      = self->names != NULL
        && g_strv_length (self->names) == self->figure.n_classes;

  self->figure.names = is_named ? (const char *const *) self->names : NULL;
  if (self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    configure_adjustments (self);
  update_readout (self);
  describe_later (self);
}

/* The names of the classes, in the order of rows and columns; copied. NULL, or
 * another number of them than there are classes: these are numbered from 0. */
void
limen_matrix_view_set_names (LimenMatrixView *self, const char *const *names)
{
  g_return_if_fail (LIMEN_IS_MATRIX_VIEW (self));

  g_strfreev (self->names);
  self->names = g_strdupv ((GStrv) names);
  update_names (self);
}

/* Makes room for a matrix of another size, which is seen as a whole. */
static void
resize (LimenMatrixView *self, guint n_classes, guint n_columns)
{
  LimenMatrixFigure *figure = &self->figure;

  if (figure->n_classes == n_classes && figure->n_columns == n_columns)
    return;
  g_free (self->cells);
  g_free (self->totals);
  g_free (self->column_totals);
  self->cells = g_new (double, (gsize) n_classes * n_columns);
  self->totals = g_new (double, n_classes);
  self->column_totals = g_new (double, n_columns);
  figure->n_classes = n_classes;
  figure->n_columns = n_columns;
  figure->cells = self->cells;
  figure->row_totals = self->totals;
  figure->column_totals = self->column_totals;
  figure->cursor_row = figure->cursor_column = 0;
  figure->cell_size = figure->scroll_x = figure->scroll_y = 0;
  self->pressed_row = self->pressed_column = -1;
  if (figure->selected >= (gssize) n_classes)
    set_selected (self, -1);
}

/* Shows another matrix: `n_classes` rows of `n_columns` counts or weights
 * each, row by row, copied. Rows are true classes, columns predicted ones, and
 * where there is one column more, it counts what is predicted as none. NaN and
 * what is not above 0 counts nothing. A matrix of the same size takes the
 * place of the last one without an allocation, and leaves cursor and zoom
 * alone. */
void
limen_matrix_view_set_cells (LimenMatrixView *self, const double *cells,
                             guint n_classes, guint n_columns)
{
  gboolean is_resized;

  g_return_if_fail (LIMEN_IS_MATRIX_VIEW (self));
  g_return_if_fail (n_columns == n_classes
                    || (n_classes > 0 && n_columns == n_classes + 1));
  g_return_if_fail (cells != NULL || n_classes == 0);

  is_resized = n_classes != self->figure.n_classes
               || n_columns != self->figure.n_columns;
  resize (self, n_classes, n_columns);
  if (n_classes > 0)
    memcpy (self->cells, cells,
            (gsize) n_classes * n_columns * sizeof *cells);
  self->facts = limen_matrix_count (&self->figure, self->totals,
                                    self->column_totals);
  self->figure.greatest = self->facts.greatest;
  if (is_resized)
    update_names (self);
  update_readout (self);
  describe_later (self);
}

/* Draws in another theme from now on. */
void
limen_matrix_view_set_theme (LimenMatrixView *self, LimenThemeVariant variant)
{
  g_return_if_fail (LIMEN_IS_MATRIX_VIEW (self));

  self->theme = limen_screen_theme_get (GTK_WIDGET (self), variant);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
