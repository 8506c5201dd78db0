/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint-climb.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "joint-movers.h"
#include "joint-tally.h"
#include "ratios.h"
#include "sort.h"
#include "threshold.h"

/* Minimum improvement, against rounding; relative to the largest cost. */
#define TOLERANCE 1e-12
/* Minimum relative width of an interval between critical thresholds; narrower
 * ones are equal but for rounding, as 0.1 / 0.2 and 0.3 / 0.6 may be. */
#define MIN_RELATIVE_WIDTH 1e-12
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
  double *criticals; /* critical threshold of every row, for one class */
  LimenJointMovers movers;
  double *before; /* saved thresholds, to restore */
  double tolerance;
  double value;       /* with the current thresholds; larger is better */
  double start_value; /* with the start thresholds */
  size_t n_visits;    /* optimisations of a single class */
  bool is_refining;   /* consider all rows, even those that do not affect the
                       * goal */
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
  size_t n = self->predictions->n_rows;

  self->ratios = limen_ratios_new (self->predictions);
  self->criticals = malloc ((n + 1) * sizeof *self->criticals);
  self->before = malloc (self->predictions->n_scores * sizeof *self->before);
  return self->ratios != NULL && self->criticals != NULL
         && self->before != NULL && limen_joint_movers_init (&self->movers, n)
         && limen_joint_tally_init (&self->tally, self->predictions,
                                    self->options);
}

/* Allocates an ascent. The predictions must be suitable for
 * limen_joint_optimize(); they and the options are borrowed. NULL when memory
 * runs out. */
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
  limen_joint_tally_clear (&self->tally);
  free (self->criticals);
  limen_joint_movers_clear (&self->movers);
  free (self->before);
  free (self);
}

/* Computes the value of the current decisions, from scratch. */
static double
evaluate (LimenJointClimb *self)
{
  limen_joint_tally_start (&self->tally);
  for (size_t i = 0; i < self->predictions->n_rows; i++)
    limen_joint_tally_add_row (&self->tally, i, self->ratios->best_class[i]);
  limen_joint_tally_finish (&self->tally);
  return limen_joint_tally_get_value (&self->tally);
}

/* Collects the rows that the class's threshold moves: those that affect the
 * goal, or all while refining. Starts the tally at a threshold of +inf, with
 * only the rows that are decided for the class at any threshold. */
static void
find_movers (LimenJointClimb *self, size_t class)
{
  LimenJointTally *tally = &self->tally;

  limen_joint_movers_start (&self->movers);
  limen_ratios_get_criticals (self->ratios, class, self->criticals);
  limen_joint_tally_start (tally);
  for (size_t i = 0; i < self->predictions->n_rows; i++)
    {
      size_t other = limen_ratios_get_other (self->ratios, i, class);
      double critical = self->criticals[i];

      limen_joint_tally_add_row (tally, i,
                                 critical == INFINITY ? class : other);
      if (critical == 0 || critical == INFINITY
          || (!self->is_refining
              && !limen_joint_tally_is_affected (tally, i, other, class)))
        continue;
      limen_joint_movers_add (&self->movers, i, critical);
    }
  limen_joint_tally_finish (tally);
  limen_joint_movers_fill_buckets (&self->movers);
}

/* Thresholds in (low, high] and their value. */
typedef struct
{
  double value, low, high;
} Interval;

/* State of lowering the threshold of a class from +inf. */
typedef struct
{
  size_t class;
  double high; /* the last critical threshold passed */
  Interval best;
} Descent;

/* Considers the interval from the critical threshold `low` up to the one
 * passed before. The larger value wins; ties: the wider interval, then the
 * lower one, which comes later. */
static void
consider (LimenJointClimb *self, Descent *descent, double low)
{
  Interval here
      = { limen_joint_tally_get_value (&self->tally), low, descent->high };
  Interval *best = &descent->best;

  if (!(here.low < here.high * (1 - MIN_RELATIVE_WIDTH)))
    return;
  if (here.value > best->value
      || (here.value == best->value
          && here.high - here.low >= best->high - best->low))
    *best = here;
}

