/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <float.h>
#include <stdbool.h>

/* The kind of a score. */
typedef enum
{
  LIMEN_KIND_PROBABILITY,     /* in [0, 1] */
  LIMEN_KIND_LOGIT,           /* log (p / (1 - p)) */
  LIMEN_KIND_LOG_PROBABILITY, /* log p, at most 0 */
  LIMEN_KIND_SCORE,           /* any real number: ranking only, no losses */
  LIMEN_KIND_DECISION,        /* a decision already made: 1 positive, 0
                               * negative */
} LimenKind;

/* Tolerance for probabilities outside [0, 1], due to rounding: a few units of
 * single precision. */
#define LIMEN_PROBABILITY_TOLERANCE (4 * (double) FLT_EPSILON)

/* The threshold for scores that are decisions, 0 or 1: reproduces them. */
#define LIMEN_DECISION_THRESHOLD 0.5

const char *limen_kind_get_name (LimenKind kind);
const char *limen_kind_get_title (LimenKind kind);
bool limen_kind_parse (const char *name, LimenKind *kind);

/* Capabilities of a kind of score. */
bool limen_kind_has_probabilities (LimenKind kind);
bool limen_kind_has_thresholds (LimenKind kind);
bool limen_is_probability (double score);
