/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"

/* Precision and recall of a class at its threshold. */
typedef struct
{
  double precision, recall;
} LimenClassRates;

LimenClassRates *limen_class_rates_new (LimenAnalysis *analysis,
                                        const double *thresholds,
                                        const double *refer_from,
                                        const double *prevalences);
