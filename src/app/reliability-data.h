#pragma once

#include "one-vs-rest.h"
#include "reliability-view.h"

/* What a reliability diagram and the histogram below it show, to be computed
 * off the main thread. */
typedef struct _LimenReliabilityData LimenReliabilityData;

LimenReliabilityData *
limen_reliability_data_new (LimenKind kind, const LimenSweep *sweep,
                            const LimenCalibrationBin *bins, gsize n_bins,
                            double ece);
LimenReliabilityData *
limen_reliability_data_new_of_class (LimenOneVsRest *class);
void limen_reliability_data_free (LimenReliabilityData *self);

void limen_reliability_data_show (const LimenReliabilityData *self,
                                  LimenReliabilityView *view,
                                  LimenOneVsRest *class);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenReliabilityData,
                               limen_reliability_data_free)
