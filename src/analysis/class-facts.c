/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "class-facts.h"

#include <glib/gi18n.h>
#include <math.h>

#include "memory.h"
#include "parallel.h"
#include "sort.h"
#include "wide.h"

/* Rows processed at once, class by class, and rows per chunk of a thread. */
#define BLOCK_SIZE 256
#define PART_SIZE 2048

/* State per row of a block. All members have 64-bit elements, so that the
 * loops are vectorised. */
typedef struct
{
  double sum[BLOCK_SIZE], exp_sum[BLOCK_SIZE];
  double smallest[BLOCK_SIZE], largest[BLOCK_SIZE];
  gint64 best[BLOCK_SIZE];
  guint64 hash[BLOCK_SIZE];
} Block;

static inline guint64
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

LIMEN_WIDE static void
add_class (Block *block, const double *scores, gsize n, gint64 class)
{
  for (gsize i = 0; i < n; i++)
    {
      double score = scores[i], largest = block->largest[i];
      gint64 mask = -(gint64) (score > largest);

      block->sum[i] += score;
      block->smallest[i] = MIN (block->smallest[i], score);
      block->largest[i] = score > largest ? score : largest;
      block->best[i] = (class & mask) | (block->best[i] & ~mask);
      block->hash[i] = mix (block->hash[i], score);
    }
}

static void
count_decimals (LimenClassFacts *self, const double *scores, gsize n)
{
  for (gsize i = 0; i < n && self->decimals <= LIMEN_MAX_ROUNDED_DECIMALS; i++)
    while (self->decimals <= LIMEN_MAX_ROUNDED_DECIMALS
           && !has_decimals (scores[i], self->decimals))
      self->decimals++;
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
      if (self->numbers->truths[k][row] == (p == 1 ? 0 : 1))
        count_impossible (self, row);
    }
}

static void
add_row (LimenClassFacts *self, const Block *block, gsize i, gsize row)
{
  const LimenPredictions *numbers = self->numbers;
  double gap = fabs (block->sum[i] - 1);

  self->low = MIN (self->low, block->smallest[i]);
  self->high = MAX (self->high, block->largest[i]);
  self->min_sum = MIN (self->min_sum, block->sum[i]);
  self->max_sum = MAX (self->max_sum, block->sum[i]);
  self->log_gap = MAX (self->log_gap, fabs (block->exp_sum[i] - 1));
  self->n_gaps += gap > LIMEN_SUM_TOLERANCE;
  if (gap > self->gap)
    {
      self->gap = gap;
      self->gap_row = row;
    }
  self->hashes[row] = block->hash[i];
  if (numbers->truths != NULL && numbers->kind == LIMEN_KIND_PROBABILITY)
    add_labels (self, row);
  if (numbers->labels == NULL)
    return;
  self->n_right += block->best[i] == numbers->labels[row];
  if (numbers->kind == LIMEN_KIND_LOG_PROBABILITY
      && numbers->scores[numbers->labels[row]][row] == -INFINITY)
    count_impossible (self, row);
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

  for (gsize i = 0; i < n; i++)
    {
      block.smallest[i] = INFINITY;
      block.largest[i] = -INFINITY;
    }
  for (gsize k = 0; k < numbers->n_scores; k++)
    {
      add_class (&block, numbers->scores[k] + first, n, (gint64) k);
      count_decimals (self, numbers->scores[k] + first, n);
    }
  if (self->numbers->kind == LIMEN_KIND_SCORE)
    for (gsize k = 0; k < numbers->n_scores; k++)
      for (gsize i = 0; i < n; i++)
        block.exp_sum[i] += exp (numbers->scores[k][first + i]);
  for (gsize i = 0; i < n; i++)
    add_row (self, &block, i, first + i);
}

