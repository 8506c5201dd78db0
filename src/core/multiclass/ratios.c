/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ratios.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Rows processed at once. */
#define BLOCK_SIZE 512
/* Neighbouring doubles tried before bisection. */
#define MAX_STEPS 4

/* Allocates the ratios of all rows. The predictions need scores from 0 to
 * LIMEN_RATIOS_MAX_THRESHOLD for each of at least two classes. Call
 * limen_ratios_set_thresholds() before anything else. NULL when memory runs
 * out; free with limen_ratios_free(). */
LimenRatios *
limen_ratios_new (const LimenPredictions *predictions)
{
  LimenRatios *self = calloc (1, sizeof *self);
  size_t n = predictions->n_rows + 1;

  if (self == NULL)
    return NULL;
  self->predictions = predictions;
  self->thresholds = calloc (predictions->n_scores, sizeof (double));
  self->best = calloc (n, sizeof (double));
  self->second = calloc (n, sizeof (double));
  self->best_class = calloc (n, sizeof (uint16_t));
  self->second_class = calloc (n, sizeof (uint16_t));
  self->stale = calloc (n, sizeof (size_t));
  if (self->thresholds != NULL && self->best != NULL && self->second != NULL
      && self->best_class != NULL && self->second_class != NULL
      && self->stale != NULL)
    return self;
  limen_ratios_free (self);
  return NULL;
}

/* Frees the ratios. NULL is ignored. */
void
limen_ratios_free (LimenRatios *self)
{
  if (self == NULL)
    return;
  free (self->thresholds);
  free (self->best);
  free (self->second);
  free (self->best_class);
  free (self->second_class);
  free (self->stale);
  free (self);
}

/* Whether a class with a ratio ranks before another one. */
static inline bool
goes_before (double ratio, size_t class, double other, size_t other_class)
{
  return ratio > other || (ratio == other && class < other_class);
}

/* Considers a class that is not among a row's two. */
static inline void
offer (LimenRatios *self, size_t row, size_t class, double ratio)
{
  if (!goes_before (ratio, class, self->second[row], self->second_class[row]))
    return;
  if (goes_before (ratio, class, self->best[row], self->best_class[row]))
    {
      self->second[row] = self->best[row];
      self->second_class[row] = self->best_class[row];
      self->best[row] = ratio;
      self->best_class[row] = (uint16_t) class;
      return;
    }
  self->second[row] = ratio;
  self->second_class[row] = (uint16_t) class;
}

static inline void
reset (LimenRatios *self, size_t row)
{
  self->best[row] = self->second[row] = -INFINITY;
  self->best_class[row] = self->second_class[row] = UINT16_MAX;
}

/* Recomputes the two best classes of n rows, over all classes in ascending
 * order. */
static void
recompute (LimenRatios *self, const size_t *rows, size_t n)
{
  const LimenPredictions *predictions = self->predictions;

  for (size_t i = 0; i < n; i++)
    reset (self, rows[i]);
  for (size_t k = 0; k < predictions->n_scores; k++)
    {
      const double *scores = predictions->scores[k];
      double threshold = self->thresholds[k];

      for (size_t i = 0; i < n && threshold < INFINITY; i++)
        offer (self, rows[i], k, scores[rows[i]] / threshold);
    }
}

/* Recomputes n stale rows, in blocks that stay in the cache. */
static void
recompute_all (LimenRatios *self, size_t n)
{
  for (size_t i = 0; i < n; i += BLOCK_SIZE)
    recompute (self, self->stale + i, n - i < BLOCK_SIZE ? n - i : BLOCK_SIZE);
}

/* Sets all thresholds, which are positive, and finite for at least two
 * classes. `thresholds` may be self->thresholds. O(n_rows n_classes). */
void
limen_ratios_set_thresholds (LimenRatios *self, const double *thresholds)
{
  size_t n = self->predictions->n_rows;

  memmove (self->thresholds, thresholds,
           self->predictions->n_scores * sizeof *thresholds);
  for (size_t i = 0; i < n; i++)
    self->stale[i] = i;
  recompute_all (self, n);
}

/* Updates a class's ratio in a row. False if it may have fallen behind the
 * third class, which is unknown: the row must be recomputed. */
