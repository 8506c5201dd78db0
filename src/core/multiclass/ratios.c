/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ratios.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "wide.h"

/* Minimum number of rows per chunk. */
#define MIN_CHUNK_SIZE 32768

/* Allocates the ratios of all rows; borrows the predictions, which need scores
 * from 0 to LIMEN_RATIOS_MAX_THRESHOLD for each of at least two classes. Call
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
  self->chunks
      = limen_chunks_new (predictions->n_rows, MIN_CHUNK_SIZE,
                          LIMEN_RATIOS_MAX_CHUNKS, LIMEN_RATIOS_BLOCK);
  self->thresholds = calloc (predictions->n_scores, sizeof (double));
  self->best = calloc (n, sizeof (double));
  self->second = calloc (n, sizeof (double));
  self->third = calloc (n, sizeof (double));
  self->best_class = calloc (n, sizeof (uint16_t));
  self->second_class = calloc (n, sizeof (uint16_t));
  self->moves = malloc (n * sizeof *self->moves);
  self->n_moves = calloc (self->chunks.n_chunks + 1, sizeof (size_t));
  if (self->thresholds != NULL && self->best != NULL && self->second != NULL
      && self->third != NULL && self->best_class != NULL
      && self->second_class != NULL && self->moves != NULL
      && self->n_moves != NULL)
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
  free (self->third);
  free (self->best_class);
  free (self->second_class);
  free (self->moves);
  free (self->n_moves);
  free (self);
}

/* Updates the best quotients of a row with those of one more class. Called in
 * ascending order of classes, as ties go to the lower index. */
static inline void
offer (LimenRatios *self, size_t row, size_t class, double ratio)
{
  if (!(ratio > self->second[row]))
    {
      self->third[row] = fmax (self->third[row], ratio);
      return;
    }
  self->third[row] = self->second[row];
  if (ratio > self->best[row])
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
  self->best[row] = self->second[row] = self->third[row] = -INFINITY;
  self->best_class[row] = self->second_class[row] = UINT16_MAX;
}

/* Recomputes the best quotients of n rows from all classes, in ascending
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

/* A block of rows: their best quotients, as in LimenRatios, and the class
 * whose threshold changes: its quotient (`ratio`), whether it is the best
 * class, whether it is one of the best two (`is_in`), whether it belongs in
 * the second place or takes it (`enters`), and whether the row must be
 * recomputed (`is_stale`). All members have 64-bit elements, so that loops are
 * vectorised. */
typedef struct
{
  double best[LIMEN_RATIOS_BLOCK], second[LIMEN_RATIOS_BLOCK],
      third[LIMEN_RATIOS_BLOCK];
  int64_t best_class[LIMEN_RATIOS_BLOCK], second_class[LIMEN_RATIOS_BLOCK];
  double ratio[LIMEN_RATIOS_BLOCK];
  int64_t is_best[LIMEN_RATIOS_BLOCK], is_in[LIMEN_RATIOS_BLOCK],
      enters[LIMEN_RATIOS_BLOCK];
  int64_t is_stale[LIMEN_RATIOS_BLOCK];
} Block;

/* Performs offer() for n rows, without branches. */
static inline void
block_offer (Block *self, const double *restrict scores, double threshold,
             int64_t class, size_t n)
{
  for (size_t i = 0; i < n; i++)
    {
      double ratio = scores[i] / threshold;
      double best = self->best[i], second = self->second[i];
      double third = self->third[i];
      int64_t best_class = self->best_class[i];
      int64_t second_class = self->second_class[i];

      third = ratio > third ? ratio : third;
      self->third[i] = ratio > second ? second : third;
      second_class = ratio > second ? class : second_class;
      second = ratio > second ? ratio : second;
      self->second_class[i] = ratio > best ? best_class : second_class;
      self->second[i] = ratio > best ? best : second;
      self->best_class[i] = ratio > best ? class : best_class;
      self->best[i] = ratio > best ? ratio : best;
    }
}

LIMEN_WIDE static void
block_offer_all (Block *self, const LimenPredictions *predictions,
                 const double *thresholds, LimenSpan rows)
{
  size_t n = rows.end - rows.first;

  for (size_t k = 0; k < predictions->n_scores; k++)
    if (thresholds[k] < INFINITY)
      block_offer (self, predictions->scores[k] + rows.first, thresholds[k],
                   (int64_t) k, n);
}

