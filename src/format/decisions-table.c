/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decisions-private.h"

#include <math.h>

#include "memory.h"
#include "table-writer.h"
#include "threshold.h"

/* Rows per block of decisions. */
#define BLOCK_SIZE 4096

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

static void
add_columns (LimenTableWriter *table, LimenDecisions *self)
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

static gboolean
write_row (LimenTableWriter *table, LimenDecisions *self, gsize row,
           const guint16 *decisions, gsize stride, GError **error)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (self->scores);

  limen_table_writer_add_number (
      table, (double) limen_dataset_find_line (self->dataset, row, NULL));
  if (has_label (self))
    limen_table_writer_add_verbatim (table, get_label (self, row));
  if (has_single_score (self))
    limen_table_writer_add_number (
        table,
        limen_score_reverse (numbers->scores[0][row], numbers->is_reversed));
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
  return limen_table_writer_end_row (table, error);
}

/* Writes a row that was skipped in reading, with its line number and label
 * only. */
static gboolean
write_skipped_row (LimenTableWriter *table, LimenDecisions *self, gsize i,
                   GError **error)
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
  return limen_table_writer_end_row (table, error);
}

/* Computes the decisions of all sets for a block of rows: BLOCK_SIZE per
 * column, in column order. */
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
                    decisions + i * BLOCK_SIZE, NULL);
    }
}

/* State of writing a table of decisions. */
typedef struct
{
  LimenDecisions *decisions;
  LimenTableWriter *table;
  gsize n_skipped; /* skipped rows written so far */
} Writer;

/* Writes the skipped rows that precede a row of the dataset. */
static gboolean
write_skipped (Writer *self, gsize row, GError **error)
{
  LimenDataset *dataset = self->decisions->dataset;

  for (; self->n_skipped < limen_dataset_get_n_skipped (dataset)
         && limen_dataset_get_skipped (dataset, self->n_skipped)->n_before
                <= row;
       self->n_skipped++)
    if (!write_skipped_row (self->table, self->decisions, self->n_skipped,
                            error))
      return FALSE;
  return TRUE;
}

static gboolean
write_all (Writer *self, guint16 *decisions, GError **error)
{
  gsize n_rows
      = limen_dataset_get_predictions (self->decisions->dataset)->n_rows;

  add_columns (self->table, self->decisions);
  for (gsize first = 0; first < n_rows; first += BLOCK_SIZE)
    {
      gsize n = MIN (BLOCK_SIZE, n_rows - first);

      decide (self->decisions, first, n, decisions);
      for (gsize i = 0; i < n; i++)
        if (!write_skipped (self, first + i, error)
            || !write_row (self->table, self->decisions, first + i,
                           decisions + i, BLOCK_SIZE, error))
          return FALSE;
    }
  return write_skipped (self, n_rows, error);
}

/* Writes a table, in a format of limen_table_writer_find_format(), with a row
 * for each row of the file, in its order: line number; label as written, if
 * known; score, if there is only one; for each cutoff 1, 0 or, if it refers the
 * row, an empty cell, followed by the recalibrated probability if it has a map;
 * for each set of cutoffs a class, empty for none. Rows that were skipped in
 * reading have line number and label only. FALSE with an error if writing
 * fails. */
gboolean
limen_decisions_save (LimenDecisions *self, const char *path,
                      const char *format, GError **error)
{
  g_autofree guint16 *decisions = NULL;
  g_autoptr (LimenTableWriter) table
      = limen_table_writer_new (path, format, error);
  Writer writer = { .decisions = self, .table = table };

  return table != NULL
         && limen_memory_resize (
             limen_dataset_get_path (self->dataset), &decisions, 0,
             BLOCK_SIZE * (gsize) self->columns->len, sizeof *decisions, error)
         && write_all (&writer, decisions, error)
         && limen_table_writer_commit (table, error);
}
