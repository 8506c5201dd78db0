/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kind.h"

#include "names.h"

static const char *const kind_names[] = {
  [LIMEN_KIND_PROBABILITY] = "probability",
  [LIMEN_KIND_LOGIT] = "logit",
  [LIMEN_KIND_LOG_PROBABILITY] = "log-probability",
  [LIMEN_KIND_SCORE] = "score",
  [LIMEN_KIND_DECISION] = "decision",
};

/* The name of a kind, as options and JSON write it; static. */
const char *
limen_kind_get_name (LimenKind kind)
{
  return kind_names[kind];
}

/* Scores of a kind, as people call them: "probabilities"; static. */
const char *
limen_kind_get_title (LimenKind kind)
{
  switch (kind)
    {
    case LIMEN_KIND_PROBABILITY:
      return "probabilities";
    case LIMEN_KIND_LOGIT:
      return "logits";
    case LIMEN_KIND_LOG_PROBABILITY:
      return "log-probabilities";
    case LIMEN_KIND_DECISION:
      return "decisions";
    case LIMEN_KIND_SCORE:
    default:
      return "plain scores";
    }
}

/* Reads a kind's name. False, and *kind untouched, for any other text. */
bool
limen_kind_parse (const char *name, LimenKind *kind)
{
  return LIMEN_NAMES_PARSE (kind_names, name, kind);
}

/* Whether scores of a kind are probabilities or stand for them, so that they
 * have losses and a calibration. Decisions have none: a probability of 0 or 1
 * that is wrong once has an infinite cross-entropy. */
bool
limen_kind_has_probabilities (LimenKind kind)
{
  switch (kind)
    {
    case LIMEN_KIND_PROBABILITY:
    case LIMEN_KIND_LOGIT:
    case LIMEN_KIND_LOG_PROBABILITY:
      return true;
    case LIMEN_KIND_SCORE:
    case LIMEN_KIND_DECISION:
    default:
      return false;
    }
}

/* Whether a threshold can be chosen for scores of a kind, so that there are
 * curves, optima and cutoffs. Decisions have been made already: they are a
 * single point of each curve. */
bool
limen_kind_has_thresholds (LimenKind kind)
{
  return kind != LIMEN_KIND_DECISION;
}

/* Whether a score lies in [0, 1], up to LIMEN_PROBABILITY_TOLERANCE. False for
 * NaN. */
bool
limen_is_probability (double score)
{
  return score >= -LIMEN_PROBABILITY_TOLERANCE
         && score <= 1 + LIMEN_PROBABILITY_TOLERANCE;
}
