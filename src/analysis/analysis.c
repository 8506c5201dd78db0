#include "analysis.h"

#include <math.h>

#include "diagnosis.h"
#include "parallel.h"
#include "table-error.h"

struct _LimenAnalysis
{
  LimenDataset *dataset;
  LimenThresholdScores *scores;
  LimenLossValue losses[LIMEN_MAX_LOSSES];
  gsize n_losses;
  gsize n_classes;
  LimenClassSummary *classes;
  LimenMulticlass *multiclass; /* NULL: the task has no outcome */
  LimenOneVsRest *only; /* of a single class; NULL: made when asked for */
  GPtrArray *findings;
  LimenTimings timings;
};

/* So many rows are worth all threads for one class, and too much memory for
 * several classes at once. */
#define MANY_ROWS 262144

/* The classes under way: of few rows each thread takes the next. */
typedef struct
{
  LimenClassFunc func;
  gpointer data;
  GMutex mutex;
  GError *error; /* the first */
} Classes;

static LimenClassSummary
summarize (LimenOneVsRest *class)
{
  return (LimenClassSummary){
    .ranking = limen_one_vs_rest_get_ranking (class),
    .calibration = limen_one_vs_rest_get_calibration (class),
    .start = limen_one_vs_rest_get_start (class),
  };
}

/* Where a search for all thresholds together may start. */
static LimenOptimum
find_best_f1 (LimenOneVsRest *class)
{
  const LimenObjective best_f1
      = limen_objective_new ((LimenMetric){ LIMEN_METRIC_F1, 1 }, FALSE);

  return limen_objective_optimize (&best_f1,
                                   limen_one_vs_rest_get_sweep (class));
}

/* What is computed of each class. */
typedef struct
{
  LimenAnalysis *analysis;
  GCancellable *cancellable;
} Summaries;

static gboolean
compute_class (gpointer data, gsize class, GError **error)
{
  Summaries *self = data;
  LimenAnalysis *analysis = self->analysis;
  g_autoptr (LimenOneVsRest) one_vs_rest = NULL;

  if (g_cancellable_is_cancelled (self->cancellable))
    return TRUE;
  one_vs_rest = limen_one_vs_rest_new (analysis->scores, class, error);
  if (one_vs_rest == NULL)
    return FALSE;
  analysis->classes[class] = summarize (one_vs_rest);
  if (analysis->n_classes == 1)
    analysis->only = g_steal_pointer (&one_vs_rest);
  else
    analysis->classes[class].best_f1 = find_best_f1 (one_vs_rest);
  return TRUE;
}

static gboolean
compute_classes (LimenAnalysis *self, GCancellable *cancellable,
                 GError **error)
{
  Summaries summaries = { self, cancellable };

  self->classes = g_new0 (LimenClassSummary, self->n_classes);
  return limen_analysis_for_each_class (self, compute_class, &summaries,
                                        error);
}

static void
clear (gpointer data)
{
  LimenAnalysis *self = data;

  g_clear_pointer (&self->classes, g_free);
  g_clear_pointer (&self->multiclass, limen_multiclass_free);
  g_clear_pointer (&self->only, limen_one_vs_rest_unref);
  g_clear_pointer (&self->scores, limen_threshold_scores_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->dataset, limen_dataset_unref);
}

static gboolean
compute_multiclass (LimenAnalysis *self, GError **error)
{
  if (!limen_task_get (limen_dataset_get_predictions (self->dataset)->task)
           ->has_outcome)
    return TRUE;
  self->multiclass = limen_multiclass_new (self->scores, error);
  return self->multiclass != NULL;
}

/* One thing after the other, each on all processors, for the memory of one at
 * a time. */
static gboolean
compute (LimenAnalysis *self, const LimenLossOptions *options,
         GCancellable *cancellable, GError **error)
{
  if (!limen_losses_compute (self->scores, options, self->losses,
                             &self->n_losses, error))
    return FALSE;
  limen_timings_end_step (&self->timings, "losses");
  if (g_cancellable_set_error_if_cancelled (cancellable, error)
      || !compute_classes (self, cancellable, error))
    return FALSE;
  if (self->only != NULL)
    limen_timings_append (&self->timings,
                          limen_one_vs_rest_get_timings (self->only));
  else
    limen_timings_end_step (&self->timings, "each class against the rest");
  if (!compute_multiclass (self, error))
    return FALSE;
  if (self->multiclass != NULL)
    limen_timings_end_step (&self->timings, "all classes together");
  return !g_cancellable_set_error_if_cancelled (cancellable, error);
}