/* Returns the facts of an empty dataset. */
static LimenClassFacts
start (LimenAnalysis *analysis, GPtrArray *findings)
{
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);

  return (LimenClassFacts){
    .analysis = analysis,
    .dataset = dataset,
    .numbers = limen_dataset_get_predictions (dataset),
    .findings = findings,
    .low = INFINITY,
    .high = -INFINITY,
    .min_sum = INFINITY,
    .max_sum = -INFINITY,
  };
}

static LimenChunks
divide_rows (const LimenClassFacts *self)
{
  return limen_chunks_new (self->numbers->n_rows, PART_SIZE, G_MAXSIZE, 1);
}

static void
add_part (gpointer data, gsize part)
{
  LimenClassFacts *self = (LimenClassFacts *) data + part;
  LimenSpan rows = limen_chunks_get (divide_rows (self), part);

  for (gsize first = rows.first; first < rows.end; first += BLOCK_SIZE)
    add_block (self, first, MIN (BLOCK_SIZE, rows.end - first));
}

/* Merges the facts of later rows. */
static void
merge (LimenClassFacts *self, const LimenClassFacts *later)
{
  self->low = MIN (self->low, later->low);
  self->high = MAX (self->high, later->high);
  self->min_sum = MIN (self->min_sum, later->min_sum);
  self->max_sum = MAX (self->max_sum, later->max_sum);
  self->log_gap = MAX (self->log_gap, later->log_gap);
  self->decimals = MAX (self->decimals, later->decimals);
  if (later->gap > self->gap)
    {
      self->gap = later->gap;
      self->gap_row = later->gap_row;
    }
  if (self->n_impossible == 0)
    self->first_impossible = later->first_impossible;
  self->n_gaps += later->n_gaps;
  self->n_impossible += later->n_impossible;
  self->n_sure += later->n_sure;
  self->n_right += later->n_right;
}

static gboolean
allocate (LimenClassFacts *self, GError **error)
{
  const char *path = limen_dataset_get_path (self->dataset);
  gsize n = self->numbers->n_rows;

  return limen_memory_resize (path, &self->hashes, 0, n, sizeof (guint64),
                              error)
         && limen_memory_resize (path, &self->rows, 0, n, sizeof (double),
                                 error);
}

static gboolean
add_parts (LimenClassFacts *self, GError **error)
{
  gsize n_parts = divide_rows (self).n_chunks;
  g_autofree LimenClassFacts *parts = NULL;

  if (!limen_memory_resize (limen_dataset_get_path (self->dataset), &parts, 0,
                            n_parts, sizeof *parts, error))
    return FALSE;
  for (gsize i = 0; i < n_parts; i++)
    parts[i] = *self;
  limen_parallel_run (add_part, parts, n_parts, 0);
  for (gsize i = 0; i < n_parts; i++)
    merge (self, &parts[i]);
  return TRUE;
}

static gboolean
sort_hashes (LimenClassFacts *self, GError **error)
{
  gsize n = self->numbers->n_rows;

  for (gsize i = 0; i < n; i++)
    self->rows[i] = (double) i;
  return limen_sort_keys (self->hashes, self->rows, n)
         || limen_dataset_fail_memory (self->dataset, N_ ("to sort its rows"),
                                       error);
}

/* Collects the facts about the scores of several classes in an analysis.
 * Borrows the analysis and `findings`, which the checks append to. Call
 * limen_class_facts_clear() afterwards. FALSE with an error, and nothing to
 * clear, when memory runs out. */
gboolean
limen_class_facts_init (LimenClassFacts *self, LimenAnalysis *analysis,
                        GPtrArray *findings, GError **error)
{
  *self = start (analysis, findings);
  if (allocate (self, error) && add_parts (self, error)
      && sort_hashes (self, error))
    return TRUE;
  limen_class_facts_clear (self);
  return FALSE;
}

/* Frees the arrays. */
void
limen_class_facts_clear (LimenClassFacts *self)
{
  g_clear_pointer (&self->hashes, g_free);
  g_clear_pointer (&self->rows, g_free);
}
