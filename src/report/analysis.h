#pragma once

#include "calibration.h"
#include "dataset.h"
#include "losses.h"
#include "ranking.h"
#include "sweep.h"

/* Everything that is computed once for a dataset and then only read. Immutable
 * and counted like the dataset that it holds. */
typedef struct _LimenAnalysis LimenAnalysis;

LimenAnalysis *limen_analysis_new (LimenDataset *dataset,
                                   const LimenLossOptions *options,
                                   GCancellable *cancellable, GError **error);
LimenAnalysis *limen_analysis_ref (LimenAnalysis *self);
void limen_analysis_unref (LimenAnalysis *self);

LimenDataset *limen_analysis_get_dataset (LimenAnalysis *self);
const LimenSweep *limen_analysis_get_sweep (LimenAnalysis *self);
const LimenLossValue *limen_analysis_get_losses (LimenAnalysis *self,
                                                 gsize *n_losses);
LimenRanking limen_analysis_get_ranking (LimenAnalysis *self);
/* NaN and no bins for plain scores, which have no calibration. */
LimenCalibration limen_analysis_get_calibration (LimenAnalysis *self);
const LimenCalibrationBin *
limen_analysis_get_calibration_bins (LimenAnalysis *self, gsize *n_bins);
/* LimenFinding: the dataset's and those of the numbers, worst first. */
GPtrArray *limen_analysis_get_findings (LimenAnalysis *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenAnalysis, limen_analysis_unref)
