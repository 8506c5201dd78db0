/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "candidate-table.h"

#include <math.h>

#include "decision-curve.h"
#include "link.h"
#include "probit.h"
#include "threshold.h"

/* Upper bound on columns: all metrics, and the share predicted positive. */
#define MAX_COLUMNS (LIMEN_N_METRICS + 1)
/* Candidates whose numbers are computed at once. */
#define BLOCK_SIZE 128

/* Expands the columns to write: LIMEN_COLUMN_CHOSEN becomes a column per
 * metric of the input. Returns the number of columns. */
static gsize
fill_columns (const LimenFigureInput *input,
              const LimenCandidateColumn *columns,
              LimenCandidateColumn filled[MAX_COLUMNS])
{
  gsize n = 0;

  for (gsize i = 0; columns[i].name != NULL; i++)
    if (columns[i].kind != LIMEN_COLUMN_CHOSEN)
      filled[n++] = columns[i];
    else
      for (gsize j = 0; j < input->n_metrics; j++)
        filled[n++] = (LimenCandidateColumn){
          .name = limen_metric_get_info (input->metrics[j])->name,
          .metric = input->metrics[j],
        };
  return n;
}

/* Source of the rows of a table: each row is a candidate threshold. */
typedef struct
{
  const LimenFigureInput *input;
  const LimenSweep *sweep;
  LimenKind kind;
  LimenObjective view;
  LimenCandidateColumn columns[MAX_COLUMNS];
  gsize n_columns, first; /* first: candidate of the first row */
} Rows;

/* The numbers of n consecutive candidates. */
typedef struct
{
  gsize first, n;
  LimenConfusion confusions[BLOCK_SIZE];
  double columns[MAX_COLUMNS][BLOCK_SIZE];
} Block;

static double
get_probability (const Rows *self, gsize candidate)
{
  return limen_score_to_probability (
      self->kind, limen_sweep_get_score (self->sweep, candidate));
}

static double
get_benefit (const Rows *self, gsize candidate, LimenConfusion counted,
             gboolean is_of_all)
{
  double probability = get_probability (self, candidate);
  LimenConfusion c
      = limen_confusion_at_prevalence (counted, self->input->prevalence);

  return is_of_all ? limen_decision_curve_get_benefit_of_all (
             limen_confusion_get_prevalence (c), probability)
                   : limen_decision_curve_get_benefit (c, probability);
}

static void
fill_column (const Rows *self, const LimenCandidateColumn *column,
             const Block *block, double *values)
{
  if (column->kind == LIMEN_COLUMN_METRIC
      || column->kind == LIMEN_COLUMN_DEVIATE)
    limen_objective_values (&self->view, (LimenMetric){ column->metric, 1 },
                            self->sweep, block->first, block->n, values);
  for (gsize i = 0; i < block->n; i++)
    if (column->kind == LIMEN_COLUMN_DEVIATE)
      values[i] = limen_probit (values[i]);
    else if (column->kind == LIMEN_COLUMN_PROBABILITY)
      values[i] = get_probability (self, block->first + i);
    else if (column->kind != LIMEN_COLUMN_METRIC)
      values[i] = get_benefit (self, block->first + i, block->confusions[i],
                               column->kind == LIMEN_COLUMN_BENEFIT_OF_ALL);
}

static void
fill_block (const Rows *self, Block *block)
{
  limen_sweep_get_confusions (self->sweep, block->first, block->n,
                              block->confusions);
  for (gsize i = 0; i < self->n_columns; i++)
    fill_column (self, &self->columns[i], block, block->columns[i]);
}

static double
get_threshold (const Rows *self, gsize candidate)
{
  return limen_kind_has_thresholds (self->kind) ? limen_score_reverse (
             limen_sweep_get_score (self->sweep, candidate),
             limen_sweep_is_reversed (self->sweep))
                                                : (double) NAN;
}

static void
add_candidate (LimenTableWriter *table, const Rows *self, const Block *block,
               gsize i)
{
  LimenConfusion c = block->confusions[i];
  const double numbers[]
      = { get_threshold (self, block->first + i), c.tp, c.fp, c.fn, c.tn };

  limen_table_writer_add_numbers (table, numbers, G_N_ELEMENTS (numbers));
  for (gsize j = 0; j < self->n_columns; j++)
    limen_table_writer_add_number (table, block->columns[j][i]);
  limen_table_writer_end_row (table, NULL);
}

static void
add_candidates (LimenTableWriter *table, gsize first, gsize end,
                gconstpointer data)
{
  const Rows *self = data;
  Block block;

  for (; first < end; first += block.n)
    {
      block.first = self->first + first;
      block.n = MIN (end - first, BLOCK_SIZE);
      fill_block (self, &block);
      for (gsize i = 0; i < block.n; i++)
        add_candidate (table, self, &block, i);
    }
}

/* Writes a table with a row per candidate threshold: the threshold, the counts
 * of the confusion matrix, and the given columns. Thresholds are in the file's
 * units and increase up to inf; on reversed scores they decrease down to -inf.
 * Decisions give a single row. FALSE with an error if writing fails. */
gboolean
limen_candidate_table_write (const LimenFigureInput *input,
                             const LimenCandidateColumn *columns,
                             LimenTableWriter *table, GError **error)
{
  static const char *const head[]
      = { "threshold", "tp", "fp", "fn", "tn", NULL };
  const LimenSweep *sweep = limen_figure_input_get_sweep (input);
  gsize n = limen_sweep_get_n_scores (sweep) + 1;
  Rows rows = {
    .input = input,
    .sweep = sweep,
    .kind = limen_figure_input_get_kind (input),
    .view = limen_objective_new_view (sweep, input->costs, input->prevalence),
  };

  rows.n_columns = fill_columns (input, columns, rows.columns);
  limen_table_writer_add_columns (table, head);
  for (gsize i = 0; i < rows.n_columns; i++)
    limen_table_writer_add_column (table, rows.columns[i].name);
  if (!limen_kind_has_thresholds (rows.kind))
    {
      rows.first = limen_sweep_find (sweep, input->axis.threshold);
      n = 1;
    }
  return limen_table_writer_add_rows (table, n, add_candidates, &rows, error);
}
