/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rank-spread.h"

#include <stdlib.h>

#include "big-array.h"
#include "sum.h"

/* Gets the next block of a chunk, whose first score is `first`; returns its
 * number of scores. */
static size_t
get_block (const LimenRankInfluence *influence, size_t first, size_t end,
           LimenRankPair *before, LimenRankBlock *block)
{
  size_t n = end - first < LIMEN_RANK_BLOCK ? end - first : LIMEN_RANK_BLOCK;

  limen_rank_influence_get (influence, first, n, before, block);
  return n;
}

/* The sums of squares over the scores of each chunk. */
typedef struct
{
  const LimenRankInfluence *influence;
  const LimenSweep *squared; /* squared weights; NULL: every row weighs 1 */
  double unit;               /* the weight that counts 1 in `squared` */
  LimenSum squares[LIMEN_RANK_MAX_PARTS][2];
} SweepPass;

/* Replaces weights by squared weights, and multiplies the influences by the
 * unit of these. */
static void
square_weights (const SweepPass *self, size_t first, size_t n,
                LimenRankBlock *block)
{
  double tp[LIMEN_RANK_BLOCK + 1], fp[LIMEN_RANK_BLOCK + 1];

  limen_sweep_get_predicted (self->squared, first, n + 1, tp, fp);
  for (size_t i = 0; i < n; i++)
    {
      block->weights[0][i] = fp[i] - fp[i + 1];
      block->weights[1][i] = tp[i] - tp[i + 1];
      block->influences[0][i] *= self->unit;
      block->influences[1][i] *= self->unit;
    }
}

static void
sum_scores_cb (void *data, size_t part)
{
  SweepPass *self = data;
  LimenSpan span = limen_chunks_get (self->influence->chunks, part);
  LimenRankPair before = self->influence->before[part];
  LimenSums sums[2] = { 0 };
  LimenRankBlock block;

  for (size_t first = span.first, n; first < span.end; first += n)
    {
      n = get_block (self->influence, first, span.end, &before, &block);
      if (self->squared != NULL)
        square_weights (self, first, n, &block);
      for (int class = 0; class < 2; class ++)
        limen_sums_add_products (&sums[class], block.influences[class],
                                 block.influences[class], block.weights[class],
                                 n);
    }
  for (int class = 0; class < 2; class ++)
    self->squares[part][class] = limen_sums_get_sum (&sums[class]);
}

static void
sum_scores (SweepPass *self, double squares[2])
{
  size_t n_chunks = self->influence->chunks.n_chunks;

  limen_parallel_run (sum_scores_cb, self, n_chunks, 0);
  for (int class = 0; class < 2; class ++)
    {
      LimenSum sum = { 0 };

      for (size_t i = 0; i < n_chunks; i++)
        limen_sum_add_sum (&sum, &self->squares[i][class]);
      squares[class] = limen_sum_value (&sum);
    }
}

/* Computes the spread of the influences of independent rows without weights,
 * in O(number of scores). The same bits for any number of threads. */
LimenSpread
limen_rank_spread_of_counts (const LimenRankInfluence *influence)
{
  LimenSpread spread = { 0 };
  SweepPass pass;

  pass.influence = influence;
  pass.squared = NULL;
  sum_scores (&pass, spread.squares);
  for (int class = 0; class < 2; class ++)
    {
      spread.n[class] = spread.effective[class] = influence->totals[class];
      spread.n_units += influence->totals[class];
    }
  return spread;
}

static int
get_class (const LimenPredictions *rows, size_t row)
{
  return rows->labels[row] == rows->positive;
}

/* Returns the sweep of the squared weights, in units of the greatest; NULL
 * when memory runs out. */
static LimenSweep *
new_squared_sweep (const LimenPredictions *rows, double *unit)
{
  LimenSweep *sweep;
  double *squares = limen_big_array_new (rows->n_rows, sizeof *squares);

  if (squares == NULL)
    return NULL;
  *unit = 0;
  for (size_t i = 0; i < rows->n_rows; i++)
    *unit = rows->weights[i] > *unit ? rows->weights[i] : *unit;
  for (size_t i = 0; i < rows->n_rows; i++)
    squares[i] = rows->weights[i] / *unit * (rows->weights[i] / *unit);
  sweep = limen_sweep_new (rows->scores[0], rows->labels, rows->positive,
                           squares, rows->n_rows);
  free (squares);
  return sweep;
}

/* Computes the spread of the influences of independent rows with weights, from
 * a sweep of the squared weights: those of a class with one score have one
 * influence. `rows` are those of the sweep. O(n); the same bits for any number
 * of threads. False, with *spread untouched, when memory runs out. */
