/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-curves.h"
#include "figure-histogram.h"
#include "figure-log.h"
#include "figure-losses.h"
#include "figure-matrix.h"
#include "figure-reliability.h"
#include "threshold-lines.h"
#include "xy-curves.h"

/* Synthetic data for figures: deterministic, without files, identical on every
 * machine. */

#define N_TEST_SERIES 6

typedef struct
{
  double *edges;
  LimenHistogramBin *bins;
  LimenHistogramFigure figure;
} TestHistogram;

typedef struct
{
  LimenCurveSeries series[N_TEST_SERIES];
  LimenCurvesFigure figure;
} TestCurves;

typedef struct
{
  double *edges;
  LimenLossBin *bins;
  LimenLossesFigure figure;
} TestLosses;

typedef struct
{
  double edges[LIMEN_FIGURE_LOG_BINS + 1];
  LimenLossBin bins[LIMEN_FIGURE_LOG_BINS];
  LimenLogFigure figure;
} TestLog;

typedef struct
{
  char **names;
  double *cells;
  LimenMatrixFigure figure;
} TestMatrix;

#define N_TEST_BINS 15
#define N_TEST_COUNTS 50

typedef struct
{
  LimenCalibrationBin bins[N_TEST_BINS];
  double low[N_TEST_BINS], high[N_TEST_BINS];
  double edges[N_TEST_COUNTS + 1];
  LimenHistogramBin counts[N_TEST_COUNTS];
  LimenReliabilityFigure figure;
} TestReliability;

/* A model better than chance, with n_rows. */
typedef struct
{
  LimenSweep *sweep;
  LimenXyCurves *curves;
  LimenXyFigure figure;
} TestXy;

LimenThresholdAxis test_axis_new (double threshold);
TestHistogram *test_histogram_new (gsize n_bins);
void test_histogram_free (TestHistogram *self);
TestCurves *test_curves_new (gsize n_columns);
void test_curves_free (TestCurves *self);
TestLosses *test_losses_new (gsize n_bins, double largest);
void test_losses_free (TestLosses *self);
TestLog *test_log_new (double largest);
TestMatrix *test_matrix_new (gsize n_classes, gboolean has_none);
TestReliability *test_reliability_new (void);
LimenSweep *test_sweep_new (gsize n_rows);
TestXy *test_xy_new (LimenPointsKind kind, gsize n_rows, double threshold);
void test_xy_free (TestXy *self);
void test_matrix_free (TestMatrix *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestHistogram, test_histogram_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestCurves, test_curves_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestLosses, test_losses_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestLog, g_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestReliability, g_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestXy, test_xy_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestMatrix, test_matrix_free)
