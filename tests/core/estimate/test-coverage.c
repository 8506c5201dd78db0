/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <math.h>

#include "calibration-estimate.h"
#include "link.h"
#include "loss.h"
#include "mean-estimate.h"
#include "proportion.h"
#include "ranking-estimate.h"
#include "ranking.h"
#include "support.h"

/* The files of each population. */
#define N_FILES 1500
#define SEED 2026
#define MAX_ROWS 1000
/* Logits are normal with this standard deviation. A threshold lies above their
 * mean. */
#define SPREAD 1.6
#define THRESHOLD 0.2
#define CONFIDENCE 0.95
/* Points on which a population's values are computed, and their range in
 * standard deviations. */
#define N_GRID 16001
#define GRID_END 7.0

/* A population: logits are normal, and labels follow them, so that the model
 * is calibrated. */
typedef struct
{
  const char *name;
  gsize n;
  double centre;   /* of the logits; sets the prevalence */
  double step;     /* logits are rounded to it; 0: not at all */
  guint unit_size; /* rows that are copies of one; 1: independent rows */
} Population;

typedef enum
{
  ROC_AUC,
  AVERAGE_PRECISION,
  PR_AUC,
  LOG_LOSS,
  BRIER,
  RECALL,
  PRECISION,
  GAP,
  SLOPE,
  N_QUANTITIES
} Quantity;

static const char *const names[] = {
  "ROC AUC", "average precision", "PR AUC", "log loss", "Brier",
  "recall",  "precision",         "gap",    "slope",
};

/* About 10 positives: too few to show how skewed the scores of positives and
 * the losses are. The exact interval of recall, 9 of 10, covers more than it
 * has to. */
static const struct
{
  const char *population;
  Quantity quantity;
} exceptions[] = {
  { "200-rare", ROC_AUC },
  { "200-rare", LOG_LOSS },
  { "200-rare", RECALL },
  { "200-rare", GAP },
};

static double
get_logit (const Population *self, double deviate)
{
  double logit = self->centre + SPREAD * deviate;

  return self->step > 0 ? rint (logit / self->step) * self->step : logit;
}

/* The values of the population, from the expected numbers on a fine grid. */
static void
find_truths (const Population *self, double *truths)
{
  g_autofree double *scores = g_new (double, N_GRID);
  g_autofree double *positives = g_new (double, N_GRID);
  g_autofree double *negatives = g_new (double, N_GRID);
  double loss = 0, brier = 0, all = 0;
  LimenSweep *sweep;
  LimenRanking ranking;
  LimenConfusion c;

  for (gsize i = 0; i < N_GRID; i++)
    {
      double deviate = GRID_END * (2.0 * (double) i / (N_GRID - 1) - 1);
      double density = gsl_ran_ugaussian_pdf (deviate), p;

      scores[i] = get_logit (self, deviate);
      p = limen_sigmoid (scores[i]);
      positives[i] = density * p;
      negatives[i] = density * (1 - p);
      loss -= positives[i] * log (p) + negatives[i] * log1p (-p);
      brier += positives[i] * (1 - p) * (1 - p) + negatives[i] * p * p;
      all += density;
    }
  sweep = limen_sweep_new_from_counts (scores, positives, negatives, N_GRID);
  ranking = limen_ranking_compute (sweep);
  c = limen_sweep_get_confusion (
      sweep, limen_sweep_find (sweep, self->centre + THRESHOLD));
  truths[ROC_AUC] = ranking.roc_auc;
  truths[AVERAGE_PRECISION] = ranking.average_precision;
  truths[PR_AUC] = ranking.pr_auc_trapezoid;
  truths[LOG_LOSS] = loss / all;
  truths[BRIER] = brier / all;
  truths[RECALL] = c.tp / (c.tp + c.fn);
  truths[PRECISION] = c.tp / (c.tp + c.fp);
  truths[GAP] = 0;
  truths[SLOPE] = 1;
  limen_sweep_free (sweep);
}

/* A file of rows. */
typedef struct
{
  double scores[MAX_ROWS];
  guint16 labels[MAX_ROWS];
  guint32 units[MAX_ROWS];
  double *columns[1];
  LimenPredictions numbers;
} File;

static void
draw (const Population *self, gsl_rng *random, File *file)
{
  double deviate = 0;
  gboolean label = FALSE;

  for (gsize i = 0; i < self->n; i++)
    {
      double logit;

      if (i % self->unit_size == 0)
        {
          deviate = gsl_ran_ugaussian (random);
          label = gsl_rng_uniform (random)
                  < limen_sigmoid (get_logit (self, deviate));
        }
      logit = get_logit (self, deviate);
      file->scores[i] = logit;
      file->labels[i] = label;
      file->units[i] = (guint32) (i / self->unit_size);
    }
  file->columns[0] = file->scores;
  file->numbers = (LimenPredictions){ .task = LIMEN_TASK_BINARY,
                                      .kind = LIMEN_KIND_LOGIT,
                                      .n_rows = self->n,
                                      .n_classes = 2,
                                      .n_scores = 1,
                                      .positive = 1,
                                      .labels = file->labels,
                                      .scores = file->columns };
}

