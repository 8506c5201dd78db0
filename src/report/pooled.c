#include "pooled.h"

#include "memory.h"
#include "table-error.h"

/* All cells of the labels, one under the other. */
typedef struct
{
  double *scores;
  guint16 *truths;
  double *weights; /* NULL: 1 each */
} Pool;

static void
pool_clear (Pool *self)
{
  g_free (self->scores);
  g_free (self->truths);
  g_free (self->weights);
}

static gboolean
pool_allocate (Pool *self, const char *path, gsize n, gboolean has_weights,
               GError **error)
{
  return limen_memory_resize (path, &self->scores, n, sizeof (double), error)
         && limen_memory_resize (path, &self->truths, n, sizeof (guint16),
                                 error)
         && (!has_weights
             || limen_memory_resize (path, &self->weights, n, sizeof (double),
                                     error));
}

static void
pool_fill (Pool *self, LimenThresholdScores *scores)
{
  for (gsize k = 0; k < limen_threshold_scores_get_n_classes (scores); k++)
    {
      LimenPredictions class = limen_threshold_scores_get_class (scores, k);
      gsize first = k * class.n_rows;

      for (gsize i = 0; i < class.n_rows; i++)
        {
          self->scores[first + i] = class.scores[0][i];
          self->truths[first + i] = class.labels[i] == class.positive;
          if (self->weights != NULL)
            self->weights[first + i] = class.weights[i];
        }
    }
}

/* The sweep of one threshold for all classes: every class of every row is a
 * case, so that its metrics are the micro averages. A new sweep, or NULL with
 * an error when memory runs out. */
LimenSweep *
limen_pooled_sweep_new (LimenThresholdScores *scores, GError **error)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (scores);
  const char *path = limen_dataset_get_path (
      limen_threshold_scores_get_dataset (scores));
  gsize n
      = numbers->n_rows * limen_threshold_scores_get_n_classes (scores);
  Pool pool = { 0 };
  LimenSweep *sweep = NULL;

  if (pool_allocate (&pool, path, n, numbers->weights != NULL, error))
    {
      pool_fill (&pool, scores);
      sweep = limen_sweep_new (pool.scores, pool.truths, 1, pool.weights, n);
      if (sweep == NULL)
        g_set_error (error, LIMEN_TABLE_ERROR, LIMEN_TABLE_ERROR_MEMORY,
                     "%s: no memory to sort the scores of all classes", path);
    }
  pool_clear (&pool);
  return sweep;
}
