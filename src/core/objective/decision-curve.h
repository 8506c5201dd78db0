/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "curve.h"
#include "kind.h"

double limen_decision_curve_get_benefit (LimenConfusion confusion,
                                         double probability);
double limen_decision_curve_get_benefit_of_all (double prevalence,
                                                double probability);
void limen_decision_curve_compute (const LimenSweep *sweep, LimenKind kind,
                                   double prevalence, const double *edges,
                                   size_t n_columns,
                                   LimenCurveColumn *columns);
void limen_decision_curve_compute_all (const LimenSweep *sweep,
                                       LimenKind kind, double prevalence,
                                       const double *edges, size_t n_columns,
                                       LimenCurveColumn *columns);