static void
block_store (const Block *self, LimenRatios *ratios, LimenSpan rows)
{
  uint16_t *restrict best_class = ratios->best_class + rows.first;
  uint16_t *restrict second_class = ratios->second_class + rows.first;
  size_t n = rows.end - rows.first;

  memcpy (ratios->best + rows.first, self->best, n * sizeof (double));
  memcpy (ratios->second + rows.first, self->second, n * sizeof (double));
  memcpy (ratios->third + rows.first, self->third, n * sizeof (double));
  for (size_t i = 0; i < n; i++)
    best_class[i] = (uint16_t) self->best_class[i];
  for (size_t i = 0; i < n; i++)
    second_class[i] = (uint16_t) self->second_class[i];
}

static void
recompute_block (LimenRatios *self, LimenSpan rows)
{
  size_t n = rows.end - rows.first;
  Block block;

  for (size_t i = 0; i < n; i++)
    {
      block.best[i] = block.second[i] = block.third[i] = -INFINITY;
      block.best_class[i] = block.second_class[i] = UINT16_MAX;
    }
  block_offer_all (&block, self->predictions, self->thresholds, rows);
  block_store (&block, self, rows);
}

static void
recompute_chunk (void *data, size_t chunk)
{
  LimenRatios *self = data;
  LimenSpan rows = limen_chunks_get (self->chunks, chunk);

  for (size_t i = rows.first; i < rows.end; i += LIMEN_RATIOS_BLOCK)
    recompute_block (self, limen_ratios_get_block (rows, i));
  self->n_moves[chunk] = 0;
}

/* Sets all thresholds, n_scores positive numbers, of which at least two are
 * finite, and recomputes all rows; the list of moves is then empty.
 * `thresholds` may be self->thresholds. O(n_rows n_classes). */
void
limen_ratios_set_thresholds (LimenRatios *self, const double *thresholds)
{
  memmove (self->thresholds, thresholds,
           self->predictions->n_scores * sizeof *thresholds);
  limen_parallel_run (recompute_chunk, self, self->chunks.n_chunks, 0);
}

static void
block_load (Block *self, const LimenRatios *ratios, LimenSpan rows)
{
  const uint16_t *restrict best_class = ratios->best_class + rows.first;
  const uint16_t *restrict second_class = ratios->second_class + rows.first;
  size_t n = rows.end - rows.first;

  memcpy (self->best, ratios->best + rows.first, n * sizeof (double));
  memcpy (self->second, ratios->second + rows.first, n * sizeof (double));
  memcpy (self->third, ratios->third + rows.first, n * sizeof (double));
  for (size_t i = 0; i < n; i++)
    self->best_class[i] = best_class[i];
  for (size_t i = 0; i < n; i++)
    self->second_class[i] = second_class[i];
}

/* Computes the new quotient of a class in n rows, and the flags of Block. The
 * class enters if it is one of the best two or beats the second. A row is
 * stale if the class is one of the best two and may have fallen behind the
 * third, whose class is unknown. Returns 0 only if no row changes. Uses flags
 * instead of branches. */
static inline int64_t
block_enter (Block *self, const double *restrict scores, double threshold,
             int64_t class, size_t n)
{
  int64_t n_changed = 0;

  for (size_t i = 0; i < n; i++)
    {
      double ratio = scores[i] / threshold;
      double second = self->second[i], third = self->third[i];
      int64_t second_class = self->second_class[i];
      int64_t is_best = self->best_class[i] == class;
      int64_t is_in = is_best | (second_class == class);
      int64_t enters = is_in | (ratio > second)
                       | ((ratio == second) & (class < second_class));

      self->ratio[i] = ratio;
      self->is_best[i] = is_best;
      self->enters[i] = enters;
      self->is_in[i] = is_in;
      self->is_stale[i] = is_in & !(ratio > third);
      n_changed += enters | (ratio > third);
    }
  for (size_t i = 0; i < n; i++)
    {
      double left = self->enters[i] ? self->second[i] : self->ratio[i];
      double third = self->third[i];

      left = left > third ? left : third;
      self->third[i] = self->is_in[i] ? third : left;
    }
  return n_changed;
}

/* Puts the class into second place where it enters, after moving the second
 * class up where it was the best, and swaps the two where the second wins. */
