#include "ranking.h"

#include <math.h>

#include "link.h"
#include "sum.h"

/* Candidates looked at in one go. */
#define BLOCK_SIZE 256

/* What is known while the candidates go by. */
typedef struct
{
  double positives, negatives;
  LimenClassFactors factors; /* of the population, for precision */
  LimenSum area, precisions;
  double distance;
  size_t distance_candidate;
} Pass;

/* A score, and what stands above it. */
static inline void
add_score (Pass *self, size_t candidate, LimenConfusion here,
           LimenConfusion above)
{
  double distance = fabs (here.tp / self->positives
                          - here.fp / self->negatives);

  limen_sum_add (&self->area, (here.fp - above.fp) * (here.tp + above.tp));
  if (here.tp > above.tp)
    {
      LimenConfusion scaled = limen_confusion_scale (here, self->factors);

      limen_sum_add (&self->precisions,
                     (here.tp - above.tp)
                         * (scaled.tp / (scaled.tp + scaled.fp)));
    }
  if (candidate == 0 || distance > self->distance)
    {
      self->distance = distance;
      self->distance_candidate = candidate;
    }
}

static LimenRanking
summarize (const Pass *self, const LimenSweep *sweep)
{
  LimenRanking ranking = { NAN, NAN, NAN, NAN };

  if (self->positives > 0)
    ranking.average_precision
        = limen_sum_value (&self->precisions) / self->positives;
  if (self->positives > 0 && self->negatives > 0)
    {
      ranking.roc_auc = limen_sum_value (&self->area) / 2 / self->positives
                        / self->negatives;
      ranking.ks = self->distance;
      ranking.ks_threshold
          = limen_sweep_get_score (sweep, self->distance_candidate);
    }
  return ranking;
}

/* In one pass over the scores, O(n):
 *
 * - the area under the ROC curve: how often a positive row scores higher than
 *   a negative one, ties counting one half (Mann and Whitney, 1947; Hanley and
 *   McNeil, 1982);
 * - average precision: the sum of (R_i - R_(i+1)) P_i over the thresholds,
 *   without interpolation, as scikit-learn has it;
 * - the two-sample Kolmogorov-Smirnov statistic between the classes' scores,
 *   the largest |recall - fpr|, and the smallest score where it occurs.
 *
 * All are NaN without positives, and all but average precision without
 * negatives. */
LimenRanking
limen_ranking_compute (const LimenSweep *sweep)
{
  return limen_ranking_compute_at_prevalence (sweep, NAN);
}

/* The same in a population of another prevalence (NaN: that of the rows), in
 * which each class keeps its rates: precision, and so average precision, is
 * another one, and undefined without negatives; the rest is the same. */
LimenRanking
limen_ranking_compute_at_prevalence (const LimenSweep *sweep,
                                     double prevalence)
{
  size_t n_scores = limen_sweep_get_n_scores (sweep);
  LimenConfusion block[BLOCK_SIZE + 1];
  Pass pass = { .positives = limen_sweep_get_positives (sweep),
                .negatives = limen_sweep_get_negatives (sweep) };

  pass.factors = limen_class_factors_at_prevalence (
      pass.positives, pass.negatives, prevalence);
  for (size_t first = 0; first < n_scores; first += BLOCK_SIZE)
    {
      size_t n = n_scores - first < BLOCK_SIZE ? n_scores - first
                                               : BLOCK_SIZE;

      limen_sweep_get_confusions (sweep, first, n + 1, block);
      for (size_t i = 0; i < n; i++)
        add_score (&pass, first + i, block[i], block[i + 1]);
    }
  return summarize (&pass, sweep);
}

/* Where the line stands first: at a probability of one half, or, for scores
 * that have none, where the classes differ most. */
double
limen_ranking_get_start_threshold (LimenKind kind, const LimenSweep *sweep)
{
  double half = limen_score_from_probability (kind, 0.5);
  double apart;

  if (!isnan (half))
    return half;
  apart = limen_ranking_compute (sweep).ks_threshold;
  return isfinite (apart) ? apart : limen_sweep_get_score (sweep, 0);
}
