/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "mean-ranking.h"

#include <math.h>

#include "influence-estimate.h"
#include "memory.h"
#include "rank-spread.h"
#include "stream.h"
#include "translatable.h"

/* Least number of rows whose influences are added up, and about the number of
 * influences of all classes: the standard error of 5,000 rows is about as
 * certain as that of all, to 1 or 2 %. */
#define MIN_ROWS 5000
#define N_INFLUENCES 4e6
/* Seed of the choice of rows. */
#define SEED 1

typedef enum
{
  MEASURE_ROC_AUC,
  MEASURE_AVERAGE_PRECISION,
  N_MEASURES
} Measure;

/* The estimation of the averages from the influences of some rows on the
 * values of all classes. */
typedef struct
{
  LimenAnalysis *analysis;
  const LimenPredictions *numbers;
  double prevalence;
  gsize n;                        /* rows */
  gsize *rows;                    /* their indices */
  double *values[N_MEASURES];     /* of each class */
  double *influences[N_MEASURES]; /* n of each class */
} Estimation;

static void
estimation_clear (Estimation *self)
{
  g_free (self->rows);
  for (int i = 0; i < N_MEASURES; i++)
    {
      g_free (self->values[i]);
      g_free (self->influences[i]);
    }
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Estimation, estimation_clear)

/* Chooses all rows, or some at random. */
static void
choose_rows (Estimation *self, gsize most)
{
  gsize n_rows = self->numbers->n_rows;
  LimenStream stream;

  limen_stream_init (&stream, SEED, 0, 0);
  for (gsize i = 0; i < n_rows && self->n < most; i++)
    {
      double left = (double) (n_rows - i);

      if (n_rows <= most
          || limen_stream_uniform (&stream) * left < (double) (most - self->n))
        self->rows[self->n++] = i;
    }
}

