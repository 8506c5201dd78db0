/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <float.h>
#include <stdbool.h>

/* What a score is. */
typedef enum
{
  LIMEN_KIND_PROBABILITY,     /* in [0, 1] */
  LIMEN_KIND_LOGIT,           /* log (p / (1 - p)) */
  LIMEN_KIND_LOG_PROBABILITY, /* log p, at most 0 */
  LIMEN_KIND_SCORE,           /* any real number: ranks, no loss */
  LIMEN_KIND_DECISION,        /* 1: decided for the class; 0: against it */
} LimenKind;

/* How far beyond 0 and 1 a number may lie and still be read as a probability
 * that was rounded: a few units of single precision. */
#define LIMEN_PROBABILITY_TOLERANCE (4 * (double) FLT_EPSILON)

/* The cut through decisions, which keeps them as they are. */
#define LIMEN_DECISION_CUT 0.5

const char *limen_kind_get_name (LimenKind kind);
const char *limen_kind_get_title (LimenKind kind);
bool limen_kind_parse (const char *name, LimenKind *kind);

/* What there is of scores of a kind */
bool limen_kind_has_probabilities (LimenKind kind);
bool limen_kind_has_thresholds (LimenKind kind);
bool limen_is_probability (double score);
