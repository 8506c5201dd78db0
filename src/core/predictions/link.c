/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link.h"

#include <math.h>

/* Returns the logistic function 1 / (1 + exp (-x)). The exponential is only
 * taken of non-positive numbers, so it never overflows. */
double
limen_sigmoid (double logit)
{
  double e = exp (-fabs (logit));

  return logit >= 0 ? 1 / (1 + e) : e / (1 + e);
}

/* Returns log (sigmoid (x)) = min (x, 0) - log1p (exp (-|x|)), which stays
 * accurate where the sigmoid itself rounds to 0 or 1. */
double
limen_log_sigmoid (double logit)
{
  return fmin (logit, 0) - log1p (exp (-fabs (logit)));
}

/* Returns log (p / (1 - p)): -inf at 0, +inf at 1, NaN outside [0, 1]. */
double
limen_logit (double probability)
{
  return log (probability) - log1p (-probability);
}

/* Converts a score to a probability (the inverse link); NaN for plain scores
 * and decisions. */
double
limen_score_to_probability (LimenKind kind, double score)
{
  switch (kind)
    {
    case LIMEN_KIND_PROBABILITY:
      return score;
    case LIMEN_KIND_LOGIT:
      return limen_sigmoid (score);
    case LIMEN_KIND_LOG_PROBABILITY:
      return exp (score);
    case LIMEN_KIND_SCORE:
    case LIMEN_KIND_DECISION:
    default:
      return NAN;
    }
}

/* Converts a probability to a score (the link); NaN for plain scores and
 * decisions. */
double
limen_score_from_probability (LimenKind kind, double probability)
{
  switch (kind)
    {
    case LIMEN_KIND_PROBABILITY:
      return probability;
    case LIMEN_KIND_LOGIT:
      return limen_logit (probability);
    case LIMEN_KIND_LOG_PROBABILITY:
      return log (probability);
    case LIMEN_KIND_SCORE:
    case LIMEN_KIND_DECISION:
    default:
      return NAN;
    }
}

/* Converts a threshold on scores of kind `from` to the equivalent one on kind
 * `to`. Logits and log-probabilities are converted in log space, so nothing
 * underflows. Thresholds that no probability reaches become infinite. NaN if
 * either kind has no probabilities, unless both kinds are the same. */
double
limen_score_convert (LimenKind from, LimenKind to, double score)
{
  if (from == to)
    return score;
  if (!limen_kind_has_probabilities (from)
      || !limen_kind_has_probabilities (to))
    return NAN;
  if (from == LIMEN_KIND_LOGIT && to == LIMEN_KIND_LOG_PROBABILITY)
    return limen_log_sigmoid (score);
  if (from == LIMEN_KIND_LOG_PROBABILITY && to == LIMEN_KIND_LOGIT
      && score <= 0)
    return score - log (-expm1 (score));
  score = limen_score_to_probability (from, score);
  if (score > 1 && to == LIMEN_KIND_LOGIT)
    return INFINITY;
  if (score < 0)
    return to == LIMEN_KIND_PROBABILITY ? score : -INFINITY;
  return limen_score_from_probability (to, score);
}
