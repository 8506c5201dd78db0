/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "curve-legend.h"

#include <glib/gi18n.h>

#include "curve-palette.h"
#include "legend-chip.h"

struct _LimenCurveLegend
{
  LimenHolder parent_instance;

  GtkWidget *flow;
  GtkWidget *note;   /* after the metrics */
  GtkWidget *others; /* check buttons in the popover */
  LimenTheme theme;
  LimenMetricId order[LIMEN_N_METRICS]; /* metrics in legend order */
  guint n_metrics;
  GtkWidget *chips[LIMEN_N_METRICS];  /* NULL: the metric has no curve */
  GtkWidget *checks[LIMEN_N_METRICS]; /* switches in the popover */
  gboolean is_updating;
};

enum
{
  PROP_0,
  PROP_METRICS,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

G_DEFINE_FINAL_TYPE (LimenCurveLegend, limen_curve_legend, LIMEN_TYPE_HOLDER)

/* Metrics that are always in the legend; others only while they are on. */
static const LimenMetricId permanent[] = {
  LIMEN_METRIC_PRECISION,   LIMEN_METRIC_RECALL,   LIMEN_METRIC_F1,
  LIMEN_METRIC_SPECIFICITY, LIMEN_METRIC_ACCURACY, LIMEN_METRIC_MCC,
};

static gboolean
is_permanent (LimenMetricId metric)
{
  for (guint i = 0; i < G_N_ELEMENTS (permanent); i++)
    if (permanent[i] == metric)
      return TRUE;
  return FALSE;
}

static gboolean
is_on_by_default (LimenMetricId metric)
{
  for (guint i = 0; i < LIMEN_N_DEFAULT_CURVES; i++)
    if (limen_default_curves[i] == metric)
      return TRUE;
  return FALSE;
}

/* Whether a metric has a curve: only those between -1 and 1 share the axis. */
static gboolean
has_curve (LimenMetricId metric)
{
  const LimenMetricInfo *info = limen_metric_get_info (metric);

  return info->low >= -1 && info->high <= 1;
}

static gboolean
is_on (LimenCurveLegend *self, LimenMetricId metric)
{
  return self->chips[metric] != NULL
         && gtk_toggle_button_get_active (
             GTK_TOGGLE_BUTTON (self->chips[metric]));
}

static void
update_colors (LimenCurveLegend *self)
{
  LimenMetricId metrics[LIMEN_N_METRICS];
  unsigned colors[LIMEN_N_METRICS];
  gsize n = 0;

  for (guint i = 0; i < self->n_metrics; i++)
    if (is_on (self, self->order[i]))
      metrics[n++] = self->order[i];
  limen_curve_palette_assign (metrics, n, colors);

  for (guint i = 0; i < LIMEN_N_METRICS; i++)
    if (self->chips[i] != NULL)
      limen_legend_chip_set_color (LIMEN_LEGEND_CHIP (self->chips[i]),
                                   self->theme.dim);
  for (gsize i = 0; i < n; i++)
    limen_legend_chip_set_color (LIMEN_LEGEND_CHIP (self->chips[metrics[i]]),
                                 self->theme.series[colors[i]]);
}

static void
set_on (LimenCurveLegend *self, LimenMetricId metric, gboolean active)
{
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->chips[metric]),
                                active);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->checks[metric]),
                               active);
  gtk_widget_set_visible (gtk_widget_get_parent (self->chips[metric]),
                          active || is_permanent (metric));
}

static void
toggled (LimenCurveLegend *self, LimenMetricId metric, gboolean active)
{
  if (self->is_updating)
    return;
  self->is_updating = TRUE;
  set_on (self, metric, active);
  self->is_updating = FALSE;
  update_colors (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_METRICS]);
}

static void
chip_toggled_cb (GtkToggleButton *chip, LimenCurveLegend *self)
{
  toggled (self, limen_legend_chip_get_metric (LIMEN_LEGEND_CHIP (chip)),
           gtk_toggle_button_get_active (chip));
}

static void
check_toggled_cb (GtkCheckButton *check, LimenCurveLegend *self)
{
  for (guint i = 0; i < LIMEN_N_METRICS; i++)
    if (self->checks[i] == GTK_WIDGET (check))
      toggled (self, i, gtk_check_button_get_active (check));
}

static void
add_metric (LimenCurveLegend *self, LimenMetricId metric)
{
  self->order[self->n_metrics++] = metric;
  self->chips[metric] = limen_legend_chip_new (metric);
  g_signal_connect (self->chips[metric], "toggled",
                    G_CALLBACK (chip_toggled_cb), self);
  gtk_flow_box_append (GTK_FLOW_BOX (self->flow), self->chips[metric]);
  gtk_widget_set_focusable (gtk_widget_get_parent (self->chips[metric]),
                            FALSE);

  self->checks[metric] = gtk_check_button_new_with_label (
      _ (limen_metric_get_info (metric)->title));
  g_signal_connect (self->checks[metric], "toggled",
                    G_CALLBACK (check_toggled_cb), self);
  gtk_box_append (GTK_BOX (self->others), self->checks[metric]);
  set_on (self, metric, is_on_by_default (metric));
}

