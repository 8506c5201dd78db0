/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"
#include "bands.h"
#include "binned-calibration.h"
#include "bootstrap.h"
#include "decimal.h"
#include "figure.h"
#include "translatable.h"

/* Snapshot of the input of figures, usable in any thread. Axis and labels
 * point into the struct, so do not copy it by value. */
typedef struct
{
  LimenAnalysis *analysis; /* owned reference */
  LimenOneVsRest *class;   /* owned reference; NULL for a regression */
  LimenOneVsRest *test;    /* the class in test data; owned reference; NULL:
                            * none */
  const LimenMulticlassResult *result; /* result of the confusion matrix;
                                        * borrowed; NULL: argmax of the
                                        * scores */
  LimenCosts costs;
  double prevalence; /* prevalence of the population; NaN: of the rows */
  LimenMetricId metrics[LIMEN_N_METRICS]; /* metrics of the figures that let
                                           * users choose */
  gsize n_metrics;
  LimenCalibrationOptions calibration; /* bins */
  LimenBootstrap bootstrap; /* of the bands; without resamples: no bands */
  LimenBands *bands;        /* owned reference; drawn around the curves; NULL:
                             * none, or not computed */
  LimenThresholdAxis axis;
  gsize n_columns;                      /* columns per curve of a metric */
  char label[LIMEN_DECIMAL_SIZE];       /* text of the threshold */
  char refer_label[LIMEN_DECIMAL_SIZE]; /* text of the lower threshold */
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
void limen_figure_input_set_test (LimenFigureInput *self,
                                  LimenOneVsRest *test);
void limen_figure_input_fit_axis (LimenFigureInput *self);

const LimenSweep *
limen_figure_input_get_sweep (const LimenFigureInput *self);
const LimenSweep *
limen_figure_input_get_test_sweep (const LimenFigureInput *self);
LimenKind limen_figure_input_get_kind (const LimenFigureInput *self);
const LimenMulticlassResult *
limen_figure_input_get_multiclass_result (const LimenFigureInput *self);

/* Purposes, for limen_figure_input_fail_memory(). */
#define LIMEN_FOR_DRAWING N_ ("to draw its figures")
#define LIMEN_FOR_NUMBERS N_ ("for the numbers in its figures")
gboolean limen_figure_input_fail_memory (const LimenFigureInput *self,
                                         const char *purpose, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenFigureInput, limen_figure_input_free)
