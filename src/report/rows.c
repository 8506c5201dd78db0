#include "rows.h"

#include <math.h>
#include <string.h>

#include "csv-text.h"
#include "decimal.h"
#include "escape.h"
#include "likelihood.h"
#include "output.h"
#include "text-table.h"

#define MAX_TEXT_CHARS 60

static const char *const cell_names[] = { "any", "tp", "fp", "fn", "tn" };
static const char *const order_names[] = { "loss", "score", "line" };

/* "tp", or "any"; static. */
const char *
limen_cell_get_name (LimenCell cell)
{
  return cell_names[cell];
}

static int
find_name (const char *name, const char *const *names, guint n)
{
  for (guint i = 0; i < n; i++)
    if (g_str_equal (name, names[i]))
      return (int) i;
  return -1;
}

/* Reads what limen_cell_get_name() gives. */
gboolean
limen_cell_parse (const char *name, LimenCell *cell)
{
  int found = find_name (name, cell_names, G_N_ELEMENTS (cell_names));

  if (found >= 0)
    *cell = (LimenCell) found;
  return found >= 0;
}

/* Reads "loss", "score" or "line". */
gboolean
limen_row_order_parse (const char *name, LimenRowOrder *order)
{
  int found = find_name (name, order_names, G_N_ELEMENTS (order_names));

  if (found >= 0)
    *order = (LimenRowOrder) found;
  return found >= 0;
}

static LimenFoundRow
look_at (const LimenPredictions *numbers, gsize row, double threshold)
{
  double score = numbers->scores[0][row];
  gboolean is_positive = numbers->labels[row] == numbers->positive;
  gboolean is_above = score >= threshold;

  return (LimenFoundRow){
    .row = row,
    .score = score,
    .loss = limen_row_loss (numbers, row),
    .cell = is_above ? (is_positive ? LIMEN_CELL_TP : LIMEN_CELL_FP)
                     : (is_positive ? LIMEN_CELL_FN : LIMEN_CELL_TN),
  };
}

static gboolean
is_wanted (const LimenFoundRow *row, const LimenRowQuery *query)
{
  return (query->where == LIMEN_CELL_ANY || query->where == row->cell)
         && (isnan (query->low)
             || (row->score >= query->low && row->score < query->high))
         && (isnan (query->loss_low)
             || (row->loss >= query->loss_low
                 && row->loss < query->loss_high));
}

static int
compare_numbers (double a, double b)
{
  return (a > b) - (a < b);
}

/* Negative where `a` comes first; rows that are equal keep their order. */
static int
compare (const LimenFoundRow *a, const LimenFoundRow *b, LimenRowOrder order)
{
  int result = 0;

  if (order == LIMEN_ROW_ORDER_LOSS)
    result = compare_numbers (b->loss, a->loss);
  else if (order == LIMEN_ROW_ORDER_SCORE)
    result = compare_numbers (b->score, a->score);
  return result != 0 ? result : (a->row > b->row) - (a->row < b->row);
}

/* The best rows so far, as a heap whose root is the one that goes first when a
 * better one comes. */
typedef struct
{
  LimenFoundRow *rows;
  gsize n;
  LimenRowOrder order;
} Heap;

static gboolean
is_worse (const Heap *self, gsize a, gsize b)
{
  return compare (&self->rows[a], &self->rows[b], self->order) > 0;
}

