/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decision-tally.h"

#include <glib/gi18n.h>
#include <math.h>

#include "decisions-private.h"
#include "estimates.h"

/* Stand-ins for the scores of counted rows, and for the thresholds between
 * them. */
#define BELOW 0
#define BETWEEN 1
#define ABOVE 2

static void
clear_column (gpointer data)
{
  LimenTallyColumn *column = data;

  g_clear_object (&column->cutoff);
  g_clear_pointer (&column->matrix, limen_matrix_free);
  g_clear_pointer (&column->labels, g_array_unref);
}

/* Creates an empty tally. Free with limen_decision_tally_free(). */
LimenDecisionTally *
limen_decision_tally_new (void)
{
  LimenDecisionTally *self = g_new0 (LimenDecisionTally, 1);

  self->columns = g_array_new (FALSE, TRUE, sizeof (LimenTallyColumn));
  g_array_set_clear_func (self->columns, clear_column);
  self->label_names = g_ptr_array_new_with_free_func (g_free);
  self->n_unknown = g_array_new (FALSE, TRUE, sizeof (guint64));
  return self;
}

/* Frees a tally. NULL is ignored. */
void
limen_decision_tally_free (LimenDecisionTally *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->columns);
  limen_matrix_free (self->argmax);
  g_ptr_array_unref (self->label_names);
  g_array_unref (self->n_unknown);
  g_free (self);
}

static LimenTallyColumn *
get_column (LimenDecisionTally *self, guint i)
{
  return &g_array_index (self->columns, LimenTallyColumn, i);
}

/* Takes over what the decisions are: their columns and the label columns. */
static void
take_columns (LimenDecisionTally *self, LimenDecisions *decisions)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (decisions->scores);

  self->is_reversed = limen_dataset_is_reversed (decisions->dataset);
  self->is_weighted = numbers->weights != NULL;
  self->has_classes
      = limen_threshold_scores_get_n_classes (decisions->scores) > 1;
  for (guint i = 0; i < decisions->columns->len; i++)
    {
      const LimenDecisionColumn *from
          = limen_decisions_get_column (decisions, i);
      LimenTallyColumn column = {
        .cutoff = g_object_ref (from->cutoff),
        .is_set = from->is_set,
        .threshold = from->threshold,
        .refer_from = from->refer_from,
        .labels = g_array_new (FALSE, TRUE, sizeof (LimenLabelTally)),
      };

      g_array_append_val (self->columns, column);
    }
  for (gsize k = 0; numbers->truths != NULL && k < numbers->n_scores; k++)
    g_ptr_array_add (
        self->label_names,
        g_strdup (limen_dataset_get_class_name (decisions->dataset, k)));
  g_array_set_size (self->n_unknown, self->label_names->len);
}

/* The counts of a label, which it adds if there are none. */
static LimenLabelTally *
get_label (LimenTallyColumn *self, guint16 label)
{
  if (label >= self->labels->len)
    g_array_set_size (self->labels, label + 1u);
  return &g_array_index (self->labels, LimenLabelTally, label);
}

static void
add_row (LimenTallyColumn *self, guint16 label, double score, double weight)
{
  LimenLabelTally *rows = get_label (self, label);

  if (score >= self->threshold)
    limen_sum_add (&rows->above, weight);
  else if (score >= self->refer_from)
    limen_sum_add (&rows->between, weight);
  else
    limen_sum_add (&rows->below, weight);
}

/* One more than the highest known label. */
static gsize
count_labels (const LimenPredictions *rows)
{
  guint16 n = 0;

  G_STATIC_ASSERT ((guint16) (LIMEN_UNKNOWN_LABEL + 1) == 0);
  for (gsize i = 0; i < rows->n_rows; i++)
    n = MAX (n, (guint16) (rows->labels[i] + 1));
  return n;
}

/* Adds unweighted rows whose label is known: whole numbers, whose sums are
 * exact in any order. Nothing branches on the scores, which would be
 * mispredicted. */
static void
add_counts (LimenTallyColumn *self, const LimenPredictions *rows)
{
  gsize n_labels = count_labels (rows);
  g_autofree guint64 *counts = g_new0 (guint64, 3 * n_labels);

  for (gsize i = 0; i < rows->n_rows; i++)
    {
      double score = rows->scores[0][i];
      gboolean is_above = score >= self->threshold;
      gboolean is_between = !is_above & (score >= self->refer_from);
      gsize place = (gsize) (is_above * ABOVE + is_between * BETWEEN);

      if (rows->labels[i] != LIMEN_UNKNOWN_LABEL)
        counts[3 * rows->labels[i] + place]++;
    }
  for (gsize label = 0; label < n_labels; label++)
    {
      LimenLabelTally *tally = get_label (self, (guint16) label);
      const guint64 *of = counts + 3 * label;

      limen_sum_add (&tally->below, (double) of[BELOW]);
      limen_sum_add (&tally->between, (double) of[BETWEEN]);
      limen_sum_add (&tally->above, (double) of[ABOVE]);
    }
}

