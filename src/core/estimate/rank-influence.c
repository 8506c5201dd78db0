/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rank-influence.h"

#include <math.h>

#include "sum.h"
#include "wide.h"

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

/* What a block of candidates contributes to an area. */
typedef struct
{
  /* The slopes by the weight of a negative and of a positive above the
   * threshold: the derivatives of its precision tp / (tp + fp), times the
   * recall by which the area weighs it. */
  double slopes[2][LIMEN_RANK_BLOCK];
  double precisions[LIMEN_RANK_BLOCK + 1]; /* 1 where none is predicted */
} Area;

/* Computes the contributions of n candidates, and the precision at the
 * next. */
LIMEN_WIDE static void
compute_area (const LimenRankInfluence *self, const Counts *counts, size_t n,
              Area *area)
{
  double a = self->factors.of_positives, b = self->factors.of_negatives;
  /* The step is halfway between both neighbours, or down to the next. */
  double half = self->measure == LIMEN_RANK_PR_AUC ? 0.5 : 0;
  double to_recall = 1 / self->totals[1];

  for (size_t i = 0; i < n; i++)
    {
      double tp = counts->tp[i + 1] * a, fp = counts->fp[i + 1] * b;
      double all = tp + fp, inverse = all > 0 ? 1 / all : 0;
      double step = (counts->tp[i] - counts->tp[i + 1]) * half
                    + (counts->tp[i + 1] - counts->tp[i + 2]) * (1 - half);
      double slope = step * to_recall * inverse;

      area->slopes[0][i] = -slope * b * (tp * inverse);
      area->slopes[1][i] = slope * a * (fp * inverse);
      area->precisions[i] = all > 0 ? tp * inverse : 1;
    }
  if (counts->tp[n + 1] > 0 || counts->fp[n + 1] > 0)
    {
      double tp = counts->tp[n + 1] * a;

      area->precisions[n] = tp / (tp + counts->fp[n + 1] * b);
    }
  else
    area->precisions[n] = 1;
}

/* Sums the slopes of a chunk into before[part], and the slopes times the
 * share of each class above the threshold into *centres. */
static void
sum_part (LimenRankInfluence *self, size_t part, LimenSum centres[2])
{
  LimenSpan span = limen_chunks_get (self->chunks, part);
  LimenSums sums[2] = { 0 }, products[2] = { 0 };
  Counts counts;
  Area area;

  for (size_t first = span.first, n; first < span.end; first += n)
    {
      const double *above[] = { counts.fp + 1, counts.tp + 1 };

      n = span.end - first < LIMEN_RANK_BLOCK ? span.end - first
                                              : LIMEN_RANK_BLOCK;
      load (&counts, self->sweep, first, n);
      compute_area (self, &counts, n, &area);
      for (int class = 0; class < 2; class ++)
        {
          limen_sums_add (&sums[class], area.slopes[class], n);
          limen_sums_add_products (&products[class], area.slopes[class],
                                   above[class], NULL, n);
        }
    }
  for (int class = 0; class < 2; class ++)
    {
      LimenSum sum = limen_sums_get_sum (&sums[class]);

      self->before[part].of_class[class] = limen_sum_value (&sum);
      centres[class] = limen_sums_get_sum (&products[class]);
    }
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
    self->centres.of_class[class]
        = limen_sum_value (&centres[class]) / self->totals[class];
}

/* Prepares the influences on a measure, `value` on the rows; both classes have
 * rows. `prevalence` is that of the population (NaN: of the rows). In O(number
 * of scores), with the same bits for any number of threads. */
void
limen_rank_influence_init (LimenRankInfluence *self, LimenRankMeasure measure,
                           double value, const LimenSweep *sweep,
                           double prevalence)
{
  self->measure = measure;
  self->sweep = sweep;
  self->totals[0] = limen_sweep_get_negatives (sweep);
  self->totals[1] = limen_sweep_get_positives (sweep);
  self->factors = limen_class_factors_at_prevalence (
      self->totals[1], self->totals[0], prevalence);
  self->value = value;
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
  bool is_trapezoid = self->measure == LIMEN_RANK_PR_AUC;
  double to_recall = 1 / self->totals[1];
  Area area;

  compute_area (self, counts, n, &area);
  for (int class = 0; class < 2; class ++)
    {
      double sum = before->of_class[class];

      for (size_t i = 0; i < n; i++)
        {
          sum += area.slopes[class][i];
          block->influences[class][i] = sum - self->centres.of_class[class];
        }
      before->of_class[class] = sum;
    }
  for (size_t i = 0; i < n; i++)
    {
      double next = area.precisions[is_trapezoid ? i + 1 : i];

      block->influences[1][i]
          += ((area.precisions[i] + next) / 2 - self->value) * to_recall;
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
