/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "joint.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "averages.h"
#include "joint-climb.h"
#include "names.h"
#include "ratios.h"
#include "sum.h"
#include "translatable.h"

/* The equal thresholds to start from: a power of two, so that quotients are
 * exact and the decision is argmax; small, so that most classes end below
 * 1. */
#define EQUAL_THRESHOLD 0.125

static const struct
{
  const char *name, *title;
} goals[] = {
  [LIMEN_JOINT_MACRO_F1] = { "macro-f1", N_ ("Macro F1") },
  [LIMEN_JOINT_ACCURACY] = { "accuracy", N_ ("Accuracy") },
  [LIMEN_JOINT_COST] = { "cost", N_ ("Mean cost") },
};

/* Returns the name of a goal in options and JSON; static. */
const char *
limen_joint_goal_get_name (LimenJointGoal goal)
{
  return goals[goal].name;
}

/* Returns the title of a goal, to show to users; English, with a translation;
 * static. */
const char *
limen_joint_goal_get_title (LimenJointGoal goal)
{
  return goals[goal].title;
}

/* Parses the name of a goal. False, with *goal untouched, if unknown. */
bool
limen_joint_goal_parse (const char *name, LimenJointGoal *goal)
{
  return LIMEN_NAMES_PARSE (goals, name, goal);
}

static double
get_mean_cost (const LimenJointOptions *options, const LimenMatrix *matrix)
{
  size_t n = limen_matrix_get_n_classes (matrix);
  LimenSum sum = { 0 };

  if (limen_matrix_get_none (matrix).weight > 0)
    return NAN;
  for (size_t label = 0; label < n; label++)
    for (size_t k = 0; k < n; k++)
      limen_sum_add (&sum, options->costs[label * n + k]
                               * limen_matrix_get_cell (matrix, label, k));
  return limen_sum_value (&sum) / limen_matrix_get_all (matrix).weight;
}

/* Returns the value of a goal: macro F1 as in limen_averages_compute(),
 * accuracy, or mean cost, which is NaN if any rows are decided for no class.
 * NaN without rows. */
double
limen_joint_value (const LimenJointOptions *options, const LimenMatrix *matrix)
{
  LimenMetric f1 = { LIMEN_METRIC_F1, 1 };

  switch (options->goal)
    {
    case LIMEN_JOINT_MACRO_F1:
      return limen_averages_of_matrix (f1, matrix, LIMEN_COSTS_DEFAULT).macro;
    case LIMEN_JOINT_COST:
      return get_mean_cost (options, matrix);
    case LIMEN_JOINT_ACCURACY:
    default:
      return limen_matrix_get_accuracy (matrix);
    }
}

/* Computes the value of thresholds from scratch. False when memory runs
 * out. */
static bool
check_value (const LimenPredictions *predictions,
             const LimenJointOptions *options, LimenDecisionRule rule,
             const double *thresholds, double *value)
{
  LimenMatrix *matrix = limen_matrix_new (predictions, thresholds, rule);

  if (matrix == NULL)
    return false;
  *value = limen_joint_value (options, matrix);
  limen_matrix_free (matrix);
  return true;
}

static bool
is_suitable (const LimenPredictions *predictions)
{
  if (predictions->labels == NULL || predictions->n_scores < 2
      || predictions->n_scores != predictions->n_classes)
    return false;
  for (size_t k = 0; k < predictions->n_scores; k++)
    for (size_t i = 0; i < predictions->n_rows; i++)
      if (!(predictions->scores[k][i] >= 0
            && predictions->scores[k][i] <= LIMEN_RATIOS_MAX_THRESHOLD))
        return false;
  return true;
}

static bool
is_allowed (double threshold)
{
  return threshold > LIMEN_RATIOS_MIN_THRESHOLD
         && threshold <= LIMEN_RATIOS_MAX_THRESHOLD;
}

/* Marks the classes that have rows of positive weight; all classes if none
 * has. Returns the number of classes that have. */
