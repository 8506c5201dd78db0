/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis-private.h"

#include <math.h>

#include "parallel.h"

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

  return self->single_class != NULL
             ? limen_one_vs_rest_ref (self->single_class)
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
