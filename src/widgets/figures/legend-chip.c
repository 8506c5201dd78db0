/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "legend-chip.h"

#include <glib/gi18n.h>

#include "screen-format.h"

struct _LimenLegendChip
{
  GtkToggleButton parent_instance;

  GtkWidget *swatch;
  GtkWidget *title;
  GtkWidget *value;
  LimenMetricId metric;
  GdkRGBA color;
};

G_DEFINE_FINAL_TYPE (LimenLegendChip, limen_legend_chip,
                     GTK_TYPE_TOGGLE_BUTTON)

static void
draw_swatch_cb (GtkDrawingArea *area, cairo_t *cr, int width, int height,
                gpointer user_data)
{
  LimenLegendChip *self = LIMEN_LEGEND_CHIP (user_data);

  gdk_cairo_set_source_rgba (cr, &self->color);
  cairo_set_line_width (cr, 3);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_move_to (cr, 2, height / 2.0);
  cairo_line_to (cr, width - 2, height / 2.0);
  cairo_stroke (cr);
}

static void
limen_legend_chip_class_init (LimenLegendChipClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/legend-chip.ui");
  gtk_widget_class_bind_template_child (widget_class, LimenLegendChip, swatch);
  gtk_widget_class_bind_template_child (widget_class, LimenLegendChip, title);
  gtk_widget_class_bind_template_child (widget_class, LimenLegendChip, value);
}

static void
limen_legend_chip_init (LimenLegendChip *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drawing_area_set_draw_func (GTK_DRAWING_AREA (self->swatch),
                                  draw_swatch_cb, self, NULL);
}

/* A new chip for one metric, switched off. */
GtkWidget *
limen_legend_chip_new (LimenMetricId metric)
{
  LimenLegendChip *self = g_object_new (LIMEN_TYPE_LEGEND_CHIP, NULL);

  self->metric = metric;
  gtk_label_set_label (GTK_LABEL (self->title),
                       _ (limen_metric_get_info (metric)->title));
  return GTK_WIDGET (self);
}

/* The metric whose curve the chip shows or hides. */
LimenMetricId
limen_legend_chip_get_metric (LimenLegendChip *self)
{
  g_return_val_if_fail (LIMEN_IS_LEGEND_CHIP (self), LIMEN_METRIC_ACCURACY);

  return self->metric;
}

/* Sets the colour of the metric's curve. */
void
limen_legend_chip_set_color (LimenLegendChip *self, LimenColor color)
{
  g_return_if_fail (LIMEN_IS_LEGEND_CHIP (self));

  self->color = (GdkRGBA){ (float) color.red, (float) color.green,
                           (float) color.blue, (float) color.alpha };
  gtk_widget_queue_draw (self->swatch);
}

/* Sets the metric's value at the threshold; NaN: undefined. */
void
limen_legend_chip_set_value (LimenLegendChip *self, double value)
{
  g_autofree char *text = limen_screen_format_short (value);
  g_autofree char *name = NULL;

  g_return_if_fail (LIMEN_IS_LEGEND_CHIP (self));

  gtk_label_set_label (GTK_LABEL (self->value), text);
  name = g_strdup_printf (
      "%s %s", gtk_label_get_label (GTK_LABEL (self->title)), text);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
