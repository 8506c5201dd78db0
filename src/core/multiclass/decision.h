/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>

#include "predictions.h"

/* Rules that turn scores and thresholds of several classes into one decision
 * per row. */
typedef enum
{
  LIMEN_DECISION_ARGMAX,
  LIMEN_DECISION_ARGMAX_OVER_THRESHOLD,
  LIMEN_DECISION_FIRST_ABOVE,
} LimenDecisionRule;

#define LIMEN_N_DECISION_RULES (LIMEN_DECISION_FIRST_ABOVE + 1)

/* The decision for no class. */
#define LIMEN_CLASS_NONE UINT16_MAX

const char *limen_decision_rule_get_name (LimenDecisionRule rule);
const char *limen_decision_rule_get_title (LimenDecisionRule rule);
bool limen_decision_rule_parse (const char *name, LimenDecisionRule *rule);

void limen_decide (const LimenPredictions *predictions,
                   const double *thresholds, LimenDecisionRule rule,
                   size_t first, size_t n, uint16_t *decisions,
                   uint16_t *n_above);
void limen_decide_all (const LimenPredictions *predictions,
                       const double *thresholds, LimenDecisionRule rule,
                       uint16_t *decisions, uint16_t *n_above);
