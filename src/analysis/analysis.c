/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis-private.h"

#include <math.h>

#include "parallel.h"

/* From this many rows on, classes are processed one at a time, each on all
 * threads; several at once would need too much memory. */
#define MANY_ROWS 262144

/* State of limen_analysis_for_each_class(). */
typedef struct
{
  LimenClassFunc func;
  gpointer data;
  GMutex mutex;
  GError *error; /* the first error */
} Classes;

static void
clear (gpointer data)
{
  LimenAnalysis *self = data;

  g_clear_pointer (&self->classes, g_free);
  g_clear_pointer (&self->multiclass, limen_multiclass_free);
  g_clear_pointer (&self->single_class, limen_one_vs_rest_unref);
  g_clear_pointer (&self->scores, limen_threshold_scores_unref);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
  g_clear_pointer (&self->dataset, limen_dataset_unref);
}

/* Adds a reference, from any thread. */
LimenAnalysis *
limen_analysis_ref (LimenAnalysis *self)
{
  return g_atomic_rc_box_acquire (self);
}

/* Releases a reference, from any thread; frees the analysis with the last one.
 * NULL is ignored. */
void
limen_analysis_unref (LimenAnalysis *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/* Returns the times that the steps took; owned by the analysis. */
const LimenTimings *
limen_analysis_get_timings (LimenAnalysis *self)
{
  return &self->timings;
}

/* Returns the analysed dataset; owned by the analysis. */
LimenDataset *
limen_analysis_get_dataset (LimenAnalysis *self)
{
  return self->dataset;
}

/* Returns the scores that thresholds apply to; owned by the analysis. */
LimenThresholdScores *
limen_analysis_get_scores (LimenAnalysis *self)
{
  return self->scores;
}

/* Returns the losses of the task and the kind of scores; plain scores and
 * decisions have none, except in a regression. Owned by the analysis. */
const LimenLossValue *
limen_analysis_get_losses (LimenAnalysis *self, gsize *n_losses)
{
  *n_losses = self->n_losses;
  return self->losses;
}

/* Returns the findings (LimenFinding), worst first; owned by the analysis. */
GPtrArray *
limen_analysis_get_findings (LimenAnalysis *self)
{
  return self->findings;
}

/* Returns the number of one-vs-rest classes, each with its own threshold: 1
 * for binary files and top label, 0 for a regression. */
gsize
limen_analysis_get_n_classes (LimenAnalysis *self)
{
  return self->n_classes;
}

/* Returns a class against the rest; free with limen_one_vs_rest_unref(). With
 * several classes it is computed on each call, in the time of a sort, as all
 * together may not fit into memory. NULL with an error when memory runs out;
 * never for a binary file. */
LimenOneVsRest *
limen_analysis_get_class (LimenAnalysis *self, gsize class, GError **error)
{
  g_return_val_if_fail (class < self->n_classes, NULL);

  return self->single_class != NULL
             ? limen_one_vs_rest_ref (self->single_class)
             : limen_one_vs_rest_new (self->scores, class, error);
}

/* Returns the summary of a class; owned by the analysis. */
const LimenClassSummary *
limen_analysis_get_summary (LimenAnalysis *self, gsize class)
{
  g_return_val_if_fail (class < self->n_classes, NULL);

  return &self->classes[class];
}

/* Returns the results over all classes, or NULL; owned by the analysis. */
const LimenMulticlass *
limen_analysis_get_multiclass (LimenAnalysis *self)
{
  return self->multiclass;
}

/* Returns the averages of the ROC AUC over several classes; `micro` is NaN. */
LimenAverages
limen_analysis_get_roc_auc (LimenAnalysis *self)
{
  g_autofree double *values = g_new (double, self->n_classes + 1);

  for (gsize k = 0; k < self->n_classes; k++)
    values[k] = self->classes[k].ranking.roc_auc;
  return limen_analysis_average (self, values);
}

/* Returns the averages of one value per class, weighted by the classes'
 * support; `micro` is NaN. */
LimenAverages
limen_analysis_average (LimenAnalysis *self, const double *values)
{
  g_autofree double *supports = g_new (double, self->n_classes + 1);

  for (gsize k = 0; k < self->n_classes; k++)
    supports[k] = limen_dataset_get_class_weight (self->dataset, k);
  return limen_averages_of_values (values, supports, self->n_classes);
}

static void
run_class (gpointer data, gsize class)
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

/* Calls `func` for each class: several classes in parallel if there are few
 * rows, else one after the other, each on all processors, to limit memory.
 * FALSE with the first error if a call failed. */
gboolean
limen_analysis_for_each_class (LimenAnalysis *self, LimenClassFunc func,
                               gpointer data, GError **error)
{
  Classes classes = { .func = func, .data = data };
  gsize n_rows = limen_dataset_get_predictions (self->dataset)->n_rows;

  g_mutex_init (&classes.mutex);
  limen_parallel_run (run_class, &classes, self->n_classes,
                      n_rows >= MANY_ROWS ? 1 : 0);
  g_mutex_clear (&classes.mutex);
  if (classes.error == NULL)
    return TRUE;
  g_propagate_error (error, classes.error);
  return FALSE;
}

/* State of computing the average precision of all classes. */
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

/* Computes the average precision of each class in a population where it has
 * this prevalence; NaN: that of the rows. With several classes and another
 * prevalence, takes a sort per class. Free with g_free(); NULL with an error
 * when memory runs out. */
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
