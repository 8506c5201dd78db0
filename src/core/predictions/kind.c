/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "kind.h"

#include "names.h"
#include "translatable.h"

static const char *const kind_names[] = {
  [LIMEN_KIND_PROBABILITY] = "probability",
  [LIMEN_KIND_LOGIT] = "logit",
  [LIMEN_KIND_LOG_PROBABILITY] = "log-probability",
  [LIMEN_KIND_SCORE] = "score",
  [LIMEN_KIND_DECISION] = "decision",
};

/* Returns the name of a kind in options and JSON; static. */
const char *
limen_kind_get_name (LimenKind kind)
{
  return kind_names[kind];
}

/* Returns the plural noun for scores of a kind, to show to users:
 * "probabilities"; English, with a translation; static. */
const char *
limen_kind_get_title (LimenKind kind)
{
  switch (kind)
    {
    case LIMEN_KIND_PROBABILITY:
      return N_ ("probabilities");
    case LIMEN_KIND_LOGIT:
      return N_ ("logits");
    case LIMEN_KIND_LOG_PROBABILITY:
      return N_ ("log-probabilities");
    case LIMEN_KIND_DECISION:
      return N_ ("decisions");
    case LIMEN_KIND_SCORE:
    default:
      return N_ ("plain scores");
    }
}

/* Parses the name of a kind. False, with *kind untouched, if unknown. */
bool
limen_kind_parse (const char *name, LimenKind *kind)
{
  return LIMEN_NAMES_PARSE (kind_names, name, kind);
}

/* Whether scores of a kind are probabilities or can be converted to them, so
 * that losses and calibration are defined. Decisions have neither: as
 * probabilities of 0 or 1, a single error would make the cross-entropy
 * infinite. */
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
 * curves, optima and cutoffs. Not for decisions: they are a single point of
 * each curve. */
bool
limen_kind_has_thresholds (LimenKind kind)
{
  return kind != LIMEN_KIND_DECISION;
}

/* Whether a score lies in [0, 1], within LIMEN_PROBABILITY_TOLERANCE. False
 * for NaN. */
bool
limen_is_probability (double score)
{
  return score >= -LIMEN_PROBABILITY_TOLERANCE
         && score <= 1 + LIMEN_PROBABILITY_TOLERANCE;
}