/* Adds the rows whose label is known to a single cutoff's column. */
static void
add_to_cutoff (LimenTallyColumn *self, LimenDecisions *decisions, gsize class)
{
  const LimenPredictions rows
      = limen_threshold_scores_get_class (decisions->scores, class);

  self->positive = rows.positive;
  if (rows.labels != NULL && rows.weights == NULL)
    {
      add_counts (self, &rows);
      return;
    }
  for (gsize i = 0; rows.labels != NULL && i < rows.n_rows; i++)
    if (rows.labels[i] != LIMEN_UNKNOWN_LABEL)
      add_row (self, rows.labels[i], rows.scores[0][i], rows.weights[i]);
}

/* Adds a matrix, which it takes, to a sum, which may be NULL so far. */
static void
add_matrix (LimenMatrix **sum, LimenMatrix *matrix)
{
  if (*sum == NULL)
    {
      *sum = matrix;
      return;
    }
  limen_matrix_add (*sum, matrix);
  limen_matrix_free (matrix);
}

/* The rows' labels as indices into the classes of a set; NULL when memory runs
 * out. */
static guint16 *
place_labels (const LimenPredictions *numbers, const LimenDecisionColumn *set)
{
  g_autofree guint16 *places = g_new (guint16, set->n);
  guint16 *labels = g_try_new (guint16, numbers->n_rows);

  for (gsize k = 0; k < set->n; k++)
    places[set->classes[k]] = (guint16) k;
  for (gsize i = 0; labels != NULL && i < numbers->n_rows; i++)
    labels[i] = numbers->labels[i] == LIMEN_UNKNOWN_LABEL
                    ? LIMEN_UNKNOWN_LABEL
                    : places[numbers->labels[i]];
  return labels;
}

/* Decides the rows of `numbers`, whose scores are in the order of a set, and
 * adds them to a matrix. `thresholds` is NULL for argmax. FALSE with an
 * error. */
static gboolean
add_to_matrix (LimenMatrix **sum, LimenDecisions *decisions,
               const LimenDecisionColumn *set, LimenPredictions numbers,
               const double *thresholds, GError **error)
{
  g_autofree guint16 *labels = place_labels (&numbers, set);
  LimenMatrix *matrix = NULL;

  numbers.labels = labels;
  if (labels != NULL)
    matrix = limen_matrix_new (&numbers, thresholds,
                               thresholds != NULL ? set->rule
                                                  : LIMEN_DECISION_ARGMAX);
  if (matrix == NULL)
    return limen_dataset_fail_memory (
        decisions->dataset, N_ ("for the confusion matrix of its classes"),
        error);
  add_matrix (sum, matrix);
  return TRUE;
}

/* Adds, for comparison with a set of cutoffs, the argmax of the file's scores,
 * without the set's thresholds and maps. */
static gboolean
add_argmax (LimenDecisionTally *self, LimenDecisions *decisions,
            const LimenDecisionColumn *set, GError **error)
{
  LimenPredictions numbers
      = *limen_threshold_scores_get_numbers (decisions->scores);
  g_autofree double **scores = g_new (double *, set->n);

  for (gsize k = 0; k < set->n; k++)
    scores[k] = numbers.scores[set->classes[k]];
  numbers.scores = scores;
  return add_to_matrix (&self->argmax, decisions, set, numbers, NULL, error);
}

/* Adds the labelled rows to all columns. FALSE with an error. */
static gboolean
add_labelled (LimenDecisionTally *self, LimenDecisions *decisions,
              GError **error)
{
  const LimenDecisionColumn *last = NULL;

  for (guint i = 0; i < self->columns->len; i++)
    {
      const LimenDecisionColumn *from
          = limen_decisions_get_column (decisions, i);
      LimenTallyColumn *column = get_column (self, i);

      if (!from->is_set)
        add_to_cutoff (column, decisions, from->class);
      else if (!add_to_matrix (&column->matrix, decisions, from,
                               limen_decisions_get_numbers (decisions, from),
                               from->thresholds, error))
        return FALSE;
      if (from->is_set)
        last = from;
    }
  return last == NULL || add_argmax (self, decisions, last, error);
}

/* Adds the rows of a file, or of the next piece of it, to the counts. The
 * decisions must be of the same cutoffs each time. FALSE with an error when
 * memory runs out. */
gboolean
limen_decision_tally_add (LimenDecisionTally *self, LimenDecisions *decisions,
                          GError **error)
{
  LimenDataset *dataset = decisions->dataset;

  if (self->columns->len == 0)
    take_columns (self, decisions);
  self->n_rows += limen_dataset_get_predictions (dataset)->n_rows;
  self->n_labelled += limen_dataset_get_n_labelled (dataset);
  self->n_skipped += limen_dataset_get_n_skipped (dataset);
  for (guint k = 0; k < self->n_unknown->len; k++)
    g_array_index (self->n_unknown, guint64, k)
        += limen_dataset_get_n_unknown_cells (dataset, k);
  return limen_dataset_get_n_labelled (dataset) == 0
         || add_labelled (self, decisions, error);
}

