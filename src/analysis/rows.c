/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows.h"

#include <glib/gi18n.h>
#include <math.h>

#include "likelihood.h"
#include "memory.h"
#include "parallel.h"
#include "report-error.h"
#include "row-query.h"
#include "row-selection.h"
#include "sort.h"
#include "threshold.h"

/* Rows processed at once. */
#define BLOCK_SIZE 1024
/* Rows of a chunk, which one thread searches at a time, and chunks whose
 * results are in memory at once. */
#define CHUNK_ROWS (8 * BLOCK_SIZE)
#define WAVE_CHUNKS 32
/* Rows ahead of the current one whose numbers are fetched into the cache. */
#define N_AHEAD 16
/* With `near`: rows at or above the threshold, and below it. */
#define N_SIDES 2

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

/* Fetches the numbers of a row into the cache. */
static void
prefetch_row (const Block *self, gsize row)
{
  if (self->numbers.labels != NULL)
    __builtin_prefetch (&self->numbers.labels[row]);
  __builtin_prefetch (&self->numbers.scores[0][row]);
}

/* Returns in `found` everything about each of n rows, whether or not it
 * matches the query. */
void
limen_rows_get_all (const LimenRowQuery *query, const guint32 *rows, gsize n,
                    LimenFoundRow *found)
{
  Block block;

  block_init (&block, query);
  for (gsize i = 0; i < n; i++)
    {
      prefetch_row (&block, rows[MIN (i + N_AHEAD, n - 1)]);
      block_fill (&block, rows[i], 1);
      found[i] = evaluate_row (&block, rows[i], 0);
    }
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

/* Rows found in one chunk, in file order, with the keys to select by. */
typedef struct
{
  guint32 rows[CHUNK_ROWS];
  guint64 keys[CHUNK_ROWS];
  gsize n;
} Found;

/* The search for the rows of a query. A wave of chunks is searched in
 * parallel, then its rows are selected in file order. */
typedef struct
{
  const LimenRowQuery *query;
  const char *path;    /* of the file, for error messages */
  gsize n_rows, first; /* rows of the file; first: of the wave */
  Found *found;        /* N_SIDES of each chunk */
  LimenRowSelection sides[N_SIDES];
} Search;

static void
search_init (Search *self, const LimenRowQuery *query)
{
  *self = (Search){
    .query = query,
    .path = limen_dataset_get_path (
        limen_threshold_scores_get_dataset (query->scores)),
    .n_rows = limen_threshold_scores_get_numbers (query->scores)->n_rows,
  };
  for (guint side = 0; side < N_SIDES; side++)
    self->sides[side] = (LimenRowSelection){
      .path = self->path,
      .top = query->near > 0 ? query->near : query->top,
    };
}

static void
search_clear (Search *self)
{
  g_free (self->found);
  for (guint side = 0; side < N_SIDES; side++)
    limen_row_selection_clear (&self->sides[side]);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static void
take_row (Search *self, gsize part, const LimenFoundRow *row)
{
  const LimenRowQuery *query = self->query;
  guint side = query->near > 0 && !(row->score >= query->threshold);
  Found *found = &self->found[part * N_SIDES + side];
  guint64 key = query->near == 0
                    ? get_key (query, row)
                    : limen_sort_key (side == 0 ? row->score : -row->score);

  if (!limen_row_selection_wants (&self->sides[side], key))
    return;
  found->rows[found->n] = (guint32) row->row;
  found->keys[found->n++] = key;
}

static void
search_chunk (void *data, size_t part)
{
  Search *self = data;
  gsize first = self->first + part * CHUNK_ROWS;
  gsize end = MIN (first + CHUNK_ROWS, self->n_rows);
  Block block;

  block_init (&block, self->query);
  for (guint side = 0; side < N_SIDES; side++)
    self->found[part * N_SIDES + side].n = 0;
  for (gsize n; first < end; first += n)
    {
      n = MIN (BLOCK_SIZE, end - first);
      block_fill (&block, first, n);
      for (gsize i = 0; i < n; i++)
        {
          LimenFoundRow row = evaluate_row (&block, first, i);

          if (is_known (&block, first + i) && is_wanted (&block, &row))
            take_row (self, part, &row);
        }
    }
}

/* Selects the rows found in the first n_chunks chunks of a wave. */
static gboolean
select_found (Search *self, gsize n_chunks, GError **error)
{
  for (gsize i = 0; i < n_chunks * N_SIDES; i++)
    if (!limen_row_selection_add (&self->sides[i % N_SIDES],
                                  self->found[i].rows, self->found[i].keys,
                                  self->found[i].n, error))
      return FALSE;
  return TRUE;
}

static gsize
count_chunks (gsize n_rows)
{
  return (n_rows + CHUNK_ROWS - 1) / CHUNK_ROWS;
}

static gboolean
search_all (Search *self, GCancellable *cancellable, GError **error)
{
  gsize n_most = MIN (count_chunks (self->n_rows), WAVE_CHUNKS);

  if (!limen_memory_resize (self->path, &self->found, 0, n_most * N_SIDES,
                            sizeof *self->found, error))
    return FALSE;
  for (; self->first < self->n_rows; self->first += WAVE_CHUNKS * CHUNK_ROWS)
    {
      gsize n_chunks
          = MIN (count_chunks (self->n_rows - self->first), WAVE_CHUNKS);

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return FALSE;
      limen_parallel_run (search_chunk, self, n_chunks, 0);
      if (!select_found (self, n_chunks, error))
        return FALSE;
    }
  for (guint side = 0; side < N_SIDES; side++)
    limen_row_selection_finish (&self->sides[side]);
  return TRUE;
}

/* The rows that were selected, in file order, and their keys. */
typedef struct
{
  const Search *search;
  guint32 *rows;
  guint64 *keys;
  gsize n;
} Listing;

static void
listing_clear (Listing *self)
{
  g_free (self->rows);
  g_free (self->keys);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Listing, listing_clear)

static void
find_keys (void *data, size_t part)
{
  Listing *self = data;
  gsize first = part * CHUNK_ROWS, end = MIN (first + CHUNK_ROWS, self->n);
  Block block;

  block_init (&block, self->search->query);
  for (gsize i = first; i < end; i++)
    {
      LimenFoundRow row;

      block_fill (&block, self->rows[i], 1);
      row = evaluate_row (&block, self->rows[i], 0);
      self->keys[i] = get_key (self->search->query, &row);
    }
}

/* Merges the rows on both sides of the threshold, and finds their keys in the
 * query's order. FALSE with an error when memory runs out. */
static gboolean
listing_merge (Listing *self, GError **error)
{
  const Search *search = self->search;
  const LimenRowSelection *above = &search->sides[0];
  const LimenRowSelection *below = &search->sides[1];

  self->n = above->n + below->n;
  if (!limen_memory_resize (search->path, &self->rows, 0, self->n,
                            sizeof *self->rows, error)
      || !limen_memory_resize (search->path, &self->keys, 0, self->n,
                               sizeof *self->keys, error))
    return FALSE;
  for (gsize i = 0, j = 0; i + j < self->n;)
    {
      gboolean is_above
          = j == below->n || (i < above->n && above->rows[i] < below->rows[j]);

      self->rows[i + j] = is_above ? above->rows[i] : below->rows[j];
      *(is_above ? &i : &j) += 1;
    }
  limen_parallel_run (find_keys, self, count_chunks (self->n), 0);
  return TRUE;
}

/* Takes over the rows of a search. FALSE with an error when memory runs
 * out. */
static gboolean
listing_init (Listing *self, Search *search, GError **error)
{
  *self = (Listing){ .search = search };
  if (search->query->near > 0)
    return listing_merge (self, error);
  self->rows = g_steal_pointer (&search->sides[0].rows);
  self->keys = g_steal_pointer (&search->sides[0].keys);
  self->n = search->sides[0].n;
  return TRUE;
}

/* Sorts the rows by key; rows with equal keys stay in file order. */
static gboolean
listing_sort (Listing *self, GError **error)
{
  const LimenRowQuery *query = self->search->query;
  const char *path = self->search->path;
  g_autofree double *payload = NULL;

  if (query->order == LIMEN_ROW_ORDER_LINE && !query->is_backwards)
    return TRUE;
  if (!limen_memory_resize (path, &payload, 0, self->n, sizeof *payload,
                            error))
    return FALSE;
  for (gsize i = 0; i < self->n; i++)
    payload[i] = self->rows[i];
  if (!limen_sort_keys (self->keys, payload, self->n))
    return limen_memory_fail (path, N_ ("to sort its rows"), error);
  for (gsize i = 0; i < self->n; i++)
    self->rows[i] = (guint32) payload[i];
  return TRUE;
}

/* Finds the rows that match a query, in its order, and returns their indices
 * in the dataset, in one pass over the rows; rows with an unknown label are
 * skipped. O(n) time, and memory in proportion to the result. A new array,
 * free with g_free(); NULL with an error when memory runs out, when cancelled,
 * and for more than G_MAXUINT32 rows. */
guint32 *
limen_rows_list (const LimenRowQuery *query, gsize *n,
                 GCancellable *cancellable, GError **error)
{
  g_auto (Search) search = { 0 };
  g_auto (Listing) listing = { 0 };

  search_init (&search, query);
  if (search.n_rows > G_MAXUINT32)
    {
      limen_report_fail (error, LIMEN_REPORT_ERROR_OPTIONS,
                         "there are too many rows to list: more than %'u",
                         G_MAXUINT32);
      return NULL;
    }
  if ((query->top > 0 && !search_all (&search, cancellable, error))
      || !listing_init (&listing, &search, error)
      || !listing_sort (&listing, error))
    return NULL;
  *n = MIN (listing.n, query->top);
  if (!limen_memory_resize (search.path, &listing.rows, listing.n, *n,
                            sizeof *listing.rows, error))
    return NULL;
  return g_steal_pointer (&listing.rows);
}

/* Returns everything about a row, whether or not it matches the query. */
LimenFoundRow
limen_rows_get (const LimenRowQuery *query, gsize row)
{
  guint32 number = (guint32) row;
  LimenFoundRow found;

  limen_rows_get_all (query, &number, 1, &found);
  return found;
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

  limen_rows_get_all (query, rows, n, found);
  *n_found = n;
  return found;
}