static void
limen_curve_legend_get_property (GObject *object, guint id, GValue *value,
                                 GParamSpec *pspec)
{
  if (id == PROP_METRICS)
    g_value_take_boxed (
        value, limen_curve_legend_get_metrics (LIMEN_CURVE_LEGEND (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_curve_legend_set_property (GObject *object, guint id,
                                 const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_METRICS)
    limen_curve_legend_set_metrics (LIMEN_CURVE_LEGEND (object),
                                    g_value_get_boxed (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
limen_curve_legend_class_init (LimenCurveLegendClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = limen_curve_legend_get_property;
  object_class->set_property = limen_curve_legend_set_property;

  properties[PROP_METRICS] = g_param_spec_boxed (
      "metrics", NULL, NULL, G_TYPE_STRV,
      G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/curve-legend.ui");
  gtk_widget_class_bind_template_child (widget_class, LimenCurveLegend, flow);
  gtk_widget_class_bind_template_child (widget_class, LimenCurveLegend,
                                        others);
  gtk_widget_class_set_css_name (widget_class, "curvelegend");
}

static void
add_note (LimenCurveLegend *self)
{
  self->note = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->note), 0);
  gtk_widget_add_css_class (self->note, "note");
  gtk_flow_box_append (GTK_FLOW_BOX (self->flow), self->note);
  gtk_widget_set_focusable (gtk_widget_get_parent (self->note), FALSE);
  gtk_widget_set_visible (gtk_widget_get_parent (self->note), FALSE);
}

static void
limen_curve_legend_init (LimenCurveLegend *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->theme = limen_theme_get (LIMEN_THEME_LIGHT);

  self->is_updating = TRUE;
  for (guint i = 0; i < G_N_ELEMENTS (permanent); i++)
    add_metric (self, permanent[i]);
  for (guint i = 0; i < LIMEN_N_METRICS; i++)
    if (has_curve (i) && !is_permanent (i))
      add_metric (self, i);
  self->is_updating = FALSE;
  update_colors (self);
  add_note (self);
}

/* Shows a note after the metrics; copied. NULL: none. */
void
limen_curve_legend_set_note (LimenCurveLegend *self, const char *note)
{
  g_return_if_fail (LIMEN_IS_CURVE_LEGEND (self));

  gtk_label_set_label (GTK_LABEL (self->note), note != NULL ? note : "");
  gtk_widget_set_visible (gtk_widget_get_parent (self->note), note != NULL);
}

/* The names of the metrics that are on, in legend order; free with
 * g_strfreev(). */
GStrv
limen_curve_legend_get_metrics (LimenCurveLegend *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (LIMEN_IS_CURVE_LEGEND (self), NULL);

  for (guint i = 0; i < self->n_metrics; i++)
    if (is_on (self, self->order[i]))
      g_strv_builder_add (builder,
                          limen_metric_get_info (self->order[i])->name);
  return g_strv_builder_end (builder);
}

/* Switches on exactly these metrics; names without a curve are ignored. */
void
limen_curve_legend_set_metrics (LimenCurveLegend *self,
                                const char *const *metrics)
{
  g_return_if_fail (LIMEN_IS_CURVE_LEGEND (self));

  self->is_updating = TRUE;
  for (guint i = 0; i < LIMEN_N_METRICS; i++)
    if (self->chips[i] != NULL)
      set_on (self, i,
              metrics != NULL
                  && g_strv_contains (metrics,
                                      limen_metric_get_info (i)->name));
  self->is_updating = FALSE;
  update_colors (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_METRICS]);
}

/* Shows each metric's value for a confusion matrix, with the costs and the
 * prevalence of `view`; beta is 1. NaN is shown as undefined. */
void
limen_curve_legend_set_confusion (LimenCurveLegend *self,
                                  LimenConfusion confusion,
                                  const LimenObjective *view)
{
  g_return_if_fail (LIMEN_IS_CURVE_LEGEND (self));

  for (guint i = 0; i < LIMEN_N_METRICS; i++)
    if (self->chips[i] != NULL)
      limen_legend_chip_set_value (
          LIMEN_LEGEND_CHIP (self->chips[i]),
          limen_objective_value (
              view, (LimenMetric){ .id = i, .beta = 1 }, confusion));
}

/* Uses the colours of a theme. */
void
limen_curve_legend_set_theme (LimenCurveLegend *self,
                              LimenThemeVariant variant)
{
  g_return_if_fail (LIMEN_IS_CURVE_LEGEND (self));

  self->theme = limen_theme_get (variant);
  update_colors (self);
}
