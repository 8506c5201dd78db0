/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rank-influence.h"

#include <math.h>

#include "ranking.h"
#include "sum.h"

/* Minimum blocks per chunk. */
#define MIN_PART_BLOCKS 256

/* The rows predicted positive at up to LIMEN_RANK_BLOCK candidates, from the
 * second entry on; before them those at the candidate before (at the first
 * one: all rows), and behind them those at the next. */
typedef struct
{
  double tp[LIMEN_RANK_BLOCK + 2], fp[LIMEN_RANK_BLOCK + 2];
} Counts;

static void
load (Counts *self, const LimenSweep *sweep, size_t first, size_t n)
{
  size_t n_before = first > 0 ? 1 : 0;

  limen_sweep_get_predicted (sweep, first - n_before, n + 1 + n_before,
                             self->tp + 1 - n_before, self->fp + 1 - n_before);
  if (n_before == 0)
    {
      self->tp[0] = self->tp[1];
      self->fp[0] = self->fp[1];
    }
}

/* Returns the precision at an entry; 1 where nothing is predicted positive. */
static double
get_precision (const LimenRankInfluence *self, const Counts *counts, size_t i)
{
  double tp = counts->tp[i] * self->factors.of_positives;
  double all = tp + counts->fp[i] * self->factors.of_negatives;

  return all > 0 ? tp / all : 1;
}

/* Returns the recall by which an area weighs the precision at an entry. */
static double
get_step (const LimenRankInfluence *self, const Counts *counts, size_t i)
{
  double step = counts->tp[i] - counts->tp[i + 1];

  if (self->measure == LIMEN_RANK_PR_AUC)
    step = (counts->tp[i - 1] - counts->tp[i + 1]) / 2;
  return step / self->totals[1];
}

/* Returns the slopes of an area by the weight of a negative and of a positive
 * above a threshold: the derivatives of its precision tp / (tp + fp), times
 * the step. */
static LimenRankPair
get_slopes (const LimenRankInfluence *self, const Counts *counts, size_t i)
{
  double a = self->factors.of_positives, b = self->factors.of_negatives;
  double tp = counts->tp[i] * a, fp = counts->fp[i] * b;
  double all = tp + fp;
  double step = all > 0 ? get_step (self, counts, i) / all : 0;

  return (LimenRankPair){ { all > 0 ? -step * b * (tp / all) : 0,
                            all > 0 ? step * a * (fp / all) : 0 } };
}

/* Sums the slopes of a chunk into before[part], and the slopes times the
 * share of each class above the threshold into *centres. */
static void
sum_part (LimenRankInfluence *self, size_t part, LimenSum centres[2])
{
  LimenSpan span = limen_chunks_get (self->chunks, part);
  LimenSum sums[2] = { { 0 }, { 0 } };
  Counts counts;

  for (size_t first = span.first, n; first < span.end; first += n)
    {
      n = span.end - first < LIMEN_RANK_BLOCK ? span.end - first
                                              : LIMEN_RANK_BLOCK;
      load (&counts, self->sweep, first, n);
      for (size_t i = 1; i <= n; i++)
        {
          LimenRankPair slopes = get_slopes (self, &counts, i);
          double above[] = { counts.fp[i], counts.tp[i] };

          for (int class = 0; class < 2; class ++)
            {
              limen_sum_add (&sums[class], slopes.of_class[class]);
              limen_sum_add (&centres[class], slopes.of_class[class]
                                                  * above[class]
                                                  / self->totals[class]);
            }
        }
    }
  for (int class = 0; class < 2; class ++)
    self->before[part].of_class[class] = limen_sum_value (&sums[class]);
}

typedef struct
{
  LimenRankInfluence *influence;
  LimenSum centres[LIMEN_RANK_MAX_PARTS][2];
} SlopePass;

static void
sum_part_cb (void *data, size_t part)
{
  SlopePass *self = data;

  self->centres[part][0] = self->centres[part][1] = (LimenSum){ 0 };
  sum_part (self->influence, part, self->centres[part]);
}

