/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoff-set.h"

#include "decisions-private.h"
#include "message.h"
#include "report-error.h"

/* Rows processed at once. */
#define BLOCK_SIZE 4096

/* Frees a set. NULL is ignored. */
void
limen_cutoff_set_free (LimenCutoffSet *self)
{
  if (self == NULL)
    return;
  g_free (self->thresholds);
  g_free (self->mapped_thresholds);
  limen_threshold_scores_unref (self->mapped);
  g_free (self);
}

static gboolean
is_in_order (const LimenDecisionColumn *column)
{
  for (gsize k = 0; k < column->n; k++)
    if (column->classes[k] != k)
      return FALSE;
  return TRUE;
}

static const double *
get_decision_thresholds (const LimenCutoffSet *self)
{
  return self->mapped != NULL ? self->mapped_thresholds : self->thresholds;
}

/* Returns the number of rows whose decision depends on the order of the
 * classes, that of the file or that of the cutoffs: ties go to the first
 * class. */
static gsize
count_changed (const LimenCutoffSet *self, LimenDecisions *decisions,
               const LimenDecisionColumn *column)
{
  LimenPredictions cutoff_order
      = limen_decisions_get_numbers (decisions, column);
  const LimenPredictions *class_order = limen_threshold_scores_get_numbers (
      self->mapped != NULL ? self->mapped : decisions->scores);
  guint16 by_cutoffs[BLOCK_SIZE], by_classes[BLOCK_SIZE];
  gsize n_changed = 0;

  for (gsize first = 0; first < class_order->n_rows; first += BLOCK_SIZE)
    {
      gsize n = MIN (BLOCK_SIZE, class_order->n_rows - first);

      limen_decide (&cutoff_order, column->thresholds, self->rule, first, n,
                    by_cutoffs, NULL);
      limen_decide (class_order, get_decision_thresholds (self), self->rule,
                    first, n, by_classes, NULL);
      for (gsize i = 0; i < n; i++)
        n_changed += by_classes[i]
                     != (by_cutoffs[i] == LIMEN_CLASS_NONE
                             ? LIMEN_CLASS_NONE
                             : column->classes[by_cutoffs[i]]);
    }
  return n_changed;
}

static gboolean
check_order (const LimenCutoffSet *self, LimenDecisions *decisions,
             const LimenDecisionColumn *column, GError **error)
{
  gsize n_changed
      = is_in_order (column) ? 0 : count_changed (self, decisions, column);
  g_autofree char *problem = NULL;

  if (n_changed == 0)
    return TRUE;
  problem = limen_message_part_plural (
      n_changed,
      "the cutoffs named \"%s\" have the classes in another order than this "
      "file, which would give another class to %zu row; limen-cli apply keeps "
      "their order",
      "the cutoffs named \"%s\" have the classes in another order than this "
      "file, which would give another class to %zu rows; limen-cli apply "
      "keeps "
      "their order",
      column->title, n_changed);
  return limen_report_fail (error, LIMEN_REPORT_ERROR_FORMAT, "%s", problem);
}

/* Stores the thresholds in the order of the file's classes. */
static void
take_thresholds (LimenCutoffSet *self, GListModel *cutoffs,
                 LimenThresholdScores *scores,
                 const LimenDecisionColumn *column)
{
  for (gsize k = 0; k < column->n; k++)
    {
      g_autoptr (LimenCutoff) cutoff
          = g_list_model_get_item (cutoffs, (guint) k);
      gsize class = column->classes[k];

      self->thresholds[class]
          = limen_cutoff_resolve (cutoff, scores, (int) class, NULL).threshold;
      self->mapped_thresholds[class] = column->thresholds[k];
    }
}

/* Converts the thresholds of cutoffs (LimenCutoff), all of one set that
 * decides jointly, to the scale of these scores, as limen_decisions_new()
 * does, but in the order of the file's classes. Takes a pass over the scores
 * if the cutoffs have maps. Free with limen_cutoff_set_free(); NULL with an
 * error if a cutoff does not apply or the order of classes would change
 * decisions. */
LimenCutoffSet *
limen_cutoff_set_new (GListModel *cutoffs, LimenThresholdScores *scores,
                      GError **error)
{
  g_autoptr (LimenDecisions) decisions = NULL;
  g_autoptr (LimenCutoffSet) self = NULL;
  const LimenDecisionColumn *column;

  decisions = limen_decisions_new_for_scores (cutoffs, scores, NULL, error);
  if (decisions == NULL)
    return NULL;
  column = limen_decisions_get_column (decisions, 0);
  g_return_val_if_fail (column->is_set && decisions->columns->len == 1, NULL);

  self = g_new0 (LimenCutoffSet, 1);
  self->rule = column->rule;
  self->n = column->n;
  self->thresholds = g_new (double, self->n);
  self->mapped_thresholds = g_new (double, self->n);
  if (column->mapped != NULL)
    self->mapped = limen_threshold_scores_ref (column->mapped);
  take_thresholds (self, cutoffs, scores, column);
  return check_order (self, decisions, column, error)
             ? g_steal_pointer (&self)
             : NULL;
}
