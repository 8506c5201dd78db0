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

/* Equal thresholds to start from: a power of two, so that every quotient is
 * exact and the decision is that of argmax. Low, so that most classes find
 * theirs below 1. */
#define EQUAL_THRESHOLD 0.125

static const struct
{
  const char *name, *title;
} goals[] = {
  [LIMEN_JOINT_MACRO_F1] = { "macro-f1", "Macro F1" },
  [LIMEN_JOINT_ACCURACY] = { "accuracy", "Accuracy" },
  [LIMEN_JOINT_COST] = { "cost", "Mean cost" },
};

/* The name of a goal, as options and JSON write it; static. */
const char *
limen_joint_goal_get_name (LimenJointGoal goal)
{
  return goals[goal].name;
}

/* A goal as screens say it; static. */
const char *
limen_joint_goal_get_title (LimenJointGoal goal)
{
  return goals[goal].title;
}

/* Reads a goal's name. False, and *goal untouched, for any other text. */
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

/* What decisions are worth for a goal: macro F1 as limen_averages_compute()
 * has it, the accuracy, or the mean cost, which is NaN where rows are decided
 * for no class. NaN without rows. */
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

/* The value of thresholds, decided anew. False when memory runs out. */
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

/* Marks the classes that are true of rows with a weight above 0; all of them
 * where there is none. Returns how many. */
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
  return n > 0 ? n : predictions->n_scores;
}

/* Sets the thresholds a climb begins at: those given, where they are positive
 * and finite, else equal ones. Classes without rows get +inf. */
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

/* Keeps thresholds where they are better than what was found before. */
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

/* Climbs from one start. */
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

/* Climbs from where it is told, then from equal thresholds. */
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

/* A single class that may be decided has nothing to climb for. */
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

/* The thresholds that serve a goal best together, for the rule
 * ARGMAX_OVER_THRESHOLD: coordinate ascent with exact steps. With the others
 * fixed, a row goes to a class up to a critical threshold, its score over the
 * largest other ratio; every interval between two of them is tried, in one
 * sweep over the sorted rows, unless it is narrower than 1e-12 of its end.
 * They are exact: the sweep decides every row as limen_decide() would. Of the
 * best interval the shortest decimal is taken, away from its ends by what
 * single precision may make of them where there is room; if several tie, the
 * widest, then the lowest. A class moves only where the value gets better by
 * 1e-12, relative to the largest cost; so in the end no threshold alone can do
 * better. Several together might: it is a local optimum, the better of those
 * reached from `start` (n_classes thresholds; NULL: none; one that is not
 * positive and finite is put at the equal ones' place) and from equal
 * thresholds. So the value is never worse than that of argmax, nor than that
 * of a start of positive and finite thresholds, among the classes that are
 * true of rows which weigh something. Of the others nothing is known: their
 * threshold is +inf, so that no row is ever decided for them.
 *
 * Single precision decides all rows alike wherever there is room for that: a
 * threshold that the last steps left near a critical one is moved where the
 * value is not less. Where only the rounding of quotients decides, as between
 * 0.6 / 0.08 and 0.9 / 0.12, it is moved with a loss, too, as long as the value
 * is not less than that of the start.
 *
 * The predictions have labels and a score, not negative and at most 1e100, for
 * each of at least two classes; weights count, and rows without any are
 * skipped. `thresholds`, of n_classes entries, may be `start`. Only their
 * proportions matter to the rule: all are brought into (0, 1), unless that
 * took one below 1e-100. The values of the result are those of limen_decide()
 * with them. A pass takes O(n_rows n_classes) time; room for some 70 bytes a
 * row is needed. `thresholds` is untouched unless the status is FOUND. Values
 * are NaN where no row weighs anything. */
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
