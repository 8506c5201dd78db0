/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-data.h"

#include <math.h>

#include "link.h"

struct _LimenTestData
{
  LimenAnalysis *tuning, *test;
  gsize *classes; /* index in the test data of each class of the tuning data */
  GPtrArray *findings;
};

static void
clear (gpointer data)
{
  LimenTestData *self = data;

  limen_analysis_unref (self->tuning);
  limen_analysis_unref (self->test);
  g_free (self->classes);
  g_clear_pointer (&self->findings, g_ptr_array_unref);
}

/* Returns the index of a class of the tuning scores in the test scores, by its
 * name. */
static gsize
find_class (LimenThresholdScores *tuning, LimenThresholdScores *test,
            gsize class)
{
  gsize n = limen_threshold_scores_get_n_classes (test);
  const char *name = limen_threshold_scores_get_class_name (tuning, class);

  for (gsize k = 0; k < n; k++)
    if (g_strcmp0 (limen_threshold_scores_get_class_name (test, k), name) == 0)
      return k;
  return MIN (class, n - 1);
}

static gsize *
match_classes (LimenThresholdScores *tuning, LimenThresholdScores *test)
{
  gsize n = limen_threshold_scores_get_n_classes (tuning);
  gsize *classes = g_new (gsize, n + 1);

  for (gsize k = 0; k < n; k++)
    classes[k] = find_class (tuning, test, k);
  return classes;
}

/* Returns the scores of the test data; recalibrated with the maps of the
 * tuning data, if these have any. NULL with an error when memory runs out. */
static LimenThresholdScores *
new_scores (LimenThresholdScores *tuning, LimenDataset *test, GError **error)
{
  g_autoptr (LimenThresholdScores) scores
      = limen_threshold_scores_new (test, error);
  gsize n = limen_threshold_scores_get_n_classes (tuning);
  g_autofree gsize *classes = NULL;
  g_autofree const LimenRecalibration **maps = NULL;

  if (scores == NULL || limen_threshold_scores_get_source (tuning) == tuning)
    return g_steal_pointer (&scores);
  classes = match_classes (tuning, scores);
  maps = g_new0 (const LimenRecalibration *, n + 1);
  for (gsize k = 0; k < n; k++)
    maps[classes[k]] = limen_threshold_scores_get_recalibration (tuning, k);
  return limen_threshold_scores_map (scores, maps, error);
}

/* Analyses test data for the thresholds of an analysis, of which a reference
 * is kept; the dataset is one of limen_test_data_read(), or other rows of the
 * file. Where the tuning scores are recalibrated, so are the test scores, with
 * the maps of the tuning rows. Classes are matched by name. Takes a sort per
 * class: call it off the main thread. `options` (of the losses) and
 * `cancellable` may be NULL. NULL with an error if the test data do not fit
 * (limen_test_data_check()), and as limen_analysis_new(). Free with
 * limen_test_data_unref(). */
LimenTestData *
limen_test_data_new (LimenAnalysis *tuning, LimenDataset *test,
                     const LimenLossOptions *options,
                     GCancellable *cancellable, GError **error)
{
  LimenThresholdScores *tuned = limen_analysis_get_scores (tuning);
  g_autoptr (LimenThresholdScores) scores = NULL;
  g_autoptr (LimenTestData) self = NULL;

  if (!limen_test_data_check (limen_analysis_get_dataset (tuning), test,
                              error))
    return NULL;
  scores = new_scores (tuned, test, error);
  if (scores == NULL)
    return NULL;
  self = g_atomic_rc_box_new0 (LimenTestData);
  self->tuning = limen_analysis_ref (tuning);
  self->test
      = limen_analysis_new_for_scores (scores, options, cancellable, error);
  if (self->test == NULL)
    return NULL;
  self->classes = match_classes (tuned, scores);
  self->findings = limen_findings_new ();
  limen_test_data_find_misfits (limen_analysis_get_dataset (tuning), test,
                                self->findings);
  return g_steal_pointer (&self);
}

/* Adds a reference, from any thread. */
LimenTestData *
limen_test_data_ref (LimenTestData *self)
{
  return g_atomic_rc_box_acquire (self);
}

/* Releases a reference, from any thread; frees the test data with the last
 * one. NULL is ignored. */
void
limen_test_data_unref (LimenTestData *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/* Returns the analysis of the tuning rows; owned by the test data. */
LimenAnalysis *
limen_test_data_get_tuning (LimenTestData *self)
{
  return self->tuning;
}

/* Returns the analysis of the test rows; owned by the test data. */
LimenAnalysis *
limen_test_data_get_test (LimenTestData *self)
{
  return self->test;
}

/* Returns the findings about how the two files fit, of LimenFinding; those
 * about the test rows alone are in their analysis. Owned by the test data. */
GPtrArray *
limen_test_data_get_findings (LimenTestData *self)
{
  return self->findings;
}

/* Returns the index in the test data of a class of the tuning data. */
gsize
limen_test_data_find_class (LimenTestData *self, gsize class)
{
  g_return_val_if_fail (class < limen_analysis_get_n_classes (self->tuning),
                        0);

  return self->classes[class];
}

/* Returns the test rows of a class of the tuning data against the rest. A new
 * reference; NULL with an error when memory runs out. */
LimenOneVsRest *
limen_test_data_get_class (LimenTestData *self, gsize class, GError **error)
{
  return limen_analysis_get_class (
      self->test, limen_test_data_find_class (self, class), error);
}

/* Converts a threshold on the tuning scores, not in the units of a reversed
 * file, to the test scores. They differ only where one of the files has a
 * log-probability of -inf, and so is compared by probabilities. +inf stays
 * +inf. */
double
limen_test_data_convert (LimenTestData *self, double threshold)
{
  LimenKind from = limen_threshold_scores_get_numbers (
                       limen_analysis_get_scores (self->tuning))
                       ->kind;
  LimenKind to = limen_threshold_scores_get_numbers (
                     limen_analysis_get_scores (self->test))
                     ->kind;

  if (from == to || threshold == INFINITY)
    return threshold;
  return limen_score_convert (from, to, threshold);
}
