#include "optima.h"

typedef struct
{
  const LimenObjective *objective;
  const LimenSweep *sweep;
  LimenOptimum *optimum;
} Search;

static void
search (gpointer data, gpointer unused)
{
  Search *self = data;

  *self->optimum = limen_objective_optimize (self->objective, self->sweep);
}

/* The optimum of each of n objectives, found side by side on as many threads
 * as there are processors. Free the array with g_free(). */
LimenOptimum *
limen_optima_new (const LimenObjective *objectives, gsize n,
                  const LimenSweep *sweep)
{
  LimenOptimum *optima = g_new (LimenOptimum, n);
  g_autofree Search *searches = g_new (Search, n);
  GThreadPool *pool = g_thread_pool_new (
      search, NULL, (gint) g_get_num_processors (), FALSE, NULL);

  for (gsize i = 0; i < n; i++)
    {
      searches[i] = (Search){ &objectives[i], sweep, &optima[i] };
      g_thread_pool_push (pool, &searches[i], NULL);
    }
  g_thread_pool_free (pool, FALSE, TRUE);
  return optima;
}
