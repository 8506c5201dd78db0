#pragma once

#include "binned-calibration.h"
#include "reliability-view.h"

/* What a reliability diagram and the histogram below it show, to be computed
 * off the main thread. */
typedef struct _LimenReliabilityData LimenReliabilityData;

LimenReliabilityData *
limen_reliability_data_new (LimenKind kind, const LimenSweep *sweep,
                            const LimenCalibrationBin *bins, gsize n_bins,
                            double ece);
LimenReliabilityData *
limen_reliability_data_new_of_class (LimenOneVsRest *class,
                                     LimenCalibrationOptions options);
void limen_reliability_data_free (LimenReliabilityData *self);

const LimenCalibrationBin *
limen_reliability_data_get_bins (const LimenReliabilityData *self,
                                 gsize *n_bins);
void limen_reliability_data_show (const LimenReliabilityData *self,
                                  LimenReliabilityView *view,
                                  LimenOneVsRest *class);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenReliabilityData,
                               limen_reliability_data_free)
