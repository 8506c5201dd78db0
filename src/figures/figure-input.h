/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"
#include "binned-calibration.h"
#include "decimal.h"
#include "figure.h"

/* A snapshot of what figures are computed from, for any thread. Its axis and
 * its labels point into it: it is not to be copied by value. */
typedef struct
{
  LimenAnalysis *analysis; /* a reference */
  LimenOneVsRest *class;   /* a reference; NULL: of a regression */
  const LimenMulticlassResult *result; /* of the confusion matrix, borrowed;
                                        * NULL: by the largest score */
  LimenCosts costs;
  double prevalence; /* of the population; NaN: that of the rows */
  LimenMetricId metrics[LIMEN_N_METRICS]; /* of figures of chosen metrics */
  gsize n_metrics;
  LimenCalibrationOptions calibration; /* its bins */
  LimenThresholdAxis axis;
  gsize n_columns; /* that the axis is cut into for curves of metrics */
  char label[LIMEN_DECIMAL_SIZE];       /* the threshold at the line */
  char refer_label[LIMEN_DECIMAL_SIZE]; /* that at the lower one */
} LimenFigureInput;

LimenFigureInput *limen_figure_input_new (LimenAnalysis *analysis,
                                          LimenOneVsRest *class,
                                          LimenCosts costs, double prevalence,
                                          double threshold);
void limen_figure_input_free (LimenFigureInput *self);

void limen_figure_input_set_metrics (LimenFigureInput *self,
                                     const LimenMetricId *metrics,
                                     gsize n_metrics);
void limen_figure_input_set_refer_from (LimenFigureInput *self,
                                        double refer_from);
void limen_figure_input_fit_axis (LimenFigureInput *self);

const LimenSweep *
limen_figure_input_get_sweep (const LimenFigureInput *self);
LimenKind limen_figure_input_get_kind (const LimenFigureInput *self);
const LimenMulticlassResult *
limen_figure_input_get_multiclass_result (const LimenFigureInput *self);

/* What memory did not suffice for. */
#define LIMEN_FOR_DRAWING "to draw its figures"
#define LIMEN_FOR_NUMBERS "for the numbers in its figures"
gboolean limen_figure_input_fail_memory (const LimenFigureInput *self,
                                         const char *purpose, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenFigureInput, limen_figure_input_free)