static inline bool
replace (LimenRatios *self, size_t row, size_t class, double ratio)
{
  if (self->best_class[row] == class)
    {
      if (!goes_before (ratio, class, self->second[row],
                        self->second_class[row]))
        return false;
      self->best[row] = ratio;
    }
  else if (self->second_class[row] == class)
    {
      if (ratio < self->second[row])
        return false;
      /* Remove the class and consider it like any other. */
      self->second[row] = -INFINITY;
      offer (self, row, class, ratio);
    }
  else
    offer (self, row, class, ratio);
  return true;
}

/* Changes one threshold: O(n_rows) time, plus O(n_classes) for every row in
 * which the class falls behind another; O(n_rows n_classes) over a pass
 * through all classes. */
void
limen_ratios_set_threshold (LimenRatios *self, size_t class, double threshold)
{
  const double *scores = self->predictions->scores[class];
  size_t n = 0;

  self->thresholds[class] = threshold;
  for (size_t i = 0; i < self->predictions->n_rows; i++)
    {
      self->stale[n] = i;
      n += !replace (self, i, class, scores[i] / threshold);
    }
  recompute_all (self, n);
}

/* Returns the double `by` steps away from a positive one. */
static inline double
step (double value, int64_t by)
{
  int64_t bits;

  memcpy (&bits, &value, sizeof bits);
  bits += by;
  memcpy (&value, &bits, sizeof value);
  return value;
}

/* A class's comparison with the best other class in a row. */
typedef struct
{
  double score;
  double ratio;  /* largest ratio of the other classes */
  bool is_first; /* whether the class wins ties */
} Contest;

static inline bool
is_won (Contest self, double threshold)
{
  double ratio = self.score / threshold;

  return self.is_first ? ratio >= self.ratio : ratio > self.ratio;
}

/* Returns the largest threshold that wins, by bisection over the doubles
 * between `low`, which wins, and `high`, which does not. */
static double
bisect (Contest self, double low, double high)
{
  int64_t low_bits, high_bits;

  memcpy (&low_bits, &low, sizeof low_bits);
  memcpy (&high_bits, &high, sizeof high_bits);
  while (high_bits - low_bits > 1)
    {
      int64_t half = (high_bits - low_bits) / 2;

      if (is_won (self, step (low, half)))
        {
          low = step (low, half);
          low_bits += half;
        }
      else
        high_bits = low_bits + half;
    }
  return low;
}

static double
search_all (Contest self)
{
  if (is_won (self, LIMEN_RATIOS_MAX_THRESHOLD))
    return INFINITY;
  if (!is_won (self, LIMEN_RATIOS_MIN_THRESHOLD))
    return 0;
  return bisect (self, LIMEN_RATIOS_MIN_THRESHOLD, LIMEN_RATIOS_MAX_THRESHOLD);
}

/* Returns the largest threshold that wins. As quotients are rounded, this is
 * score / ratio or a neighbouring double, unless that is not a normal
 * number. */
static inline double
find_critical (Contest self)
{
  double value = self.score / self.ratio;
  bool is_winning;

  if (!(value > LIMEN_RATIOS_MIN_THRESHOLD
        && value < LIMEN_RATIOS_MAX_THRESHOLD))
    return search_all (self);
  is_winning = is_won (self, value);
  for (int i = 0; i < MAX_STEPS; i++)
    {
      double next = step (value, is_winning ? 1 : -1);

      if (is_won (self, next) != is_winning)
        return is_winning ? value : next;
      value = next;
    }
  return search_all (self);
}

/* Computes, for every row, the critical threshold of a class: the largest one
 * with which limen_decide() would choose the class, the others fixed; exact to
 * the last bit. +inf if any threshold would, 0 if none above
 * LIMEN_RATIOS_MIN_THRESHOLD would. */
void
limen_ratios_get_criticals (const LimenRatios *self, size_t class,
                            double *criticals)
{
  const double *scores = self->predictions->scores[class];

  for (size_t i = 0; i < self->predictions->n_rows; i++)
    {
      bool is_best = self->best_class[i] == class;
      Contest contest = {
        .score = scores[i],
        .ratio = is_best ? self->second[i] : self->best[i],
        .is_first
        = class < (is_best ? self->second_class[i] : self->best_class[i]),
      };
      double critical = find_critical (contest);

      criticals[i] = critical > LIMEN_RATIOS_MIN_THRESHOLD ? critical : 0;
    }
}
