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

/* What counts as better, against rounding; relative to the largest cost. */
#define TOLERANCE 1e-12
/* Critical thresholds nearer than this part of themselves are one, but for
 * rounding; as 0.1 / 0.2 and 0.3 / 0.6 might be. */
#define MIN_RELATIVE_WIDTH 1e-12
/* Relative error of a critical threshold in single precision: two scores and
 * two thresholds are rounded, by 2^-24 each. */
#define SINGLE_MARGIN 0x1p-22
/* Rounds of settling and climbing again. */
#define MAX_ROUNDS 16

struct _LimenJointClimb
{
  const LimenPredictions *predictions;
  const LimenJointOptions *options;
  LimenRatios *ratios;
  LimenJointTally tally;
  double *criticals; /* of every row, for one class */
  LimenJointMovers movers;
  double *before; /* thresholds to go back to */
  double tolerance;
  double value;       /* with the thresholds so far; larger is better */
  double start_value; /* with those of the start */
  size_t n_visits;    /* to single classes */
  bool is_refining;   /* no row may be near a threshold, felt or not */
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

/* Room for climbing. The predictions are as limen_joint_optimize() wants them;
 * they and the options are only referred to. Returns NULL when memory runs
 * out. */
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

/* Frees it; NULL is nothing. */
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

/* The value of the decisions as they are, added up afresh. */
static double
evaluate (LimenJointClimb *self)
{
  limen_joint_tally_start (&self->tally);
  for (size_t i = 0; i < self->predictions->n_rows; i++)
    limen_joint_tally_add_row (&self->tally, i, self->ratios->best_class[i]);
  limen_joint_tally_finish (&self->tally);
  return limen_joint_tally_get_value (&self->tally);
}

/* Starts with no row decided for the class but those that are whatever its
 * threshold; finds the others that the goal feels, or all while it refines. */
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

/* Thresholds in (low, high], and the value with them. */
typedef struct
{
  double value, low, high;
} Interval;

/* A class's threshold on its way down from +inf. */
typedef struct
{
  size_t class;
  double high; /* the critical one passed last */
  Interval best;
} Descent;

/* Looks at the thresholds down to a lower critical one. Larger values win;
 * among equals the wider interval, then the lower one, which comes later. */
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

/* The lowest and the highest critical threshold of some rows. */
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

/* Whether nothing in a bucket can be better than what is known. */
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

/* Lowers the threshold past a bucket. False when memory runs out. */
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

/* Lowers the class's threshold from +inf past every row that it gains, and
 * finds where the value is best: everywhere, but for buckets of rows that
 * cannot hold it. False when memory runs out. */
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

/* A threshold between two critical ones, away from both by the relative error
 * of single precision; NaN where there is no room. */
static double
find_safe_threshold (double low, double high)
{
  double first = low * (1 + SINGLE_MARGIN);
  double last = high * (1 - SINGLE_MARGIN);

  return first < last
             ? limen_threshold_between (first, last, LIMEN_KEEP_EITHER)
             : NAN;
}

/* A threshold between two critical ones: offer_apart(), or where there is no
 * room for that, any decimal between them. */
static double
find_threshold (double low, double high)
{
  double safe = find_safe_threshold (low, high);

  return isnan (safe) ? limen_threshold_between (low, high, LIMEN_KEEP_EITHER)
                      : safe;
}

/* Gives a class the best threshold that it can have, the others being what
 * they are. What the descent adds up row by row is added up afresh before it
 * is believed, so that the value only ever rises. */
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

/* Whether rows may be decided for a class at all. */
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

/* Visits class after class until none of them finds anything better. */
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

/* The critical thresholds of all rows that are next to a class's own, or
 * `highest` where they are above that. */
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

/* The class that a row is decided for where its scores, or the thresholds as
 * well, are of single precision. */
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

/* Whether single precision decides a row for another class that is near its
 * critical threshold for this one; self->criticals are this one's. */
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

/* Moves the threshold of a class away from rows that single precision decides
 * otherwise, which the goal need not feel, to where the value is best. Where
 * it was between critical thresholds that are one but for rounding, the value
 * so far was luck: it may fall, but not below that of the start. False when
 * memory runs out. */
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

/* Says a class's threshold as shortly as all decisions allow, below 1 where it
 * is. Where others would be too near it stays: it may be equal to another
 * class's, with rows whose scores are as well. */
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

/* The power of two that brings all thresholds below 1; 0 where they are, or
 * some would become too small. */
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

/* Brings all thresholds below 1, which changes but the exponents of the
 * quotients, and offers each where no row's decision changes, as far from
 * those that would change one as there is room. Nothing is done where that
 * loses, as when quotients are so small that they have lost digits. */
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

/* Brings the thresholds to where they are easy to say, and safe. */
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

/* Climbs from a start to where no class alone finds anything better, with all
 * thresholds below 1 if that can be. A threshold of the start is above
 * LIMEN_RATIOS_MIN_THRESHOLD and not above LIMEN_RATIOS_MAX_THRESHOLD, for at
 * least two classes; +inf, which stays, for one that is never decided. */
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

/* Where the last climb has come to; n_classes numbers, its own. */
const double *
limen_joint_climb_get_thresholds (const LimenJointClimb *self)
{
  return self->ratios->thresholds;
}

/* Passes through all classes in all climbs so far. */
size_t
limen_joint_climb_get_n_passes (const LimenJointClimb *self)
{
  size_t n_classes = self->predictions->n_scores;

  return (self->n_visits + n_classes - 1) / n_classes;
}
