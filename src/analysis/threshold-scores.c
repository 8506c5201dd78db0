/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "threshold-scores.h"

#include <glib/gi18n.h>
#include <math.h>
#include <string.h>

#include "link.h"
#include "memory.h"
#include "parallel.h"
#include "report-error.h"
#include "softmax.h"

/* Rows per chunk of a thread. */
#define PART_SIZE 2048

struct _LimenThresholdScores
{
  LimenDataset *dataset;
  LimenPredictions numbers;
  double **probabilities; /* NULL: the file's scores are used */
  double *largest, *log_sums; /* cached log-sum-exp of the file's logits if the
                               * probabilities are their softmax; else NULL */
  guint16 *correct; /* top label: whether the prediction is correct, or
                     * LIMEN_UNKNOWN_LABEL; else NULL */
  LimenThresholdScores *source; /* the scores that maps were applied to; or
                                 * NULL */
  LimenRecalibration **maps;    /* per class, may be NULL */
  LimenPredictions *known; /* multilabel with unknown truths: per label, the
                            * rows where it is known; NULL: all rows */
  double **known_scores;   /* scores of the rows in `known` */
};

/* Frees the copied rows. Recalibrated scores share labels and weights with
 * their source. */
static void
clear_known_rows (LimenThresholdScores *self)
{
  for (gsize k = 0; self->known != NULL && k < self->numbers.n_scores; k++)
    {
      LimenPredictions *known = &self->known[k];

      g_free (self->known_scores[k]);
      if (self->source != NULL)
        continue;
      g_free (known->labels);
      g_free (known->weights);
      g_free (known->fp_costs);
      g_free (known->fn_costs);
      g_free (known->groups);
      g_free ((gpointer) known->units.of_rows);
    }
  g_free (self->known_scores);
  g_free (self->known);
}

static void
clear (gpointer data)
{
  LimenThresholdScores *self = data;

  if (self->probabilities != NULL)
    g_free (self->probabilities[0]);
  g_free (self->probabilities);
  g_free (self->largest);
  g_free (self->log_sums);
  g_free (self->correct);
  for (gsize k = 0; self->maps != NULL && k < self->numbers.n_scores; k++)
    limen_recalibration_free (self->maps[k]);
  g_free (self->maps);
  clear_known_rows (self);
  limen_threshold_scores_unref (self->source);
  limen_dataset_unref (self->dataset);
}

static void
convert_rows (gpointer data, gsize part)
{
  LimenThresholdScores *self = data;
  gsize first = part * PART_SIZE;
  gsize n = MIN (PART_SIZE, self->numbers.n_rows - first);

  limen_softmax_columns_and_sums (
      limen_dataset_get_predictions (self->dataset), first, n,
      self->probabilities, self->largest, self->log_sums);
}

static gboolean
allocate_probabilities (LimenThresholdScores *self, GError **error)
{
  const gsize n = self->numbers.n_scores;

  self->probabilities = g_new0 (double *, n);
  return limen_memory_resize_columns (limen_dataset_get_path (self->dataset),
                                      self->probabilities, n, 0,
                                      self->numbers.n_rows, sizeof (double),
                                      error);
}

static gboolean
allocate_sums (LimenThresholdScores *self, GError **error)
{
  const char *path = limen_dataset_get_path (self->dataset);
  gsize n = self->numbers.n_rows;

  return self->numbers.kind != LIMEN_KIND_LOGIT
         || (limen_memory_resize (path, &self->largest, 0, n, sizeof (double),
                                  error)
             && limen_memory_resize (path, &self->log_sums, 0, n,
                                     sizeof (double), error));
}

static void
take_probabilities (LimenThresholdScores *self)
{
  self->numbers.scores = self->probabilities;
  self->numbers.kind = LIMEN_KIND_PROBABILITY;
  self->numbers.is_reversed = FALSE;
}

static gboolean
convert (LimenThresholdScores *self, GError **error)
{
  gsize n = self->numbers.n_rows;

  if (!allocate_probabilities (self, error) || !allocate_sums (self, error))
    return FALSE;
  limen_parallel_run (convert_rows, self, (n + PART_SIZE - 1) / PART_SIZE, 0);
  take_probabilities (self);
  return TRUE;
}

