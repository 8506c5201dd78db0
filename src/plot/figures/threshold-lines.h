/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-curves.h"
#include "kind.h"

/* Figures of curves over the threshold axis, besides the one of metrics that
 * the user chooses. */
typedef enum
{
  LIMEN_LINES_KS,       /* KS: cumulative share of each class below */
  LIMEN_LINES_COST,     /* mean cost per row */
  LIMEN_LINES_DECISION, /* net benefit of the model, of "all positive" and
                         * of "none positive" */
  LIMEN_N_LINES_KINDS,
} LimenLinesKind;

/* The curves of a figure of one LimenLinesKind, ready to draw. Immutable and
 * reference counted. */
typedef struct _LimenThresholdLines LimenThresholdLines;

LimenThresholdLines *
limen_threshold_lines_new (const LimenSweep *sweep, LimenLinesKind kind,
                           LimenKind score_kind, const LimenScale *scale,
                           LimenCosts costs, double prevalence);
void limen_threshold_lines_set_test (LimenThresholdLines *self,
                                     LimenThresholdLines *test);
const LimenThresholdLines *
limen_threshold_lines_get_test (const LimenThresholdLines *self);
LimenThresholdLines *limen_threshold_lines_ref (LimenThresholdLines *self);
void limen_threshold_lines_unref (LimenThresholdLines *self);

gsize limen_threshold_lines_get_n_series (const LimenThresholdLines *self);
const char *
limen_threshold_lines_get_series_title (const LimenThresholdLines *self,
                                        gsize series);
guint limen_threshold_lines_get_color (const LimenThresholdLines *self,
                                       gsize series);
double limen_threshold_lines_get_value (const LimenThresholdLines *self,
                                        gsize series, double threshold);
const LimenCurveMark *
limen_threshold_lines_get_mark (const LimenThresholdLines *self);
/* The result points into the lines and into `series`. */
#define LIMEN_LINES_MAX_SERIES 3
LimenCurvesFigure
limen_threshold_lines_get_figure (const LimenThresholdLines *self,
                                  const LimenThresholdAxis *axis,
                                  LimenCurveSeries series[]);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenThresholdLines,
                               limen_threshold_lines_unref)