/* Sums the slopes of all chunks, in the order of the chunks. */
static void
sum_slopes (LimenRankInfluence *self)
{
  SlopePass pass;
  LimenSum before[2] = { { 0 }, { 0 } }, centres[2] = { { 0 }, { 0 } };

  pass.influence = self;
  limen_parallel_run (sum_part_cb, &pass, self->chunks.n_chunks, 0);
  for (size_t i = 0; i < self->chunks.n_chunks; i++)
    for (int class = 0; class < 2; class ++)
      {
        double sum = self->before[i].of_class[class];

        self->before[i].of_class[class] = limen_sum_value (&before[class]);
        limen_sum_add (&before[class], sum);
        limen_sum_add_sum (&centres[class], &pass.centres[i][class]);
      }
  for (int class = 0; class < 2; class ++)
    self->centres.of_class[class] = limen_sum_value (&centres[class]);
}

/* Prepares the influences on a measure; both classes have rows. `prevalence`
 * is that of the population (NaN: of the rows). In O(number of scores), with
 * the same bits for any number of threads. */
void
limen_rank_influence_init (LimenRankInfluence *self, LimenRankMeasure measure,
                           const LimenSweep *sweep, double prevalence)
{
  LimenRanking ranking
      = limen_ranking_compute_at_prevalence (sweep, prevalence);

  self->measure = measure;
  self->sweep = sweep;
  self->totals[0] = limen_sweep_get_negatives (sweep);
  self->totals[1] = limen_sweep_get_positives (sweep);
  self->factors = limen_class_factors_at_prevalence (
      self->totals[1], self->totals[0], prevalence);
  self->value = measure == LIMEN_RANK_ROC_AUC  ? ranking.roc_auc
                : measure == LIMEN_RANK_PR_AUC ? ranking.pr_auc_trapezoid
                                               : ranking.average_precision;
  self->chunks = limen_chunks_new (limen_sweep_get_n_scores (sweep),
                                   MIN_PART_BLOCKS * LIMEN_RANK_BLOCK,
                                   LIMEN_RANK_MAX_PARTS, LIMEN_RANK_BLOCK);
  self->centres = (LimenRankPair){ { 0, 0 } };
  if (measure != LIMEN_RANK_ROC_AUC)
    sum_slopes (self);
  if (isnan (prevalence))
    self->centres = (LimenRankPair){ { 0, 0 } };
}

/* ROC AUC: the deviation of the row's placement, the share of the other class
 * that it is on the right side of (ties count half), from the area, divided by
 * the rows of its class. */
static void
get_placements (const LimenRankInfluence *self, const Counts *counts, size_t n,
                LimenRankBlock *block)
{
  double missing = 1 - self->value;

  for (size_t i = 0; i < n; i++)
    {
      double tp = (counts->tp[i + 1] + counts->tp[i + 2]) / 2;
      double fp = (counts->fp[i + 1] + counts->fp[i + 2]) / 2;

      block->influences[0][i]
          = (tp / self->totals[1] - self->value) / self->totals[0];
      block->influences[1][i]
          = (missing - fp / self->totals[0]) / self->totals[1];
    }
}

/* Areas under the PR curve: a row adds to the predicted positives at each
 * threshold up to its score, and a positive row adds a step at its score. */
static void
get_area_influences (const LimenRankInfluence *self, const Counts *counts,
                     size_t n, LimenRankPair *before, LimenRankBlock *block)
{
  for (size_t i = 1; i <= n; i++)
    {
      LimenRankPair slopes = get_slopes (self, counts, i);
      double height = get_precision (self, counts, i);

      if (self->measure == LIMEN_RANK_PR_AUC)
        height = (height + get_precision (self, counts, i + 1)) / 2;
      for (int class = 0; class < 2; class ++)
        {
          before->of_class[class] += slopes.of_class[class];
          block->influences[class][i - 1]
              = before->of_class[class] - self->centres.of_class[class];
        }
      block->influences[1][i - 1] += (height - self->value) / self->totals[1];
    }
}

/* Gets the influences of the rows with n scores from index `first` on, up to
 * LIMEN_RANK_BLOCK. The scores of a chunk are to be taken in order: *before,
 * at its start that of the chunk, is moved on. */
void
limen_rank_influence_get (const LimenRankInfluence *self, size_t first,
                          size_t n, LimenRankPair *before,
                          LimenRankBlock *block)
{
  Counts counts;

  load (&counts, self->sweep, first, n);
  if (self->measure == LIMEN_RANK_ROC_AUC)
    get_placements (self, &counts, n, block);
  else
    get_area_influences (self, &counts, n, before, block);
  for (size_t i = 0; i < n; i++)
    {
      block->weights[0][i] = counts.fp[i + 1] - counts.fp[i + 2];
      block->weights[1][i] = counts.tp[i + 1] - counts.tp[i + 2];
    }
}
