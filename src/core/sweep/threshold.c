/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "threshold.h"

#include <math.h>
#include <stdio.h>

#include "decimal.h"
#include "link.h"

/* A closed interval of doubles; empty where low > high. */
typedef struct
{
  double low, high;
} Range;

/* The double that is the float, or the power of two that comes after the
 * largest ones. */
static double
widen (float value)
{
  return isinf (value) ? copysign (0x1p128, value) : value;
}

/* The first double, on the way from a float to its neighbour, that rounds to
 * the neighbour. Halfway the even one of the two is taken. */
static double
find_first_rounded (float from, float to)
{
  double halfway = widen (from) / 2 + widen (to) / 2;

  return (float) halfway == to ? halfway : nextafter (halfway, to);
}

/* All doubles strictly between two ends. */
static Range
get_open (double low, double high)
{
  return (Range){ nextafter (low, INFINITY), nextafter (high, -INFINITY) };
}

/* The doubles that lie strictly between two ends in single precision, too. */
static Range
get_between_floats (double low, double high)
{
  float a = (float) low, b = (float) high;
  float first = nextafterf (a, INFINITY), last = nextafterf (b, -INFINITY);

  if (first > last)
    return (Range){ INFINITY, -INFINITY };
  return (Range){ find_first_rounded (a, first),
                  find_first_rounded (b, last) };
}

/* The doubles that separate two ends in single precision, too: where these are
 * neighbouring floats, those that round to the upper one and are not above
 * it. */
static Range
get_rounding_up (double low, double high)
{
  float a = (float) low, b = (float) high;
  Range open = get_open (low, high);

  if (a == b)
    return (Range){ INFINITY, -INFINITY };
  return (Range){ fmax (open.low, find_first_rounded (a, b)),
                  fmin (open.high, b) };
}

/* The doubles strictly between two ends that are equal in single precision, on
 * the side of that float that keeps the decision asked for. */
static Range
get_same_float (double low, double high, LimenKeep keep)
{
  Range range = get_open (low, high);

  if (keep == LIMEN_KEEP_POSITIVES)
    range.high = fmin (range.high, (float) high);
  if (keep == LIMEN_KEEP_NEGATIVES)
    range.low = fmax (range.low, nextafter ((float) low, INFINITY));
  return range;
}

/* The scores that are equal in single precision to a finite one: from *low on
 * and below *high. */
void
limen_threshold_get_single (double score, double *low, double *high)
{
  float single = (float) score;

  *low = find_first_rounded (nextafterf (single, -INFINITY), single);
  *high = find_first_rounded (single, nextafterf (single, INFINITY));
}

/* Whether scores of `low` are negative and scores of `high` positive at a
 * threshold, also where scores, or the threshold as well, are of single
 * precision. */
bool
limen_threshold_is_safe (double threshold, double low, double high)
{
  return threshold > low && threshold <= high && threshold > (float) low
         && threshold <= (float) high && (float) threshold > (float) low
         && (float) threshold <= (float) high;
}

/* The threshold offered between two neighbouring scores, low < high, of which
 * the upper one is positive: the shortest decimal strictly between them that
 * rounds to a float strictly between their floats. So the scores are decided
 * alike as text of a few digits, as single precision, and as that widened to
 * double precision. Among equally short ones it is the nearest to the middle,
 * or to the one finite end.
 *
 * Where their floats are neighbours, it rounds to the upper float and is not
 * above it, which decides alike as well. Where they are one float, scores of
 * single precision cannot be told apart: the threshold lies strictly between
 * the scores, and on that side of the float which keeps the decision asked
 * for, if there is a double there. Where no double lies strictly between, it
 * is `high`; so it is where only +inf is above `low`. */
double
limen_threshold_between (double low, double high, LimenKeep keep)
{
  const Range ranges[]
      = { get_between_floats (low, high), get_rounding_up (low, high),
          get_same_float (low, high, keep), get_open (low, high) };
  double aim = limen_decimal_aim_between (low, high);

  for (size_t i = 0; i < sizeof ranges / sizeof *ranges; i++)
    if (ranges[i].low <= ranges[i].high && ranges[i].low < INFINITY
        && ranges[i].high > -INFINITY)
      return limen_decimal_shortest_between (
          ranges[i].low, ranges[i].high,
          fmin (fmax (aim, ranges[i].low), ranges[i].high));
  return high;
}

/* The probability that a threshold of some kind of scores stands for; NaN for
 * plain scores. +inf stays: no score reaches it, though a logit of +inf is a
 * probability of 1. */
double
limen_threshold_to_probability (LimenKind kind, double threshold)
{
  double probability = limen_score_to_probability (kind, threshold);

  return threshold == INFINITY && !isnan (probability) ? INFINITY
                                                       : probability;
}

/* Minus a score, exactly, and 0 for 0; NaN stays. */
double
limen_score_reverse (double score, bool is_reversed)
{
  return is_reversed ? 0 - score : score;
}

/* Minus a threshold; but +inf, which no score reaches, stands for "none"
 * whichever way scores run, and stays. */
double
limen_threshold_reverse (double threshold, bool is_reversed)
{
  return threshold == INFINITY ? threshold
                               : limen_score_reverse (threshold, is_reversed);
}

/* Mirrors an interval of scores or thresholds, in place: its ends change sign
 * and places, so that (low, high] becomes [low, high). */
void
limen_interval_reverse (double *low, double *high, bool is_reversed)
{
  double first = *low;

  if (!is_reversed)
    return;
  *low = limen_score_reverse (*high, true);
  *high = limen_score_reverse (first, true);
}

/* When a row is positive, as reports and cutoffs say it of the file's scores;
 * static. */
const char *
limen_threshold_get_rule (bool is_reversed)
{
  return is_reversed ? "score <= threshold" : "score >= threshold";
}

/* A threshold as text: its shortest digits, and "none" for +inf, at which no
 * row is positive. Returns the buffer of at least LIMEN_DECIMAL_SIZE bytes. */
char *
limen_threshold_format (double threshold, char *buffer, size_t size)
{
  if (threshold != INFINITY)
    return limen_decimal_format (threshold, buffer, size);
  snprintf (buffer, size, LIMEN_THRESHOLD_NONE);
  return buffer;
}
