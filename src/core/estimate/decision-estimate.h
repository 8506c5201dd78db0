/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "decision-influence.h"
#include "estimate.h"
#include "status.h"
#include "units.h"

/* Estimates of the numbers of a joint decision. */
typedef struct
{
  LimenEstimate averages[LIMEN_N_METRICS][LIMEN_N_AVERAGES];
  LimenEstimate measures[LIMEN_N_MEASURES];
  LimenEstimate balanced_accuracy; /* undefined for several labels */
} LimenDecisionEstimates;

LIMEN_MUST_CHECK bool
limen_estimate_decision (const LimenDecidedRows *rows, LimenCosts costs,
                         const LimenUnits *units, double confidence,
                         LimenDecisionEstimates *estimates);
LIMEN_MUST_CHECK bool limen_estimate_decision_of_matrix (
    const LimenMatrix *matrix, const LimenConfusion *confusions,
    LimenCosts costs, double confidence, LimenDecisionEstimates *estimates);
