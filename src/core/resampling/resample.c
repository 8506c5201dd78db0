/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "resample.h"

#include <math.h>

#include "resample-private.h"
#include "threshold.h"

/* Upper bound on the rows of a sweep. */
#define MAX_ROWS 0x1p40

/* Whether a sweep can be resampled by its counts: its rows are exchangeable
 * within a score and a class. False if it has weights, or counts that are not
 * whole or exceed 2^40 in total; limen_replicates_new_from_rows() resamples
 * weighted rows. */
bool
limen_resample_is_suitable (const LimenSweep *sweep)
{
  return !limen_sweep_is_weighted (sweep)
         && limen_sweep_get_positives (sweep)
                    + limen_sweep_get_negatives (sweep)
                <= MAX_ROWS;
}

/* Returns the candidate from `first` to `last` whose confusion matrix takes
 * the fewest draws, for callers free to choose among neighbours, such as bands
 * around a curve: a power of two more candidates to choose from saves a level
 * of the tree. */
size_t
limen_resample_find_shallow (size_t first, size_t last)
{
  size_t common = SIZE_MAX; /* the leading bits shared by both ends */

  if (first == 0)
    return 0;
  while (((first - 1) & common) != (last & common))
    common <<= 1;
  /* The index with these bits, the next bit set, and zeros. */
  return last & (common | common >> 1);
}

/* Draws the classes of the resample with an index below plan->n_resamples. The
 * sweep is suitable. */
LimenResample
limen_resample_new (const LimenBootstrap *plan, const LimenSweep *sweep,
                    uint32_t index)
{
  double positives = limen_sweep_get_positives (sweep);
  double total = positives + limen_sweep_get_negatives (sweep);
  LimenResample self = { .sweep = sweep, .seed = plan->seed, .index = index };
  LimenStream stream;

  limen_stream_init (&stream, self.seed, index, 0);
  self.positives
      = plan->is_stratified
            ? positives
            : limen_stream_binomial (&stream, total, positives / total);
  self.negatives = total - self.positives;
  return self;
}

/* Returns the candidate at which a node is split, or, if the upper half lies
 * beyond the last score, the node's end. */
size_t
limen_node_get_middle (const LimenNode *self)
{
  size_t middle = self->low.candidate + self->size / 2;

  return middle < self->high.candidate ? middle : self->high.candidate;
}

/* Returns the shares of the node's rows at or above `middle`; NaN for a class
 * without rows in the node. */
LimenShares
limen_node_get_shares (const LimenNode *self, const LimenCut *middle)
{
  return (LimenShares){
    (middle->tp - self->high.tp) / (self->low.tp - self->high.tp),
    (middle->fp - self->high.fp) / (self->low.fp - self->high.fp),
  };
}

/* Returns one half of a node split at `middle`. */
LimenNode
limen_node_get_half (const LimenNode *self, const LimenCut *middle,
                     bool is_upper)
{
  return (LimenNode){ is_upper ? *middle : self->low,
                      is_upper ? self->high : *middle, self->size / 2 };
}

/* Returns the root of the tree: all scores. */
LimenNode
limen_resample_get_root (const LimenResample *self)
{
  size_t n_scores = limen_sweep_get_n_scores (self->sweep), size = 1;

  while (size < n_scores)
    size *= 2;
  return (LimenNode){ { 0, limen_sweep_get_positives (self->sweep),
                        limen_sweep_get_negatives (self->sweep),
                        self->positives, self->negatives },
                      { .candidate = n_scores },
                      size };
}

/* Draws how many of a node's draws of each class are in its upper half, from
 * the stream of the node. All draws of the tree are made here. */
void
limen_resample_draw (LimenStream *stream, LimenShares shares, double positives,
                     double negatives, double *upper_positives,
                     double *upper_negatives)
{
  *upper_positives
      = limen_stream_binomial (stream, positives, shares.of_positives);
  *upper_negatives
      = limen_stream_binomial (stream, negatives, shares.of_negatives);
}

/* Draws the counts at the middle of a node. */
LimenCut
limen_resample_split (const LimenResample *self, const LimenNode *node)
{
  const LimenCut *low = &node->low, *high = &node->high;
  LimenCut middle = { .candidate = limen_node_get_middle (node) };
  double positives, negatives;
  LimenStream stream;

  if (middle.candidate == high->candidate)
    return *high;
  limen_sweep_get_predicted (self->sweep, middle.candidate, 1, &middle.tp,
                             &middle.fp);
  limen_stream_init (&stream, self->seed, self->index, middle.candidate);
  limen_resample_draw (&stream, limen_node_get_shares (node, &middle),
                       low->drawn_tp - high->drawn_tp,
                       low->drawn_fp - high->drawn_fp, &positives, &negatives);
  middle.drawn_tp = high->drawn_tp + positives;
  middle.drawn_fp = high->drawn_fp + negatives;
  return middle;
}

/* Returns the confusion matrix of the resample at a cut. */
LimenConfusion
limen_resample_count (const LimenResample *self, const LimenCut *cut)
{
  return (LimenConfusion){ .tp = cut->drawn_tp,
                           .fp = cut->drawn_fp,
                           .fn = self->positives - cut->drawn_tp,
                           .tn = self->negatives - cut->drawn_fp };
}

/* Returns the confusion matrix at a candidate of the sweep, with O(log n)
 * draws. */
LimenConfusion
limen_resample_get_confusion (const LimenResample *self, size_t candidate)
{
  LimenNode node = limen_resample_get_root (self);

  while (candidate != node.low.candidate && candidate != node.high.candidate)
    {
      LimenCut middle = limen_resample_split (self, &node);

      node = limen_node_get_half (&node, &middle,
                                  candidate >= middle.candidate);
    }
  return limen_resample_count (
      self, candidate == node.low.candidate ? &node.low : &node.high);
}

/* Returns the last candidate with at least `n_drawn` > 0 draws at or above it:
 * the score of the n-th highest draw. At most all draws. */
static size_t
find_drawn (const LimenResample *self, double n_drawn)
{
  LimenNode node = limen_resample_get_root (self);

  while (node.size > 1)
    {
      LimenCut middle = limen_resample_split (self, &node);

      node = limen_node_get_half (
          &node, &middle, middle.drawn_tp + middle.drawn_fp >= n_drawn);
    }
  return node.low.candidate;
}

/* Returns the interval of thresholds that decide the drawn rows as a candidate
 * of the sweep does: from the next lower drawn score, or -inf, to the next
 * drawn score at or above the candidate, or +inf. Its threshold is
 * limen_threshold_between() of both, with no priority where they are equal in
 * single precision. */
LimenEdge
limen_resample_get_edge (const LimenResample *self, size_t candidate)
{
  LimenConfusion c = limen_resample_get_confusion (self, candidate);
  double n_drawn = c.tp + c.fp;
  size_t n_scores = limen_sweep_get_n_scores (self->sweep);
  size_t high = n_drawn > 0 ? find_drawn (self, n_drawn) : n_scores;
  LimenEdge edge = {
    .candidate = high,
    .low
    = n_drawn < self->positives + self->negatives
          ? limen_sweep_get_score (self->sweep, find_drawn (self, n_drawn + 1))
          : -INFINITY,
    .high = limen_sweep_get_score (self->sweep, high),
  };

  edge.threshold
      = limen_threshold_between (edge.low, edge.high, LIMEN_KEEP_EITHER);
  return edge;
}