/* Returns the lowest and highest critical threshold of some rows. */
static Interval
get_range (const uint64_t *keys, size_t n)
{
  uint64_t low = keys[0], high = keys[0];

  for (size_t i = 1; i < n; i++)
    {
      low = keys[i] < low ? keys[i] : low;
      high = keys[i] > high ? keys[i] : high;
    }
  return (Interval){ 0, limen_sort_value (low), limen_sort_value (high) };
}

static size_t
get_other (const LimenJointClimb *self, size_t i, size_t class, size_t *row)
{
  *row = (size_t) self->movers.sorted.rows[i];
  return limen_ratios_get_other (self->ratios, *row, class);
}

/* Branch and bound: whether an upper bound for the thresholds in a bucket is
 * below the best known value. */
static bool
can_prune (LimenJointClimb *self, const Descent *descent, size_t start,
           size_t end)
{
  size_t row;

  limen_joint_tally_start_moves (&self->tally);
  for (size_t i = start; i < end; i++)
    {
      size_t other = get_other (self, i, descent->class, &row);

      limen_joint_tally_allow_move (&self->tally, row, other, descent->class);
    }
  return limen_joint_tally_get_bound (&self->tally, descent->class)
         < fmax (descent->best.value, self->value) - self->tolerance;
}

static void
pass_together (LimenJointClimb *self, Descent *descent, size_t start,
               size_t end)
{
  size_t row;

  for (size_t i = start; i < end; i++)
    {
      size_t other = get_other (self, i, descent->class, &row);

      limen_joint_tally_do_move (&self->tally, row, other, descent->class);
    }
  limen_joint_tally_finish_moves (&self->tally, descent->class);
}

static void
pass_one_by_one (LimenJointClimb *self, Descent *descent, size_t start,
                 size_t end)
{
  size_t row;

  for (size_t i = end; i > start; i--)
    {
      double critical = limen_sort_value (self->movers.sorted.keys[i - 1]);
      size_t other = get_other (self, i - 1, descent->class, &row);

      consider (self, descent, critical);
      descent->high = critical;
      limen_joint_tally_move (&self->tally, row, other, descent->class);
    }
}

/* Lowers the threshold past the rows of a bucket, one by one unless it can be
 * pruned. False when memory runs out. */
static bool
pass_bucket (LimenJointClimb *self, Descent *descent, size_t bucket)
{
  size_t start = self->movers.starts[bucket];
  size_t end = self->movers.starts[bucket + 1];
  Interval range;

  if (start == end)
    return true;
  range = get_range (self->movers.sorted.keys + start, end - start);
  consider (self, descent, range.high);
  if (can_prune (self, descent, start, end))
    pass_together (self, descent, start, end);
  else if (limen_joint_movers_sort_bucket (&self->movers, bucket))
    pass_one_by_one (self, descent, start, end);
  else
    return false;
  descent->high = range.low;
  return true;
}

/* Finds the best interval for a class's threshold, the others fixed: lowers it
 * from +inf past every row that it gains, pruning buckets of rows that cannot
 * contain the optimum. False when memory runs out. */
