/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "link.h"

#include <math.h>

/* The logistic function 1 / (1 + exp (-x)), without overflow for any x: the
 * exponential is only ever taken of a negative number. */
double
limen_sigmoid (double logit)
{
  double e = exp (-fabs (logit));

  return logit >= 0 ? 1 / (1 + e) : e / (1 + e);
}

/* log (sigmoid (x)) = min (x, 0) - log1p (exp (-|x|)): exact where the sigmoid
 * itself has long rounded to 0 or 1. */
double
limen_log_sigmoid (double logit)
{
  return fmin (logit, 0) - log1p (exp (-fabs (logit)));
}

/* log (p / (1 - p)): -inf at 0, +inf at 1, NaN outside [0, 1]. */
double
limen_logit (double probability)
{
  return log (probability) - log1p (-probability);
}

/* The probability that a score of some kind stands for; NaN for plain scores
 * and decisions, which stand for none. */
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

/* The score of some kind that stands for a probability; NaN for plain
 * scores and decisions. */
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

/* The score of kind `to` that decides like a score of kind `from`. Logits and
 * log-probabilities are converted in log space, so that nothing underflows;
 * what lies beyond every probability becomes an infinity. NaN where either kind
 * has no probabilities, but for the same one. */
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
