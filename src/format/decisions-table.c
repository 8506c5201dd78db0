/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decisions-private.h"

#include <math.h>

#include "threshold.h"

static gboolean
has_single_score (LimenDecisions *self)
{
  return limen_threshold_scores_get_numbers (self->scores)->n_scores == 1;
}

/* The recalibration map of a column of a single cutoff, or NULL. */
static const LimenRecalibration *
get_map (const LimenDecisionColumn *column)
{
  return column->is_set ? NULL
                        : limen_cutoff_get_recalibration (column->cutoff);
}

/* Whether each row has one label, or at least its text. */
static gboolean
has_label (LimenDecisions *self)
{
  return limen_dataset_has_label_texts (self->dataset)
         || limen_threshold_scores_get_numbers (self->scores)->labels != NULL;
}

/* Adds the columns of decisions to a table: the line number; the label as
 * written, if there is one; the score, if there is only one; for each cutoff
 * its name, and one for the recalibrated probability if it has a map; for each
 * set of cutoffs its name. */
void
limen_decisions_add_columns (LimenDecisions *self, LimenTableWriter *table)
{
  limen_table_writer_add_column (table, "line");
  if (has_label (self))
    limen_table_writer_add_column (table, "label");
  if (has_single_score (self))
    limen_table_writer_add_column (table, "score");
  for (guint i = 0; i < self->columns->len; i++)
    {
      const LimenDecisionColumn *column = limen_decisions_get_column (self, i);
      g_autofree char *probability
          = g_strdup_printf ("%s: probability", column->title);

      limen_table_writer_add_column (table, column->title);
      if (get_map (column) != NULL)
        limen_table_writer_add_column (table, probability);
    }
}

/* Indices of the decisions on a score among the cells of its column. */
enum
{
  NEGATIVE,
  POSITIVE,
  REFERRED,
};

/* A column of decisions in a table. */
typedef struct
{
  const LimenDecisionColumn *column;
  const double *scores;          /* of a single cutoff's class */
  const LimenRecalibration *map; /* or NULL */
  LimenTableCells *cells; /* of a single cutoff, its decisions; of a set, its
                           * classes, and an empty one */
} Column;

/* The rows of a table, with the cells that many of them share. */
typedef struct
{
  LimenDecisions *decisions;
  const guint16 *labels; /* per row, the index of its cell; NULL: no column */
  LimenTableCells *label_cells;
  guint n_labels;  /* and index of the empty cell, of an unknown label */
  GArray *columns; /* Column */
} Rows;

/* Makes the cells of the labels: as written in the file, if known; otherwise
 * the names of the classes. */
static void
make_labels (Rows *self, const LimenTableWriter *table)
{
  LimenDataset *dataset = self->decisions->dataset;
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (self->decisions->scores);
  gboolean has_texts = limen_dataset_has_label_texts (dataset);

  self->labels = has_texts ? limen_dataset_get_label_numbers (dataset)
                           : numbers->labels;
  self->n_labels = has_texts ? limen_dataset_get_n_label_texts (dataset)
                             : (guint) numbers->n_classes;
  self->label_cells = limen_table_cells_new (table);
  for (guint i = 0; self->labels != NULL && i < self->n_labels; i++)
    limen_table_cells_add_verbatim (
        self->label_cells, has_texts
                               ? limen_dataset_get_numbered_label (dataset, i)
                               : limen_dataset_get_class_name (dataset, i));
  limen_table_cells_add_verbatim (self->label_cells, NULL);
}

static LimenTableCells *
make_decisions (LimenDecisions *self, const LimenDecisionColumn *column,
                const LimenTableWriter *table)
{
  LimenTableCells *cells = limen_table_cells_new (table);

  for (gsize k = 0; column->is_set && k < column->n; k++)
    limen_table_cells_add_verbatim (
        cells,
        limen_dataset_get_class_name (self->dataset, column->classes[k]));
  for (guint i = 0; !column->is_set && i < REFERRED; i++)
    limen_table_cells_add_number (cells, i);
  limen_table_cells_add_verbatim (cells, NULL);
  return cells;
}

static void
clear_column (gpointer data)
{
  Column *column = data;

  limen_table_cells_free (column->cells);
}

/* Prepares the rows of a table. */
static void
rows_init (Rows *self, LimenDecisions *decisions,
           const LimenTableWriter *table)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (decisions->scores);

  self->decisions = decisions;
  make_labels (self, table);
  self->columns = g_array_new (FALSE, FALSE, sizeof (Column));
  g_array_set_clear_func (self->columns, clear_column);
  for (guint i = 0; i < decisions->columns->len; i++)
    {
      const LimenDecisionColumn *column
          = limen_decisions_get_column (decisions, i);
      Column added = { .column = column,
                       .map = get_map (column),
                       .cells = make_decisions (decisions, column, table) };

      if (!column->is_set)
        added.scores = numbers->scores[column->class];
      g_array_append_val (self->columns, added);
    }
}