static gboolean
has_predicted (LimenThresholdScores *self)
{
  return limen_task_get (self->numbers.task)->has_predicted;
}

static gboolean
compare_labels (LimenThresholdScores *self, GError **error)
{
  const LimenPredictions *numbers = &self->numbers;

  if (numbers->labels == NULL)
    return TRUE;
  if (!limen_memory_resize (limen_dataset_get_path (self->dataset),
                            &self->correct, 0, numbers->n_rows,
                            sizeof (guint16), error))
    return FALSE;
  for (gsize i = 0; i < numbers->n_rows; i++)
    self->correct[i] = numbers->labels[i] == LIMEN_UNKNOWN_LABEL
                           ? LIMEN_UNKNOWN_LABEL
                           : numbers->labels[i] == numbers->predicted[i];
  return TRUE;
}

/* Copies the items of an array (NULL: none) of the rows where a label is
 * known; `to` points to a pointer. FALSE with an error when memory runs
 * out. */
static gboolean
copy_known (LimenThresholdScores *self, gsize label, gconstpointer from,
            gpointer to, gsize item_size, GError **error)
{
  const guint16 *truths = self->numbers.truths[label];
  gpointer *place = to;
  char *next;

  if (from == NULL)
    return TRUE;
  if (!limen_memory_resize (limen_dataset_get_path (self->dataset), to, 0,
                            self->known[label].n_rows, item_size, error))
    return FALSE;
  next = *place;
  for (gsize i = 0; i < self->numbers.n_rows; i++)
    if (truths[i] != LIMEN_UNKNOWN_LABEL)
      {
        memcpy (next, (const char *) from + i * item_size, item_size);
        next += item_size;
      }
  return TRUE;
}

/* Copies the units, numbered in order of first appearance among the rows where
 * the label is known, so that each has a row. */
static gboolean
copy_known_units (LimenThresholdScores *self, gsize label, GError **error)
{
  const LimenUnits *all = &self->numbers.units;
  LimenPredictions *known = &self->known[label];
  g_autofree guint32 *numbers = NULL;
  guint32 *units = NULL;

  if (all->of_rows == NULL)
    return TRUE;
  if (!copy_known (self, label, all->of_rows, &units, sizeof *units, error))
    return FALSE;
  known->units.of_rows = units;
  if (!limen_memory_resize (limen_dataset_get_path (self->dataset), &numbers,
                            0, all->n_units, sizeof *numbers, error))
    return FALSE;
  memset (numbers, 0xff, all->n_units * sizeof *numbers);
  for (gsize i = 0; i < known->n_rows; i++)
    {
      guint32 *number = &numbers[units[i]];

      if (*number == G_MAXUINT32)
        *number = (guint32) known->units.n_units++;
      units[i] = *number;
    }
  return TRUE;
}

/* Copies everything but the scores, which maps change, of the rows where a
 * label is known. */
static gboolean
copy_known_rows (LimenThresholdScores *self, gsize label, GError **error)
{
  LimenPredictions *known = &self->known[label];
  const LimenPredictions *all = &self->numbers;

  if (self->source != NULL)
    {
      *known = self->source->known[label];
      return TRUE;
    }
  known->n_rows = all->n_rows
                  - limen_dataset_get_n_unknown_cells (self->dataset, label);
  return copy_known (self, label, all->truths[label], &known->labels,
                     sizeof (guint16), error)
         && copy_known (self, label, all->weights, &known->weights,
                        sizeof (double), error)
         && copy_known (self, label, all->fp_costs, &known->fp_costs,
                        sizeof (double), error)
         && copy_known (self, label, all->fn_costs, &known->fn_costs,
                        sizeof (double), error)
         && copy_known (self, label, all->groups, &known->groups,
                        sizeof (guint32), error)
         && copy_known_units (self, label, error);
}

static gboolean
has_unknown (LimenThresholdScores *self, gsize label)
{
  return limen_dataset_get_n_unknown_cells (self->dataset, label) > 0;
}

/* Copies, for each label that is unknown in some rows, the rows where it is
 * known. All results of the label are computed from these. */
