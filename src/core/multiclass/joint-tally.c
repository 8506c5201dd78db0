/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint-tally.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Whether the goal is macro F1; the others are sums over the rows. */
bool
limen_joint_tally_is_f1 (const LimenJointTally *self)
{
  return self->options->goal == LIMEN_JOINT_MACRO_F1;
}

/* Sums the weight of the rows of each class. False when memory runs out. */
static bool
add_supports (LimenJointTally *self)
{
  size_t n_classes = self->predictions->n_scores;
  LimenSum *sums = calloc (n_classes, sizeof *sums);
  LimenSum total = { 0 };
  size_t n_present = 0;

  if (sums == NULL)
    return false;
  for (size_t i = 0; i < self->predictions->n_rows; i++)
    {
      double weight = limen_predictions_get_weight (self->predictions, i);

      limen_sum_add (&sums[self->predictions->labels[i]], weight);
      limen_sum_add (&total, weight);
    }
  for (size_t k = 0; k < n_classes; k++)
    {
      self->supports[k] = limen_sum_value (&sums[k]);
      n_present += self->supports[k] > 0;
    }
  self->size = limen_joint_tally_is_f1 (self) ? (double) n_present
                                              : limen_sum_value (&total);
  free (sums);
  return true;
}

/* Initialises a tally; borrows predictions, which need labels and a score per
 * class, and options. False, with nothing to clear, when memory runs out. */
bool
limen_joint_tally_init (LimenJointTally *self,
                        const LimenPredictions *predictions,
                        const LimenJointOptions *options)
{
  size_t n_classes = predictions->n_scores;
  bool is_f1;

  *self = (LimenJointTally){ .predictions = predictions, .options = options };
  is_f1 = limen_joint_tally_is_f1 (self);
  self->classes = calloc (n_classes, sizeof *self->classes);
  self->supports = calloc (n_classes, sizeof *self->supports);
  if (!is_f1)
    self->worths = malloc ((predictions->n_rows + 1) * sizeof (double));
  if (self->classes != NULL && self->supports != NULL
      && (is_f1 || self->worths != NULL) && add_supports (self))
    return true;
  limen_joint_tally_clear (self);
  return false;
}

/* Frees the arrays and zeroes the struct; safe on a zeroed struct. */
void
limen_joint_tally_clear (LimenJointTally *self)
{
  free (self->classes);
  free (self->supports);
  free (self->worths);
  *self = (LimenJointTally){ 0 };
}

/* Returns the value of deciding a row for a class, per unit of weight: minus
 * its cost, or 1 if right. */
double
limen_joint_tally_get_worth (const LimenJointTally *self, size_t row,
                             size_t class)
{
  size_t label = self->predictions->labels[row];

  if (self->options->goal == LIMEN_JOINT_COST)
    return -self->options->costs[label * self->predictions->n_classes + class];
  return label == class;
}

static bool
has_weight (const LimenJointTally *self, size_t row)
{
  return limen_predictions_get_weight (self->predictions, row) > 0;
}

/* Whether moving a row between two classes changes the value of the goal. */
bool
limen_joint_tally_is_affected (const LimenJointTally *self, size_t row,
                               size_t from, size_t to)
{
  return has_weight (self, row)
         && (limen_joint_tally_is_f1 (self)
             || limen_joint_tally_get_worth (self, row, from)
                    != limen_joint_tally_get_worth (self, row, to));
}

/* Returns the current value: mean F1 of the classes that have rows, accuracy,
 * or minus the mean cost. NaN without rows. */
double
limen_joint_tally_get_value (const LimenJointTally *self)
{
  return limen_sum_value (&self->sum) / self->size;
}

/* Adds a row with this weight to the sums of the class it is decided for; a
 * negative weight removes the row. */
static void
count_row (LimenJointTally *self, size_t row, size_t class, double weight)
{
  LimenJointDecided *decided = &self->classes[class];

  limen_sum_add (&decided->weight, weight);
  if (self->predictions->labels[row] == class)
    limen_sum_add (&decided->right, weight);
}

static double
get_f1 (const LimenJointTally *self, size_t class)
{
  const LimenJointDecided *decided = &self->classes[class];
  double right = limen_sum_value (&decided->right);

  return right > 0 ? 2 * right
                         / (self->supports[class]
                            + limen_sum_value (&decided->weight))
                   : 0;
}

