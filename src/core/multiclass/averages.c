/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "averages.h"

#include <math.h>
#include <stdlib.h>

#include "parallel.h"
#include "sum.h"
#include "wide.h"

/* Rows processed at once, and rows per chunk. */
#define BLOCK_SIZE 512
#define PART_SIZE 2048

/* Running sums over the classes. */
typedef struct
{
  LimenSum values, weighted, supports, undefined;
  size_t n_defined, n_undefined;
  LimenSum tp, fp, fn, tn;
} Pass;

static void
add_value (Pass *self, double value, double support)
{
  if (isnan (value))
    {
      self->n_undefined++;
      limen_sum_add (&self->undefined, support);
      return;
    }
  self->n_defined++;
  limen_sum_add (&self->values, value);
  limen_sum_add (&self->weighted, support * value);
  limen_sum_add (&self->supports, support);
}

static void
add_confusion (Pass *self, LimenMetric metric, LimenConfusion c,
               LimenCosts costs)
{
  add_value (self, limen_metric_value (metric, c, costs), c.tp + c.fn);
  limen_sum_add (&self->tp, c.tp);
  limen_sum_add (&self->fp, c.fp);
  limen_sum_add (&self->fn, c.fn);
  limen_sum_add (&self->tn, c.tn);
}

static double
get_micro (const Pass *self, LimenMetric metric, LimenCosts costs)
{
  LimenConfusion sum = { .tp = limen_sum_value (&self->tp),
                         .fp = limen_sum_value (&self->fp),
                         .fn = limen_sum_value (&self->fn),
                         .tn = limen_sum_value (&self->tn) };

  return limen_metric_value (metric, sum, costs);
}

static LimenAverages
get_averages (const Pass *self, double micro)
{
  return (LimenAverages){
    .macro = limen_sum_value (&self->values) / (double) self->n_defined,
    .micro = micro,
    .weighted
    = limen_sum_value (&self->weighted) / limen_sum_value (&self->supports),
    .n_undefined = self->n_undefined,
    .undefined_support = limen_sum_value (&self->undefined),
  };
}

/* Computes the averages of a metric over n one-vs-rest confusion matrices; the
 * support of a class is tp + fn. Classes whose metric is undefined are left
 * out of the macro and weighted means, and counted, as in scikit-learn with
 * zero_division = nan. (With zero_division = 0, macro would be multiplied by
 * (n - n_undefined) / n, and the weights would include undefined_support.) NaN
 * where nothing is defined. Where every row has one decision, the micro
 * average of precision, recall and F1 is the accuracy. */
LimenAverages
limen_averages_compute (LimenMetric metric, const LimenConfusion *confusions,
                        size_t n, LimenCosts costs)
{
  Pass pass = { 0 };

  for (size_t k = 0; k < n; k++)
    add_confusion (&pass, metric, confusions[k], costs);
  return get_averages (&pass, get_micro (&pass, metric, costs));
}

/* Computes the averages of limen_averages_compute() for every metric of tables
 * and reports, in the order of LimenMetricId. */
void
limen_averages_compute_all (const LimenConfusion *confusions, size_t n,
                            LimenCosts costs,
                            LimenAverages averages[LIMEN_N_METRICS])
{
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    averages[i]
        = limen_averages_compute ((LimenMetric){ i, 1 }, confusions, n, costs);
}

/* Computes the averages of a metric over the one-vs-rest confusion matrices of
 * a multiclass one, as limen_averages_compute() does. */
LimenAverages
limen_averages_of_matrix (LimenMetric metric, const LimenMatrix *matrix,
                          LimenCosts costs)
{
  Pass pass = { 0 };

  for (size_t k = 0; k < limen_matrix_get_n_classes (matrix); k++)
    add_confusion (&pass, metric, limen_matrix_get_confusion (matrix, k),
                   costs);
  return get_averages (&pass, get_micro (&pass, metric, costs));
}

/* Computes the averages of one value per class, such as the ROC AUC, with the
 * weights of the positives as supports. NaN values are left out and counted.
 * `micro` is NaN. */
LimenAverages
limen_averages_of_values (const double *values, const double *supports,
                          size_t n)
{
  Pass pass = { 0 };

  for (size_t k = 0; k < n; k++)
    add_value (&pass, values[k], supports[k]);
  return get_averages (&pass, NAN);
}

