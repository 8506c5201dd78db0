/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint-climb.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "criticals.h"
#include "joint-step.h"
#include "threshold.h"

/* Minimum improvement, far above rounding errors; relative to the largest
 * cost. */
#define TOLERANCE 1e-12
/* Relative error of a critical threshold in single precision: two scores and
 * two thresholds are rounded, by 2^-24 each. */
#define SINGLE_MARGIN 0x1p-22
/* Upper bound on the rounds of simplifying and climbing again. */
#define MAX_ROUNDS 16

struct _LimenJointClimb
{
  const LimenPredictions *predictions;
  const LimenJointOptions *options;
  LimenRatios *ratios;
  LimenJointTally tally;
  LimenJointStep step;
  double *before; /* saved thresholds, to restore */
  double tolerance;
  double value;       /* value of the goal with the current thresholds; larger
                       * is better */
  double start_value; /* value with the start thresholds */
  size_t n_visits;    /* number of optimisations of a single class */
};

static double
get_scale (const LimenJointClimb *self)
{
  size_t n = self->predictions->n_classes;
  double scale = 0;

  if (self->options->goal != LIMEN_JOINT_COST)
    return 1;
  for (size_t i = 0; i < n * n; i++)
    scale = fmax (scale, fabs (self->options->costs[i]));
  return scale;
}

static bool
allocate (LimenJointClimb *self)
{
  self->ratios = limen_ratios_new (self->predictions);
  self->before = malloc (self->predictions->n_scores * sizeof *self->before);
  return self->ratios != NULL && self->before != NULL
         && limen_joint_tally_init (&self->tally, self->predictions,
                                    self->options)
         && limen_joint_step_init (&self->step, self->ratios, &self->tally);
}

/* Allocates an ascent. The predictions must be suitable for
 * limen_joint_optimize(), with rows of positive weight in at least two
 * classes; they and the options are borrowed. NULL when memory runs out. */
LimenJointClimb *
limen_joint_climb_new (const LimenPredictions *predictions,
                       const LimenJointOptions *options)
{
  LimenJointClimb *self = calloc (1, sizeof *self);

  if (self == NULL)
    return NULL;
  self->predictions = predictions;
  self->options = options;
  self->tolerance = TOLERANCE * get_scale (self);
  if (allocate (self))
    return self;
  limen_joint_climb_free (self);
  return NULL;
}

/* Frees an ascent. NULL is ignored. */
void
limen_joint_climb_free (LimenJointClimb *self)
{
  if (self == NULL)
    return;
  limen_ratios_free (self->ratios);
  limen_joint_step_clear (&self->step);
  limen_joint_tally_clear (&self->tally);
  free (self->before);
  free (self);
}

/* Sets all thresholds; returns their value, counted from scratch. */
static double
set_thresholds (LimenJointClimb *self, const double *thresholds)
{
  limen_ratios_set_thresholds (self->ratios, thresholds);
  limen_joint_tally_count (&self->tally, self->ratios);
  return limen_joint_tally_get_value (&self->tally);
}

/* Sets the threshold of a class; returns the value, updated for the rows that
 * it moves. */
static double
set_threshold (LimenJointClimb *self, size_t class, double threshold)
{
  limen_ratios_set_threshold (self->ratios, class, threshold);
  limen_joint_tally_update (&self->tally, self->ratios);
  return limen_joint_tally_get_value (&self->tally);
}

/* Returns a threshold between two critical ones that is away from both by the
 * relative error of single precision; NaN if there is no room. */
static double
find_safe_threshold (double low, double high)
{
  double first = low * (1 + SINGLE_MARGIN);
  double last = high * (1 - SINGLE_MARGIN);

  return first < last
             ? limen_threshold_between (first, last, LIMEN_KEEP_EITHER)
             : NAN;
}

/* Returns a threshold between two critical ones: find_safe_threshold(), or any
 * decimal between them if there is no room for that. */
static double
find_threshold (double low, double high)
{
  double safe = find_safe_threshold (low, high);

  return isnan (safe) ? limen_threshold_between (low, high, LIMEN_KEEP_EITHER)
                      : safe;
}

/* Moves the threshold of one class into an interval, and back unless the value
 * becomes larger than `than`. Returns whether it was moved. */
static bool
try_interval (LimenJointClimb *self, size_t class, LimenJointInterval best,
              double than)
{
  double before = self->ratios->thresholds[class];
  double value
      = set_threshold (self, class, find_threshold (best.low, best.high));
  if (value > than)
    self->value = value;
  else
    set_threshold (self, class, before);
  return value > than;
}

