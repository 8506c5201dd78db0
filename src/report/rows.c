#include "rows.h"

#include <math.h>
#include <string.h>

#include "csv-text.h"
#include "decimal.h"
#include "escape.h"
#include "likelihood.h"
#include "output.h"
#include "text-table.h"
#include "threshold.h"

#define MAX_TEXT_CHARS 60
/* Rows looked at in one go. */
#define BLOCK_SIZE 1024

static const char *const cell_names[]
    = { "any", "tp", "fp", "fn", "tn", "right", "wrong" };
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

/* A query for the first `top` rows, the worst first: those of a class against
 * the rest, whose threshold is still to be said, or, for -1, of the decision
 * for one of several classes, by the largest score. The scores are only
 * referred to. */
LimenRowQuery
limen_row_query_new (LimenThresholdScores *scores, int class, gsize top)
{
  return (LimenRowQuery){
    .scores = scores,
    .class = class,
    .threshold = NAN,
    .rule = LIMEN_DECISION_ARGMAX,
    .label = -1,
    .decision = -1,
    .low = NAN,
    .high = NAN,
    .loss_low = NAN,
    .loss_high = NAN,
    .top = top,
  };
}

/* The rows under way, a block at a time. */
typedef struct
{
  const LimenRowQuery *query;
  LimenPredictions numbers; /* that scores and cells are about, of all rows */
  LimenPredictions losses;  /* that losses are of */
  double loss[BLOCK_SIZE];
  guint16 decisions[BLOCK_SIZE];
} Block;

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
  self->numbers = query->class >= 0
                      ? limen_threshold_scores_get_class_of_all (query->scores,
                                                                 class)
                      : *limen_threshold_scores_get_numbers (query->scores);
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
  if (query->class < 0)
    limen_decide (&self->numbers, query->thresholds, query->rule, first, n,
                  self->decisions, NULL);
}

static LimenCell
get_cell (gboolean is_positive, gboolean is_above)
{
  if (is_above)
    return is_positive ? LIMEN_CELL_TP : LIMEN_CELL_FP;
  return is_positive ? LIMEN_CELL_FN : LIMEN_CELL_TN;
}

