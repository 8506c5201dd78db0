/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "partition.h"

#include <stdlib.h>
#include <string.h>

#include "big-array.h"
#include "parallel.h"
#include "sort.h"

#define BLOCK_SIZE LIMEN_PARTITION_BLOCK
/* Upper bound on the number of chunks, and minimum rows per chunk. */
#define MAX_PARTS 64
#define MIN_PART_ROWS 65536
/* Sampling to estimate the range of the keys: one row in SAMPLED_ROWS, at most
 * SAMPLE_SIZE. */
#define SAMPLED_ROWS 64
#define SAMPLE_SIZE 4096
/* Sampled keys at either end that are ignored as outliers. */
#define N_OUTLYING 8
/* Keys are counted in a histogram of 2^MIN_CELL_BITS to 2^MAX_CELL_BITS cells,
 * about one per 2^CELL_ROWS_BITS rows; of 2^FEW_CELL_BITS cells below FEW_ROWS
 * rows, where visiting the cells would take most of the time. Adjacent cells
 * are then merged into buckets of at least MIN_BUCKET_ROWS rows, which fit
 * well into a cache; at most MAX_BUCKETS, so that their write positions fit as
 * well. */
#define FEW_ROWS 262144
#define FEW_CELL_BITS 12
#define MIN_CELL_BITS 14
#define MAX_CELL_BITS 17
#define CELL_ROWS_BITS 9
#define MIN_BUCKET_ROWS 8192
#define MAX_BUCKETS 4096

/* The histogram's cells: 2^shift keys each, from `min` to `max`; the first and
 * the last also hold keys beyond. Keys that differ only in their last bit
 * share a cell. */
typedef struct
{
  uint64_t min, max;
  unsigned shift;
  size_t n_cells;
} Grid;

typedef struct
{
  const LimenPartitionRows *rows;
  LimenPartition *result;
  Grid grid;
  LimenChunks chunks;
  uint32_t *counts;  /* [part][cell] */
  uint16_t *buckets; /* bucket of each cell */
  size_t *places;    /* [part][bucket]: index for the next row */
} Work;

static inline size_t
get_cell (const Grid *self, uint64_t key)
{
  key = key < self->min ? self->min : key;
  key = key > self->max ? self->max : key;
  return (size_t) ((key - self->min) >> self->shift);
}

static size_t
count_cells (size_t n_rows)
{
  size_t n_cells = (size_t) 1
                   << (n_rows < FEW_ROWS ? FEW_CELL_BITS : MIN_CELL_BITS);

  while (n_cells < (size_t) 1 << MAX_CELL_BITS
         && n_rows >> CELL_ROWS_BITS > n_cells)
    n_cells *= 2;
  return n_cells;
}

/* Chooses the cells from a sample of the keys. False when memory runs out. */
static bool
find_grid (const LimenPartitionRows *rows, Grid *grid)
{
  size_t stride = rows->n_rows / SAMPLE_SIZE + 1, n = 0;
  uint64_t keys[SAMPLE_SIZE];
  double payload;

  if (stride < SAMPLED_ROWS)
    stride = SAMPLED_ROWS;
  for (size_t row = 0; row < rows->n_rows; row += stride)
    rows->fill (rows->data, row, 1, &keys[n++],
                rows->has_payload ? &payload : NULL);
  if (!limen_sort_keys (keys, NULL, n))
    return false;
  *grid = (Grid){ .min = keys[N_OUTLYING] & ~UINT64_C (1),
                  .max = keys[n - 1 - N_OUTLYING] | 1,
                  .shift = 1,
                  .n_cells = count_cells (rows->n_rows) };
  while ((grid->max - grid->min) >> grid->shift >= grid->n_cells)
    grid->shift++;
  return true;
}

/* Iterator over the blocks of rows of one chunk. */
typedef struct
{
  size_t row, end, n;
  uint64_t keys[BLOCK_SIZE];
  double payload[BLOCK_SIZE];
} Blocks;

static void
blocks_init (Blocks *self, const Work *work, size_t part)
{
  LimenSpan rows = limen_chunks_get (work->chunks, part);

  self->row = rows.first;
  self->end = rows.end;
}

static bool
blocks_next (Blocks *self, const LimenPartitionRows *rows)
{
  self->n = self->end - self->row < BLOCK_SIZE ? self->end - self->row
                                               : BLOCK_SIZE;
  if (self->n == 0)
    return false;
  rows->fill (rows->data, self->row, self->n, self->keys,
              rows->has_payload ? self->payload : NULL);
  self->row += self->n;
  return true;
}

static void
count_part (void *data, size_t part)
{
  Work *self = data;
  uint32_t *counts = self->counts + part * self->grid.n_cells;
  Grid grid = self->grid;
  Blocks blocks;

  blocks_init (&blocks, self, part);
  while (blocks_next (&blocks, self->rows))
    for (size_t i = 0; i < blocks.n; i++)
      counts[get_cell (&grid, blocks.keys[i])]++;
}

static size_t
count_cell (const Work *self, size_t cell)
{
  size_t count = 0;

  for (size_t part = 0; part < self->chunks.n_chunks; part++)
    count += self->counts[part * self->grid.n_cells + cell];
  return count;
}