/* Recomputes the F1 of all classes and their sum. */
static void
sum_f1 (LimenJointTally *self)
{
  self->sum = (LimenSum){ 0 };
  for (size_t k = 0; k < self->predictions->n_scores; k++)
    {
      self->classes[k].f1 = get_f1 (self, k);
      limen_sum_add (&self->sum, self->classes[k].f1);
    }
}

/* Counts the current decisions of all rows, from scratch. */
void
limen_joint_tally_count (LimenJointTally *self, const LimenRatios *ratios)
{
  size_t n_classes = self->predictions->n_scores;

  self->sum = (LimenSum){ 0 };
  memset (self->classes, 0, n_classes * sizeof *self->classes);
  for (size_t i = 0; i < self->predictions->n_rows; i++)
    {
      double weight = limen_predictions_get_weight (self->predictions, i);
      size_t class = ratios->best_class[i];

      if (limen_joint_tally_is_f1 (self))
        {
          count_row (self, i, class, weight);
          continue;
        }
      self->worths[i] = limen_joint_tally_get_worth (self, i, class);
      limen_sum_add (&self->sum, weight * self->worths[i]);
    }
  if (limen_joint_tally_is_f1 (self))
    sum_f1 (self);
}

static void
update_row (LimenJointTally *self, size_t row, size_t from, size_t to)
{
  double weight = limen_predictions_get_weight (self->predictions, row);

  if (limen_joint_tally_is_f1 (self))
    {
      count_row (self, row, from, -weight);
      count_row (self, row, to, weight);
      return;
    }
  limen_sum_add (&self->sum, -weight * self->worths[row]);
  self->worths[row] = limen_joint_tally_get_worth (self, row, to);
  limen_sum_add (&self->sum, weight * self->worths[row]);
}

/* Updates the counts after limen_ratios_set_threshold(), for the rows it lists
 * as moved. Sums carry their rounding errors, so that they do not drift. */
void
limen_joint_tally_update (LimenJointTally *self, const LimenRatios *ratios)
{
  for (size_t chunk = 0; chunk < ratios->chunks.n_chunks; chunk++)
    {
      size_t first = limen_chunks_get (ratios->chunks, chunk).first;
      const LimenRatiosMove *moves = ratios->moves + first;

      for (size_t i = 0; i < ratios->n_moves[chunk]; i++)
        update_row (self, first + moves[i].row, moves[i].from,
                    ratios->best_class[first + moves[i].row]);
    }
  if (limen_joint_tally_is_f1 (self))
    sum_f1 (self);
}

/* Initialises a trial: a copy of the counts of a tally, in which rows can be
 * moved without changing their decisions. Borrows everything else from the
 * tally. False, with nothing to clear, when memory runs out. */
bool
limen_joint_tally_init_trial (LimenJointTally *self,
                              const LimenJointTally *tally)
{
  *self = *tally;
  self->classes
      = malloc (tally->predictions->n_scores * sizeof *self->classes);
  return self->classes != NULL;
}

/* Resets the counts of a trial to those of its tally. */
void
limen_joint_tally_start_trial (LimenJointTally *self,
                               const LimenJointTally *tally)
{
  self->sum = tally->sum;
  if (limen_joint_tally_is_f1 (self))
    memcpy (self->classes, tally->classes,
            self->predictions->n_scores * sizeof *self->classes);
}

/* Frees the counts of a trial; safe on a zeroed struct. */
void
limen_joint_tally_clear_trial (LimenJointTally *self)
{
  free (self->classes);
  self->classes = NULL;
}

static void
update_f1 (LimenJointTally *self, size_t class)
{
  double f1 = get_f1 (self, class);

  limen_sum_add (&self->sum, f1 - self->classes[class].f1);
  self->classes[class].f1 = f1;
}

/* Moves a row of a trial from one class to another. */
void
limen_joint_tally_move (LimenJointTally *self, size_t row, size_t from,
                        size_t to)
{
  double weight = limen_predictions_get_weight (self->predictions, row);

  if (!has_weight (self, row))
    return;
  if (!limen_joint_tally_is_f1 (self))
    {
      limen_sum_add (&self->sum,
                     weight
                         * (limen_joint_tally_get_worth (self, row, to)
                            - limen_joint_tally_get_worth (self, row, from)));
      return;
    }
  count_row (self, row, from, -weight);
  count_row (self, row, to, weight);
  update_f1 (self, from);
  update_f1 (self, to);
}
