/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows.h"

#include <glib/gi18n.h>
#include <math.h>
#include <stdlib.h>

#include "likelihood.h"
#include "memory.h"
#include "report-error.h"
#include "row-query.h"
#include "sort.h"
#include "threshold.h"

/* Rows processed at once. */
#define BLOCK_SIZE 1024
#define FIRST_CAPACITY 1024

/* A block of rows being evaluated. */
typedef struct
{
  const LimenRowQuery *query;
  LimenPredictions numbers; /* source of scores and cells, for all rows */
  LimenPredictions losses;  /* source of losses */
  double loss[BLOCK_SIZE];
  guint16 decisions[BLOCK_SIZE];
} Block;

/* Whether the query is about the multiclass decision; regressions have
 * none. */
static gboolean
is_decided (const LimenRowQuery *query)
{
  return query->class < 0 && limen_row_query_has_classes (query);
}

static gboolean
has_several_labels (const LimenRowQuery *query)
{
  return limen_threshold_scores_get_numbers (query->scores)->truths != NULL;
}

static void
block_init (Block *self, const LimenRowQuery *query)
{
  gsize class = (gsize) MAX (query->class, 0);

  self->query = query;
  self->numbers = limen_row_query_get_numbers (query);
  self->losses
      = has_several_labels (query)
            ? self->numbers
            : limen_threshold_scores_get_loss_numbers (query->scores, class);
}

static void
block_fill (Block *self, gsize first, gsize n)
{
  const LimenRowQuery *query = self->query;

  limen_row_losses (&self->losses, first, n, self->loss);
  if (is_decided (query))
    limen_decide (&self->numbers, query->thresholds, query->rule, first, n,
                  self->decisions, NULL);
}

static LimenCell
get_cell (const LimenRowQuery *query, gboolean is_positive, double score)
{
  if (score >= query->threshold)
    return is_positive ? LIMEN_CELL_TP : LIMEN_CELL_FP;
  if (score >= query->refer_from)
    return LIMEN_CELL_REFERRED;
  return is_positive ? LIMEN_CELL_FN : LIMEN_CELL_TN;
}

static double
get_cost (const Block *self, gsize row, LimenCell cell)
{
  const LimenPredictions *numbers = &self->numbers;
  const LimenCosts *costs = &self->query->costs;

  switch (cell)
    {
    case LIMEN_CELL_TP:
      return 0 - costs->tp_gain;
    case LIMEN_CELL_TN:
      return 0 - costs->tn_gain;
    case LIMEN_CELL_FP:
      return costs->fp_cost
             * (numbers->fp_costs != NULL ? numbers->fp_costs[row] : 1);
    case LIMEN_CELL_FN:
      return costs->fn_cost
             * (numbers->fn_costs != NULL ? numbers->fn_costs[row] : 1);
    default:
      return NAN;
    }
}

static LimenFoundRow
evaluate_row (const Block *self, gsize first, gsize i)
{
  const LimenPredictions *numbers = &self->numbers;
  gsize row = first + i, column = 0;
  guint16 label
      = numbers->labels != NULL ? numbers->labels[row] : LIMEN_UNKNOWN_LABEL;
  LimenFoundRow found = { .row = row,
                          .loss = self->loss[i],
                          .decision = LIMEN_CLASS_NONE };

  if (is_decided (self->query))
    {
      found.decision = self->decisions[i];
      found.cell = found.decision == label ? LIMEN_CELL_RIGHT
                                           : LIMEN_CELL_WRONG;
      column = numbers->n_scores > 1 ? label : 0;
    }
  found.score = numbers->scores[column][row];
  if (self->query->class >= 0)
    found.cell
        = get_cell (self->query, label == numbers->positive, found.score);
  found.cost = get_cost (self, row, found.cell);
  return found;
}

static gboolean
is_right (LimenCell cell)
{
  return cell == LIMEN_CELL_TP || cell == LIMEN_CELL_TN
         || cell == LIMEN_CELL_RIGHT;
}

