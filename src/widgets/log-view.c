#include "log-view.h"

#include <math.h>

#include "screen-format.h"

struct _LimenLogView
{
  GtkWidget parent_instance;

  LimenLossCounts *counts; /* NULL: not there yet */
  LimenTheme theme;
};

enum
{
  PROP_0,
  PROP_THEME,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimenLogView, limen_log_view, GTK_TYPE_WIDGET)

static void
limen_log_view_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  LimenLogView *self = LIMEN_LOG_VIEW (widget);
  LimenRect rect = { 0, 0, gtk_widget_get_width (widget),
                     gtk_widget_get_height (widget) };
  LimenLogFigure figure;
  cairo_t *cr;

  if (self->counts == NULL)
    return;
  cr = gtk_snapshot_append_cairo (
      snapshot,
      &GRAPHENE_RECT_INIT (0, 0, (float) rect.width, (float) rect.height));
  figure = limen_loss_counts_get_log (self->counts);
  limen_figure_log_draw (cr, rect, &figure, &self->theme);
  cairo_destroy (cr);
}

static void
limen_log_view_measure (GtkWidget *widget, GtkOrientation orientation,
                        int for_size, int *minimum, int *natural,
                        int *minimum_baseline, int *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? 220 : 180;
  *natural = orientation == GTK_ORIENTATION_HORIZONTAL ? 560 : 300;
}

static void
set_theme (LimenLogView *self, LimenThemeVariant variant)
{
  self->theme = limen_theme_get (variant);
  self->theme.decimal_point = limen_screen_get_decimal_point ();
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

static void
limen_log_view_get_property (GObject *object, guint id, GValue *value,
                             GParamSpec *pspec)
{
  if (id == PROP_THEME)
    g_value_set_uint (value, LIMEN_LOG_VIEW (object)->theme.variant);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_log_view_set_property (GObject *object, guint id, const GValue *value,
                             GParamSpec *pspec)
{
  if (id == PROP_THEME)
    set_theme (LIMEN_LOG_VIEW (object),
               (LimenThemeVariant) g_value_get_uint (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_log_view_finalize (GObject *object)
{
  g_free (LIMEN_LOG_VIEW (object)->counts);
  G_OBJECT_CLASS (limen_log_view_parent_class)->finalize (object);
}

static void
limen_log_view_class_init (LimenLogViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = limen_log_view_get_property;
  object_class->set_property = limen_log_view_set_property;
  object_class->finalize = limen_log_view_finalize;
  widget_class->snapshot = limen_log_view_snapshot;
  widget_class->measure = limen_log_view_measure;

  properties[PROP_THEME] = g_param_spec_uint (
      "theme", NULL, NULL, 0, LIMEN_THEME_CONTRAST_DARK, LIMEN_THEME_LIGHT,
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_IMG);
  gtk_widget_class_set_css_name (widget_class, "figure");
}

static void
limen_log_view_init (LimenLogView *self)
{
  set_theme (self, LIMEN_THEME_LIGHT);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

static char *
describe (const LimenLossCounts *counts)
{
  g_autofree char *mean = NULL, *p = NULL, *largest = NULL;

  if (counts->message != NULL)
    return g_strdup (counts->message);
  mean = limen_screen_format_value (counts->summary.mean, 4);
  p = limen_screen_format_value (exp (-counts->summary.mean), 4);
  largest = limen_screen_format_value (counts->summary.largest, 4);
  return g_strdup_printf ("\342\210\222log p falls from infinity at p = 0 to 0 "
                          "at p = 1; the mean %s is that of p = %s, the "
                          "largest of a row %s",
                          mean, p, largest);
}

/* Shows these counts, which are copied. */
void
limen_log_view_set_counts (LimenLogView *self, const LimenLossCounts *counts)
{
  g_autofree char *text = NULL;

  g_return_if_fail (LIMEN_IS_LOG_VIEW (self));

  g_free (self->counts);
  self->counts = g_memdup2 (counts, sizeof *counts);
  text = describe (self->counts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, text,
                                  -1);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}
