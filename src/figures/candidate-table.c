/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "candidate-table.h"

#include <math.h>

#include "decision-curve.h"
#include "link.h"
#include "probit.h"
#include "threshold.h"

/* Upper bound on columns: all metrics, and the share predicted positive. */
#define MAX_COLUMNS (LIMEN_N_METRICS + 1)

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

static double
get_value (const LimenCandidateColumn *column, const LimenFigureInput *input,
           const LimenObjective *view, gsize candidate)
{
  const LimenSweep *sweep = limen_figure_input_get_sweep (input);
  LimenKind kind = limen_figure_input_get_kind (input);
  double probability = limen_score_to_probability (
      kind, limen_sweep_get_score (sweep, candidate));
  LimenConfusion c = limen_confusion_at_prevalence (
      limen_sweep_get_confusion (sweep, candidate), input->prevalence);
  double value = limen_objective_value_at (
      view, (LimenMetric){ column->metric, 1 }, sweep, candidate);

  switch (column->kind)
    {
    case LIMEN_COLUMN_DEVIATE:
      return limen_probit (value);
    case LIMEN_COLUMN_PROBABILITY:
      return probability;
    case LIMEN_COLUMN_BENEFIT:
      return limen_decision_curve_get_benefit (c, probability);
    case LIMEN_COLUMN_BENEFIT_OF_ALL:
      return limen_decision_curve_get_benefit_of_all (
          limen_confusion_get_prevalence (c), probability);
    case LIMEN_COLUMN_METRIC:
    case LIMEN_COLUMN_CHOSEN:
    default:
      return value;
    }
}

/* Source of the rows of a table: each row is a candidate threshold. */
typedef struct
{
  const LimenFigureInput *input;
  LimenObjective view;
  LimenCandidateColumn columns[MAX_COLUMNS];
  gsize n_columns, first; /* first: candidate of the first row */
} Rows;

static void
add_candidate (LimenTableWriter *table, const Rows *self, gsize candidate)
{
  const LimenFigureInput *input = self->input;
  const LimenSweep *sweep = limen_figure_input_get_sweep (input);
  LimenKind kind = limen_figure_input_get_kind (input);
  LimenConfusion c = limen_sweep_get_confusion (sweep, candidate);

  limen_table_writer_add_number (
      table, limen_kind_has_thresholds (kind) ? limen_score_reverse (
                 limen_sweep_get_score (sweep, candidate),
                 limen_sweep_is_reversed (sweep))
                                              : NAN);
  limen_table_writer_add_number (table, c.tp);
  limen_table_writer_add_number (table, c.fp);
  limen_table_writer_add_number (table, c.fn);
  limen_table_writer_add_number (table, c.tn);
  for (gsize i = 0; i < self->n_columns; i++)
    limen_table_writer_add_number (
        table, get_value (&self->columns[i], input, &self->view, candidate));
}

static void
add_candidates (LimenTableWriter *table, gsize first, gsize end,
                gconstpointer data)
{
  const Rows *self = data;

  for (gsize i = first; i < end; i++)
    {
      add_candidate (table, self, self->first + i);
      limen_table_writer_end_row (table, NULL);
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
    .view = limen_objective_new_view (sweep, input->costs, input->prevalence),
  };

  rows.n_columns = fill_columns (input, columns, rows.columns);
  limen_table_writer_add_columns (table, head);
  for (gsize i = 0; i < rows.n_columns; i++)
    limen_table_writer_add_column (table, rows.columns[i].name);
  if (!limen_kind_has_thresholds (limen_figure_input_get_kind (input)))
    {
      rows.first = limen_sweep_find (sweep, input->axis.threshold);
      n = 1;
    }
  return limen_table_writer_add_rows (table, n, add_candidates, &rows, error);
}