static gboolean
is_in_cell (const LimenFoundRow *row, LimenCell where)
{
  switch (where)
    {
    case LIMEN_CELL_ANY:
      return TRUE;
    case LIMEN_CELL_RIGHT:
      return is_right (row->cell);
    case LIMEN_CELL_WRONG:
      return !is_right (row->cell) && row->cell != LIMEN_CELL_REFERRED;
    default:
      return row->cell == where;
    }
}

static gboolean
is_within (double value, double low, double high)
{
  return isnan (low) || (value >= low && value < high);
}

static gboolean
is_wanted (const Block *self, const LimenFoundRow *row)
{
  const LimenRowQuery *query = self->query;

  return is_in_cell (row, query->where)
         && is_within (row->score, query->low, query->high)
         && is_within (row->loss, query->loss_low, query->loss_high)
         && (query->label < 0
             || self->numbers.labels[row->row] == query->label)
         && (query->decision < 0 || row->decision == query->decision);
}

/* Whether the truth of a row is known; always for regressions. */
static gboolean
is_known (const Block *self, gsize row)
{
  return self->numbers.labels == NULL
         || self->numbers.labels[row] != LIMEN_UNKNOWN_LABEL;
}

/* Returns the distance from the threshold; if that is infinite, higher scores
 * are nearer. */
static double
get_distance (const LimenRowQuery *query, double score)
{
  return isinf (query->threshold) ? -score : fabs (score - query->threshold);
}

/* Returns the number that rows are sorted by, ascending, in the query's
 * order. */
static double
get_order_key (const LimenRowQuery *query, const LimenFoundRow *row)
{
  switch (query->order)
    {
    case LIMEN_ROW_ORDER_LOSS:
      return -row->loss;
    case LIMEN_ROW_ORDER_SCORE:
      return -row->score;
    case LIMEN_ROW_ORDER_COST:
      return -row->cost;
    case LIMEN_ROW_ORDER_DISTANCE:
      return get_distance (query, row->score);
    case LIMEN_ROW_ORDER_LINE:
    default:
      return (double) row->row;
    }
}

/* Returns the sort key, reversed if the query is backwards; rows with a NaN
 * number come last in both directions. */
static guint64
get_key (const LimenRowQuery *query, const LimenFoundRow *row)
{
  double key = get_order_key (query, row);

  if (isnan (key))
    return G_MAXUINT64;
  return limen_sort_key (query->is_backwards ? -key : key);
}

typedef struct
{
  guint64 key;
  guint32 row;
} Entry;

/* Compares entries; equal keys stay in file order. */
static int
compare (const Entry *a, const Entry *b)
{
  return a->key != b->key ? (a->key > b->key) - (a->key < b->key)
                          : (a->row > b->row) - (a->row < b->row);
}

/* A bounded max-heap of the entries with the smallest keys; the root is
 * replaced when a smaller one comes. */
typedef struct
{
  Entry *entries;
  gsize n, capacity;
} Heap;

static gboolean
is_worse (const Heap *self, gsize a, gsize b)
{
  return compare (&self->entries[a], &self->entries[b]) > 0;
}

static void
swap (Heap *self, gsize a, gsize b)
{
  Entry entry = self->entries[a];

  self->entries[a] = self->entries[b];
  self->entries[b] = entry;
}

static void
sift_down (Heap *self)
{
  for (gsize i = 0, worst = 0;; i = worst)
    {
      for (gsize child = 2 * i + 1; child <= 2 * i + 2; child++)
        if (child < self->n && is_worse (self, child, worst))
          worst = child;
      if (worst == i)
        return;
      swap (self, i, worst);
    }
}

static void
sift_up (Heap *self)
{
  for (gsize i = self->n - 1; i > 0 && is_worse (self, i, (i - 1) / 2);
       i = (i - 1) / 2)
    swap (self, i, (i - 1) / 2);
}

static void
offer (Heap *self, Entry entry)
{
  if (self->n < self->capacity)
    {
      self->entries[self->n++] = entry;
      sift_up (self);
    }
  else if (self->n > 0 && compare (&entry, &self->entries[0]) < 0)
    {
      self->entries[0] = entry;
      sift_down (self);
    }
}