static void
estimate_at_threshold (const LimenSweep *sweep, double threshold,
                       LimenEstimate *estimates)
{
  LimenConfusion c
      = limen_sweep_get_confusion (sweep, limen_sweep_find (sweep, threshold));

  estimates[RECALL] = limen_estimate_proportion (
      limen_metric_get_proportion (LIMEN_METRIC_RECALL, c), CONFIDENCE);
  estimates[PRECISION] = limen_estimate_proportion (
      limen_metric_get_proportion (LIMEN_METRIC_PRECISION, c), CONFIDENCE);
}

static void
estimate (const Population *self, const File *file, LimenEstimate *estimates)
{
  const LimenPredictions *numbers = &file->numbers;
  const LimenUnits all = { file->units, self->n / self->unit_size };
  const LimenUnits *units = self->unit_size > 1 ? &all : NULL;
  LimenSweep *sweep = limen_sweep_new_from_predictions (numbers);
  LimenCalibrationSlope fit = limen_calibration_slope_compute (numbers);
  LimenCalibrationEstimates calibration;
  LimenBinaryLossMoments losses;
  LimenRanking ranking = limen_ranking_compute (sweep);
  const double values[] = { ranking.roc_auc, ranking.average_precision,
                            ranking.pr_auc_trapezoid };

  for (int i = 0; i < 3; i++)
    g_assert_true (limen_estimate_ranking ((LimenRankMeasure) i, values[i],
                                           sweep, NAN, numbers, units,
                                           CONFIDENCE, &estimates[i]));
  g_assert_true (limen_binary_losses_compute_moments (
      numbers, &(LimenBinaryMomentOptions){ .pos_weight = 1, .units = units },
      &losses));
  estimates[LOG_LOSS] = limen_estimate_mean (
      &losses.bce, (LimenRange){ LIMEN_SCALE_LOG, 0, INFINITY }, CONFIDENCE);
  estimates[BRIER] = limen_estimate_mean (
      &losses.brier, (LimenRange){ LIMEN_SCALE_LOGIT, 0, 1 }, CONFIDENCE);
  g_assert_true (limen_estimate_calibration (numbers, &fit, units, CONFIDENCE,
                                             &calibration));
  estimates[GAP] = calibration.gap;
  estimates[SLOPE] = calibration.slope;
  estimate_at_threshold (sweep, self->centre + THRESHOLD, estimates);
  limen_sweep_free (sweep);
}

/* How often the intervals of a quantity covered the population's value. */
typedef struct
{
  int n, n_covered;
} Coverage;

static void
coverage_add (Coverage *self, LimenInterval interval, double truth)
{
  if (isnan (interval.low))
    return;
  g_assert_cmpfloat (interval.low, <, interval.high);
  self->n++;
  self->n_covered += interval.low <= truth && truth <= interval.high;
}

static double
coverage_get_share (const Coverage *self)
{
  return (double) self->n_covered / self->n;
}

/* Draws files and estimates all quantities of each. */
static void
simulate (const Population *self, Coverage *coverages)
{
  double truths[N_QUANTITIES];
  gsl_rng *random = gsl_rng_alloc (gsl_rng_mt19937);
  g_autofree File *file = g_new (File, 1);

  gsl_rng_set (random, SEED);
  find_truths (self, truths);
  for (int i = 0; i < N_FILES; i++)
    {
      LimenEstimate estimates[N_QUANTITIES];

      draw (self, random, file);
      estimate (self, file, estimates);
      for (int k = 0; k < N_QUANTITIES; k++)
        coverage_add (&coverages[k], estimates[k].interval, truths[k]);
    }
  gsl_rng_free (random);
}

/* Whether a quantity of a population is one whose intervals are known to cover
 * its value less or more often than 93 % to 97 %. */
static gboolean
is_exception (const Population *self, Quantity quantity)
{
  for (gsize i = 0; i < G_N_ELEMENTS (exceptions); i++)
    if (exceptions[i].quantity == quantity
        && g_str_equal (exceptions[i].population, self->name))
      return TRUE;
  return FALSE;
}

static void
test_population (gconstpointer data)
{
  const Population *self = data;
  Coverage coverages[N_QUANTITIES] = { 0 };

  simulate (self, coverages);
  for (int k = 0; k < N_QUANTITIES; k++)
    {
      double share = coverage_get_share (&coverages[k]);
      gboolean is_known = is_exception (self, (Quantity) k);

      /* Counts of dependent rows are resampled by unit. */
      if (self->unit_size > 1 && (k == RECALL || k == PRECISION))
        continue;
      g_test_message ("%s: %s %.1f %% of %d", self->name, names[k],
                      100 * share, coverages[k].n);
      g_assert_cmpfloat (share, >=, is_known ? 0.91 : 0.93);
      g_assert_cmpfloat (share, <=, is_known ? 0.99 : 0.97);
      g_assert_cmpint (coverages[k].n, >=, N_FILES * 99 / 100);
    }
}

int
main (int argc, char **argv)
{
  static const Population populations[] = {
    { "200-rare", 200, -4.02, 0, 1 },   { "200-even", 200, 0, 0, 1 },
    { "1000-rare", 1000, -4.02, 0, 1 }, { "1000-even", 1000, 0, 0, 1 },
    { "200-ties", 200, 0, 0.5, 1 },     { "1000-units", 1000, 0, 0, 4 },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (populations); i++)
    {
      g_autofree char *path
          = g_strconcat ("/coverage/", populations[i].name, NULL);

      g_test_add_data_func (path, &populations[i], test_population);
    }
  return g_test_run ();
}
