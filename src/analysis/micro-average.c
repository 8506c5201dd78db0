/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "micro-average.h"

#include <glib/gi18n.h>
#include <string.h>

#include "memory.h"

/* All pairs of a row and a class, as the rows of one binary task. */
typedef struct
{
  double *scores;
  guint16 *truths;
  double *weights;             /* NULL: 1 each */
  double *fp_costs, *fn_costs; /* NULL: equal costs */
} Pairs;

static void
pairs_clear (Pairs *self)
{
  g_free (self->scores);
  g_free (self->truths);
  g_free (self->weights);
  g_free (self->fp_costs);
  g_free (self->fn_costs);
}

static gboolean
resize (double **array, gboolean is_used, const char *path, gsize n,
        GError **error)
{
  return !is_used
         || limen_memory_resize (path, array, 0, n, sizeof (double), error);
}

static gboolean
pairs_allocate (Pairs *self, const char *path, gsize n,
                const LimenPredictions *numbers, GError **error)
{
  return resize (&self->scores, TRUE, path, n, error)
         && limen_memory_resize (path, &self->truths, 0, n, sizeof (guint16),
                                 error)
         && resize (&self->weights, numbers->weights != NULL, path, n, error)
         && resize (&self->fp_costs, numbers->fp_costs != NULL, path, n, error)
         && resize (&self->fn_costs, numbers->fn_costs != NULL, path, n,
                    error);
}

/* Copies a column; a NULL destination is skipped. */
static void
copy (double *to, gsize first, const double *from, gsize n)
{
  if (to != NULL)
    memcpy (to + first, from, n * sizeof *to);
}

static void
pairs_fill (Pairs *self, LimenThresholdScores *scores)
{
  gsize first = 0;

  for (gsize k = 0; k < limen_threshold_scores_get_n_classes (scores); k++)
    {
      LimenPredictions class = limen_threshold_scores_get_class (scores, k);

      for (gsize i = 0; i < class.n_rows; i++)
        self->truths[first + i] = class.labels[i] == class.positive;
      copy (self->scores, first, class.scores[0], class.n_rows);
      copy (self->weights, first, class.weights, class.n_rows);
      copy (self->fp_costs, first, class.fp_costs, class.n_rows);
      copy (self->fn_costs, first, class.fn_costs, class.n_rows);
      first += class.n_rows;
    }
}

static LimenSweep *
pairs_new_sweep (Pairs *self, gsize n)
{
  LimenPredictions numbers = {
    .task = LIMEN_TASK_BINARY,
    .n_rows = n,
    .n_classes = 2,
    .n_scores = 1,
    .positive = 1,
    .labels = self->truths,
    .scores = &self->scores,
    .weights = self->weights,
    .fp_costs = self->fp_costs,
    .fn_costs = self->fn_costs,
  };

  return limen_sweep_new_from_predictions (&numbers);
}

/* Returns the number of pairs of a row and a class with a known truth. */
static gsize
count_pairs (LimenThresholdScores *scores)
{
  gsize n = 0;

  for (gsize k = 0; k < limen_threshold_scores_get_n_classes (scores); k++)
    n += limen_threshold_scores_get_class (scores, k).n_rows;
  return n;
}

/* Builds the sweep of one threshold for all classes: each pair of a row and a
 * class is a case, so its metrics are micro averages. Free with
 * limen_sweep_free(); NULL with an error when memory runs out. */
LimenSweep *
limen_micro_average_sweep_new (LimenThresholdScores *scores, GError **error)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (scores);
  const char *path
      = limen_dataset_get_path (limen_threshold_scores_get_dataset (scores));
  gsize n = count_pairs (scores);
  Pairs pairs = { 0 };
  LimenSweep *sweep = NULL;

  if (pairs_allocate (&pairs, path, n, numbers, error))
    {
      pairs_fill (&pairs, scores);
      sweep = pairs_new_sweep (&pairs, n);
      if (sweep == NULL)
        limen_memory_fail (path, N_ ("to sort the scores of all classes"),
                           error);
    }
  pairs_clear (&pairs);
  return sweep;
}