/* The matching rows, collected in one of three ways: with `near`, in two heaps
 * of the rows nearest to the threshold on each side; if `top` is below the
 * number of rows, in a heap of the first rows of the order; else all of them,
 * in `rows` with their sort keys. */
typedef struct
{
  const LimenRowQuery *query;
  const char *path; /* of the file, for error messages */
  gboolean has_heap;
  Heap first, above, below;
  guint32 *rows;
  guint64 *keys;
  gsize n, n_rows, n_keys; /* used, and capacities of `rows` and `keys` */
} Listing;

static void
listing_clear (Listing *self)
{
  g_free (self->first.entries);
  g_free (self->above.entries);
  g_free (self->below.entries);
  g_free (self->rows);
  g_free (self->keys);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listing, listing_clear)

static gboolean
heap_init (Heap *self, gsize capacity, const char *path, GError **error)
{
  self->capacity = capacity;
  return limen_memory_resize (path, &self->entries, 0, capacity,
                              sizeof *self->entries, error);
}

static gboolean
listing_init (Listing *self, const LimenRowQuery *query, gsize n_rows,
              GError **error)
{
  self->query = query;
  self->path = limen_dataset_get_path (
      limen_threshold_scores_get_dataset (query->scores));
  if (query->near > 0)
    return heap_init (&self->above, MIN (query->near, n_rows), self->path,
                      error)
           && heap_init (&self->below, MIN (query->near, n_rows), self->path,
                         error);
  self->has_heap = query->top < n_rows;
  return !self->has_heap
         || heap_init (&self->first, query->top, self->path, error);
}

static gboolean
listing_append (Listing *self, guint32 row, guint64 key, GError **error)
{
  if (self->n == MIN (self->n_rows, self->n_keys))
    {
      gsize n = MAX (FIRST_CAPACITY, self->n + self->n / 2);

      if (!limen_memory_resize (self->path, &self->rows, self->n_rows, n,
                                sizeof *self->rows, error))
        return FALSE;
      self->n_rows = n;
      if (!limen_memory_resize (self->path, &self->keys, self->n_keys, n,
                                sizeof *self->keys, error))
        return FALSE;
      self->n_keys = n;
    }
  self->rows[self->n] = row;
  self->keys[self->n++] = key;
  return TRUE;
}

static gboolean
listing_take (Listing *self, const LimenFoundRow *row, GError **error)
{
  const LimenRowQuery *query = self->query;
  guint32 number = (guint32) row->row;

  if (query->near > 0 && row->score >= query->threshold)
    offer (&self->above, (Entry){ limen_sort_key (row->score), number });
  else if (query->near > 0)
    offer (&self->below, (Entry){ limen_sort_key (-row->score), number });
  else if (self->has_heap)
    offer (&self->first, (Entry){ get_key (query, row), number });
  else
    return listing_append (self, number, get_key (query, row), error);
  return TRUE;
}

static gboolean
append_heap (Listing *self, const Heap *heap, GError **error)
{
  for (gsize i = 0; i < heap->n; i++)
    if (!listing_append (self, heap->entries[i].row, 0, error))
      return FALSE;
  return TRUE;
}

static int
compare_rows (const void *a, const void *b)
{
  const guint32 *first = a, *second = b;

  return (*first > *second) - (*first < *second);
}

/* Moves the rows out of the heaps, in file order, with their keys. */
static gboolean
listing_take_heaps (Listing *self, GError **error)
{
  if (!append_heap (self, &self->first, error)
      || !append_heap (self, &self->above, error)
      || !append_heap (self, &self->below, error))
    return FALSE;
  if (self->n > 0)
    qsort (self->rows, self->n, sizeof *self->rows, compare_rows);
  for (gsize i = 0; i < self->n; i++)
    {
      LimenFoundRow found = limen_rows_get (self->query, self->rows[i]);

      self->keys[i] = get_key (self->query, &found);
    }
  return TRUE;
}