/* Optimises the threshold of one class, the others fixed. The value only
 * rises. False when memory runs out. */
static bool
visit (LimenJointClimb *self, size_t class, bool *has_changed)
{
  double than = self->value + self->tolerance;
  LimenJointInterval best;

  *has_changed = false;
  self->n_visits++;
  if (!limen_joint_step_find (&self->step, class, than - self->tolerance / 2,
                              false, &best))
    return false;
  *has_changed = best.value > than && try_interval (self, class, best, than);
  return true;
}

/* Whether rows can be decided for a class: its threshold is not +inf. */
static bool
is_enabled (const LimenJointClimb *self, size_t class)
{
  return self->ratios->thresholds[class] < INFINITY;
}

static bool
is_cancelled (const LimenJointClimb *self)
{
  return self->options->is_cancelled != NULL
         && self->options->is_cancelled (self->options->data);
}

/* Optimises one class after another, cyclically, until no class improves. */
static LimenJointStatus
visit_all (LimenJointClimb *self)
{
  size_t n_classes = self->predictions->n_scores, n_idle = 0;

  for (size_t k = 0; n_idle < n_classes; k = (k + 1) % n_classes)
    {
      bool has_changed = false;

      if (is_cancelled (self))
        return LIMEN_JOINT_CANCELLED;
      if (is_enabled (self, k) && !visit (self, k, &has_changed))
        return LIMEN_JOINT_NO_MEMORY;
      n_idle = has_changed ? 0 : n_idle + 1;
    }
  return LIMEN_JOINT_FOUND;
}

/* Returns the decision for a row if scores, or scores and thresholds
 * (has_both), are rounded to single precision. */
static size_t
decide_in_single (const LimenJointClimb *self, size_t row, bool has_both)
{
  double best = -INFINITY;
  size_t class = 0;

  for (size_t k = 0; k < self->predictions->n_scores; k++)
    {
      double threshold = self->ratios->thresholds[k];
      double ratio = (float) self->predictions->scores[k][row]
                     / (has_both ? (float) threshold : threshold);

      if (ratio > best && is_enabled (self, k))
        {
          best = ratio;
          class = k;
        }
    }
  return class;
}

/* Whether single precision changes the decision of any row whose critical
 * threshold for this class is close to the class's threshold. `cell` contains
 * the threshold; if its ends are far away, there is no such row. */
static bool
has_flipped (const LimenJointClimb *self, size_t class,
             LimenCriticalsCell cell)
{
  double threshold = self->ratios->thresholds[class];
  double margin = SINGLE_MARGIN * threshold;

  if (threshold - cell.low > margin && cell.high - threshold > margin)
    return false;
  for (size_t i = 0; i < self->predictions->n_rows; i++)
    {
      double critical = limen_criticals_get (self->ratios, class, i);
      size_t decided = self->ratios->best_class[i];

      if (fabs (critical - threshold) <= margin
          && (decide_in_single (self, i, false) != decided
              || decide_in_single (self, i, true) != decided))
        return true;
    }
  return false;
}

/* Moves the threshold of a class away from rows whose decision single
 * precision changes, even if these rows do not affect the goal, to the
 * interval with the best value. The value does not fall, except where the
 * threshold lies between critical thresholds that differ only by rounding: its
 * value is then an artefact of rounding, and may fall to that of the start
 * thresholds. False when memory runs out. */
static bool
refine (LimenJointClimb *self, size_t class, bool *has_changed)
{
  LimenCriticalsCell cell = limen_criticals_find_cell (
      self->ratios, class, LIMEN_RATIOS_MAX_THRESHOLD);
  double least = limen_joint_has_room (cell.low, cell.high)
                     ? self->value
                     : self->start_value;
  LimenJointInterval best;

  *has_changed = false;
  if (!has_flipped (self, class, cell))
    return true;
  self->n_visits++;
  if (!limen_joint_step_find (&self->step, class, least - self->tolerance,
                              true, &best))
    return false;
  *has_changed
      = best.value >= least - self->tolerance
        && try_interval (self, class, best, nextafter (least, -INFINITY));
  return true;
}