static void
swap (Heap *self, gsize a, gsize b)
{
  LimenFoundRow row = self->rows[a];

  self->rows[a] = self->rows[b];
  self->rows[b] = row;
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
offer (Heap *self, const LimenFoundRow *row, gsize top)
{
  if (self->n < top)
    {
      self->rows[self->n++] = *row;
      sift_up (self);
    }
  else if (compare (row, &self->rows[0], self->order) < 0)
    {
      self->rows[0] = *row;
      sift_down (self);
    }
}

static int
compare_found (gconstpointer a, gconstpointer b, gpointer order)
{
  return compare (a, b, (LimenRowOrder) GPOINTER_TO_INT (order));
}

/* The first `top` rows that a query asks for, in its order, in one pass over a
 * dataset with labels: O(n log top), and no memory beyond the result. A new
 * array, to be freed with g_free(). */
LimenFoundRow *
limen_rows_find (LimenDataset *dataset, const LimenRowQuery *query,
                 gsize *n_found)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  gsize top = MIN (query->top, numbers->n_rows);
  Heap heap = { g_new (LimenFoundRow, MAX (top, 1)), 0, query->order };

  for (gsize i = 0; top > 0 && i < numbers->n_rows; i++)
    {
      LimenFoundRow row = look_at (numbers, i, query->threshold);

      if (is_wanted (&row, query))
        offer (&heap, &row, top);
    }
  g_qsort_with_data (heap.rows, (int) heap.n, sizeof *heap.rows,
                     compare_found, GINT_TO_POINTER (query->order));
  *n_found = heap.n;
  return heap.rows;
}

/* What the file says in a row; "" where standard input is gone. */
static char *
read_text (LimenDataset *dataset, gsize row, GError **error)
{
  if (g_str_equal (limen_dataset_get_path (dataset), "-"))
    return g_strdup ("");
  return limen_dataset_read_row (dataset, row, error);
}

static const char *
get_label (LimenDataset *dataset, gsize row)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);

  return limen_dataset_get_class_name (dataset, numbers->labels[row]);
}

/* Writes rows as CSV: line, label, score, loss, cell, and the row's own text,
 * which is read from the file again. */
gboolean
limen_rows_save (LimenDataset *dataset, const LimenFoundRow *rows, gsize n,
                 const char *path, GError **error)
{
  static const char *const head[]
      = { "line", "label", "score", "loss", "cell", "text" };
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (LimenOutput) output = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    limen_csv_append_text (text, head[i]);
  limen_csv_end_line (text);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *own = read_text (dataset, rows[i].row, error);

      if (own == NULL)
        return FALSE;
      limen_csv_append_number (
          text,
          (double) limen_dataset_find_line (dataset, rows[i].row, NULL));
      limen_csv_append_text (text, get_label (dataset, rows[i].row));
      limen_csv_append_number (text, rows[i].score);
      limen_csv_append_number (text, rows[i].loss);
      limen_csv_append_text (text, limen_cell_get_name (rows[i].cell));
      limen_csv_append_text (text, own);
      limen_csv_end_line (text);
    }
  output = limen_output_new (path, error);
  return output != NULL
         && limen_output_write (output, text->str, text->len, error)
         && limen_output_commit (output, error);
}

/* The same as a table for people; a new string of lines, or NULL with an
 * error. */
char *
limen_rows_describe (LimenDataset *dataset, const LimenFoundRow *rows, gsize n,
                     GError **error)
{
  static const char *const head[]
      = { "line", "label", "score", "loss", "cell", "row" };
  g_autoptr (LimenTextTable) table = limen_text_table_new ();
  GString *out = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    limen_text_table_add (table, head[i]);
  limen_text_table_end_row (table);
  for (gsize i = 0; i < n; i++)
    {
      g_autofree char *own = read_text (dataset, rows[i].row, error);
      g_autofree char *shown = NULL;
      char number[LIMEN_DECIMAL_SIZE];

      if (own == NULL)
        return NULL;
      shown = limen_escape_text (own, strlen (own), MAX_TEXT_CHARS);
      g_snprintf (number, sizeof number, "%" G_GUINT64_FORMAT,
                  limen_dataset_find_line (dataset, rows[i].row, NULL));
      limen_text_table_add (table, number);
      limen_text_table_add (table, get_label (dataset, rows[i].row));
      limen_text_table_add (
          table,
          limen_decimal_format (rows[i].score, number, sizeof number));
      limen_text_table_add_number (table, rows[i].loss);
      limen_text_table_add (table, limen_cell_get_name (rows[i].cell));
      limen_text_table_add (table, shown);
      limen_text_table_end_row (table);
    }
  out = g_string_new (NULL);
  limen_text_table_append_to (table, out);
  return g_string_free (out, FALSE);
}