static size_t
mark_present (const LimenPredictions *predictions, bool *is_present)
{
  size_t n = 0;

  for (size_t i = 0; i < predictions->n_rows; i++)
    if (limen_predictions_get_weight (predictions, i) > 0)
      is_present[predictions->labels[i]] = true;
  for (size_t k = 0; k < predictions->n_scores; k++)
    n += is_present[k];
  for (size_t k = 0; k < predictions->n_scores && n == 0; k++)
    is_present[k] = true;
  return n;
}

/* Sets the start thresholds of an ascent: `start` where it is in the allowed
 * range, else the equal threshold; +inf for classes without rows. */
static void
set_start (double *thresholds, const double *start, const bool *is_present,
           size_t n)
{
  for (size_t k = 0; k < n; k++)
    if (!is_present[k])
      thresholds[k] = INFINITY;
    else
      thresholds[k] = start != NULL && is_allowed (start[k])
                          ? start[k]
                          : EQUAL_THRESHOLD;
}

static bool
are_equal (const double *thresholds, size_t n)
{
  for (size_t k = 0; k < n; k++)
    if (thresholds[k] != EQUAL_THRESHOLD && thresholds[k] < INFINITY)
      return false;
  return true;
}

static bool
is_better (const LimenJointOptions *options, double value, double than)
{
  if (isnan (than))
    return true;
  return options->goal == LIMEN_JOINT_COST ? value < than : value > than;
}

/* Keeps thresholds in `found` if they are better than the incumbent. */
static LimenJointStatus
try_thresholds (const LimenPredictions *predictions,
                const LimenJointOptions *options, const double *thresholds,
                double *found, LimenJointResult *result)
{
  double value;

  if (!check_value (predictions, options, LIMEN_DECISION_ARGMAX_OVER_THRESHOLD,
                    thresholds, &value))
    return LIMEN_JOINT_NO_MEMORY;
  if (is_better (options, value, result->value))
    {
      result->value = value;
      memcpy (found, thresholds, predictions->n_scores * sizeof *found);
    }
  return LIMEN_JOINT_FOUND;
}

/* Runs an ascent from one start. */
static LimenJointStatus
try_start (LimenJointClimb *climb, const LimenPredictions *predictions,
           const LimenJointOptions *options, const double *start,
           double *found, LimenJointResult *result)
{
  LimenJointStatus status = limen_joint_climb_run (climb, start);

  result->n_passes = limen_joint_climb_get_n_passes (climb);
  if (status != LIMEN_JOINT_FOUND)
    return status;
  return try_thresholds (predictions, options,
                         limen_joint_climb_get_thresholds (climb), found,
                         result);
}

/* Runs ascents from `start` and from equal thresholds. */
static LimenJointStatus
climb_starts (const LimenPredictions *predictions,
              const LimenJointOptions *options, const double *start,
              const bool *is_present, double *own, double *found,
              LimenJointResult *result)
{
  size_t n_classes = predictions->n_scores;
  LimenJointClimb *climb = limen_joint_climb_new (predictions, options);
  LimenJointStatus status = LIMEN_JOINT_NO_MEMORY;

  if (climb != NULL)
    {
      set_start (own, start, is_present, n_classes);
      status = try_start (climb, predictions, options, own, found, result);
    }
  if (status == LIMEN_JOINT_FOUND && !are_equal (own, n_classes))
    {
      set_start (own, NULL, is_present, n_classes);
      status = try_start (climb, predictions, options, own, found, result);
    }
  limen_joint_climb_free (climb);
  return status;
}

/* Runs the ascents and keeps the best result. If at most one class has rows,
 * equal thresholds are the result: there is nothing to optimise. */
