/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "ks-estimate.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "class-replicates.h"
#include "class-units.h"
#include "resample.h"

/* Thresholds at which KS is looked for in resamples of rows that are drawn one
 * by one. */
#define N_POINTS 200
/* With fewer rows of a class, resamples do not show how skewed KS is. */
#define FEW_ROWS 50
/* The value exceeds that of the population by 1 / (2^(2/3) - 1) = 1.7 times
 * what resamples exceed the value by, if the curve of the difference is smooth
 * at its maximum, and by 1 / (sqrt (2) - 1) = 2.4 times if it is flat: the
 * noise of resamples has twice the variance, in cube-root scaling. */
#define SHIFT_OF_LOW 2.4
#define SHIFT_OF_HIGH 1.0

/* What the interval is computed from. */
typedef struct
{
  double ks;
  double effective[2]; /* rows or units of each class that count equally */
  double excess;       /* mean over the resamples, minus the value; >= 0 */
  double error;        /* standard error */
} Facts;

static double
get_difference (LimenConfusion c)
{
  return c.tp / (c.tp + c.fn) - c.fp / (c.fp + c.tn);
}

/* Mean and standard deviation of the defined values; the latter 0 for fewer
 * than two. */
static void
summarize (const double *values, gsize n, double *mean, double *deviation)
{
  double sum = 0, squares = 0;
  gsize n_defined = 0;

  for (gsize i = 0; i < n; i++)
    if (!isnan (values[i]))
      {
        sum += values[i];
        n_defined++;
      }
  *mean = sum / (double) n_defined;
  for (gsize i = 0; i < n; i++)
    if (!isnan (values[i]))
      squares += (values[i] - *mean) * (values[i] - *mean);
  *deviation = n_defined > 1 ? sqrt (squares / (double) (n_defined - 1)) : 0;
}

static void
set_replicates (Facts *self, const double *values, gsize n)
{
  double mean;

  summarize (values, n, &mean, &self->error);
  self->excess = fmax (mean - self->ks, 0);
}

/* The number of units of equal weight that the rows of each class are worth:
 * whole units, or else rows. FALSE when memory runs out. */
static gboolean
measure_classes (const LimenPredictions *numbers, double effective[2])
{
  double sums[2] = { 0 }, squares[2] = { 0 };

  if (limen_predictions_get_units (numbers) != NULL)
    return limen_class_units_measure (numbers, effective);
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      int class = numbers->labels[i] == numbers->positive;
      double weight = limen_predictions_get_weight (numbers, i);

      sums[class] += weight;
      squares[class] += weight * weight;
    }
  for (int class = 0; class < 2; class ++)
    effective[class] = sums[class] * sums[class] / squares[class];
  return TRUE;
}

/* Finds KS in resamples that are drawn from the counts of the sweep: the
 * largest Youden's J. FALSE when memory runs out. */
static gboolean
resample_counts (Facts *self, const LimenSweep *sweep, gsize candidate,
                 const LimenBootstrap *plan)
{
  LimenObjective youden
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_YOUDEN_J, 1 }, FALSE);
  g_autofree LimenResampleOptimum *optima
      = g_try_new (LimenResampleOptimum, plan->n_resamples + 1);
  g_autofree double *values = g_try_new (double, plan->n_resamples + 1);
  LimenConfusion c = limen_sweep_get_confusion (sweep, candidate);
  double positives = c.tp + c.fn, negatives = c.fp + c.tn;

  if (optima == NULL || values == NULL
      || limen_bootstrap_optimize (plan, sweep, &youden, candidate, optima,
                                   (LimenBootstrapProgress){ 0 }, 0)
             != LIMEN_BOOTSTRAP_DONE)
    return FALSE;
  for (gsize i = 0; i < plan->n_resamples; i++)
    values[i] = optima[i].value;
  set_replicates (self, values, plan->n_resamples);
  if (positives > 1 && negatives > 1)
    self->error = fmax (
        self->error,
        sqrt (c.tp * c.fn / (positives * positives) / (positives - 1)
              + c.fp * c.tn / (negatives * negatives) / (negatives - 1)));
  return TRUE;
}

