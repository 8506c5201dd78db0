/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ranking.h"

#include <math.h>

#include "link.h"
#include "parallel.h"
#include "sum.h"
#include "wide.h"

/* Candidates processed at once; a multiple of 8. */
#define BLOCK_SIZE 256
/* Upper bound on the number of chunks, and minimum blocks per chunk. */
#define MAX_PARTS 256
#define MIN_PART_BLOCKS 256
/* Upper bound on the evenly spaced candidates that give a lower bound of the
 * KS statistic, to skip blocks. */
#define MAX_TRIED 2048

/* The difference |recall - fpr| at a candidate. */
typedef struct
{
  double distance;
  size_t candidate;
} Distance;

/* The terms that each candidate of a block adds to the sums. */
typedef struct
{
  double areas[BLOCK_SIZE], precisions[BLOCK_SIZE], trapezoids[BLOCK_SIZE];
} Terms;

/* The results of one chunk of candidates. */
typedef struct
{
  LimenSum area, precisions, trapezoids;
  Distance largest;
} Part;

typedef struct
{
  const LimenSweep *sweep;
  double positives, negatives;
  LimenClassFactors factors; /* reweighting to the population's prevalence, for
                              * precision */
  double lower_bound;        /* of the largest distance */
  LimenChunks chunks;
  Part parts[MAX_PARTS];
} Pass;

static double
get_distance (const Pass *self, double tp, double fp)
{
  return fabs (tp / self->positives - fp / self->negatives);
}

/* Updates `largest` with the first candidate of the block whose distance
 * exceeds it. The rates fall from one candidate to the next, so the block's
 * corners give an upper bound, and blocks below the known lower bound are
 * skipped. */
static void
find_largest_distance (const Pass *self, Distance *largest, const double *tp,
                       const double *fp, size_t first, size_t n)
{
  double upper_bound = fmax (get_distance (self, tp[0], fp[n - 1]),
                             get_distance (self, tp[n - 1], fp[0]));

  if (upper_bound < self->lower_bound || upper_bound <= largest->distance)
    return;
  for (size_t i = 0; i < n; i++)
    {
      double distance = get_distance (self, tp[i], fp[i]);

      if (distance > largest->distance)
        *largest = (Distance){ distance, first + i };
    }
}

/* Computes the precision at n candidates. Where nothing is predicted positive
 * it is 1, computed as 1 / 1 to avoid a branch; NaN stays. */
static void
get_precisions (const Pass *self, const double *tp, const double *fp, size_t n,
                double *restrict precisions)
{
  LimenClassFactors factors = self->factors;

  for (size_t i = 0; i < n; i++)
    {
      double found = tp[i] * factors.of_positives;
      double predicted = found + fp[i] * factors.of_negatives;
      double is_none = predicted == 0 ? 1 : 0;

      precisions[i] = (found + is_none) / (predicted + is_none);
    }
}

/* Computes the terms of n scores from the counts of predicted positives at
 * each and at the next candidate. */
static void
get_terms (const double *tp, const double *fp, const double *precisions,
           size_t n, Terms *restrict terms)
{
  for (size_t i = 0; i < n; i++)
    {
      double step = tp[i] - tp[i + 1];

      terms->areas[i] = (fp[i] - fp[i + 1]) * (tp[i] + tp[i + 1]);
      terms->precisions[i] = step * precisions[i];
      terms->trapezoids[i] = step * (precisions[i] + precisions[i + 1]);
    }
}

LIMEN_WIDE static void
pass_part (void *data, size_t part)
{
  Pass *self = data;
  LimenSpan span = limen_chunks_get (self->chunks, part);
  size_t first = span.first, end = span.end;
  double tp[BLOCK_SIZE + 1], fp[BLOCK_SIZE + 1], precisions[BLOCK_SIZE + 1];
  Terms terms;
  LimenSums areas = { 0 }, steps = { 0 }, trapezoids = { 0 };
  Distance largest = { 0, 0 };

  for (size_t n; first < end; first += n)
    {
      n = end - first < BLOCK_SIZE ? end - first : BLOCK_SIZE;
      limen_sweep_get_predicted (self->sweep, first, n + 1, tp, fp);
      get_precisions (self, tp, fp, n + 1, precisions);
      get_terms (tp, fp, precisions, n, &terms);
      limen_sums_add (&areas, terms.areas, n);
      limen_sums_add (&steps, terms.precisions, n);
      limen_sums_add (&trapezoids, terms.trapezoids, n);
      find_largest_distance (self, &largest, tp, fp, first, n);
    }
  self->parts[part]
      = (Part){ limen_sums_get_sum (&areas), limen_sums_get_sum (&steps),
                limen_sums_get_sum (&trapezoids), largest };
}

/* Returns a lower bound of the largest distance: its maximum over evenly
 * spaced candidates. */