/* `timings` are of what was done before. */
static LimenAnalysis *
analyze (LimenThresholdScores *scores, const LimenTimings *timings,
         const LimenLossOptions *options, GCancellable *cancellable,
         GError **error)
{
  LimenDataset *dataset = limen_threshold_scores_get_dataset (scores);
  g_autoptr (LimenLossOptions) defaults = limen_loss_options_new ();
  g_autoptr (LimenAnalysis) self = NULL;

  g_return_val_if_fail (limen_dataset_has_labels (dataset), NULL);

  self = g_atomic_rc_box_new0 (LimenAnalysis);
  self->timings = *timings;
  self->dataset = limen_dataset_ref (dataset);
  self->scores = limen_threshold_scores_ref (scores);
  self->n_classes = limen_threshold_scores_get_n_classes (self->scores);
  if (!compute (self, options != NULL ? options : defaults, cancellable,
                error))
    return NULL;
  self->findings = limen_diagnosis_new (self, error);
  if (self->findings == NULL)
    return NULL;
  limen_timings_end_step (&self->timings, "findings");
  return g_steal_pointer (&self);
}

/* Computes everything about a dataset with labels, which is kept. Takes the
 * time of a sort for each class; to be called off the main thread. `options`
 * (for the losses) and `cancellable` may be NULL. NULL with an error when
 * cancelled, out of memory, or asked for losses that there are not. */
LimenAnalysis *
limen_analysis_new (LimenDataset *dataset, const LimenLossOptions *options,
                    GCancellable *cancellable, GError **error)
{
  g_autoptr (LimenThresholdScores) scores = NULL;
  LimenTimings timings;

  limen_timings_start (&timings);
  scores = limen_threshold_scores_new (dataset, error);
  if (scores == NULL)
    return NULL;
  if (limen_threshold_scores_get_numbers (scores)->kind
      != limen_dataset_get_predictions (dataset)->kind)
    limen_timings_end_step (&timings, "softmax");
  return analyze (scores, &timings, options, cancellable, error);
}

/* The same with thresholds for these scores, which are kept. The losses of
 * several classes are still those of the file. */
LimenAnalysis *
limen_analysis_new_for_scores (LimenThresholdScores *scores,
                               const LimenLossOptions *options,
                               GCancellable *cancellable, GError **error)
{
  LimenTimings timings;

  limen_timings_start (&timings);
  return analyze (scores, &timings, options, cancellable, error);
}

/* One more owner; from any thread. */
LimenAnalysis *
limen_analysis_ref (LimenAnalysis *self)
{
  return g_atomic_rc_box_acquire (self);
}