/* Merges adjacent cells into buckets and sets each bucket's start index. */
static void
join_cells (Work *self)
{
  LimenPartition *result = self->result;
  size_t n_rows = self->rows->n_rows, start = 0, bucket = 0, count = 0;
  size_t min = n_rows / MAX_BUCKETS + 1;

  if (min < MIN_BUCKET_ROWS)
    min = MIN_BUCKET_ROWS;
  result->starts[0] = 0;
  for (size_t cell = 0; cell < self->grid.n_cells; cell++)
    {
      size_t here = count_cell (self, cell);

      /* Close the bucket before a cell that would make it much too large. */
      if (count > 0 && count + here > 2 * min)
        {
          result->starts[++bucket] = start += count;
          count = 0;
        }
      self->buckets[cell] = (uint16_t) bucket;
      count += here;
      if (count >= min)
        {
          result->starts[++bucket] = start += count;
          count = 0;
        }
    }
  if (count > 0)
    result->starts[++bucket] = n_rows;
  result->n_buckets = bucket;
}

/* Computes where each chunk writes its rows of each bucket: behind those of
 * earlier chunks. */
static void
find_places (Work *self)
{
  const LimenPartition *result = self->result;

  for (size_t part = 0; part < self->chunks.n_chunks; part++)
    for (size_t cell = 0; cell < self->grid.n_cells; cell++)
      if (self->counts[part * self->grid.n_cells + cell] > 0)
        self->places[part * result->n_buckets + self->buckets[cell]]
            += self->counts[part * self->grid.n_cells + cell];
  for (size_t bucket = 0; bucket < result->n_buckets; bucket++)
    for (size_t part = 0, place = result->starts[bucket];
         part < self->chunks.n_chunks; part++)
      {
        size_t *here = &self->places[part * result->n_buckets + bucket];
        size_t count = *here;

        *here = place;
        place += count;
      }
}

static void
move_part (void *data, size_t part)
{
  Work *self = data;
  LimenPartition *result = self->result;
  size_t *places = self->places + part * result->n_buckets;
  Grid grid = self->grid;
  Blocks blocks;

  blocks_init (&blocks, self, part);
  while (blocks_next (&blocks, self->rows))
    for (size_t i = 0; i < blocks.n; i++)
      {
        size_t place
            = places[self->buckets[get_cell (&grid, blocks.keys[i])]]++;

        result->keys[place] = blocks.keys[i];
        if (result->payload != NULL)
          result->payload[place] = blocks.payload[i];
      }
}

static bool
distribute (Work *self)
{
  LimenPartition *result = self->result;
  bool is_done = false;

  if (find_grid (self->rows, &self->grid))
    {
      self->counts = calloc (self->chunks.n_chunks * self->grid.n_cells,
                             sizeof *self->counts);
      self->buckets = malloc (self->grid.n_cells * sizeof *self->buckets);
    }
  if (self->counts != NULL && self->buckets != NULL)
    {
      limen_parallel_run (count_part, self, self->chunks.n_chunks,
                          self->rows->n_threads);
      join_cells (self);
      self->places = calloc (self->chunks.n_chunks * result->n_buckets,
                             sizeof *self->places);
    }
  if (self->places != NULL)
    {
      find_places (self);
      limen_parallel_run (move_part, self, self->chunks.n_chunks,
                          self->rows->n_threads);
      is_done = true;
    }
  free (self->counts);
  free (self->buckets);
  free (self->places);
  return is_done;
}

/* Puts all rows into one bucket. */
static void
fill_one_bucket (LimenPartition *self, const LimenPartitionRows *rows)
{
  for (size_t row = 0; row < rows->n_rows; row += BLOCK_SIZE)
    rows->fill (
        rows->data, row,
        rows->n_rows - row < BLOCK_SIZE ? rows->n_rows - row : BLOCK_SIZE,
        self->keys + row, self->payload != NULL ? self->payload + row : NULL);
  self->n_buckets = 1;
  self->starts[0] = 0;
  self->starts[1] = rows->n_rows;
}

/* Distributes the rows' keys and payload into buckets, in parallel; the result
 * does not depend on the number of threads. False when memory runs out. Call
 * limen_partition_clear() in either case. */
bool
limen_partition_init (LimenPartition *self, const LimenPartitionRows *rows)
{
  Work work = { .rows = rows,
                .result = self,
                .chunks = limen_chunks_new (rows->n_rows, MIN_PART_ROWS,
                                            MAX_PARTS, 1) };

  *self = (LimenPartition){
    .n_rows = rows->n_rows,
    .starts = malloc ((2 * MAX_BUCKETS + 2) * sizeof *self->starts),
    .keys = limen_big_array_new (rows->n_rows, sizeof *self->keys),
    .payload = rows->has_payload
                   ? limen_big_array_new (rows->n_rows, sizeof *self->payload)
                   : NULL,
  };
  if (self->starts == NULL || self->keys == NULL
      || (rows->has_payload && self->payload == NULL))
    return false;
  if (rows->n_rows > 2 * MIN_BUCKET_ROWS)
    return distribute (&work);
  fill_one_bucket (self, rows);
  return true;
}

/* Frees the arrays. */
void
limen_partition_clear (LimenPartition *self)
{
  free (self->starts);
  free (self->keys);
  free (self->payload);
}