static LimenJointStatus
refine_all (LimenJointClimb *self, bool *has_refined)
{
  *has_refined = false;
  for (size_t k = 0; k < self->predictions->n_scores; k++)
    {
      bool has_changed = false;

      if (is_cancelled (self))
        return LIMEN_JOINT_CANCELLED;
      if (is_enabled (self, k) && !refine (self, k, &has_changed))
        return LIMEN_JOINT_NO_MEMORY;
      *has_refined |= has_changed;
    }
  return LIMEN_JOINT_FOUND;
}

/* Replaces a class's threshold by the shortest decimal that keeps all
 * decisions; a threshold below 1 stays below 1. Left unchanged if there is no
 * room, as when another class has an equal threshold and a row has equal
 * scores for both. */
static void
shorten (LimenJointClimb *self, size_t class)
{
  double threshold = self->ratios->thresholds[class];
  LimenCriticalsCell cell = limen_criticals_find_cell (
      self->ratios, class, threshold < 1 ? 1 : LIMEN_RATIOS_MAX_THRESHOLD);
  double safe = find_safe_threshold (cell.low, cell.high);

  if (!isnan (safe) && safe != threshold)
    set_threshold (self, class, safe);
}

/* Returns the exponent of the power of two that all thresholds must be divided
 * by to be below 1; 0 if they already are, or if some would become too
 * small. */
static int
get_exponent (const LimenJointClimb *self)
{
  double largest = 0, smallest = INFINITY;
  int exponent;

  for (size_t k = 0; k < self->predictions->n_scores; k++)
    if (is_enabled (self, k))
      {
        largest = fmax (largest, self->ratios->thresholds[k]);
        smallest = fmin (smallest, self->ratios->thresholds[k]);
      }
  frexp (largest, &exponent);
  if (largest < 1
      || !(ldexp (smallest, -exponent) > LIMEN_RATIOS_MIN_THRESHOLD))
    return 0;
  return exponent;
}

/* Scales all thresholds below 1, which only changes the exponents of the
 * quotients, and replaces each by a short decimal as far from critical
 * thresholds as possible. Undone if the value falls, as when quotients are so
 * small that they lose digits. */
static void
normalize (LimenJointClimb *self)
{
  size_t n_classes = self->predictions->n_scores;
  double *thresholds = self->ratios->thresholds;
  int exponent = get_exponent (self);

  memcpy (self->before, thresholds, n_classes * sizeof *thresholds);
  for (size_t k = 0; k < n_classes; k++)
    thresholds[k] = ldexp (thresholds[k], -exponent);
  if (exponent != 0)
    set_thresholds (self, thresholds);
  for (size_t k = 0; k < n_classes; k++)
    if (is_enabled (self, k))
      shorten (self, k);
  if (!(limen_joint_tally_get_value (&self->tally) >= self->value))
    set_thresholds (self, self->before);
}

/* Makes the thresholds short decimals that are safe in single precision. */
static LimenJointStatus
simplify (LimenJointClimb *self)
{
  LimenJointStatus status;
  bool has_refined;

  normalize (self);
  status = refine_all (self, &has_refined);
  if (has_refined)
    normalize (self);
  return status;
}

/* Runs coordinate ascent from start thresholds until no single class can
 * improve; the result has all thresholds below 1 if possible. Start thresholds
 * are in (LIMEN_RATIOS_MIN_THRESHOLD, LIMEN_RATIOS_MAX_THRESHOLD] for at least
 * two classes, and +inf, which stays, for classes that are never decided. */
LimenJointStatus
limen_joint_climb_run (LimenJointClimb *self, const double *start)
{
  LimenJointStatus status;
  double value;

  self->start_value = self->value = set_thresholds (self, start);
  status = visit_all (self);
  for (int i = 0; status == LIMEN_JOINT_FOUND && i < MAX_ROUNDS; i++)
    {
      status = simplify (self);
      value = self->value;
      if (status == LIMEN_JOINT_FOUND)
        status = visit_all (self);
      if (!(self->value > value))
        break;
    }
  return status;
}

/* Returns the thresholds after the last run; n_classes numbers owned by
 * `self`. */
const double *
limen_joint_climb_get_thresholds (const LimenJointClimb *self)
{
  return self->ratios->thresholds;
}

/* Returns the number of passes over all classes, in all runs so far, rounded
 * up. */
size_t
limen_joint_climb_get_n_passes (const LimenJointClimb *self)
{
  size_t n_classes = self->predictions->n_scores;

  return (self->n_visits + n_classes - 1) / n_classes;
}
