#include "class-facts.h"

#include <math.h>

/* Rows looked at in one go, class by class. */
#define BLOCK_SIZE 256

/* Of each row of a block. */
typedef struct
{
  double sum[BLOCK_SIZE], exp_sum[BLOCK_SIZE], largest[BLOCK_SIZE];
  guint16 best[BLOCK_SIZE];
  guint64 hash[BLOCK_SIZE];
} Block;

static guint64
mix (guint64 hash, double value)
{
  union
  {
    double value;
    guint64 bits;
  } word = { value };

  hash = (hash ^ word.bits) * 0x9e3779b97f4a7c15u;
  return hash ^ hash >> 29;
}

static gboolean
has_decimals (double score, guint decimals)
{
  static const double scales[LIMEN_MAX_ROUNDED_DECIMALS + 1]
      = { 1, 10, 100, 1000, 10000 };
  double scaled = score * scales[decimals];

  return fabs (scaled - round (scaled)) <= 1e-9 * scales[decimals];
}

static void
add_class (Block *block, const double *scores, gsize n, guint16 class,
           LimenClassFacts *self)
{
  for (gsize i = 0; i < n; i++)
    {
      double score = scores[i];

      self->low = MIN (self->low, score);
      self->high = MAX (self->high, score);
      while (self->decimals <= LIMEN_MAX_ROUNDED_DECIMALS
             && !has_decimals (score, self->decimals))
        self->decimals++;
      block->sum[i] += score;
      block->hash[i] = mix (block->hash[i], score);
      if (class == 0 || score > block->largest[i])
        {
          block->largest[i] = score;
          block->best[i] = class;
        }
    }
}

static void
count_impossible (LimenClassFacts *self, gsize row)
{
  if (self->n_impossible++ == 0)
    self->first_impossible = row;
}

static void
add_labels (LimenClassFacts *self, gsize row)
{
  for (gsize k = 0; k < self->numbers->n_scores; k++)
    {
      double p = self->numbers->scores[k][row];

      if (p != 0 && p != 1)
        continue;
      self->n_sure++;
      if ((p == 1) != (self->numbers->truths[k][row] == 1))
        count_impossible (self, row);
    }
}

static void
add_row (LimenClassFacts *self, const Block *block, gsize i, gsize row)
{
  const LimenPredictions *numbers = self->numbers;
  double gap = fabs (block->sum[i] - 1);

  self->least = MIN (self->least, block->sum[i]);
  self->most = MAX (self->most, block->sum[i]);
  self->log_gap = MAX (self->log_gap, fabs (block->exp_sum[i] - 1));
  if (gap > self->gap)
    {
      self->gap = gap;
      self->gap_row = row;
    }
  if (self->hashes != NULL)
    self->hashes[row] = block->hash[i];
  if (numbers->truths != NULL && numbers->kind == LIMEN_KIND_PROBABILITY)
    add_labels (self, row);
  if (numbers->labels == NULL)
    return;
  self->n_right += block->best[i] == numbers->labels[row];
  if (numbers->kind != LIMEN_KIND_PROBABILITY)
    return;
  self->n_sure += block->largest[i] == 1;
  if (numbers->scores[numbers->labels[row]][row] == 0)
    count_impossible (self, row);
}

static void
add_block (LimenClassFacts *self, gsize first, gsize n)
{
  const LimenPredictions *numbers = self->numbers;
  Block block = { 0 };

  for (gsize k = 0; k < numbers->n_scores; k++)
    add_class (&block, numbers->scores[k] + first, n, (guint16) k, self);
  if (self->numbers->kind == LIMEN_KIND_SCORE)
    for (gsize k = 0; k < numbers->n_scores; k++)
      for (gsize i = 0; i < n; i++)
        block.exp_sum[i] += exp (numbers->scores[k][first + i]);
  for (gsize i = 0; i < n; i++)
    add_row (self, &block, i, first + i);
}

/* What the scores of an analysis of several classes show, for `findings` to be
 * added to; both are only referred to. To be cleared. */
LimenClassFacts
limen_class_facts_new (LimenAnalysis *analysis, GPtrArray *findings)
{
  LimenClassFacts facts = {
    .analysis = analysis,
    .dataset = limen_analysis_get_dataset (analysis),
    .findings = findings,
    .low = INFINITY,
    .high = -INFINITY,
    .least = INFINITY,
    .most = -INFINITY,
  };

  facts.numbers = limen_dataset_get_predictions (facts.dataset);
  facts.hashes = g_try_new (guint64, facts.numbers->n_rows);
  for (gsize first = 0; first < facts.numbers->n_rows; first += BLOCK_SIZE)
    add_block (&facts, first,
               MIN (BLOCK_SIZE, facts.numbers->n_rows - first));
  return facts;
}

/* Frees what the facts own. */
void
limen_class_facts_clear (LimenClassFacts *self)
{
  g_clear_pointer (&self->hashes, g_free);
}