static void
add_sum (LimenLabelTally *self, const LimenLabelTally *other)
{
  limen_sum_add_sum (&self->below, &other->below);
  limen_sum_add_sum (&self->between, &other->between);
  limen_sum_add_sum (&self->above, &other->above);
}

/* Replaces the labels of a column by their classes, 0 and 1; drops the rows of
 * labels without one. */
static void
place_rows (LimenTallyColumn *self, const GArray *places)
{
  g_autoptr (GArray) labels = g_steal_pointer (&self->labels);

  self->labels = g_array_new (FALSE, TRUE, sizeof (LimenLabelTally));
  self->positive = 1;
  for (guint i = 0; i < labels->len; i++)
    {
      guint16 place = g_array_index (places, guint16, i);

      if (place != LIMEN_UNKNOWN_LABEL)
        add_sum (get_label (self, place),
                 &g_array_index (labels, LimenLabelTally, i));
    }
}

/* Resolves the labels of a binary file that was read in pieces; does nothing
 * for other files. Call it once, with the result of reading. */
void
limen_decision_tally_conclude (LimenDecisionTally *self, LimenDataset *dataset)
{
  const GArray *places = limen_dataset_get_label_places (dataset);

  if (places == NULL)
    return;
  self->n_labelled = limen_dataset_get_n_labelled (dataset);
  for (guint i = 0; i < self->columns->len; i++)
    place_rows (get_column (self, i), places);
}

/* Makes a sweep of a single cutoff's rows whose scores are 0, 1 and 2: below
 * its thresholds, between them, and above. Free with limen_sweep_free(); NULL
 * when memory runs out. */
LimenSweep *
limen_tally_column_get_sweep (const LimenTallyColumn *self)
{
  double scores[] = { BELOW, BETWEEN, ABOVE }, counts[2][3] = { 0 };

  for (guint label = 0; label < self->labels->len; label++)
    {
      const LimenLabelTally *rows
          = &g_array_index (self->labels, LimenLabelTally, label);
      double *of = counts[label == self->positive];

      of[BELOW] += limen_sum_value (&rows->below);
      of[BETWEEN] += limen_sum_value (&rows->between);
      of[ABOVE] += limen_sum_value (&rows->above);
    }
  return limen_sweep_new_from_counts (scores, counts[1], counts[0],
                                      G_N_ELEMENTS (scores));
}

/* The operating point of a single cutoff on the sweep of its rows, at the
 * prevalence that it was chosen for; without a grey zone, no row is
 * referred. */
LimenOptimum
limen_tally_column_find_point (const LimenTallyColumn *self,
                               const LimenSweep *sweep)
{
  const LimenObjective view = limen_objective_new_view (
      sweep, LIMEN_COSTS_DEFAULT,
      limen_cutoff_get_target_prevalence (self->cutoff));

  return limen_objective_at_thresholds (
      &view, sweep, self->refer_from < self->threshold ? BETWEEN : ABOVE,
      ABOVE);
}

/* The costs and the prevalence that the metrics of a cutoff were evaluated
 * with; costs of single rows, which are not counted, become 1. */
static LimenObjective
get_view (const LimenTallyColumn *self, const LimenSweep *sweep)
{
  const LimenCutoffObjective *spec
      = limen_cutoff_get_objective_spec (self->cutoff);
  LimenObjective view = limen_objective_new_view (
      sweep, LIMEN_COSTS_DEFAULT,
      limen_cutoff_get_target_prevalence (self->cutoff));

  if (spec->type == LIMEN_CUTOFF_THRESHOLD
      || spec->type == LIMEN_CUTOFF_SHARED_THRESHOLD)
    view.costs = spec->objective.costs;
  return view;
}

/* Estimates the metrics of a single cutoff on the rows that it has counted:
 * LIMEN_N_METRICS estimates, without intervals where rows have weights. Free
 * with g_free(); NULL when memory runs out. */
LimenEstimate *
limen_tally_column_new_estimates (const LimenTallyColumn *self,
                                  gboolean is_weighted,
                                  const LimenBootstrap *plan)
{
  LimenSweep *sweep = limen_tally_column_get_sweep (self);
  LimenEstimate *estimates;
  LimenObjective view;
  LimenOptimum at;

  if (sweep == NULL)
    return NULL;
  view = get_view (self, sweep);
  at = limen_tally_column_find_point (self, sweep);
  estimates = self->refer_from < self->threshold
                  ? limen_estimates_new_between_counts (
                      sweep, &view, at.refer_from.candidate,
                      at.positive_from.candidate, plan)
                  : limen_estimates_new_of_counts (
                      sweep, &view, at.positive_from.candidate, plan);
  for (int i = 0; is_weighted && estimates != NULL && i < LIMEN_N_METRICS; i++)
    estimates[i]
        = limen_estimate_none (estimates[i].value, LIMEN_NO_INTERVAL_SUMS);
  limen_sweep_free (sweep);
  return estimates;
}