/* Chooses candidates that are evenly spread among the scores, and the one of
 * the file's KS, in ascending order; returns their number and the place of the
 * latter. */
static gsize
choose_points (const LimenSweep *sweep, gsize candidate,
               gsize points[N_POINTS + 1], gsize *place)
{
  gsize n_scores = limen_sweep_get_n_scores (sweep);
  gsize n_spread = MIN (n_scores, N_POINTS), n = 0;

  *place = 0;
  for (gsize i = 0; i < n_spread; i++)
    {
      gsize point = i * n_scores / n_spread;

      if (n == *place && point >= candidate)
        {
          points[n++] = candidate;
          if (point == candidate)
            continue;
        }
      else if (n == *place)
        *place += 1;
      points[n++] = point;
    }
  if (n == *place)
    points[n++] = candidate;
  return n;
}

/* Finds KS in resamples of the rows, or of whole units, at some thresholds. */
static LimenBootstrapStatus
resample_rows (Facts *self, LimenOneVsRest *class, gsize candidate,
               const LimenBootstrap *plan)
{
  gsize points[N_POINTS + 1], place;
  gsize n = choose_points (limen_one_vs_rest_get_sweep (class), candidate,
                           points, &place);
  g_autofree double *values = g_try_new (double, plan->n_resamples + 1);
  g_autofree double *fixed = g_try_new (double, plan->n_resamples + 1);
  LimenReplicates replicates = { 0 };
  LimenBootstrapStatus status
      = values == NULL || fixed == NULL
            ? LIMEN_BOOTSTRAP_NO_MEMORY
            : limen_class_replicates_init (&replicates, class, plan, points, n,
                                           NULL);
  double mean, error;

  for (gsize i = 0; status == LIMEN_BOOTSTRAP_DONE && i < plan->n_resamples;
       i++)
    {
      fixed[i] = get_difference (limen_replicates_get (&replicates, place)[i]);
      values[i] = isnan (fixed[i]) ? NAN : fmax (fixed[i], 0);
      for (gsize k = 0; k < n; k++)
        values[i] = isnan (values[i])
                        ? NAN
                        : fmax (values[i],
                                get_difference (
                                    limen_replicates_get (&replicates, k)[i]));
    }
  limen_replicates_clear (&replicates);
  if (status != LIMEN_BOOTSTRAP_DONE)
    return status;
  set_replicates (self, values, plan->n_resamples);
  summarize (fixed, plan->n_resamples, &mean, &error);
  self->error = fmax (self->error, error);
  return status;
}

/* The lower of the ends on the scale of KS and on the logit scale. */
static double
get_low (double centre, double distance)
{
  double odds;

  if (centre <= 0 || centre >= 1)
    return centre - distance;
  odds = centre / (1 - centre) * exp (-distance / (centre * (1 - centre)));
  return fmin (centre - distance, odds / (1 + odds));
}

/* How far KS of a sample may be above that of the population, at one end: the
 * limit of Smirnov (1939) for the largest difference. */
static double
get_bound (const Facts *self, double tail)
{
  double size = self->effective[0] * self->effective[1]
                / (self->effective[0] + self->effective[1]);

  return sqrt (-log (tail) / (2 * size));
}

static LimenInterval
get_interval (const Facts *self, double confidence)
{
  double tail = (1 - confidence) / 2;
  double least = fmin (self->effective[0], self->effective[1]);
  double distance = gsl_cdf_tdist_Qinv (tail, least - 1) * self->error;
  double bound = get_bound (self, tail);
  double low = get_low (self->ks - SHIFT_OF_LOW * self->excess, distance);
  double high = self->ks - SHIFT_OF_HIGH * self->excess + distance;

  if (least < FEW_ROWS || self->ks <= bound || !(self->error > 0))
    low = self->ks - bound;
  if (!(self->error > 0))
    high = self->ks + bound;
  return (LimenInterval){ fmax (low, 0), fmin (fmax (high, self->ks), 1) };
}