static gboolean
split_known_rows (LimenThresholdScores *self, GError **error)
{
  gsize n = self->numbers.n_scores;
  gboolean is_needed = FALSE;

  for (gsize k = 0; self->numbers.truths != NULL && k < n; k++)
    is_needed |= has_unknown (self, k);
  if (!is_needed)
    return TRUE;
  self->known = g_new0 (LimenPredictions, n);
  self->known_scores = g_new0 (double *, n);
  for (gsize k = 0; k < n; k++)
    if (has_unknown (self, k)
        && (!copy_known_rows (self, k, error)
            || !copy_known (self, k, self->numbers.scores[k],
                            &self->known_scores[k], sizeof (double), error)))
      return FALSE;
  return TRUE;
}

/* Whether any log-probability is -inf: no finite threshold accepts it, and it
 * fits on no axis. */
static gboolean
has_log_of_zero (const LimenPredictions *numbers)
{
  if (numbers->kind != LIMEN_KIND_LOG_PROBABILITY)
    return FALSE;
  for (gsize k = 0; k < numbers->n_scores; k++)
    for (gsize i = 0; i < numbers->n_rows; i++)
      if (numbers->scores[k][i] == -INFINITY)
        return TRUE;
  return FALSE;
}

static gboolean
needs_probabilities (const LimenPredictions *numbers)
{
  return limen_predictions_decide_jointly (numbers)
             ? numbers->kind == LIMEN_KIND_LOGIT
                   || numbers->kind == LIMEN_KIND_LOG_PROBABILITY
             : has_log_of_zero (numbers);
}

/* Creates the scores of a dataset; keeps a reference to it. They are the
 * file's scores, or the probabilities of logits and log-probabilities if
 * exactly one of several classes is true, or if any log-probability is -inf.
 * Free with limen_threshold_scores_unref(); NULL with an error when memory
 * runs out. */
