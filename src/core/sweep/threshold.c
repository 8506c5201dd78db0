/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "threshold.h"

#include <math.h>
#include <stdio.h>

#include "decimal.h"
#include "link.h"

/* A closed interval of doubles; empty if low > high. */
typedef struct
{
  double low, high;
} Range;

/* Converts a float to double; infinities become plus or minus 2^128, the power
 * of two above the largest float. */
static double
widen (float value)
{
  return isinf (value) ? copysign (0x1p128, value) : value;
}

/* Returns the first double on the way from a float to its neighbour `to` that
 * rounds to `to`. Ties go to even. */
static double
find_first_rounded (float from, float to)
{
  double halfway = widen (from) / 2 + widen (to) / 2;

  return (float) halfway == to ? halfway : nextafter (halfway, to);
}

/* Returns the doubles strictly between two ends. */
static Range
get_open (double low, double high)
{
  return (Range){ nextafter (low, INFINITY), nextafter (high, -INFINITY) };
}

/* Returns the doubles whose float lies strictly between the floats of both
 * ends. */
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

/* Returns the doubles that separate the ends in single precision even if their
 * floats are neighbours: those that round to the upper float and are not above
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

/* Returns the doubles strictly between two ends with equal floats, on the side
 * of that float that keeps the decision asked for. */
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

/* Finds the interval [*low, *high) of doubles that round to the float of a
 * finite score. */
void
limen_threshold_get_float_range (double score, double *low, double *high)
{
  float single = (float) score;

  *low = find_first_rounded (nextafterf (single, -INFINITY), single);
  *high = find_first_rounded (single, nextafterf (single, INFINITY));
}

/* Whether a threshold decides scores of `low` negative and scores of `high`
 * positive even if the scores, or the scores and the threshold, are rounded to
 * single precision. */
bool
limen_threshold_is_safe (double threshold, double low, double high)
{
  return threshold > low && threshold <= high && threshold > (float) low
         && threshold <= (float) high && (float) threshold > (float) low
         && (float) threshold <= (float) high;
}

/* Returns the threshold to offer between two adjacent scores, low < high, of
 * which the upper one is positive: the shortest decimal strictly between them
 * that rounds to a float strictly between their floats. Its decisions do not
 * depend on whether scores are text of a few digits, single precision, or
 * single widened to double. Of equally short decimals it is the nearest to the
 * middle, or to the only finite end.
 *
 * If their floats are adjacent, it rounds to the upper float without exceeding
 * it, with equal decisions. If both scores are one float, they cannot be told
 * apart in single precision: the threshold lies strictly between them and, if
 * a double exists there, on the side of the float that keeps the decision
 * asked for. If no double lies strictly between, or only +inf is above `low`,
 * the result is `high`. */
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

/* Converts a threshold to a probability; NaN for plain scores and decisions.
 * +inf stays +inf: no score reaches it, while a logit of +inf is a probability
 * of 1. */
double
limen_threshold_to_probability (LimenKind kind, double threshold)
{
  double probability = limen_score_to_probability (kind, threshold);

  return threshold == INFINITY && !isnan (probability) ? INFINITY
                                                       : probability;
}

/* Negates a score if is_reversed, exactly, 0 to 0; NaN stays. */
double
limen_score_reverse (double score, bool is_reversed)
{
  return is_reversed ? 0 - score : score;
}

/* Negates a threshold if is_reversed, except +inf, which means "none" in both
 * directions. */
double
limen_threshold_reverse (double threshold, bool is_reversed)
{
  return threshold == INFINITY ? threshold
                               : limen_score_reverse (threshold, is_reversed);
}

/* Negates an interval of scores or thresholds in place if is_reversed: the
 * ends swap, so that (low, high] becomes [low, high). */
void
limen_interval_reverse (double *low, double *high, bool is_reversed)
{
  double first = *low;

  if (!is_reversed)
    return;
  *low = limen_score_reverse (*high, true);
  *high = limen_score_reverse (first, true);
}

/* Returns the decision rule in the file's units, for reports and cutoffs;
 * static. */
const char *
limen_threshold_get_rule (bool is_reversed)
{
  return is_reversed ? "score <= threshold" : "score >= threshold";
}

/* Formats a threshold with its shortest digits; "none" for +inf. Returns
 * `buffer`, which has at least LIMEN_DECIMAL_SIZE bytes. */
char *
limen_threshold_format (double threshold, char *buffer, size_t size)
{
  if (threshold != INFINITY)
    return limen_decimal_format (threshold, buffer, size);
  snprintf (buffer, size, LIMEN_THRESHOLD_NONE);
  return buffer;
}
