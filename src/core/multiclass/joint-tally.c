/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint-tally.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Sums the weight of the rows of each class. False when memory runs out. */
static bool
add_supports (LimenJointTally *self)
{
  size_t n_classes = self->predictions->n_scores;
  LimenSum *sums = calloc (n_classes, sizeof *sums);
  LimenSum total = { 0 };

  if (sums == NULL)
    return false;
  for (size_t i = 0; i < self->predictions->n_rows; i++)
    {
      double weight = limen_predictions_get_weight (self->predictions, i);

      limen_sum_add (&sums[self->predictions->labels[i]], weight);
      limen_sum_add (&total, weight);
    }
  for (size_t k = 0; k < n_classes; k++)
    self->supports[k] = limen_sum_value (&sums[k]);
  self->total = limen_sum_value (&total);
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

  *self = (LimenJointTally){ .predictions = predictions, .options = options };
  self->classes = calloc (n_classes, sizeof *self->classes);
  self->supports = calloc (n_classes, sizeof *self->supports);
  self->sources = calloc (n_classes, sizeof *self->sources);
  if (self->classes != NULL && self->supports != NULL && self->sources != NULL
      && add_supports (self))
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
  free (self->sources);
  *self = (LimenJointTally){ 0 };
}

static bool
is_f1 (const LimenJointTally *self)
{
  return self->options->goal == LIMEN_JOINT_MACRO_F1;
}

/* Returns the value of deciding a row for a class, per unit of weight: minus
 * its cost, or 1 if right. */
static double
get_worth (const LimenJointTally *self, size_t row, size_t class)
{
  size_t label = self->predictions->labels[row];

  if (self->options->goal == LIMEN_JOINT_COST)
    return -self->options->costs[label * self->predictions->n_classes + class];
  return label == class;
}

/* Returns the gain from moving a row. */
static double
get_gain (const LimenJointTally *self, size_t row, size_t from, size_t to)
{
  return limen_predictions_get_weight (self->predictions, row)
         * (get_worth (self, row, to) - get_worth (self, row, from));
}

static bool
has_weight (const LimenJointTally *self, size_t row)
{
  return limen_predictions_get_weight (self->predictions, row) > 0;
}

/* Whether moving a row changes the goal. */
bool
limen_joint_tally_is_affected (const LimenJointTally *self, size_t row,
                               size_t from, size_t to)
{
  return has_weight (self, row)
         && (is_f1 (self)
             || get_worth (self, row, from) != get_worth (self, row, to));
}

static double
get_value (const LimenJointTally *self, double sum, long n_defined)
{
  return sum / (is_f1 (self) ? (double) n_defined : self->total);
}

/* Returns the current value: mean of the defined F1, accuracy, or minus the
 * mean cost. NaN without rows. */
double
limen_joint_tally_get_value (const LimenJointTally *self)
{
  return get_value (self, limen_sum_value (&self->sum), self->n_defined);
}

/* Removes all rows. */
void
limen_joint_tally_start (LimenJointTally *self)
{
  self->sum = (LimenSum){ 0 };
  self->n_defined = 0;
  memset (self->classes, 0,
          self->predictions->n_scores * sizeof *self->classes);
}

static void
count_row (LimenJointTally *self, size_t row, size_t class, double weight)
{
  LimenJointDecided *decided = &self->classes[class];

  if (weight > 0)
    decided->n++;
  else
    decided->n--;
  limen_sum_add (&decided->weight, weight);
  if (self->predictions->labels[row] == class)
    limen_sum_add (&decided->right, weight);
}

static double
get_f1 (double right, double weight, double support)
{
  return right > 0 ? 2 * right / (support + weight) : 0;
}

/* Updates the F1 of a class. Whether it is defined, as in
 * limen_metric_value(), depends on the number of rows: the remainder of a
 * weight sum may not be 0 without rows. */
static void
update (LimenJointTally *self, size_t class)
{
  LimenJointDecided *decided = &self->classes[class];
  bool is_defined = self->supports[class] > 0 || decided->n > 0;
  double f1 = decided->n > 0 ? get_f1 (limen_sum_value (&decided->right),
                                       limen_sum_value (&decided->weight),
                                       self->supports[class])
                             : 0;

  limen_sum_add (&self->sum, f1 - decided->f1);
  self->n_defined += is_defined - decided->is_defined;
  decided->f1 = f1;
  decided->is_defined = is_defined;
}