LimenThresholdScores *
limen_threshold_scores_new (LimenDataset *dataset, GError **error)
{
  g_autoptr (LimenThresholdScores) self
      = g_atomic_rc_box_new0 (LimenThresholdScores);

  self->dataset = limen_dataset_ref (dataset);
  self->numbers = *limen_dataset_get_predictions (dataset);
  if (has_predicted (self) && !compare_labels (self, error))
    return NULL;
  if (needs_probabilities (&self->numbers) && !convert (self, error))
    return NULL;
  if (!split_known_rows (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Adds a reference, from any thread. */
LimenThresholdScores *
limen_threshold_scores_ref (LimenThresholdScores *self)
{
  return g_atomic_rc_box_acquire (self);
}

/* Releases a reference, from any thread; frees the scores with the last one.
 * NULL is ignored. */
void
limen_threshold_scores_unref (LimenThresholdScores *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

static void
map_class (LimenThresholdScores *self, gsize class)
{
  const LimenPredictions *source = &self->source->numbers;
  const double *scores = source->scores[class];

  if (self->maps[class] != NULL)
    limen_recalibration_apply_all (self->maps[class], source->kind, scores,
                                   self->probabilities[class],
                                   source->n_rows);
  else
    for (gsize i = 0; i < source->n_rows; i++)
      self->probabilities[class][i]
          = limen_score_to_probability (source->kind, scores[i]);
}

/* Applies recalibration maps, one per class, and returns the mapped scores,
 * which keep references to `self` and the maps. A class whose map is NULL gets
 * the probabilities of its scores. Free with limen_threshold_scores_unref();
 * NULL with an error when memory runs out. */
LimenThresholdScores *
limen_threshold_scores_map (LimenThresholdScores *self,
                            const LimenRecalibration *const *maps,
                            GError **error)
{
  g_autoptr (LimenThresholdScores) mapped
      = g_atomic_rc_box_new0 (LimenThresholdScores);
  gsize n = self->numbers.n_scores;

  mapped->dataset = limen_dataset_ref (self->dataset);
  mapped->source = limen_threshold_scores_ref (self);
  mapped->numbers = self->numbers;
  mapped->maps = g_new0 (LimenRecalibration *, n);
  for (gsize k = 0; k < n; k++)
    mapped->maps[k] = limen_recalibration_ref (maps[k]);
  if ((has_predicted (mapped) && !compare_labels (mapped, error))
      || !allocate_probabilities (mapped, error))
    return NULL;
  for (gsize k = 0; k < n; k++)
    map_class (mapped, k);
  take_probabilities (mapped);
  if (!split_known_rows (mapped, error))
    return NULL;
  return g_steal_pointer (&mapped);
}

static gboolean
fail_map (LimenThresholdScores *self, gsize class,
          LimenRecalibrationMethod method, const LimenRecalibration *map,
          GError **error)
{
  const char *method_name = limen_recalibration_method_get_name (method);
  const char *name = limen_threshold_scores_get_class_title (self, class);

  if (map == NULL)
    return limen_report_fail (
        error, LIMEN_REPORT_ERROR_OPTIONS,
        "%s recalibration of class \"%s\" is not possible: no row has a "
        "positive weight, the scores are plain scores, or the fit did not "
        "converge; try isotonic recalibration",
        method_name, name);
  return limen_report_fail (
      error, LIMEN_REPORT_ERROR_OPTIONS,
      "%s recalibration of class \"%s\" gives higher scores lower "
      "probabilities in places, so thresholds cannot be carried over; use "
      "isotonic recalibration, which never decreases",
      method_name, name);
}

static gboolean
fit_class (LimenThresholdScores *self, gsize class,
           LimenRecalibrationMethod method, gsize n_bins,
           LimenRecalibration **map, GError **error)
{
  LimenPredictions numbers = limen_threshold_scores_get_class (self, class);
  LimenStatus status
      = limen_recalibration_fit (method, &numbers, n_bins, map);

  if (status == LIMEN_NO_MEMORY)
    return limen_dataset_fail_memory (self->dataset,
                                      N_ ("to recalibrate its scores"), error);
  return (status == LIMEN_OK && limen_recalibration_is_monotone (*map))
         || fail_map (self, class, method, *map, error);
}

/* Recalibrates each class against the rest with a map fitted on its rows,
 * which need labels; n_bins is for histograms. Free with
 * limen_threshold_scores_unref(); NULL with an error if the method does not
 * take the scores or a fit has no result, if a map is not monotone, and when
 * memory runs out. */
LimenThresholdScores *
limen_threshold_scores_recalibrate (LimenThresholdScores *self,
                                    LimenRecalibrationMethod method,
                                    gsize n_bins, GError **error)
{
  gsize n = limen_threshold_scores_get_n_classes (self);
  g_autofree LimenRecalibration **maps = g_new0 (LimenRecalibration *, n + 1);
  LimenThresholdScores *mapped = NULL;
  gboolean is_fitted = TRUE;

  for (gsize k = 0; k < n && is_fitted; k++)
    is_fitted = fit_class (self, k, method, n_bins, &maps[k], error);
  if (is_fitted)
    mapped = limen_threshold_scores_map (
        self, (const LimenRecalibration *const *) maps, error);
  for (gsize k = 0; k < n; k++)
    limen_recalibration_free (maps[k]);
  return mapped;
}

/* Returns the recalibration map of a class; NULL if there is none; owned by
 * the scores. */
const LimenRecalibration *
limen_threshold_scores_get_recalibration (LimenThresholdScores *self,
                                          gsize class)
{
  return self->maps != NULL ? self->maps[class] : NULL;
}

/* Returns the scores before recalibration, or `self`; owned by the scores. */
LimenThresholdScores *
limen_threshold_scores_get_source (LimenThresholdScores *self)
{
  return self->source != NULL ? self->source : self;
}

/* Returns the dataset of the scores; owned by the scores. */
LimenDataset *
limen_threshold_scores_get_dataset (LimenThresholdScores *self)
{
  return self->dataset;
}

/* Returns all scores with their labels; owned by the scores. */
const LimenPredictions *
limen_threshold_scores_get_numbers (LimenThresholdScores *self)
{
  return &self->numbers;
}

/* Returns the number of one-vs-rest classes, each with its own threshold: 0
 * for a regression, 1 for binary files and top label. */
gsize
limen_threshold_scores_get_n_classes (LimenThresholdScores *self)
{
  switch (limen_task_get (self->numbers.task)->thresholds)
    {
    case LIMEN_THRESHOLDS_NONE:
      return 0;
    case LIMEN_THRESHOLDS_EACH:
      return self->numbers.n_scores;
    case LIMEN_THRESHOLDS_ONE:
    default:
      return 1;
    }
}

/* Whether a label is unknown in some rows. */
static gboolean
has_gaps (LimenThresholdScores *self, gsize class)
{
  return self->known != NULL && has_unknown (self, class);
}

static LimenPredictions
get_class_of (LimenThresholdScores *self, const LimenPredictions *all,
              gsize class)
{
  LimenPredictions numbers = limen_predictions_get_class (all, class);

  if (has_predicted (self))
    {
      numbers.labels = self->correct;
      numbers.n_classes = 2;
      numbers.positive = 1;
    }
  return numbers;
}

/* Returns a class against the rest as a binary task that shares the arrays,
 * with the rows where the class is known. For top label the classes are
 * "correct" and "wrong". */
LimenPredictions
limen_threshold_scores_get_class (LimenThresholdScores *self, gsize class)
{
  LimenPredictions numbers = get_class_of (self, &self->numbers, class);
  const LimenPredictions *known;

  if (!has_gaps (self, class))
    return numbers;
  known = &self->known[class];
  numbers.n_rows = known->n_rows;
  numbers.scores = &self->known_scores[class];
  numbers.labels = known->labels;
  numbers.weights = known->weights;
  numbers.fp_costs = known->fp_costs;
  numbers.fn_costs = known->fn_costs;
  numbers.groups = known->groups;
  numbers.units = known->units;
  return numbers;
}

/* Returns the index in the dataset of row i of
 * limen_threshold_scores_get_class(); O(n) if some truths are unknown. */
gsize
limen_threshold_scores_find_row (LimenThresholdScores *self, gsize class,
                                 gsize i)
{
  const guint16 *truths;
  gsize row = 0;

  if (!has_gaps (self, class))
    return i;
  truths = self->numbers.truths[class];
  for (gsize n = 0;; row++)
    if (truths[row] != LIMEN_UNKNOWN_LABEL && n++ == i)
      return row;
}

/* Returns a class against the rest as a binary task that shares the arrays,
 * with all rows of the dataset, so that multilabel truths may be unknown. */
LimenPredictions
limen_threshold_scores_get_class_of_all (LimenThresholdScores *self,
                                         gsize class)
{
  return get_class_of (self, &self->numbers, class);
}

/* Returns the scores before any recalibration. */
static LimenThresholdScores *
get_origin (LimenThresholdScores *self)
{
  while (self->source != NULL)
    self = self->source;
  return self;
}

/* Returns the predictions that row losses are computed from, sharing the
 * arrays. If exactly one of several classes is true: all scores of the file,
 * with the cached log-sum-exp. Otherwise the class against the rest:
 * recalibrated scores, if there are any, else those of the file; for a label
 * that is unknown in some rows, as limen_threshold_scores_get_class(). Valid
 * as long as these scores. */
LimenPredictions
limen_threshold_scores_get_loss_numbers (LimenThresholdScores *self,
                                         gsize class)
{
  const LimenThresholdScores *origin = get_origin (self);
  LimenPredictions numbers;

  if (!limen_predictions_decide_jointly (&self->numbers))
    return self->source != NULL || has_gaps (self, class)
               ? limen_threshold_scores_get_class (self, class)
               : get_class_of (self,
                               limen_dataset_get_predictions (self->dataset),
                               class);
  numbers = *limen_dataset_get_predictions (self->dataset);
  numbers.largest = origin->largest;
  numbers.log_sums = origin->log_sums;
  return numbers;
}

/* Returns all scores as before any recalibration: those of
 * limen_threshold_scores_new(), so multiclass logits and log-probabilities as
 * probabilities, plain scores unchanged. Owned by the scores. */
const LimenPredictions *
limen_threshold_scores_get_file_probabilities (LimenThresholdScores *self)
{
  return &get_origin (self)->numbers;
}