/* FALSE when memory runs out. */
static gboolean
allocate (Estimation *self)
{
  gsize n_classes = limen_analysis_get_n_classes (self->analysis);
  gsize most = MAX (MIN_ROWS, (gsize) (N_INFLUENCES / (double) n_classes));

  most = MIN (most, self->numbers->n_rows);
  self->rows = g_try_new (gsize, most + 1);
  if (self->rows == NULL)
    return FALSE;
  choose_rows (self, most);
  for (int i = 0; i < N_MEASURES; i++)
    {
      self->values[i] = g_new (double, n_classes);
      self->influences[i] = g_try_new0 (double, n_classes * self->n + 1);
      if (self->influences[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

/* Whether a row is of a class, or has a label; unknown ones are neither. */
static gboolean
is_known (const LimenPredictions *numbers, gsize class, gsize row,
          bool *is_positive)
{
  if (numbers->truths == NULL)
    {
      *is_positive = numbers->labels[row] == class;
      return TRUE;
    }
  *is_positive = numbers->truths[class][row] == 1;
  return numbers->truths[class][row] != LIMEN_UNKNOWN_LABEL;
}

/* Computes the influences of the chosen rows on a measure of a class. FALSE
 * when memory runs out. */
static gboolean
measure_class (Estimation *self, Measure measure, const LimenSweep *sweep,
               gsize class)
{
  static const LimenRankMeasure measures[]
      = { LIMEN_RANK_ROC_AUC, LIMEN_RANK_AVERAGE_PRECISION };
  g_autofree double *scores = g_try_new (double, self->n + 1);
  g_autofree bool *are_positive = g_try_new (bool, self->n + 1);
  double *influences = self->influences[measure] + class * self->n;
  LimenRankInfluence influence;
  bool is_positive;

  if (scores == NULL || are_positive == NULL)
    return FALSE;
  limen_rank_influence_init (&influence, measures[measure], sweep,
                             self->prevalence);
  self->values[measure][class] = influence.value;
  if (!isfinite (influence.value))
    return TRUE;
  for (gsize i = 0; i < self->n; i++)
    {
      scores[i] = self->numbers->scores[class][self->rows[i]];
      is_known (self->numbers, class, self->rows[i], &are_positive[i]);
    }
  if (!limen_rank_influence_of_rows (&influence, scores, are_positive, self->n,
                                     influences))
    return FALSE;
  for (gsize i = 0; i < self->n; i++)
    if (!is_known (self->numbers, class, self->rows[i], &is_positive))
      influences[i] = 0;
  return TRUE;
}

static gboolean
estimate_class (gpointer data, gsize class, GError **error)
{
  Estimation *self = data;
  g_autoptr (LimenOneVsRest) one_vs_rest
      = limen_analysis_get_class (self->analysis, class, error);
  const LimenSweep *sweep;

  if (one_vs_rest == NULL)
    return FALSE;
  sweep = limen_one_vs_rest_get_sweep (one_vs_rest);
  return (measure_class (self, MEASURE_ROC_AUC, sweep, class)
          && measure_class (self, MEASURE_AVERAGE_PRECISION, sweep, class))
         || limen_dataset_fail_memory (
             limen_analysis_get_dataset (self->analysis),
             N_ ("for its intervals"), error);
}

/* Sums the squares and fourth powers of the influences of the chosen rows on
 * an average: sum_k share_k value_k, with the influence share_k influence_k;
 * if the shares are those of the classes' support, and so of the rows
 * themselves, also (value_k - average) / support. */
static LimenInfluencePowers
add_up (const Estimation *self, Measure measure, const double *shares,
        double average, double support)
{
  gsize n_classes = limen_analysis_get_n_classes (self->analysis);
  LimenInfluencePowers powers = { .n = (double) self->n };

  for (gsize i = 0; i < self->n; i++)
    {
      double sum = 0, square;
      bool is_positive;

      for (gsize k = 0; k < n_classes; k++)
        {
          double value = self->values[measure][k];

          if (!isfinite (value))
            continue;
          sum += shares[k] * self->influences[measure][k * self->n + i];
          if (is_known (self->numbers, k, self->rows[i], &is_positive)
              && is_positive)
            sum += (value - average) / support;
        }
      sum *= limen_predictions_get_weight (self->numbers, self->rows[i]);
      square = sum * sum;
      powers.squares += square;
      powers.fourths += square * square;
    }
  return powers;
}

/* Estimates an average from the influences of the chosen rows, which stand for
 * all. */
static LimenEstimate
estimate_average (const Estimation *self, Measure measure,
                  const double *shares, double average, double support,
                  double confidence)
{
  LimenInfluencePowers powers
      = add_up (self, measure, shares, average, support);
  double factor = (double) self->numbers->n_rows / (double) self->n;

  powers.n *= factor;
  powers.squares *= factor;
  powers.fourths *= factor;
  return limen_estimate_by_influences (
      average, powers, limen_range_of_bounds (0, 1), confidence);
}

static LimenMeanRankEstimates
estimate_measure (const Estimation *self, Measure measure, double confidence)
{
  LimenDataset *dataset = limen_analysis_get_dataset (self->analysis);
  gsize n = limen_analysis_get_n_classes (self->analysis);
  LimenAverages averages
      = limen_analysis_average (self->analysis, self->values[measure]);
  g_autofree double *shares = g_new0 (double, n);
  LimenMeanRankEstimates estimates;
  double support = 0;

  for (gsize k = 0; k < n; k++)
    shares[k] = 1 / (double) (n - averages.n_undefined);
  estimates.macro = estimate_average (self, measure, shares, averages.macro,
                                      INFINITY, confidence);
  for (gsize k = 0; k < n; k++)
    if (isfinite (self->values[measure][k]))
      support += limen_dataset_get_class_weight (dataset, k);
  for (gsize k = 0; k < n; k++)
    shares[k] = limen_dataset_get_class_weight (dataset, k) / support;
  estimates.weighted = estimate_average (
      self, measure, shares, averages.weighted, support, confidence);
  return estimates;
}

/* Estimates the averages of ROC AUC and average precision over several classes
 * or labels by the infinitesimal jackknife: a row's influence on an average is
 * the sum of those on the classes. `prevalence` is that of each class in the
 * population (NaN: of the rows), for average precision. Takes a sort per
 * class; of many rows a random part, chosen by a fixed seed, stands for all.
 * FALSE with an error when memory runs out. */
gboolean
limen_mean_ranking_estimate (LimenAnalysis *analysis, double prevalence,
                             double confidence,
                             LimenMeanRankingEstimates *estimates,
                             GError **error)
{
  LimenThresholdScores *scores = limen_analysis_get_scores (analysis);
  g_auto (Estimation) self
      = { .analysis = analysis,
          .numbers = limen_threshold_scores_get_numbers (scores),
          .prevalence = prevalence };

  if (!allocate (&self))
    return limen_dataset_fail_memory (limen_analysis_get_dataset (analysis),
                                      N_ ("for its intervals"), error);
  if (!limen_analysis_for_each_class (analysis, estimate_class, &self, error))
    return FALSE;
  estimates->roc_auc = estimate_measure (&self, MEASURE_ROC_AUC, confidence);
  estimates->average_precision
      = estimate_measure (&self, MEASURE_AVERAGE_PRECISION, confidence);
  return TRUE;
}