/* Adds a row decided for a class. Call limen_joint_tally_finish() after the
 * last one. */
void
limen_joint_tally_add_row (LimenJointTally *self, size_t row, size_t class)
{
  double weight = limen_predictions_get_weight (self->predictions, row);

  if (!has_weight (self, row))
    return;
  if (is_f1 (self))
    count_row (self, row, class, weight);
  else
    limen_sum_add (&self->sum, weight * get_worth (self, row, class));
}

/* Completes the value after the last added row. */
void
limen_joint_tally_finish (LimenJointTally *self)
{
  for (size_t k = 0; is_f1 (self) && k < self->predictions->n_scores; k++)
    update (self, k);
}

/* Moves a row from the class it is decided for to another one. */
void
limen_joint_tally_move (LimenJointTally *self, size_t row, size_t from,
                        size_t to)
{
  limen_joint_tally_do_move (self, row, from, to);
  if (!is_f1 (self) || !has_weight (self, row))
    return;
  update (self, from);
  update (self, to);
}

/* Starts a batch of moves to one class: moves are allowed, then bounded, then
 * possibly carried out. */
void
limen_joint_tally_start_moves (LimenJointTally *self)
{
  for (size_t i = 0; i < self->n_sources; i++)
    {
      self->classes[self->sources[i]].leaving = 0;
      self->classes[self->sources[i]].may_leave = false;
    }
  self->n_sources = 0;
  self->arriving = 0;
}

/* Adds a possible move of a row from its current class to the batch. */
void
limen_joint_tally_allow_move (LimenJointTally *self, size_t row, size_t from,
                              size_t to)
{
  double weight = limen_predictions_get_weight (self->predictions, row);
  LimenJointDecided *decided = &self->classes[from];
  size_t label = self->predictions->labels[row];

  if (!has_weight (self, row))
    return;
  if (!is_f1 (self))
    {
      self->arriving += fmax (0, get_gain (self, row, from, to));
      return;
    }
  if (!decided->may_leave)
    self->sources[self->n_sources++] = (uint16_t) from;
  decided->may_leave = true;
  if (label == to)
    self->arriving += weight;
  if (label != from)
    decided->leaving += weight;
}

/* Returns an upper bound, up to rounding, on the value after any subset of the
 * allowed moves: for the F1 of a source class, all its wrong rows and no right
 * ones leave; for the target class, all right rows arrive. */
double
limen_joint_tally_get_bound (const LimenJointTally *self, size_t to)
{
  const LimenJointDecided *class = &self->classes[to];
  double sum = limen_sum_value (&self->sum);
  long n_defined = self->n_defined;

  if (!is_f1 (self))
    return get_value (self, sum + self->arriving, 0);
  sum += get_f1 (limen_sum_value (&class->right) + self->arriving,
                 limen_sum_value (&class->weight) + self->arriving,
                 self->supports[to])
         - class->f1;
  for (size_t i = 0; i < self->n_sources; i++)
    {
      size_t k = self->sources[i];

      class = &self->classes[k];
      sum += get_f1 (limen_sum_value (&class->right),
                     limen_sum_value (&class->weight) - class->leaving,
                     self->supports[k])
             - class->f1;
      n_defined -= !(self->supports[k] > 0);
    }
  return get_value (self, sum, n_defined);
}

/* Carries out an allowed move. Call limen_joint_tally_finish_moves() after the
 * last one. */
void
limen_joint_tally_do_move (LimenJointTally *self, size_t row, size_t from,
                           size_t to)
{
  double weight = limen_predictions_get_weight (self->predictions, row);

  if (!has_weight (self, row))
    return;
  if (!is_f1 (self))
    {
      limen_sum_add (&self->sum, get_gain (self, row, from, to));
      return;
    }
  count_row (self, row, from, -weight);
  count_row (self, row, to, weight);
}

/* Completes the value after a batch of moves. */
void
limen_joint_tally_finish_moves (LimenJointTally *self, size_t to)
{
  if (!is_f1 (self))
    return;
  for (size_t i = 0; i < self->n_sources; i++)
    update (self, self->sources[i]);
  update (self, to);
}
