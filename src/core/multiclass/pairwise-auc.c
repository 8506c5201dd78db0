/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "pairwise-auc.h"

#include <math.h>
#include <stdlib.h>

#include "big-array.h"
#include "parallel.h"
#include "sort.h"
#include "sum.h"
#include "wide.h"

/* Rows looked up at once; a multiple of 8. */
#define BLOCK_SIZE 256

/* The rows of a class, sorted by their score for it. */
typedef struct
{
  size_t first, n; /* span of its rows in the arrays of Pairs */
  size_t n_scores; /* distinct scores for the class itself */
  double weight;
  bool has_failed; /* memory ran out while sorting */
} Class;

/* All rows, grouped by class. */
typedef struct
{
  const LimenPredictions *predictions;
  size_t n_classes;
  Class *classes;
  uint32_t *rows;  /* row indices by class, in file order */
  uint64_t *keys;  /* per class, the distinct scores that its rows have for it,
                    * ascending */
  double *weights; /* per key, weight of the class's rows from it on; one more
                    * entry per class, which is 0 */
  double *areas;   /* n_classes x n_classes: A (i | j), by i */
} Pairs;

static void
count_classes (Pairs *self)
{
  const uint16_t *labels = self->predictions->labels;
  size_t first = 0;

  for (size_t i = 0; i < self->predictions->n_rows; i++)
    self->classes[labels[i]].n++;
  for (size_t k = 0; k < self->n_classes; k++)
    {
      self->classes[k].first = first;
      first += self->classes[k].n;
      self->classes[k].n = 0;
    }
  for (size_t i = 0; i < self->predictions->n_rows; i++)
    {
      Class *class = &self->classes[labels[i]];

      self->rows[class->first + class->n++] = (uint32_t) i;
    }
}

/* Merges equal scores and cumulates weights from the highest score down. */
static void
accumulate (Class *self, uint64_t *keys, double *weights)
{
  LimenSum sum = { 0 };
  size_t n = 0;

  for (size_t i = 0; i < self->n; i++)
    {
      if (n > 0 && keys[i] == keys[n - 1])
        {
          limen_sum_add (&sum, weights[i]);
          weights[n - 1] = limen_sum_value (&sum);
          continue;
        }
      sum = (LimenSum){ weights[i], 0 };
      keys[n] = keys[i];
      weights[n++] = weights[i];
    }
  self->n_scores = n;
  sum = (LimenSum){ 0 };
  weights[n] = 0;
  while (n > 0)
    {
      limen_sum_add (&sum, weights[--n]);
      weights[n] = limen_sum_value (&sum);
    }
  self->weight = weights[0];
}

static void
sort_class (void *data, size_t k)
{
  Pairs *self = data;
  Class *class = &self->classes[k];
  uint64_t *keys = self->keys + class->first;
  double *weights = self->weights + class->first + k;

  for (size_t i = 0; i < class->n; i++)
    {
      size_t row = self->rows[class->first + i];

      keys[i] = limen_sort_key (self->predictions->scores[k][row]);
      weights[i] = limen_predictions_get_weight (self->predictions, row);
    }
  class->has_failed = !limen_sort_keys (keys, weights, class->n);
  if (!class->has_failed)
    accumulate (class, keys, weights);
}

/* Finds, for each of n_keys keys, the index of the first of n sorted keys that
 * is not less; n if there is none. Branch-free binary searches run in
 * parallel, so that memory latencies overlap. */
static void
find_places (const uint64_t *sorted, size_t n, const uint64_t *keys,
             size_t n_keys, size_t *places)
{
  for (size_t i = 0; i < n_keys; i++)
    places[i] = 0;
  for (size_t half; n > 1; n -= half)
    {
      half = n / 2;
      for (size_t i = 0; i < n_keys; i++)
        places[i] += sorted[places[i] + half - 1] < keys[i] ? half : 0;
    }
  for (size_t i = 0; i < n_keys; i++)
    places[i] += sorted[places[i]] < keys[i];
}

/* Computes, for rows of another class, the weight of the rows of class i that
 * score higher for i, ties counting one half, times the row's weight. */
LIMEN_WIDE static void
get_above (const Pairs *self, size_t i, const uint32_t *rows, size_t n_rows,
           double *above)
{
  const Class *class = &self->classes[i];
  const double *scores = self->predictions->scores[i];
  const uint64_t *sorted = self->keys + class->first;
  const double *weights = self->weights + class->first + i;
  uint64_t keys[BLOCK_SIZE];
  size_t places[BLOCK_SIZE];

  for (size_t k = 0; k < n_rows; k++)
    keys[k] = limen_sort_key (scores[rows[k]]);
  find_places (sorted, class->n_scores, keys, n_rows, places);
  for (size_t k = 0; k < n_rows; k++)
    {
      size_t place = places[k];
      bool is_tied = place < class->n_scores && sorted[place] == keys[k];

      above[k] = (weights[place] + weights[place + is_tied]) / 2
                 * limen_predictions_get_weight (self->predictions, rows[k]);
    }
}