bool
limen_rank_spread_of_weights (const LimenRankInfluence *influence,
                              const LimenPredictions *rows,
                              LimenSpread *spread)
{
  double squares[2];
  SweepPass pass;
  LimenSweep *squared = new_squared_sweep (rows, &pass.unit);

  if (squared == NULL)
    return false;
  pass.influence = influence;
  pass.squared = squared;
  *spread = (LimenSpread){ 0 };
  sum_scores (&pass, spread->squares);
  squares[0] = limen_sweep_get_negatives (squared);
  squares[1] = limen_sweep_get_positives (squared);
  limen_sweep_free (squared);
  for (size_t i = 0; i < rows->n_rows; i++)
    spread->n[get_class (rows, i)] += rows->weights[i] > 0;
  for (int class = 0; class < 2; class ++)
    {
      double weight = influence->totals[class] / pass.unit;

      spread->n_units += spread->n[class];
      spread->effective[class] = weight * weight / squares[class];
    }
  return true;
}

/* The influences of a row with each score, by class. */
typedef struct
{
  const LimenRankInfluence *influence;
  double *of_scores[2];
} Table;

static void
fill_cb (void *data, size_t part)
{
  Table *self = data;
  LimenSpan span = limen_chunks_get (self->influence->chunks, part);
  LimenRankPair before = self->influence->before[part];
  LimenRankBlock block;

  for (size_t first = span.first, n; first < span.end; first += n)
    {
      n = get_block (self->influence, first, span.end, &before, &block);
      for (int class = 0; class < 2; class ++)
        for (size_t i = 0; i < n; i++)
          self->of_scores[class][first + i] = block.influences[class][i];
    }
}

/* The weight and the influence of the rows of a unit, by class. */
typedef struct
{
  double weights[2], influences[2];
} Unit;

/* Sums the rows of each unit, in the order of the rows. */
static void
sum_rows (const Table *self, const LimenPredictions *rows,
          const LimenUnits *units, Unit *sums)
{
  for (size_t i = 0; i < units->n_units; i++)
    sums[i] = (Unit){ 0 };
  for (size_t i = 0; i < rows->n_rows; i++)
    {
      Unit *unit = &sums[units->of_rows[i]];
      int class = get_class (rows, i);
      double weight = limen_predictions_get_weight (rows, i);
      size_t candidate
          = limen_sweep_find (self->influence->sweep, rows->scores[0][i]);

      unit->weights[class] += weight;
      unit->influences[class] += weight * self->of_scores[class][candidate];
    }
}

/* Sums the units. */
static LimenSpread
sum_units (const Unit *units, size_t n_units)
{
  LimenSpread spread = { .n_units = (double) n_units };
  LimenSum product = { 0 };

  for (int class = 0; class < 2; class ++)
    {
      LimenSum weights = { 0 }, squared_weights = { 0 }, squares = { 0 };

      for (size_t i = 0; i < n_units; i++)
        {
          double weight = units[i].weights[class];
          double influence = units[i].influences[class];

          spread.n[class] += weight > 0;
          limen_sum_add (&weights, weight);
          limen_sum_add (&squared_weights, weight * weight);
          limen_sum_add (&squares, influence * influence);
        }
      spread.effective[class] = limen_sum_value (&weights)
                                * limen_sum_value (&weights)
                                / limen_sum_value (&squared_weights);
      spread.squares[class] = limen_sum_value (&squares);
    }
  for (size_t i = 0; i < n_units; i++)
    limen_sum_add (&product, units[i].influences[0] * units[i].influences[1]);
  spread.product = limen_sum_value (&product);
  return spread;
}

/* Computes the spread of the influences of rows that belong together, with or
 * without weights. `rows` are those of the sweep. O(n log n); the same bits
 * for any number of threads. False, with *spread untouched, when memory runs
 * out. */
bool
limen_rank_spread_of_units (const LimenRankInfluence *influence,
                            const LimenPredictions *rows,
                            const LimenUnits *units, LimenSpread *spread)
{
  size_t n_scores = limen_sweep_get_n_scores (influence->sweep);
  double *influences = limen_big_array_new (2 * n_scores, sizeof *influences);
  Unit *sums = limen_big_array_new (units->n_units, sizeof *sums);
  Table table = { influence, { influences, influences + n_scores } };
  bool has_memory = influences != NULL && sums != NULL;

  if (has_memory)
    {
      limen_parallel_run (fill_cb, &table, influence->chunks.n_chunks, 0);
      sum_rows (&table, rows, units, sums);
      *spread = sum_units (sums, units->n_units);
    }
  free (influences);
  free (sums);
  return has_memory;
}

/* Computes the influence of n single rows, of weight 1, from their scores,
 * which are scores of the sweep. O(number of scores + n log n). False, with
 * `influences` untouched, when memory runs out. */
bool
limen_rank_influence_of_rows (const LimenRankInfluence *influence,
                              const double *scores, const bool *are_positive,
                              size_t n, double *influences)
{
  size_t n_scores = limen_sweep_get_n_scores (influence->sweep);
  double *all = limen_big_array_new (2 * n_scores, sizeof *all);
  Table table = { influence, { all, all + n_scores } };

  if (all == NULL)
    return false;
  limen_parallel_run (fill_cb, &table, influence->chunks.n_chunks, 0);
  for (size_t i = 0; i < n; i++)
    influences[i]
        = table.of_scores[are_positive[i]]
                         [limen_sweep_find (influence->sweep, scores[i])];
  free (all);
  return true;
}
