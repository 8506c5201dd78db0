/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "holder.h"
#include "objective.h"
#include "theme.h"

/* Legend of the threshold curves, with a switch for each curve. */
#define LIMEN_TYPE_CURVE_LEGEND (limen_curve_legend_get_type ())
G_DECLARE_FINAL_TYPE (LimenCurveLegend, limen_curve_legend, LIMEN,
                      CURVE_LEGEND, LimenHolder)

/* Property `metrics`: the names of the metrics whose curves are on. */
GStrv limen_curve_legend_get_metrics (LimenCurveLegend *self);
void limen_curve_legend_set_metrics (LimenCurveLegend *self,
                                     const char *const *metrics);
void limen_curve_legend_set_confusion (LimenCurveLegend *self,
                                       LimenConfusion confusion,
                                       const LimenObjective *view);
void limen_curve_legend_set_note (LimenCurveLegend *self, const char *note);
void limen_curve_legend_set_theme (LimenCurveLegend *self,
                                   LimenThemeVariant variant);