/* Computes the rank of the label among the classes in each of n rows, at most
 * BLOCK_SIZE: the number of classes with a higher score, or an equal score and
 * a higher index. All arrays have 64-bit elements, so that the loop is
 * vectorised. */
LIMEN_WIDE static void
get_ranks (const LimenPredictions *predictions, size_t first, size_t n,
           uint16_t *ranks)
{
  double own[BLOCK_SIZE];
  int64_t labels[BLOCK_SIZE], before[BLOCK_SIZE];

  for (size_t i = 0; i < n; i++)
    {
      labels[i] = predictions->labels[first + i];
      own[i] = predictions->scores[labels[i]][first + i];
      before[i] = 0;
    }
  for (size_t k = 0; k < predictions->n_scores; k++)
    {
      const double *scores = predictions->scores[k] + first;

      for (size_t i = 0; i < n; i++)
        before[i] += (scores[i] > own[i])
                     | ((scores[i] == own[i]) & ((int64_t) k > labels[i]));
    }
  for (size_t i = 0; i < n; i++)
    ranks[i] = (uint16_t) before[i];
}

/* Ranks for top label: only the predicted class is known, so a wrong label
 * gets rank 1. */
static void
get_top_label_ranks (const LimenPredictions *predictions, size_t first,
                     size_t n, uint16_t *ranks)
{
  for (size_t i = 0; i < n; i++)
    ranks[i]
        = predictions->predicted[first + i] != predictions->labels[first + i];
}

/* State of ranking, shared by the threads. */
typedef struct
{
  const LimenPredictions *predictions;
  LimenChunks chunks;
  uint16_t *ranks;
} Ranking;

static void
rank_part (void *data, size_t part)
{
  const Ranking *self = data;
  const LimenPredictions *predictions = self->predictions;
  LimenSpan rows = limen_chunks_get (self->chunks, part);

  for (size_t first = rows.first, n; first < rows.end; first += n)
    {
      n = rows.end - first < BLOCK_SIZE ? rows.end - first : BLOCK_SIZE;
      if (limen_task_get (predictions->task)->has_predicted)
        get_top_label_ranks (predictions, first, n, self->ranks + first);
      else
        get_ranks (predictions, first, n, self->ranks + first);
    }
}

static void
rank_all (const LimenPredictions *predictions, uint16_t *ranks)
{
  Ranking ranking
      = { predictions,
          limen_chunks_new (predictions->n_rows, PART_SIZE, SIZE_MAX, 1),
          ranks };

  limen_parallel_run (rank_part, &ranking, ranking.chunks.n_chunks, 0);
}

static void
get_accuracies (const LimenSum *at_rank, const LimenSum *all, size_t n,
                double *accuracies)
{
  LimenSum sum = { 0 };

  for (size_t i = 0; i < n; i++)
    {
      limen_sum_add (&sum, limen_sum_value (&at_rank[i]));
      accuracies[i] = limen_sum_value (&sum) / limen_sum_value (all);
    }
}

/* Computes top-k accuracies: the share of rows whose label is among the k
 * highest scores, for k from 1 to n <= LIMEN_MAX_CLASSES, into n `accuracies`.
 * On ties the higher class index goes first, as in scikit-learn's
 * top_k_accuracy_score(), so with ties top 1 may differ from the accuracy of
 * argmax. Requires labels. For top label only the first entry is known, the
 * others are NaN. All are NaN without rows. False when memory runs out. */
bool
limen_top_k_accuracies (const LimenPredictions *predictions, size_t n,
                        double *accuracies)
{
  LimenSum *at_rank = calloc (LIMEN_MAX_CLASSES + 1, sizeof *at_rank);
  uint16_t *ranks = malloc (predictions->n_rows * sizeof *ranks + 1);
  LimenSum all = { 0 };
  bool is_top_label = limen_task_get (predictions->task)->has_predicted;
  bool has_memory = at_rank != NULL && ranks != NULL;

  for (size_t i = 0; i < n; i++)
    accuracies[i] = NAN;
  if (has_memory)
    {
      rank_all (predictions, ranks);
      for (size_t i = 0; i < predictions->n_rows; i++)
        {
          double weight = limen_predictions_get_weight (predictions, i);

          limen_sum_add (&at_rank[ranks[i]], weight);
          limen_sum_add (&all, weight);
        }
      get_accuracies (at_rank, &all, is_top_label && n > 1 ? 1 : n,
                      accuracies);
    }
  free (at_rank);
  free (ranks);
  return has_memory;
}
