/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "plot-view.h"

#include "readout.h"
#include "screen-theme.h"

typedef struct
{
  char *title;                         /* NULL: not set */
  char *negative_name, *positive_name; /* NULL: not set */
  LimenBands *bands;                   /* NULL: none */
  LimenTheme theme;
  GtkEventController *focus;
  LimenValueScale *scale; /* NULL: no value that keys change */
  GtkWidget *readout;
  double pointer_x, pointer_y;
} LimenPlotViewPrivate;

enum
{
  PROP_0,
  PROP_THEME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (LimenPlotView, limen_plot_view,
                                     GTK_TYPE_WIDGET)

static LimenPlotViewPrivate *
get_private (LimenPlotView *self)
{
  return limen_plot_view_get_instance_private (self);
}

static void
set_theme (LimenPlotView *self, LimenThemeVariant variant)
{
  LimenPlotViewPrivate *priv = get_private (self);

  priv->theme = limen_screen_theme_get (GTK_WIDGET (self), variant);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Updates font and text size. */
static void
limen_plot_view_css_changed (GtkWidget *widget, GtkCssStyleChange *change)
{
  LimenPlotView *self = LIMEN_PLOT_VIEW (widget);

  GTK_WIDGET_CLASS (limen_plot_view_parent_class)->css_changed (widget,
                                                                change);
  set_theme (self, get_private (self)->theme.variant);
}

static void
limen_plot_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LimenPlotView *self = LIMEN_PLOT_VIEW (widget);
  LimenPlotViewPrivate *priv = get_private (self);
  LimenRect rect = limen_plot_view_get_rect (self);
  cairo_t *cr = gtk_snapshot_append_cairo (
      snapshot,
      &GRAPHENE_RECT_INIT (0, 0, (float) rect.width, (float) rect.height));

  LIMEN_PLOT_VIEW_GET_CLASS (self)->draw (self, cr, rect, &priv->theme);
  cairo_destroy (cr);
  if (gtk_widget_get_visible (priv->readout))
    gtk_widget_snapshot_child (widget, priv->readout, snapshot);
}

static void
limen_plot_view_size_allocate (GtkWidget *widget, int width, int height,
                               int baseline)
{
  LimenPlotViewPrivate *priv = get_private (LIMEN_PLOT_VIEW (widget));

  if (priv->scale != NULL)
    limen_value_scale_allocate (priv->scale, width, height);
  limen_readout_allocate (priv->readout, width, height, priv->pointer_x,
                          priv->pointer_y);
}

static void
limen_plot_view_measure (GtkWidget *widget, GtkOrientation orientation,
                         int for_size, int *minimum, int *natural,
                         int *minimum_baseline, int *natural_baseline)
{
  LimenPlotViewClass *klass = LIMEN_PLOT_VIEW_GET_CLASS (widget);
  gboolean is_width = orientation == GTK_ORIENTATION_HORIZONTAL;

  *minimum = is_width ? 220 : klass->minimum_height;
  *natural = is_width ? 640 : klass->natural_height;
}

static gboolean
limen_plot_view_grab_focus (GtkWidget *widget)
{
  LimenPlotViewPrivate *priv = get_private (LIMEN_PLOT_VIEW (widget));

  return priv->scale != NULL
             ? gtk_widget_grab_focus (GTK_WIDGET (priv->scale))
             : GTK_WIDGET_CLASS (limen_plot_view_parent_class)
                   ->grab_focus (widget);
}

static void
limen_plot_view_get_property (GObject *object, guint id, GValue *value,
                              GParamSpec *pspec)
{
  if (id == PROP_THEME)
    g_value_set_uint (
        value, limen_plot_view_get_theme (LIMEN_PLOT_VIEW (object))->variant);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_plot_view_set_property (GObject *object, guint id, const GValue *value,
                              GParamSpec *pspec)
{
  if (id == PROP_THEME)
    set_theme (LIMEN_PLOT_VIEW (object),
               (LimenThemeVariant) g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_plot_view_dispose (GObject *object)
{
  LimenPlotViewPrivate *priv = get_private (LIMEN_PLOT_VIEW (object));

  g_clear_pointer (&priv->readout, gtk_widget_unparent);
  if (priv->scale != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&priv->scale)));
  G_OBJECT_CLASS (limen_plot_view_parent_class)->dispose (object);
}

static void
limen_plot_view_finalize (GObject *object)
{
  LimenPlotViewPrivate *priv = get_private (LIMEN_PLOT_VIEW (object));

  g_free (priv->title);
  g_free (priv->negative_name);
  g_free (priv->positive_name);
  limen_bands_unref (priv->bands);
  G_OBJECT_CLASS (limen_plot_view_parent_class)->finalize (object);
}

static void
limen_plot_view_class_init (LimenPlotViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = limen_plot_view_get_property;
  object_class->set_property = limen_plot_view_set_property;
  object_class->dispose = limen_plot_view_dispose;
  object_class->finalize = limen_plot_view_finalize;
  widget_class->css_changed = limen_plot_view_css_changed;
  widget_class->snapshot = limen_plot_view_snapshot;
  widget_class->measure = limen_plot_view_measure;
  widget_class->size_allocate = limen_plot_view_size_allocate;
  widget_class->grab_focus = limen_plot_view_grab_focus;
  klass->minimum_height = 150;
  klass->natural_height = 400;

  properties[PROP_THEME] = g_param_spec_uint (
      "theme", NULL, NULL, 0, LIMEN_THEME_CONTRAST_DARK, LIMEN_THEME_LIGHT,
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "figure");
}

/* Redraws when the focus changes, for the focus ring. */
static void
limen_plot_view_init (LimenPlotView *self)
{
  LimenPlotViewPrivate *priv = get_private (self);

  priv->focus = gtk_event_controller_focus_new ();
  g_signal_connect_swapped (priv->focus, "notify::contains-focus",
                            G_CALLBACK (gtk_widget_queue_draw), self);
  gtk_widget_add_controller (GTK_WIDGET (self), priv->focus);
  priv->readout = limen_readout_new (GTK_WIDGET (self));
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
  set_theme (self, LIMEN_THEME_LIGHT);
}

/* Sets the accessible name of the view; copied. */
void
limen_plot_view_set_title (LimenPlotView *self, const char *title)
{
  LimenPlotViewPrivate *priv = get_private (self);

  g_return_if_fail (LIMEN_IS_PLOT_VIEW (self));

  if (g_strcmp0 (priv->title, title) == 0)
    return;
  g_free (priv->title);
  priv->title = g_strdup (title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

/* The accessible name of the view; NULL: not set. Owned by the view. */
const char *
limen_plot_view_get_title (LimenPlotView *self)
{
  g_return_val_if_fail (LIMEN_IS_PLOT_VIEW (self), NULL);

  return get_private (self)->title;
}

/* Sets the bands around the curves; takes a reference. NULL: none. */
void
limen_plot_view_set_bands (LimenPlotView *self, LimenBands *bands)
{
  LimenPlotViewPrivate *priv = get_private (self);

  g_return_if_fail (LIMEN_IS_PLOT_VIEW (self));

  if (priv->bands == bands)
    return;
  limen_bands_unref (priv->bands);
  priv->bands = bands != NULL ? limen_bands_ref (bands) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The bands around the curves, owned by the view; NULL: none. */
LimenBands *
limen_plot_view_get_bands (LimenPlotView *self)
{
  g_return_val_if_fail (LIMEN_IS_PLOT_VIEW (self), NULL);

  return get_private (self)->bands;
}

/* Sets the names of the true classes, for views that show them; copied. */
void
limen_plot_view_set_class_names (LimenPlotView *self, const char *negative,
                                 const char *positive)
{
  LimenPlotViewPrivate *priv = get_private (self);

  g_return_if_fail (LIMEN_IS_PLOT_VIEW (self));

  g_free (priv->negative_name);
  g_free (priv->positive_name);
  priv->negative_name = g_strdup (negative);
  priv->positive_name = g_strdup (positive);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* The name of the positive or the negative class; NULL: not set. Owned by the
 * view. */
const char *
limen_plot_view_get_class_name (LimenPlotView *self, gboolean is_positive)
{
  LimenPlotViewPrivate *priv = get_private (self);

  g_return_val_if_fail (LIMEN_IS_PLOT_VIEW (self), NULL);

  return is_positive ? priv->positive_name : priv->negative_name;
}

/* The theme of the view; owned by the view. */
const LimenTheme *
limen_plot_view_get_theme (LimenPlotView *self)
{
  g_return_val_if_fail (LIMEN_IS_PLOT_VIEW (self), NULL);

  return &get_private (self)->theme;
}

/* The rectangle in which the figure is drawn. */
LimenRect
limen_plot_view_get_rect (LimenPlotView *self)
{
  return (LimenRect) { 0, 0, gtk_widget_get_width (GTK_WIDGET (self)),
                       gtk_widget_get_height (GTK_WIDGET (self)) };
}

/* Adds a LimenValueScale for a number that keys change. The scale holds the
 * focus of the view. `key`, whose ownership is taken, handles keys before the
 * scale does. Returns the scale, owned by the view. */
LimenValueScale *
limen_plot_view_add_scale (LimenPlotView *self, GtkEventController *key)
{
  LimenPlotViewPrivate *priv = get_private (self);

  g_return_val_if_fail (LIMEN_IS_PLOT_VIEW (self), NULL);
  g_return_val_if_fail (priv->scale == NULL, NULL);

  priv->scale = limen_value_scale_new (GTK_WIDGET (self));
  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), key);
  return priv->scale;
}

/* Whether the view has the keyboard focus. */
gboolean
limen_plot_view_has_focus (LimenPlotView *self)
{
  g_return_val_if_fail (LIMEN_IS_PLOT_VIEW (self), FALSE);

  return gtk_event_controller_focus_contains_focus (
      GTK_EVENT_CONTROLLER_FOCUS (get_private (self)->focus));
}

/* Shows a readout, in Pango markup, beside a point; NULL hides it. Redraws the
 * figure, which marks the point. */
void
limen_plot_view_show_readout (LimenPlotView *self, const char *markup,
                              double x, double y)
{
  LimenPlotViewPrivate *priv = get_private (self);

  g_return_if_fail (LIMEN_IS_PLOT_VIEW (self));

  priv->pointer_x = x;
  priv->pointer_y = y;
  limen_readout_show (priv->readout, markup);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Sets the accessible description of the view. */
void
limen_plot_view_describe (LimenPlotView *self, const char *text)
{
  g_return_if_fail (LIMEN_IS_PLOT_VIEW (self));

  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
}