static bool
descend (LimenJointClimb *self, size_t class, Interval *best)
{
  Descent descent = { class, INFINITY, { -INFINITY, 0, 0 } };

  find_movers (self, class);
  for (size_t i = self->movers.n_buckets; i > 0; i--)
    if (!pass_bucket (self, &descent, i - 1))
      return false;
  consider (self, &descent, LIMEN_RATIOS_MIN_THRESHOLD);
  *best = descent.best;
  return true;
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

/* Optimises the threshold of one class, the others fixed. The value found
 * incrementally is recomputed from scratch before it is accepted, so that the
 * value only rises. False when memory runs out. */
static bool
visit (LimenJointClimb *self, size_t class, bool *has_changed)
{
  double before = self->ratios->thresholds[class], value;
  Interval best;

  *has_changed = false;
  self->n_visits++;
  if (!descend (self, class, &best))
    return false;
  if (!(best.value > self->value + self->tolerance))
    return true;
  limen_ratios_set_threshold (self->ratios, class,
                              find_threshold (best.low, best.high));
  value = evaluate (self);
  *has_changed = value > self->value + self->tolerance;
  if (*has_changed)
    self->value = value;
  else
    limen_ratios_set_threshold (self->ratios, class, before);
  return true;
}

/* Whether any rows may be decided for a class. */
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

/* Optimises class after class, cyclically, until none improves. */
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

/* Returns the critical thresholds of all rows adjacent to a class's current
 * threshold; the upper one is at most `highest`. */
static Interval
find_cell (LimenJointClimb *self, size_t class, double highest)
{
  double threshold = self->ratios->thresholds[class];
  Interval cell = { 0, LIMEN_RATIOS_MIN_THRESHOLD, highest };

  limen_ratios_get_criticals (self->ratios, class, self->criticals);
  for (size_t i = 0; i < self->predictions->n_rows; i++)
    if (self->criticals[i] < threshold)
      cell.low = fmax (cell.low, self->criticals[i]);
    else
      cell.high = fmin (cell.high, self->criticals[i]);
  return cell;
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

/* Whether single precision changes the decision of any row close to its
 * critical threshold for this class; self->criticals must be those of the
 * class. */
static bool
has_flipped (const LimenJointClimb *self, size_t class)
{
  double threshold = self->ratios->thresholds[class];
  double margin = SINGLE_MARGIN * threshold;

  for (size_t i = 0; i < self->predictions->n_rows; i++)
    {
      size_t decided = self->ratios->best_class[i];

      if (fabs (self->criticals[i] - threshold) <= margin
          && (decide_in_single (self, i, false) != decided
              || decide_in_single (self, i, true) != decided))
        return true;
    }
  return false;
}

/* Moves the threshold of a class away from rows whose decision single
 * precision changes, even if they do not affect the goal, to where the value
 * is best. If the threshold lay between critical thresholds that differ only
 * by rounding, its value was an artefact of rounding and may be given up, but
 * not below that of the start. False when memory runs out. */
static bool
refine (LimenJointClimb *self, size_t class, bool *has_changed)
{
  double value = self->value, threshold = self->ratios->thresholds[class];
  Interval cell = find_cell (self, class, LIMEN_RATIOS_MAX_THRESHOLD);
  bool is_degenerate = !(cell.low < cell.high * (1 - MIN_RELATIVE_WIDTH));
  bool is_done;

  *has_changed = false;
  if (!has_flipped (self, class))
    return true;
  self->is_refining = true;
  self->value = -INFINITY;
  is_done = visit (self, class, has_changed);
  self->is_refining = false;
  if (*has_changed
      && self->value >= (is_degenerate ? self->start_value : value))
    return is_done;
  limen_ratios_set_threshold (self->ratios, class, threshold);
  self->value = value;
  *has_changed = false;
  return is_done;
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
  Interval cell = find_cell (self, class,
                             threshold < 1 ? 1 : LIMEN_RATIOS_MAX_THRESHOLD);
  double safe = find_safe_threshold (cell.low, cell.high);

  if (!isnan (safe))
    limen_ratios_set_threshold (self->ratios, class, safe);
}

/* Returns the power of two to divide all thresholds by so that they are below
 * 1; 0 if they are already, or if some would become too small. */
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
  limen_ratios_set_thresholds (self->ratios, thresholds);
  for (size_t k = 0; k < n_classes; k++)
    if (is_enabled (self, k))
      shorten (self, k);
  if (!(evaluate (self) >= self->value))
    limen_ratios_set_thresholds (self->ratios, self->before);
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

  limen_ratios_set_thresholds (self->ratios, start);
  self->start_value = self->value = evaluate (self);
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