static double
find_lower_bound (const Pass *self)
{
  size_t n = limen_sweep_get_n_scores (self->sweep);
  size_t n_tried = n / BLOCK_SIZE < MAX_TRIED ? n / BLOCK_SIZE : MAX_TRIED;
  double distance = 0;

  for (size_t i = 0; i < n_tried; i++)
    {
      LimenConfusion c
          = limen_sweep_get_confusion (self->sweep, n / n_tried * i);

      distance = fmax (distance, get_distance (self, c.tp, c.fp));
    }
  return distance;
}

static Part
add_parts (const Pass *self, size_t n_parts)
{
  Part total = { { 0 }, { 0 }, { 0 }, { 0, 0 } };

  for (size_t i = 0; i < n_parts; i++)
    {
      const Part *part = &self->parts[i];

      limen_sum_add_sum (&total.area, &part->area);
      limen_sum_add_sum (&total.precisions, &part->precisions);
      limen_sum_add_sum (&total.trapezoids, &part->trapezoids);
      if (part->largest.distance > total.largest.distance)
        total.largest = part->largest;
    }
  return total;
}

static LimenRanking
summarize (const Pass *self, const Part *total)
{
  LimenRanking ranking = { NAN, NAN, NAN, NAN, NAN };

  if (self->positives > 0)
    {
      ranking.average_precision
          = limen_sum_value (&total->precisions) / self->positives;
      ranking.pr_auc_trapezoid
          = limen_sum_value (&total->trapezoids) / 2 / self->positives;
    }
  if (self->positives > 0 && self->negatives > 0)
    {
      ranking.roc_auc = limen_sum_value (&total->area) / 2 / self->positives
                        / self->negatives;
      ranking.ks = total->largest.distance;
      ranking.ks_threshold
          = limen_sweep_get_score (self->sweep, total->largest.candidate);
    }
  return ranking;
}

/* Computes the ranking measures in one pass over the scores, O(n), with the
 * same bits for any number of threads:
 *
 * - ROC AUC: the probability that a positive row scores higher than a negative
 *   one, ties counting one half (Mann and Whitney, 1947; Hanley and McNeil,
 *   1982);
 * - average precision: the sum of (R_i - R_(i+1)) P_i over the thresholds,
 *   without interpolation, as in scikit-learn;
 * - PR AUC by trapezoids: the sum of (R_i - R_(i+1)) (P_i + P_(i+1)) / 2, from
 *   recall 0 at precision 1, as scikit-learn's precision_recall_curve() has
 *   it; too optimistic where points are far apart, as precision between two
 *   points lies below the line (Davis and Goadrich, 2006);
 * - the two-sample Kolmogorov-Smirnov statistic between the classes' scores,
 *   the largest |recall - fpr|, and the smallest score where it occurs.
 *
 * All are NaN without positives; ROC AUC and KS also without negatives. */
LimenRanking
limen_ranking_compute (const LimenSweep *sweep)
{
  return limen_ranking_compute_at_prevalence (sweep, NAN);
}

/* Computes the ranking measures in a population of another prevalence (NaN:
 * that of the rows), in which each class keeps its rates. Of the results of
 * limen_ranking_compute(), average precision and PR AUC change, and are NaN
 * without negatives; ROC AUC and KS do not change. O(n). */
LimenRanking
limen_ranking_compute_at_prevalence (const LimenSweep *sweep,
                                     double prevalence)
{
  size_t n_scores = limen_sweep_get_n_scores (sweep);
  Pass pass = { .sweep = sweep,
                .positives = limen_sweep_get_positives (sweep),
                .negatives = limen_sweep_get_negatives (sweep) };
  Part total;

  pass.factors = limen_class_factors_at_prevalence (
      pass.positives, pass.negatives, prevalence);
  pass.chunks = limen_chunks_new (n_scores, MIN_PART_BLOCKS * BLOCK_SIZE,
                                  MAX_PARTS, BLOCK_SIZE);
  pass.lower_bound = find_lower_bound (&pass);
  limen_parallel_run (pass_part, &pass, pass.chunks.n_chunks, 0);
  total = add_parts (&pass, pass.chunks.n_chunks);
  return summarize (&pass, &total);
}

/* Returns the initial threshold of a dataset: a probability of one half; for
 * plain scores, where the classes' distributions differ most (KS); for
 * decisions, LIMEN_DECISION_THRESHOLD. */
double
limen_ranking_get_start_threshold (LimenKind kind, const LimenSweep *sweep)
{
  double half = limen_score_from_probability (kind, 0.5);
  double ks_threshold;

  if (!limen_kind_has_thresholds (kind))
    return LIMEN_DECISION_THRESHOLD;
  if (!isnan (half))
    return half;
  ks_threshold = limen_ranking_compute (sweep).ks_threshold;
  return isfinite (ks_threshold) ? ks_threshold
                                : limen_sweep_get_score (sweep, 0);
}