static inline void
block_order (Block *self, int64_t class, size_t n)
{
  for (size_t i = 0; i < n; i++)
    {
      double best = self->best[i], second = self->second[i];
      int64_t best_class = self->best_class[i];
      int64_t second_class = self->second_class[i];

      self->best[i] = self->is_best[i] ? second : best;
      self->best_class[i] = self->is_best[i] ? second_class : best_class;
      self->second[i] = self->enters[i] ? self->ratio[i] : second;
      self->second_class[i] = self->enters[i] ? class : second_class;
    }
  for (size_t i = 0; i < n; i++)
    self->enters[i] = (self->second[i] > self->best[i])
                      | ((self->second[i] == self->best[i])
                         & (self->second_class[i] < self->best_class[i]));
  for (size_t i = 0; i < n; i++)
    {
      double best = self->best[i], second = self->second[i];
      int64_t best_class = self->best_class[i];
      int64_t second_class = self->second_class[i];

      self->best[i] = self->enters[i] ? second : best;
      self->best_class[i] = self->enters[i] ? second_class : best_class;
      self->second[i] = self->enters[i] ? best : second;
      self->second_class[i] = self->enters[i] ? best_class : second_class;
    }
}

/* Loads a block and updates it for the new threshold of a class. Returns 0
 * only if no row changes. */
LIMEN_WIDE static int64_t
block_update (Block *self, const LimenRatios *ratios, size_t class,
              LimenSpan rows)
{
  size_t n = rows.end - rows.first;
  int64_t n_changed;

  block_load (self, ratios, rows);
  n_changed
      = block_enter (self, ratios->predictions->scores[class] + rows.first,
                     ratios->thresholds[class], (int64_t) class, n);
  if (n_changed > 0)
    block_order (self, (int64_t) class, n);
  return n_changed;
}

/* Recomputes the stale rows of a block. */
static void
recompute_stale (LimenRatios *self, const Block *block, LimenSpan rows)
{
  size_t stale[LIMEN_RATIOS_BLOCK], n = 0, n_rows = rows.end - rows.first;
  int64_t any = 0;

  for (size_t i = 0; i < n_rows; i++)
    any |= block->is_stale[i];
  for (size_t i = 0; any && i < n_rows; i++)
    if (block->is_stale[i])
      stale[n++] = rows.first + i;
  recompute (self, stale, n);
}

static bool
has_moved (const uint16_t *restrict now, const uint16_t *restrict before,
           size_t n)
{
  uint16_t any = 0;

  for (size_t i = 0; i < n; i++)
    any |= now[i] ^ before[i];
  return any != 0;
}

/* Updates a block of rows for the new threshold of a class. Writes the rows
 * whose decision changes into `moves`, as indices relative to `origin`;
 * returns their number. */
static size_t
update_block (LimenRatios *self, size_t class, LimenSpan rows, size_t origin,
              LimenRatiosMove *moves)
{
  const uint16_t *now = self->best_class + rows.first;
  size_t n = rows.end - rows.first, n_moves = 0;
  uint16_t before[LIMEN_RATIOS_BLOCK];
  Block block;

  if (block_update (&block, self, class, rows) == 0)
    return 0;
  memcpy (before, now, n * sizeof *before);
  block_store (&block, self, rows);
  recompute_stale (self, &block, rows);
  if (!has_moved (now, before, n))
    return 0;
  for (size_t i = 0; i < n; i++)
    if (now[i] != before[i])
      moves[n_moves++]
          = (LimenRatiosMove){ (uint32_t) (rows.first + i - origin),
                               before[i] };
  return n_moves;
}

/* State of limen_ratios_set_threshold(), shared by the threads. */
typedef struct
{
  LimenRatios *ratios;
  size_t class;
} Update;

static void
update_chunk (void *data, size_t chunk)
{
  const Update *self = data;
  LimenRatios *ratios = self->ratios;
  LimenSpan rows = limen_chunks_get (ratios->chunks, chunk);
  size_t n = 0;

  for (size_t i = rows.first; i < rows.end; i += LIMEN_RATIOS_BLOCK)
    n += update_block (ratios, self->class, limen_ratios_get_block (rows, i),
                       rows.first, ratios->moves + rows.first + n);
  ratios->n_moves[chunk] = n;
}

/* Changes the threshold of one class and replaces the list of moves by the
 * rows whose decision changes. O(n_rows), plus O(n_classes) for every row in
 * which the class falls behind the third; so O(n_rows n_classes) for a pass
 * over all classes. */
void
limen_ratios_set_threshold (LimenRatios *self, size_t class, double threshold)
{
  Update update = { self, class };

  self->thresholds[class] = threshold;
  limen_parallel_run (update_chunk, &update, self->chunks.n_chunks, 0);
}