static void
rows_clear (Rows *self)
{
  limen_table_cells_free (self->label_cells);
  g_clear_pointer (&self->columns, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_clear)

/* Index of the decision on a score; does not branch on it, which would be
 * mispredicted. */
static gsize
decide_score (const LimenDecisionColumn *column, double score)
{
  gboolean is_positive = score >= column->threshold;
  gboolean is_referred = !is_positive & (score >= column->refer_from);

  return (gsize) (is_positive * POSITIVE + is_referred * REFERRED);
}

/* Adds the score of a row as it stands in the file. */
static void
add_score (LimenTableWriter *table, LimenDecisions *self, gsize row)
{
  const LimenPredictions *numbers
      = limen_dataset_get_predictions (self->dataset);
  gsize length;
  const char *text
      = limen_dataset_get_score_text (self->dataset, row, &length);

  limen_table_writer_add_number_text (
      table,
      limen_score_reverse (numbers->scores[0][row], numbers->is_reversed),
      text, length);
}

/* Adds 1, 0 or, for a referred row, an empty cell; and the probability if the
 * cutoff has a recalibration map. */
static void
add_decision (LimenTableWriter *table, const Column *self, LimenKind kind,
              double score)
{
  double probability;

  limen_table_writer_add_made (table, self->cells,
                               decide_score (self->column, score));
  if (self->map == NULL)
    return;
  limen_recalibration_apply_all (self->map, kind, &score, &probability, 1);
  limen_table_writer_add_number (table, probability);
}

/* Adds a row of the dataset. decisions[i * stride] is the decision of column i
 * of the output, if that is a set of cutoffs. */
static void
add_row (LimenTableWriter *table, const Rows *self, gsize row, guint64 line,
         const guint16 *decisions, gsize stride)
{
  LimenKind kind
      = limen_threshold_scores_get_numbers (self->decisions->scores)->kind;

  limen_table_writer_add_whole (table, line);
  if (self->labels != NULL)
    limen_table_writer_add_made (table, self->label_cells,
                                 MIN (self->labels[row], self->n_labels));
  if (has_single_score (self->decisions))
    add_score (table, self->decisions, row);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const Column *column = &g_array_index (self->columns, Column, i);

      if (column->scores != NULL)
        add_decision (table, column, kind, column->scores[row]);
      else
        limen_table_writer_add_made (
            table, column->cells,
            MIN (decisions[i * stride], column->column->n));
    }
  limen_table_writer_end_row (table, NULL);
}

/* Adds a row that was skipped in reading, with its line number and label
 * only. */
static void
add_skipped_row (LimenTableWriter *table, LimenDecisions *self, gsize i)
{
  limen_table_writer_add_number (
      table, (double) limen_dataset_get_skipped (self->dataset, i)->line);
  if (has_label (self))
    limen_table_writer_add_verbatim (
        table, limen_dataset_get_skipped_label (self->dataset, i));
  if (has_single_score (self))
    limen_table_writer_add_number (table, NAN);
  for (guint k = 0; k < self->columns->len; k++)
    {
      limen_table_writer_add_number (table, NAN);
      if (get_map (limen_decisions_get_column (self, k)) != NULL)
        limen_table_writer_add_number (table, NAN);
    }
  limen_table_writer_end_row (table, NULL);
}

/* Computes the decisions of all sets for n rows: n per column, in column
 * order. */
static void
decide (LimenDecisions *self, gsize first, gsize n, guint16 *decisions)
{
  for (guint i = 0; i < self->columns->len; i++)
    {
      const LimenDecisionColumn *column = limen_decisions_get_column (self, i);
      LimenPredictions numbers;

      if (!column->is_set)
        continue;
      numbers = limen_decisions_get_numbers (self, column);
      limen_decide (&numbers, column->thresholds, column->rule, first, n,
                    decisions + i * n, NULL);
    }
}

/* Index of the first skipped row that comes after at least @row rows of the
 * dataset, by binary search; skipped rows are in the order of the file. */
static gsize
find_skipped (LimenDataset *dataset, gsize row)
{
  gsize low = 0, high = limen_dataset_get_n_skipped (dataset);

  while (low < high)
    {
      gsize middle = low + (high - low) / 2;

      if (limen_dataset_get_skipped (dataset, middle)->n_before < row)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* Adds rows of the dataset, each after the skipped rows before it. */
static void
add_rows (LimenTableWriter *table, gsize first, gsize end, gconstpointer data)
{
  const Rows *rows = data;
  LimenDecisions *self = rows->decisions;
  g_autofree guint16 *decisions
      = g_new (guint16, (end - first) * self->columns->len);
  g_autofree guint64 *lines = g_new (guint64, end - first);
  gsize skipped = find_skipped (self->dataset, first);
  gsize n_skipped = find_skipped (self->dataset, end);

  limen_dataset_find_lines (self->dataset, first, end - first, lines);
  decide (self, first, end - first, decisions);
  for (gsize row = first; row < end; row++)
    {
      for (; skipped < n_skipped
             && limen_dataset_get_skipped (self->dataset, skipped)->n_before
                    <= row;
           skipped++)
        add_skipped_row (table, self, skipped);
      add_row (table, rows, row, lines[row - first], decisions + (row - first),
               end - first);
    }
}

/* Adds a row for each row of the file, or of a piece of it, in its order: line
 * number; label as written, if known; score, if there is only one; for each
 * cutoff 1, 0 or, if it refers the row, an empty cell, followed by the
 * recalibrated probability if it has a map; for each set of cutoffs a class,
 * empty for none. Rows that were skipped in reading have line number and label
 * only. FALSE with an error if writing fails. */
gboolean
limen_decisions_add_rows (LimenDecisions *self, LimenTableWriter *table,
                          GError **error)
{
  gsize n_rows = limen_dataset_get_predictions (self->dataset)->n_rows;
  g_auto (Rows) rows = { 0 };

  rows_init (&rows, self, table);
  if (!limen_table_writer_add_rows (table, n_rows, add_rows, &rows, error))
    return FALSE;
  for (gsize i = find_skipped (self->dataset, n_rows);
       i < limen_dataset_get_n_skipped (self->dataset); i++)
    add_skipped_row (table, self, i);
  return TRUE;
}