/* One owner less, the last of whom frees it; NULL is nothing. */
void
limen_analysis_unref (LimenAnalysis *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/* What it took; owned by the analysis. */
const LimenTimings *
limen_analysis_get_timings (LimenAnalysis *self)
{
  return &self->timings;
}

/* What was analysed; owned by the analysis. */
LimenDataset *
limen_analysis_get_dataset (LimenAnalysis *self)
{
  return self->dataset;
}

/* What thresholds are about; owned by the analysis. */
LimenThresholdScores *
limen_analysis_get_scores (LimenAnalysis *self)
{
  return self->scores;
}

/* The losses that the scores' kind has, none for plain scores. */
const LimenLossValue *
limen_analysis_get_losses (LimenAnalysis *self, gsize *n_losses)
{
  *n_losses = self->n_losses;
  return self->losses;
}

/* LimenFinding, worst first; owned by the analysis. */
GPtrArray *
limen_analysis_get_findings (LimenAnalysis *self)
{
  return self->findings;
}

/* How many classes have a threshold of their own. */
gsize
limen_analysis_get_n_classes (LimenAnalysis *self)
{
  return self->n_classes;
}

/* A class against the rest, to be freed with limen_one_vs_rest_unref(). Of
 * several it is made when it is asked for, in the time of a sort, since all
 * together may not fit into memory. NULL with an error when memory runs out;
 * never for a binary file. */
LimenOneVsRest *
limen_analysis_get_class (LimenAnalysis *self, gsize class, GError **error)
{
  g_return_val_if_fail (class < self->n_classes, NULL);

  return self->only != NULL
             ? limen_one_vs_rest_ref (self->only)
             : limen_one_vs_rest_new (self->scores, class, error);
}

/* What is known of a class without that; owned by the analysis. */
const LimenClassSummary *
limen_analysis_get_summary (LimenAnalysis *self, gsize class)
{
  g_return_val_if_fail (class < self->n_classes, NULL);

  return &self->classes[class];
}

/* All classes together; owned by the analysis. */
const LimenMulticlass *
limen_analysis_get_multiclass (LimenAnalysis *self)
{
  return self->multiclass;
}

/* Of a file of several classes; micro is NaN. */
LimenAverages
limen_analysis_get_roc_auc (LimenAnalysis *self)
{
  g_autofree double *values = g_new (double, self->n_classes + 1);

  for (gsize k = 0; k < self->n_classes; k++)
    values[k] = self->classes[k].ranking.roc_auc;
  return limen_analysis_average (self, values);
}

/* The means of what each class has, weighted also by what it weighs; micro is
 * NaN. */
LimenAverages
limen_analysis_average (LimenAnalysis *self, const double *values)
{
  g_autofree double *supports = g_new (double, self->n_classes + 1);

  for (gsize k = 0; k < self->n_classes; k++)
    supports[k] = limen_dataset_get_class_weight (self->dataset, k);
  return limen_averages_of_values (values, supports, self->n_classes);
}

static void
do_class (gpointer data, gsize class)
{
  Classes *self = data;
  g_autoptr (GError) error = NULL;

  if (self->func (self->data, class, &error))
    return;
  g_mutex_lock (&self->mutex);
  if (self->error == NULL)
    self->error = g_steal_pointer (&error);
  g_mutex_unlock (&self->mutex);
}

/* Does something for each class, that may make it anew: several at a time where
 * there are few rows; of many one after the other, each on all processors, for
 * the memory of one at a time. FALSE with an error where it failed for one. */
gboolean
limen_analysis_for_each_class (LimenAnalysis *self, LimenClassFunc func,
                               gpointer data, GError **error)
{
  Classes classes = { .func = func, .data = data };
  gsize n_rows = limen_dataset_get_predictions (self->dataset)->n_rows;

  g_mutex_init (&classes.mutex);
  limen_parallel_run (do_class, &classes, self->n_classes,
                      n_rows >= MANY_ROWS ? 1 : 0);
  g_mutex_clear (&classes.mutex);
  if (classes.error == NULL)
    return TRUE;
  g_propagate_error (error, classes.error);
  return FALSE;
}

/* The average precision of each class, in one population. */
typedef struct
{
  LimenAnalysis *analysis;
  double prevalence;
  double *values;
} Precisions;

static gboolean
compute_precision (gpointer data, gsize class, GError **error)
{
  Precisions *self = data;
  g_autoptr (LimenOneVsRest) one_vs_rest
      = limen_analysis_get_class (self->analysis, class, error);

  if (one_vs_rest == NULL)
    return FALSE;
  self->values[class]
      = limen_one_vs_rest_get_ranking_at (one_vs_rest, self->prevalence)
            .average_precision;
  return TRUE;
}

/* The average precision of each class in a population where it has this
 * prevalence; NaN: among the rows. Of several classes, in another population,
 * in the time of a sort each. Free it with g_free(); NULL with an error when
 * memory runs out. */
double *
limen_analysis_new_average_precisions (LimenAnalysis *self, double prevalence,
                                       GError **error)
{
  g_autofree double *values = g_new (double, self->n_classes + 1);
  Precisions precisions = { self, prevalence, values };

  for (gsize k = 0; k < self->n_classes; k++)
    values[k] = self->classes[k].ranking.average_precision;
  if (!isnan (prevalence)
      && !limen_analysis_for_each_class (self, compute_precision, &precisions,
                                         error))
    return NULL;
  return g_steal_pointer (&values);
}
