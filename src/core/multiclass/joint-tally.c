/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint-tally.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Adds up the true weights of the classes. False when memory runs out. */
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

/* Needs labels, and as many scores as classes. False, and nothing to clear,
 * when memory runs out. */
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

/* Frees what it owns; all 0 is nothing, and what is left. */
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

/* What a row is worth when decided for a class, per unit of its weight. */
static double
get_worth (const LimenJointTally *self, size_t row, size_t class)
{
  size_t label = self->predictions->labels[row];

  if (self->options->goal == LIMEN_JOINT_COST)
    return -self->options->costs[label * self->predictions->n_classes + class];
  return label == class;
}

/* What a row's move is worth. */
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

/* Whether the goal sees the difference when a row moves. */
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

/* The value of the rows told so far: the mean of the F1 that are defined, the
 * accuracy, or the mean cost with its sign changed. NaN without rows. */
double
limen_joint_tally_get_value (const LimenJointTally *self)
{
  return get_value (self, limen_sum_value (&self->sum), self->n_defined);
}

/* Starts afresh without rows. */
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

/* Brings a class's F1 up to date. It is defined as limen_metric_value() has
 * it, by the number of rows: what is left of a sum of weights need not be 0
 * without any. */
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

/* A row comes to be decided for a class. There is no value before
 * limen_joint_tally_finish(). */
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

/* All rows are there. */
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

/* Prepares for many moves to one class at once, which are allowed first, then
 * bounded, and perhaps done. */
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

/* Allows one row to move, from the class it is decided for. */
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

/* A value that no part of the moves allowed exceeds, but for rounding: for the
 * F1 of a class that of all its wrong rows, and none of the right ones, gone;
 * for that of the class they go to, that of all right ones come. */
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

/* Moves a row that was allowed to. There is no value before
 * limen_joint_tally_finish_moves(). */
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

/* All moves to the class are done. */
void
limen_joint_tally_finish_moves (LimenJointTally *self, size_t to)
{
  if (!is_f1 (self))
    return;
  for (size_t i = 0; i < self->n_sources; i++)
    update (self, self->sources[i]);
  update (self, to);
}
