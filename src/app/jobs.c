#include "jobs.h"

#include "curve-palette.h"
#include "curves-view.h"

static void
start (gpointer source, GCancellable *cancellable, GAsyncReadyCallback done,
       gpointer job, GDestroyNotify free_job, GTaskThreadFunc run)
{
  g_autoptr (GTask) task = g_task_new (source, cancellable, done, NULL);

  g_task_set_task_data (task, job, free_job);
  g_task_run_in_thread (task, run);
}

/* Curves */

typedef struct
{
  LimenOneVsRest *class;
  LimenScale scale;
  LimenCosts costs;
  guint n;
  LimenMetricId metrics[LIMEN_N_METRICS];
  guint colors[LIMEN_N_METRICS];
} CurveJob;

static void
curve_job_free (gpointer data)
{
  CurveJob *job = data;

  limen_one_vs_rest_unref (job->class);
  g_free (job);
}

static void
compute_curves (GTask *task, gpointer source, gpointer data,
                GCancellable *cancellable)
{
  CurveJob *job = data;
  g_autoptr (GPtrArray) curves = g_ptr_array_new_with_free_func (
      (GDestroyNotify) limen_curve_unref);

  for (guint i = 0; i < job->n && !g_cancellable_is_cancelled (cancellable);
       i++)
    g_ptr_array_add (
        curves,
        limen_curve_new (limen_one_vs_rest_get_sweep (job->class),
                         &job->scale,
                         (LimenMetric){ .id = job->metrics[i], .beta = 1 },
                         job->costs, job->colors[i]));
  g_task_return_pointer (task, g_steal_pointer (&curves),
                         (GDestroyNotify) g_ptr_array_unref);
}

/* The curves of these metrics, by their names, along an axis. */
void
limen_job_curves_async (LimenOneVsRest *class, LimenScale scale,
                        LimenCosts costs, GStrv metrics,
                        GCancellable *cancellable, gpointer source,
                        GAsyncReadyCallback done)
{
  CurveJob *job = g_new0 (CurveJob, 1);

  job->class = limen_one_vs_rest_ref (class);
  job->scale = scale;
  job->costs = costs;
  for (guint i = 0; metrics[i] != NULL; i++)
    {
      LimenMetric metric;

      if (job->n < LIMEN_N_METRICS && limen_metric_parse (metrics[i], &metric)
          && metric.id < LIMEN_N_METRICS)
        job->metrics[job->n++] = metric.id;
    }
  limen_curve_palette_assign (job->metrics, job->n, job->colors);
  start (source, cancellable, done, job, curve_job_free, compute_curves);
}

/* NULL when it was cancelled. */
GPtrArray *
limen_job_curves_finish (GAsyncResult *result)
{
  return g_task_propagate_pointer (G_TASK (result), NULL);
}

/* The optimum */

typedef struct
{
  LimenOneVsRest *class;
  LimenObjective objective;
} OptimumJob;

static void
optimum_job_free (gpointer data)
{
  OptimumJob *job = data;

  limen_one_vs_rest_unref (job->class);
  g_free (job);
}

static void
compute_optimum (GTask *task, gpointer source, gpointer data,
                 GCancellable *cancellable)
{
  OptimumJob *job = data;
  LimenOptimum *optimum = g_new (LimenOptimum, 1);

  *optimum = limen_objective_optimize (
      &job->objective, limen_one_vs_rest_get_sweep (job->class));
  g_task_return_pointer (task, optimum, g_free);
}

/* The threshold that serves an objective best. */
void
limen_job_optimum_async (LimenOneVsRest *class,
                         const LimenObjective *objective,
                         GCancellable *cancellable, gpointer source,
                         GAsyncReadyCallback done)
{
  OptimumJob *job = g_new (OptimumJob, 1);

  job->class = limen_one_vs_rest_ref (class);
  job->objective = *objective;
  start (source, cancellable, done, job, optimum_job_free, compute_optimum);
}

/* FALSE when it was cancelled. */
gboolean
limen_job_optimum_finish (GAsyncResult *result, LimenOptimum *optimum)
{
  g_autofree LimenOptimum *found
      = g_task_propagate_pointer (G_TASK (result), NULL);

  if (found != NULL)
    *optimum = *found;
  return found != NULL;
}

/* One of several classes */

typedef struct
{
  LimenAnalysis *analysis;
  gsize class;
} ClassJob;

static void
class_job_free (gpointer data)
{
  ClassJob *job = data;

  limen_analysis_unref (job->analysis);
  g_free (job);
}

static void
compute_class (GTask *task, gpointer source, gpointer data,
               GCancellable *cancellable)
{
  ClassJob *job = data;
  GError *error = NULL;
  LimenOneVsRest *class
      = limen_analysis_get_class (job->analysis, job->class, &error);

  if (class != NULL)
    g_task_return_pointer (task, class,
                           (GDestroyNotify) limen_one_vs_rest_unref);
  else
    g_task_return_error (task, error);
}

/* A class against the rest. */
void
limen_job_class_async (LimenAnalysis *analysis, gsize class,
                       GCancellable *cancellable, gpointer source,
                       GAsyncReadyCallback done)
{
  ClassJob *job = g_new (ClassJob, 1);

  job->analysis = limen_analysis_ref (analysis);
  job->class = class;
  start (source, cancellable, done, job, class_job_free, compute_class);
}

/* The class, to be freed; NULL with an error, such as when it was
 * cancelled. */
LimenOneVsRest *
limen_job_class_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}