/* Computes A(i | j), the probability that a row of class i scores higher for i
 * than one of class j. */
static void
compare_classes (void *data, size_t pair)
{
  Pairs *self = data;
  size_t i = pair / self->n_classes, j = pair % self->n_classes;
  const Class *other = &self->classes[j];
  double all = self->classes[i].weight * other->weight;
  double above[BLOCK_SIZE];
  LimenSums sums = { 0 };
  LimenSum sum;

  self->areas[pair] = NAN;
  if (i == j || !(all > 0))
    return;
  for (size_t k = 0; k < other->n; k += BLOCK_SIZE)
    {
      size_t n = other->n - k < BLOCK_SIZE ? other->n - k : BLOCK_SIZE;

      get_above (self, i, self->rows + other->first + k, n, above);
      limen_sums_add (&sums, above, n);
    }
  sum = limen_sums_get_sum (&sums);
  self->areas[pair] = limen_sum_value (&sum) / all;
}

static LimenPairwiseAuc
average (const Pairs *self)
{
  LimenSum values = { 0 }, weighted = { 0 }, weights = { 0 };
  LimenPairwiseAuc auc = { NAN, NAN, 0 };
  size_t n_defined = 0, n = self->n_classes;

  for (size_t i = 0; i < n; i++)
    for (size_t j = i + 1; j < n; j++)
      {
        double value
            = (self->areas[i * n + j] + self->areas[j * n + i]) / 2;
        double weight = self->classes[i].weight + self->classes[j].weight;

        if (isnan (value))
          {
            auc.n_undefined++;
            continue;
          }
        n_defined++;
        limen_sum_add (&values, value);
        limen_sum_add (&weighted, weight * value);
        limen_sum_add (&weights, weight);
      }
  if (n_defined == 0)
    return auc;
  auc.macro = limen_sum_value (&values) / (double) n_defined;
  auc.weighted = limen_sum_value (&weighted) / limen_sum_value (&weights);
  return auc;
}

static bool
allocate (Pairs *self)
{
  size_t n_rows = self->predictions->n_rows, n = self->n_classes;

  self->classes = calloc (n + 1, sizeof *self->classes);
  self->areas = malloc (n * n * sizeof *self->areas + 1);
  self->rows = limen_big_array_new (n_rows, sizeof *self->rows);
  self->keys = limen_big_array_new (n_rows, sizeof *self->keys);
  self->weights = limen_big_array_new (n_rows + n, sizeof *self->weights);
  return self->classes != NULL && self->areas != NULL && self->rows != NULL
         && self->keys != NULL && self->weights != NULL;
}

static void
clear (Pairs *self)
{
  free (self->classes);
  free (self->areas);
  free (self->rows);
  free (self->keys);
  free (self->weights);
}

static bool
is_sorted (const Pairs *self)
{
  for (size_t k = 0; k < self->n_classes; k++)
    if (self->classes[k].has_failed)
      return false;
  return true;
}

/* Computes the one-vs-one ROC AUC, averaged over pairs of classes (Hand and
 * Till, "A simple generalisation of the area under the ROC curve for multiple
 * class classification problems", Machine Learning 45, 2001):
 *
 *   M = 2 / (c (c - 1)) sum over i < j of (A(i | j) + A(j | i)) / 2,
 *
 * where A(i | j) is the probability that a row of class i scores higher for i
 * than a row of class j, ties counting one half. The unweighted mean is
 * scikit-learn's roc_auc_score (multi_class = "ovo"), the weighted one its
 * average = "weighted". Pairs in which a class has no weight are left out and
 * counted; NaN if no pair is left.
 *
 * Requires labels and a score per class. Sorts the rows of each class by their
 * own score and looks up those of the other classes: O(n_rows n_classes log
 * (n_rows / n_classes)), on all processors, with the same bits for any number
 * of threads. False when memory runs out. */
bool
limen_pairwise_auc_compute (const LimenPredictions *predictions,
                            LimenPairwiseAuc *auc)
{
  Pairs pairs = { .predictions = predictions,
                  .n_classes = predictions->n_classes };
  bool has_memory = allocate (&pairs);

  if (has_memory)
    {
      count_classes (&pairs);
      limen_parallel_run (sort_class, &pairs, pairs.n_classes, 0);
      has_memory = is_sorted (&pairs);
    }
  if (has_memory)
    {
      limen_parallel_run (compare_classes, &pairs,
                          pairs.n_classes * pairs.n_classes, 0);
      *auc = average (&pairs);
    }
  clear (&pairs);
  return has_memory;
}
