/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "metric.h"
#include "theme.h"

/* Toggle button for an entry of a legend: colour, title and value of a
 * curve. */
#define LIMEN_TYPE_LEGEND_CHIP (limen_legend_chip_get_type ())
G_DECLARE_FINAL_TYPE (LimenLegendChip, limen_legend_chip, LIMEN, LEGEND_CHIP,
                      GtkToggleButton)

GtkWidget *limen_legend_chip_new (LimenMetricId metric);
LimenMetricId limen_legend_chip_get_metric (LimenLegendChip *self);
void limen_legend_chip_set_color (LimenLegendChip *self, LimenColor color);
void limen_legend_chip_set_value (LimenLegendChip *self, double value);
