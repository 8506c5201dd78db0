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

/* The label of a row as written in the file, if known; otherwise the name of
 * its class; or NULL. */
static const char *
get_label (LimenDecisions *self, gsize row)
{
  guint16 label;

  if (limen_dataset_has_label_texts (self->dataset))
    return limen_dataset_get_label_text (self->dataset, row);
  label = limen_threshold_scores_get_numbers (self->scores)->labels[row];
  return label != LIMEN_UNKNOWN_LABEL
             ? limen_dataset_get_class_name (self->dataset, label)
             : NULL;
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

static const char *
get_decision (LimenDecisions *self, const LimenDecisionColumn *set,
              guint16 decision)
{
  return decision == LIMEN_CLASS_NONE
             ? NULL
             : limen_dataset_get_class_name (self->dataset,
                                             set->classes[decision]);
}

/* The decision on a score: 1, 0, or NaN if the row is referred. */
static double
decide_score (const LimenDecisionColumn *column, double score)
{
  if (score >= column->threshold)
    return 1;
  return score >= column->refer_from ? NAN : 0;
}

/* Appends 1, 0 or, for a referred row, an empty cell; and the probability if
 * the cutoff has a recalibration map. */
static void
add_decision (LimenTableWriter *table, const LimenDecisionColumn *column,
              LimenKind kind, double score)
{
  const LimenRecalibration *map = get_map (column);
  double probability;

  limen_table_writer_add_number (table, decide_score (column, score));
  if (map == NULL)
    return;
  limen_recalibration_apply_all (map, kind, &score, &probability, 1);
  limen_table_writer_add_number (table, probability);
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

/* Adds a row of the dataset. decisions[i * stride] is the decision of column i
 * of the output, if that is a set of cutoffs. */
static void
add_row (LimenTableWriter *table, LimenDecisions *self, gsize row,
         guint64 line, const guint16 *decisions, gsize stride)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (self->scores);

  limen_table_writer_add_number (table, (double) line);
  if (has_label (self))
    limen_table_writer_add_verbatim (table, get_label (self, row));
  if (has_single_score (self))
    add_score (table, self, row);
  for (guint i = 0; i < self->columns->len; i++)
    {
      const LimenDecisionColumn *column = limen_decisions_get_column (self, i);

      if (column->is_set)
        limen_table_writer_add_verbatim (
            table, get_decision (self, column, decisions[i * stride]));
      else
        add_decision (table, column, numbers->kind,
                      numbers->scores[column->class][row]);
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
  LimenDecisions *self = (LimenDecisions *) data;
  g_autofree guint16 *decisions
      = g_new (guint16, (end - first) * self->columns->len);
  g_autofree guint64 *lines = g_new (guint64, end - first);
  gsize skipped = find_skipped (self->dataset, first);

  limen_dataset_find_lines (self->dataset, first, end - first, lines);
  decide (self, first, end - first, decisions);
  for (gsize row = first; row < end; row++)
    {
      for (gsize n = find_skipped (self->dataset, row + 1); skipped < n;
           skipped++)
        add_skipped_row (table, self, skipped);
      add_row (table, self, row, lines[row - first], decisions + (row - first),
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

  if (!limen_table_writer_add_rows (table, n_rows, add_rows, self, error))
    return FALSE;
  for (gsize i = find_skipped (self->dataset, n_rows);
       i < limen_dataset_get_n_skipped (self->dataset); i++)
    add_skipped_row (table, self, i);
  return TRUE;
}
