/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"

struct _LimenAnalysis
{
  LimenDataset *dataset;
  LimenThresholdScores *scores;
  LimenLossValue losses[LIMEN_MAX_LOSSES];
  gsize n_losses;
  gsize n_classes;
  LimenClassSummary *classes;
  LimenMulticlass *multiclass; /* NULL: the task has none */
  LimenOneVsRest
      *single_class; /* cache of the only class, if there is one; else NULL */
  GPtrArray *findings;
  LimenTimings timings;
};