static LimenFoundRow
look_at (const Block *self, gsize first, gsize i)
{
  const LimenPredictions *numbers = &self->numbers;
  gsize row = first + i, column = 0;
  guint16 label = numbers->labels[row];
  LimenFoundRow found = { .row = row,
                          .loss = self->loss[i],
                          .decision = LIMEN_CLASS_NONE };

  if (self->query->class < 0)
    {
      found.decision = self->decisions[i];
      found.cell = found.decision == label ? LIMEN_CELL_RIGHT
                                           : LIMEN_CELL_WRONG;
      column = numbers->n_scores > 1 ? label : 0;
    }
  found.score = numbers->scores[column][row];
  if (self->query->class >= 0)
    found.cell = get_cell (label == numbers->positive,
                           found.score >= self->query->threshold);
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
      return !is_right (row->cell);
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

/* Whether a row tells what is true of it. */
static gboolean
is_known (const Block *self, gsize row)
{
  return self->numbers.labels[row] != LIMEN_UNKNOWN_LABEL;
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

/* The first rows that a query asks for, in its order, in one pass over rows
 * with labels, without those that do not tell whether a label of several is
 * theirs: O(n log top), and no memory beyond the result. A new array, to
 * be freed with g_free(). */
LimenFoundRow *
limen_rows_find (const LimenRowQuery *query, gsize *n_found)
{
  g_autofree Block *block = g_new (Block, 1);
  gsize n_rows = limen_threshold_scores_get_numbers (query->scores)->n_rows;
  gsize top = MIN (query->top, n_rows);
  Heap heap = { g_new (LimenFoundRow, MAX (top, 1)), 0, query->order };

  block_init (block, query);
  for (gsize first = 0; top > 0 && first < n_rows; first += BLOCK_SIZE)
    {
      gsize n = MIN (BLOCK_SIZE, n_rows - first);

      block_fill (block, first, n);
      for (gsize i = 0; i < n; i++)
        {
          LimenFoundRow row = look_at (block, first, i);

          if (is_known (block, first + i) && is_wanted (block, &row))
            offer (&heap, &row, top);
        }
    }
  g_qsort_with_data (heap.rows, (int) heap.n, sizeof *heap.rows,
                     compare_found, GINT_TO_POINTER (query->order));
  *n_found = heap.n;
  return heap.rows;
}

static LimenDataset *
get_dataset (const LimenRowQuery *query)
{
  return limen_threshold_scores_get_dataset (query->scores);
}

/* The text of each row in the file; "" where standard input cannot be read
 * again. A new array, or NULL with an error. */
static GStrv
read_texts (LimenDataset *dataset, const LimenFoundRow *rows, gsize n,
            GError **error)
{
  gboolean is_gone = g_str_equal (limen_dataset_get_path (dataset), "-");
  g_autofree gsize *numbers = g_new (gsize, MAX (n, 1));
  GStrv texts;

  for (gsize i = 0; i < n; i++)
    numbers[i] = rows[i].row;
  if (!is_gone)
    return limen_dataset_read_rows (dataset, numbers, n, error);
  texts = g_new0 (char *, n + 1);
  for (gsize i = 0; i < n; i++)
    texts[i] = g_strdup ("");
  return texts;
}

/* The true label of a row: its class, or, of several labels, whether it has
 * that of the query's class. Owned by the dataset. */
const char *
limen_rows_get_label (const LimenRowQuery *query, gsize row)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (query->scores);
  gsize class = (gsize) MAX (query->class, 0);

  if (numbers->truths == NULL)
    return limen_dataset_get_class_name (get_dataset (query),
                                         numbers->labels[row]);
  return numbers->truths[class][row] == 1
             ? limen_threshold_scores_get_class_name (query->scores, class)
             : limen_threshold_scores_get_rest_name (query->scores);
}

/* The class that a row is given, of several; "" for none. Owned by the
 * dataset. */
const char *
limen_rows_get_decision (const LimenRowQuery *query, const LimenFoundRow *row)
{
  return row->decision == LIMEN_CLASS_NONE
             ? ""
             : limen_dataset_get_class_name (get_dataset (query),
                                             row->decision);
}

/* The score of a row as the file has it. */
double
limen_rows_get_score (const LimenRowQuery *query, const LimenFoundRow *row)
{
  return limen_score_reverse (
      row->score,
      limen_threshold_scores_get_numbers (query->scores)->is_reversed);
}

static const char *const head[]
    = { "line", "label", "predicted", "score", "loss", "cell", "text" };

/* Whether rows have scores, and not decisions only. */
static gboolean
has_scores (const LimenRowQuery *query)
{
  return limen_kind_has_thresholds (
      limen_threshold_scores_get_numbers (query->scores)->kind);
}

/* Only the decision for one of several classes is a class. */
static gboolean
is_shown (const LimenRowQuery *query, guint column)
{
  const char *name = head[column];

  if (g_str_equal (name, "predicted"))
    return query->class < 0;
  return has_scores (query)
         || (!g_str_equal (name, "score") && !g_str_equal (name, "loss"));
}

/* Writes rows as CSV: line, label, the class predicted where there are
 * several, score and loss, but of decisions, cell, and the row's own text,
 * which is read from the file again. */
gboolean
limen_rows_save (const LimenRowQuery *query, const LimenFoundRow *rows,
                 gsize n, const char *path, GError **error)
{
  LimenDataset *dataset = get_dataset (query);
  g_auto (GStrv) texts = read_texts (dataset, rows, n, error);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (LimenOutput) output = NULL;

  if (texts == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    if (is_shown (query, i))
      limen_csv_append_text (text, head[i]);
  limen_csv_end_line (text);
  for (gsize i = 0; i < n; i++)
    {
      limen_csv_append_number (
          text,
          (double) limen_dataset_find_line (dataset, rows[i].row, NULL));
      limen_csv_append_text (text, limen_rows_get_label (query, rows[i].row));
      if (query->class < 0)
        limen_csv_append_text (text,
                               limen_rows_get_decision (query, &rows[i]));
      if (has_scores (query))
        {
          limen_csv_append_number (text,
                                   limen_rows_get_score (query, &rows[i]));
          limen_csv_append_number (text, rows[i].loss);
        }
      limen_csv_append_text (text, limen_cell_get_name (rows[i].cell));
      limen_csv_append_text (text, texts[i]);
      limen_csv_end_line (text);
    }
  output = limen_output_new (path, error);
  return output != NULL
         && limen_output_write (output, text->str, text->len, error)
         && limen_output_commit (output, error);
}

static void
add_row (LimenTextTable *table, const LimenRowQuery *query,
         const LimenFoundRow *row, const char *own)
{
  g_autofree char *shown
      = limen_escape_text (own, strlen (own), MAX_TEXT_CHARS);
  char number[LIMEN_DECIMAL_SIZE];

  g_snprintf (number, sizeof number, "%" G_GUINT64_FORMAT,
              limen_dataset_find_line (get_dataset (query), row->row, NULL));
  limen_text_table_add (table, number);
  limen_text_table_add (table, limen_rows_get_label (query, row->row));
  if (query->class < 0)
    limen_text_table_add (table, limen_rows_get_decision (query, row));
  if (has_scores (query))
    {
      limen_text_table_add (
          table, limen_decimal_format (limen_rows_get_score (query, row),
                                       number, sizeof number));
      limen_text_table_add_number (table, row->loss);
    }
  limen_text_table_add (table, limen_cell_get_name (row->cell));
  limen_text_table_add (table, shown);
  limen_text_table_end_row (table);
}

/* The same as a table for people; a new string of lines, or NULL with an
 * error. */
char *
limen_rows_describe (const LimenRowQuery *query, const LimenFoundRow *rows,
                     gsize n, GError **error)
{
  g_auto (GStrv) texts = read_texts (get_dataset (query), rows, n, error);
  g_autoptr (LimenTextTable) table = NULL;
  GString *out = NULL;

  if (texts == NULL)
    return NULL;
  table = limen_text_table_new ();
  for (guint i = 0; i < G_N_ELEMENTS (head); i++)
    if (is_shown (query, i))
      limen_text_table_add (table, head[i]);
  limen_text_table_end_row (table);
  for (gsize i = 0; i < n; i++)
    add_row (table, query, &rows[i], texts[i]);
  out = g_string_new (NULL);
  limen_text_table_append_to (table, out);
  return g_string_free (out, FALSE);
}