/* Whether all rows have one weight, and are so as many counts. */
static gboolean
have_equal_weights (const LimenPredictions *numbers)
{
  if (numbers->weights == NULL
      || limen_predictions_get_units (numbers) != NULL)
    return FALSE;
  for (gsize i = 0; i < numbers->n_rows; i++)
    if (numbers->weights[i] != numbers->weights[0])
      return FALSE;
  return TRUE;
}

/* Resamples rows of one weight as counts. FALSE when memory runs out. */
static gboolean
resample_equal (Facts *self, const LimenPredictions *numbers,
                double ks_threshold, const LimenBootstrap *plan)
{
  LimenSweep *sweep
      = limen_sweep_new (numbers->scores[0], numbers->labels,
                         numbers->positive, NULL, numbers->n_rows);
  gboolean is_done
      = sweep != NULL
        && resample_counts (self, sweep,
                            limen_sweep_find (sweep, ks_threshold), plan);

  limen_sweep_free (sweep);
  return is_done;
}

/* FALSE when memory runs out. */
static gboolean
resample (Facts *self, LimenOneVsRest *class, const LimenBootstrap *plan,
          LimenNoInterval *reason)
{
  const LimenSweep *sweep = limen_one_vs_rest_get_sweep (class);
  const LimenPredictions *numbers = limen_one_vs_rest_get_numbers (class);
  double threshold = limen_one_vs_rest_get_ranking (class).ks_threshold;
  gsize candidate = limen_sweep_find (sweep, threshold);
  LimenBootstrapStatus status;

  if (limen_class_replicates_are_fast (class, FALSE))
    return resample_counts (self, sweep, candidate, plan);
  if (have_equal_weights (numbers))
    return resample_equal (self, numbers, threshold, plan);
  status = resample_rows (self, class, candidate, plan);
  if (status == LIMEN_BOOTSTRAP_UNSUITABLE)
    *reason = LIMEN_NO_INTERVAL_TOO_MANY;
  return status != LIMEN_BOOTSTRAP_NO_MEMORY;
}

/* Estimates KS, the largest of many differences, which is too large in any
 * sample: the interval is that of a normal value, shifted down by multiples of
 * what resamples exceed the value by, which is less than what the value
 * exceeds the population's by. It begins at Smirnov's bound, which needs no
 * resamples, for a class with few rows, and at 0 where that bound does not
 * exclude it. Resamples are drawn from counts, or for rows with weights or
 * that belong together row by row, or unit by unit; there is no interval where
 * these are too many. FALSE when memory runs out. */
gboolean
limen_ks_estimate (LimenOneVsRest *class, const LimenBootstrap *plan,
                   LimenEstimate *estimate)
{
  Facts facts = { .ks = limen_one_vs_rest_get_ranking (class).ks };
  LimenNoInterval reason = LIMEN_NO_INTERVAL_NONE;

  *estimate = limen_estimate_none (facts.ks, LIMEN_NO_INTERVAL_UNDEFINED);
  if (isnan (facts.ks))
    return TRUE;
  if (!measure_classes (limen_one_vs_rest_get_numbers (class),
                        facts.effective))
    return FALSE;
  estimate->reason = LIMEN_NO_INTERVAL_TOO_FEW;
  if (!(facts.effective[0] >= 2 && facts.effective[1] >= 2))
    return TRUE;
  if (!resample (&facts, class, plan, &reason))
    return FALSE;
  *estimate = reason != LIMEN_NO_INTERVAL_NONE
                  ? limen_estimate_none (facts.ks, reason)
                  : (LimenEstimate){ facts.ks,
                                     get_interval (&facts, plan->confidence),
                                     LIMEN_ESTIMATE_BOOTSTRAP,
                                     LIMEN_NO_INTERVAL_NONE };
  return TRUE;
}
