/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"
#include "bootstrap.h"
#include "estimate.h"
#include "test-reading.h"

/* Two analyses: of the rows that thresholds are tuned on, and of the test rows
 * that they are judged on. Immutable and reference counted; keeps both. */
typedef struct _LimenTestData LimenTestData;

LimenTestData *limen_test_data_new (LimenAnalysis *tuning, LimenDataset *test,
                                    const LimenLossOptions *options,
                                    GCancellable *cancellable, GError **error);
LimenTestData *limen_test_data_ref (LimenTestData *self);
void limen_test_data_unref (LimenTestData *self);

LimenAnalysis *limen_test_data_get_tuning (LimenTestData *self);
LimenAnalysis *limen_test_data_get_test (LimenTestData *self);
/* LimenFinding about how the two files fit; owned by the test data. */
GPtrArray *limen_test_data_get_findings (LimenTestData *self);
/* A class of the tuning data in the test data: its index there, its rows, and
 * a threshold on its scores. */
gsize limen_test_data_find_class (LimenTestData *self, gsize class);
LimenOneVsRest *limen_test_data_get_class (LimenTestData *self, gsize class,
                                           GError **error);
double limen_test_data_convert (LimenTestData *self, double threshold);

/* What a threshold of a class gives on the rows of both files. The optimism
 * is the value on the tuning rows minus that on the test rows, with the sign
 * turned for metrics that are minimized: positive where the tuning value is
 * too good. If the threshold was chosen on the tuning rows, the values there
 * are apparent, and so are their intervals. Estimates have no intervals if
 * none were asked for. */
typedef struct
{
  double threshold;                  /* in the units of the tuning file */
  gsize tuning_candidate, candidate; /* of both sweeps */
  LimenConfusion tuning_confusion, confusion;
  LimenEstimate tuning[LIMEN_N_METRICS], test[LIMEN_N_METRICS];
  LimenEstimate optimism[LIMEN_N_METRICS];
} LimenTestPoint;

LimenTestPoint *
limen_test_points_new (LimenTestData *self, LimenOneVsRest *tuning,
                       LimenOneVsRest *test, const LimenObjective *view,
                       const double *thresholds, gsize n,
                       const LimenBootstrap *plan, GError **error);
LimenEstimate limen_test_optimism (LimenMetricId metric, LimenEstimate tuning,
                                   LimenEstimate test);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenTestData, limen_test_data_unref)
