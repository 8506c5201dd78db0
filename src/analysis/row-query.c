/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "row-query.h"

#include <math.h>

#include "names.h"
#include "rows.h"

static const char *const cell_names[]
    = { "any", "tp", "fp", "fn", "tn", "right", "wrong", "referred" };
static const char *const order_names[]
    = { "loss", "score", "line", "cost", "distance" };

/* Returns the name of a cell ("tp", "any"); static. */
const char *
limen_cell_get_name (LimenCell cell)
{
  return cell_names[cell];
}

/* Parses the name of a cell. FALSE, with *cell untouched, if unknown. */
gboolean
limen_cell_parse (const char *name, LimenCell *cell)
{
  return LIMEN_NAMES_PARSE (cell_names, name, cell);
}

/* Parses the name of an order: "loss", "score", "line", "cost" or "distance".
 * FALSE, with *order untouched, if unknown. */
gboolean
limen_row_order_parse (const char *name, LimenRowOrder *order)
{
  return LIMEN_NAMES_PARSE (order_names, name, order);
}

/* Returns a query for the first `top` rows, worst first: of a class against
 * the rest, with the threshold still to be set, or, for class -1, of the
 * multiclass decision by argmax or of a regression. Borrows the scores. */
LimenRowQuery
limen_row_query_new (LimenThresholdScores *scores, int class, gsize top)
{
  return (LimenRowQuery){
    .scores = scores,
    .class = class,
    .threshold = NAN,
    .refer_from = NAN,
    .costs = LIMEN_COSTS_DEFAULT,
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

/* Returns a copy that holds a reference to the scores; free with
 * limen_row_query_free(). */
LimenRowQuery *
limen_row_query_copy (const LimenRowQuery *self)
{
  LimenRowQuery *copy = g_memdup2 (self, sizeof *self);
  gsize n = limen_threshold_scores_get_numbers (self->scores)->n_classes;

  limen_threshold_scores_ref (copy->scores);
  copy->thresholds = g_memdup2 (
      self->thresholds, self->thresholds != NULL ? n * sizeof (double) : 0);
  return copy;
}

/* Frees a copy. NULL is ignored. */
void
limen_row_query_free (LimenRowQuery *self)
{
  if (self == NULL)
    return;
  limen_threshold_scores_unref (self->scores);
  g_free ((double *) self->thresholds);
  g_free (self);
}

/* Returns the predictions of a query, sharing the arrays: its class against
 * the rest, with all rows, or all classes for class -1. */
LimenPredictions
limen_row_query_get_numbers (const LimenRowQuery *query)
{
  return query->class >= 0
             ? limen_threshold_scores_get_class_of_all (query->scores,
                                                        (gsize) query->class)
             : *limen_threshold_scores_get_numbers (query->scores);
}

/* Whether costs differ between rows: rows have their own costs, false
 * positives and false negatives differ, or hits have gains. */
gboolean
limen_row_query_has_costs (const LimenRowQuery *self)
{
  LimenPredictions numbers = limen_row_query_get_numbers (self);

  return self->class >= 0
         && (numbers.fp_costs != NULL || numbers.fn_costs != NULL
             || self->costs.fp_cost != self->costs.fn_cost
             || self->costs.tp_gain != 0 || self->costs.tn_gain != 0);
}

/* Whether rows have classes; rows of a regression only have a loss. */
gboolean
limen_row_query_has_classes (const LimenRowQuery *self)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (self->scores);

  return limen_task_get (numbers->task)->labels != LIMEN_LABELS_NUMBERS;
}

/* Whether losses of rows are defined. */
gboolean
limen_row_query_has_losses (const LimenRowQuery *self)
{
  return !limen_row_query_has_classes (self)
         || limen_kind_has_probabilities (
             limen_threshold_scores_get_numbers (self->scores)->kind);
}