/* Sorts rows, which are in file order, by key. */
static gboolean
listing_sort (Listing *self, GError **error)
{
  g_autofree double *payload = NULL;

  if (self->query->order == LIMEN_ROW_ORDER_LINE
      && !self->query->is_backwards)
    return TRUE;
  if (!limen_memory_resize (self->path, &payload, 0, self->n, sizeof *payload,
                            error))
    return FALSE;
  for (gsize i = 0; i < self->n; i++)
    payload[i] = self->rows[i];
  if (!limen_sort_keys (self->keys, payload, self->n))
    return limen_memory_fail (self->path, N_ ("to sort its rows"), error);
  for (gsize i = 0; i < self->n; i++)
    self->rows[i] = (guint32) payload[i];
  return TRUE;
}

/* Returns the rows found, in order, as a new array. */
static guint32 *
listing_finish (Listing *self, gsize *n, GError **error)
{
  gboolean has_heaps = self->has_heap || self->query->near > 0;

  if ((has_heaps && !listing_take_heaps (self, error))
      || !listing_sort (self, error))
    return NULL;
  *n = MIN (self->n, self->query->top);
  if (!limen_memory_resize (self->path, &self->rows, self->n_rows, *n,
                            sizeof *self->rows, error))
    return NULL;
  return g_steal_pointer (&self->rows);
}

static gboolean
listing_fill (Listing *self, Block *block, gsize n_rows,
              GCancellable *cancellable, GError **error)
{
  for (gsize first = 0; first < n_rows; first += BLOCK_SIZE)
    {
      gsize n = MIN (BLOCK_SIZE, n_rows - first);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      block_fill (block, first, n);
      for (gsize i = 0; i < n; i++)
        {
          LimenFoundRow row = evaluate_row (block, first, i);

          if (is_known (block, first + i) && is_wanted (block, &row)
              && !listing_take (self, &row, error))
            return FALSE;
        }
    }
  return TRUE;
}

/* Finds the rows that match a query, in its order, and returns their indices
 * in the dataset, in one pass over the rows; rows with an unknown label are
 * skipped. O(n) for all rows, O(n log top) for the first ones, with memory in
 * proportion to the result. A new array, free with g_free(); NULL with an
 * error when memory runs out, when cancelled, and for more than G_MAXUINT32
 * rows. */
guint32 *
limen_rows_list (const LimenRowQuery *query, gsize *n,
                 GCancellable *cancellable, GError **error)
{
  g_autofree Block *block = g_new (Block, 1);
  gsize n_rows = limen_threshold_scores_get_numbers (query->scores)->n_rows;
  g_auto (Listing) listing = { 0 };

  if (n_rows > G_MAXUINT32)
    {
      limen_report_fail (error, LIMEN_REPORT_ERROR_OPTIONS,
                         "there are too many rows to list: more than %'u",
                         G_MAXUINT32);
      return NULL;
    }
  block_init (block, query);
  if (!listing_init (&listing, query, n_rows, error)
      || !listing_fill (&listing, block, query->top > 0 ? n_rows : 0,
                        cancellable, error))
    return NULL;
  return listing_finish (&listing, n, error);
}

/* Returns everything about a row, whether or not it matches the query. */
LimenFoundRow
limen_rows_get (const LimenRowQuery *query, gsize row)
{
  Block block;

  block_init (&block, query);
  block_fill (&block, row, 1);
  return evaluate_row (&block, row, 0);
}

/* Finds the rows that match a query, in its order, as limen_rows_list() does,
 * and returns everything about each. A new array, free with g_free(); never
 * NULL, with *n_found 0 on an error. */
LimenFoundRow *
limen_rows_find (const LimenRowQuery *query, gsize *n_found)
{
  gsize n = 0;
  g_autofree guint32 *rows = limen_rows_list (query, &n, NULL, NULL);
  LimenFoundRow *found = g_new (LimenFoundRow, MAX (n, 1));

  for (gsize i = 0; i < n; i++)
    found[i] = limen_rows_get (query, rows[i]);
  *n_found = n;
  return found;
}