static LimenJointStatus
try_starts (const LimenPredictions *predictions,
            const LimenJointOptions *options, const double *start,
            double *found, LimenJointResult *result)
{
  size_t n_classes = predictions->n_scores;
  bool *is_present = calloc (n_classes, sizeof *is_present);
  double *own = malloc (n_classes * sizeof *own);
  LimenJointStatus status = LIMEN_JOINT_NO_MEMORY;

  if (is_present != NULL && own != NULL)
    {
      if (mark_present (predictions, is_present) > 1)
        status = climb_starts (predictions, options, start, is_present, own,
                               found, result);
      else
        {
          set_start (own, NULL, is_present, n_classes);
          status = try_thresholds (predictions, options, own, found, result);
        }
    }
  free (is_present);
  free (own);
  return status;
}

static LimenJointStatus
optimize (const LimenPredictions *predictions,
          const LimenJointOptions *options, const double *start, double *found,
          LimenJointResult *result)
{
  if (!check_value (predictions, options, LIMEN_DECISION_ARGMAX, NULL,
                    &result->argmax_value)
      || (start != NULL
          && !check_value (predictions, options,
                           LIMEN_DECISION_ARGMAX_OVER_THRESHOLD, start,
                           &result->start_value)))
    return LIMEN_JOINT_NO_MEMORY;
  return try_starts (predictions, options, start, found, result);
}

/* Finds thresholds that optimise a goal jointly, for the rule
 * ARGMAX_OVER_THRESHOLD, by coordinate ascent with exact steps. With the other
 * thresholds fixed, a row is decided for a class up to a critical threshold,
 * its score over the largest other quotient. Upper bounds on the goal leave
 * few of the intervals between critical thresholds; each of these is tried,
 * unless its relative width is below 1e-12. The steps are exact: every row
 * is decided as limen_decide() would. From the best interval the shortest
 * decimal is taken, away from its ends by the error of single precision where
 * there is room; ties: the widest interval, then the lowest. A threshold
 * changes only if the value improves by more than 1e-12, relative to the
 * largest cost; so in the end no single threshold can improve it. Changing
 * several together might: the result is a local optimum, the better of those
 * reached from `start` (n_classes thresholds; NULL: none; entries that are not
 * positive and finite are replaced by the equal threshold) and from equal
 * thresholds. So the value is at least that of argmax, and that of a start of
 * positive and finite thresholds, among the classes that have rows of positive
 * weight. Classes without such rows get a threshold of +inf, so no row is
 * decided for them.
 *
 * Decisions are the same in single precision wherever there is room for that:
 * a threshold left close to a critical one is moved where the value does not
 * fall. Where only the rounding of quotients decides, as between 0.6 / 0.08
 * and 0.9 / 0.12, it is moved even at a loss, as long as the value is not
 * below that of the start.
 *
 * The predictions need labels and scores from 0 to 1e100 for each of at least
 * two classes; weights count, rows of weight 0 are skipped. `thresholds` has
 * n_classes entries and may be `start`. As only their ratios matter, all are
 * scaled into (0, 1), unless one would fall below 1e-100. The values of the
 * result are those of limen_decide(), whatever the number of threads.
 * O(n_rows n_classes) time per pass; about 45 bytes per row, up to 80 where
 * the bounds leave most intervals. `thresholds` is only written if the status
 * is FOUND. Values are NaN if no row has positive weight. */
LimenJointResult
limen_joint_optimize (const LimenPredictions *predictions,
                      const LimenJointOptions *options, const double *start,
                      double *thresholds)
{
  LimenJointResult result = { LIMEN_JOINT_UNSUITABLE, NAN, NAN, NAN, 0 };
  size_t n_classes = predictions->n_classes;
  double *found;

  if (!is_suitable (predictions))
    return result;
  found = malloc (n_classes * sizeof *found);
  result.status = LIMEN_JOINT_NO_MEMORY;
  if (found != NULL)
    result.status = optimize (predictions, options, start, found, &result);
  if (result.status == LIMEN_JOINT_FOUND)
    memcpy (thresholds, found, n_classes * sizeof *found);
  free (found);
  return result;
}
