/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "matrix-view-private.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "readout.h"
#include "screen-theme.h"

#define READOUT_WIDTH 50 /* width in letters */

enum
{
  PROP_0,
  PROP_NORMALIZED,
  PROP_SELECTED,
  N_PROPS,
  /* properties of GtkScrollable */
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

/* The rectangle in which the figure is drawn. */
LimenRect
limen_matrix_view_get_rect (LimenMatrixView *self)
{
  return (LimenRect){ 0, 0, gtk_widget_get_width (GTK_WIDGET (self)),
                      gtk_widget_get_height (GTK_WIDGET (self)) };
}

/* The layout of the figure. */
LimenMatrixLayout
limen_matrix_view_get_layout (LimenMatrixView *self)
{
  return limen_matrix_layout_new (
      &self->figure, limen_matrix_view_get_rect (self), &self->theme);
}

/* Whether there are cells, and room for them. */
gboolean
limen_matrix_view_has_cells (LimenMatrixView *self)
{
  return self->figure.n_classes > 0
         && limen_matrix_view_get_layout (self).plot.width > 0;
}

/* Emits `cell-activated`, a request for the rows of a cell. */
void
limen_matrix_view_activate_cell (LimenMatrixView *self, gssize row,
                                 gssize column)
{
  g_signal_emit (self, signals[CELL_ACTIVATED], 0, (guint) row,
                 (guint) column);
}

static void
limen_matrix_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LimenMatrixView *self = LIMEN_MATRIX_VIEW (widget);
  LimenRect rect = limen_matrix_view_get_rect (self);
  graphene_rect_t bounds
      = GRAPHENE_RECT_INIT (0, 0, (float) rect.width, (float) rect.height);
  cairo_t *cr = gtk_snapshot_append_cairo (snapshot, &bounds);

  limen_figure_matrix_draw (cr, rect, &self->figure, &self->theme);
  cairo_destroy (cr);
  if (gtk_widget_get_visible (self->readout))
    gtk_widget_snapshot_child (widget, self->readout, snapshot);
}

/* Updates font and text size. */
static void
limen_matrix_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  LimenMatrixView *self = LIMEN_MATRIX_VIEW (widget);

  GTK_WIDGET_CLASS (limen_matrix_view_parent_class)->css_changed (widget,
                                                                  change);
  limen_matrix_view_set_theme (self, self->theme.variant);
}

static void
limen_matrix_view_size_allocate (GtkWidget *widget, int width, int height,
                                 int baseline)
{
  LimenMatrixView *self = LIMEN_MATRIX_VIEW (widget);

  limen_matrix_view_update_adjustments (self);
  if (gtk_widget_should_layout (self->readout))
    limen_matrix_view_allocate_readout (self, width, height);
}

static void
limen_matrix_view_measure (GtkWidget *widget, GtkOrientation orientation,
                           int for_size, int *minimum, int *natural,
                           int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 200 : 160;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 560 : 420;
}

/* The border that does not scroll: the names. */
static gboolean
limen_matrix_view_get_border (GtkScrollable *scrollable, GtkBorder *border)
{
  LimenMatrixView *self = LIMEN_MATRIX_VIEW (scrollable);
  LimenRect rect = limen_matrix_view_get_rect (self),
            plot = limen_matrix_view_get_layout (self).plot;

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
      limen_matrix_view_set_adjustment (self, GTK_ORIENTATION_HORIZONTAL,
                                        g_value_get_object (value));
      break;
    case PROP_VADJUSTMENT:
      limen_matrix_view_set_adjustment (self, GTK_ORIENTATION_VERTICAL,
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
        g_signal_handlers_disconnect_by_func (
            self->adjustments[i], limen_matrix_view_scrolled_cb, self);
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
                                     limen_matrix_view_zoom);
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_TABLE);
  gtk_widget_class_set_css_name (widget_class, "figure");
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
  self->readout = limen_readout_new (widget);
  gtk_label_set_wrap (GTK_LABEL (self->readout), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (self->readout), READOUT_WIDTH);
  limen_matrix_view_set_theme (self, LIMEN_THEME_LIGHT);
  limen_matrix_view_set_adjustment (self, GTK_ORIENTATION_HORIZONTAL, NULL);
  limen_matrix_view_set_adjustment (self, GTK_ORIENTATION_VERTICAL, NULL);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_overflow (widget, GTK_OVERFLOW_HIDDEN);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _ ("Confusion matrix"), -1);
  limen_matrix_view_describe (self);
  limen_matrix_view_add_pointing (self);
  limen_matrix_view_add_zoom (self);
}

/* Uses the names only if there is one per class. */
static void
update_names (LimenMatrixView *self)
{
  gboolean is_named
      = self->names != NULL
        && g_strv_length (self->names) == self->figure.n_classes;

  self->figure.names = is_named ? (const char *const *) self->names : NULL;
  if (self->adjustments[GTK_ORIENTATION_VERTICAL] != NULL)
    limen_matrix_view_update_adjustments (self);
  limen_matrix_view_update_readout (self);
  limen_matrix_view_describe_later (self);
}

/* Sets the names of the classes, in the order of rows and columns; copied.
 * With NULL, or a number of names other than that of classes, classes are
 * numbered from 0. */
void
limen_matrix_view_set_names (LimenMatrixView *self, const char *const *names)
{
  g_return_if_fail (LIMEN_IS_MATRIX_VIEW (self));

  g_strfreev (self->names);
  self->names = g_strdupv ((GStrv) names);
  update_names (self);
}

/* Allocates a matrix of another size and shows it as a whole. */
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

/* Shows another matrix of n_classes x n_columns counts or weights, row-major;
 * copied. Rows are true classes, columns predicted ones; one extra column
 * counts rows predicted as none. Values that are NaN or not above 0 count as
 * 0. A matrix of equal size replaces the last one without allocation and keeps
 * cursor and zoom. */
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
  limen_matrix_view_update_readout (self);
  limen_matrix_view_describe_later (self);
}

/* Sets the theme. */
void
limen_matrix_view_set_theme (LimenMatrixView *self, LimenThemeVariant variant)
{
  g_return_if_fail (LIMEN_IS_MATRIX_VIEW (self));

  self->theme = limen_screen_theme_get (GTK_WIDGET (self), variant);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
