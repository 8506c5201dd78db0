#include "threshold-scores.h"

#include "memory.h"
#include "parallel.h"
#include "softmax.h"

/* Rows that a thread turns into probabilities at a time. */
#define ROWS_AT_ONCE 65536

struct _LimenThresholdScores
{
  LimenDataset *dataset;
  LimenPredictions numbers;
  double **probabilities; /* NULL: the scores are the file's */
  guint16 *correct;       /* of top labels: whether they are; or NULL */
};

static void
clear (gpointer data)
{
  LimenThresholdScores *self = data;

  for (gsize k = 0; self->probabilities != NULL
                    && k < self->numbers.n_scores;
       k++)
    g_free (self->probabilities[k]);
  g_free (self->probabilities);
  g_free (self->correct);
  limen_dataset_unref (self->dataset);
}

static void
convert_rows (gpointer data, gsize part)
{
  LimenThresholdScores *self = data;
  gsize first = part * ROWS_AT_ONCE;
  gsize n = MIN (ROWS_AT_ONCE, self->numbers.n_rows - first);

  limen_softmax_columns (limen_dataset_get_predictions (self->dataset), first,
                         n, self->probabilities);
}

static gboolean
convert (LimenThresholdScores *self, GError **error)
{
  gsize n = self->numbers.n_rows;

  self->probabilities = g_new0 (double *, self->numbers.n_scores);
  for (gsize k = 0; k < self->numbers.n_scores; k++)
    if (!limen_memory_resize (limen_dataset_get_path (self->dataset),
                              &self->probabilities[k], n, sizeof (double),
                              error))
      return FALSE;
  limen_parallel_run (convert_rows, self,
                      (n + ROWS_AT_ONCE - 1) / ROWS_AT_ONCE, 0);
  self->numbers.scores = self->probabilities;
  self->numbers.kind = LIMEN_KIND_PROBABILITY;
  return TRUE;
}

static gboolean
compare_labels (LimenThresholdScores *self, GError **error)
{
  const LimenPredictions *numbers = &self->numbers;

  if (numbers->labels == NULL)
    return TRUE;
  if (!limen_memory_resize (limen_dataset_get_path (self->dataset),
                            &self->correct, numbers->n_rows,
                            sizeof (guint16), error))
    return FALSE;
  for (gsize i = 0; i < numbers->n_rows; i++)
    self->correct[i] = numbers->labels[i] == numbers->predicted[i];
  return TRUE;
}

static gboolean
is_top_label (const LimenPredictions *numbers)
{
  return numbers->predicted != NULL;
}

/* The scores of a dataset, which is kept; NULL with an error when memory runs
 * out. */
LimenThresholdScores *
limen_threshold_scores_new (LimenDataset *dataset, GError **error)
{
  g_autoptr (LimenThresholdScores) self
      = g_atomic_rc_box_new0 (LimenThresholdScores);
  LimenKind kind;

  self->dataset = limen_dataset_ref (dataset);
  self->numbers = *limen_dataset_get_predictions (dataset);
  kind = self->numbers.kind;
  if (is_top_label (&self->numbers) && !compare_labels (self, error))
    return NULL;
  if (self->numbers.task == LIMEN_TASK_MULTICLASS
      && self->numbers.n_scores > 1
      && (kind == LIMEN_KIND_LOGIT || kind == LIMEN_KIND_LOG_PROBABILITY)
      && !convert (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* One more owner; from any thread. */
LimenThresholdScores *
limen_threshold_scores_ref (LimenThresholdScores *self)
{
  return g_atomic_rc_box_acquire (self);
}

/* One owner less, the last of whom frees it; NULL is nothing. */
void
limen_threshold_scores_unref (LimenThresholdScores *self)
{
  if (self != NULL)
    g_atomic_rc_box_release_full (self, clear);
}

/* Where they come from; owned by the scores. */
LimenDataset *
limen_threshold_scores_get_dataset (LimenThresholdScores *self)
{
  return self->dataset;
}

/* All of them, with the labels; owned by the scores. */
const LimenPredictions *
limen_threshold_scores_get_numbers (LimenThresholdScores *self)
{
  return &self->numbers;
}

/* How many thresholds there are to choose. */
gsize
limen_threshold_scores_get_n_classes (LimenThresholdScores *self)
{
  switch (self->numbers.task)
    {
    case LIMEN_TASK_MULTICLASS:
    case LIMEN_TASK_MULTILABEL:
      return self->numbers.n_scores;
    case LIMEN_TASK_REGRESSION:
      return 0;
    case LIMEN_TASK_BINARY:
    default:
      return 1;
    }
}

/* One class against the rest as a binary task that shares the arrays. For top
 * labels the classes are "correct" and "wrong". */
LimenPredictions
limen_threshold_scores_get_class (LimenThresholdScores *self, gsize class)
{
  LimenPredictions numbers
      = limen_predictions_get_class (&self->numbers, class);

  if (is_top_label (&self->numbers))
    {
      numbers.labels = self->correct;
      numbers.n_classes = 2;
      numbers.positive = 1;
    }
  return numbers;
}

/* What the loss of a row is of: where one of several classes is true the file's
 * own scores, all of them; else those of one class. */
LimenPredictions
limen_threshold_scores_get_loss_numbers (LimenThresholdScores *self,
                                         gsize class)
{
  return self->numbers.task == LIMEN_TASK_MULTICLASS
                 && self->numbers.n_scores > 1
             ? *limen_dataset_get_predictions (self->dataset)
             : limen_threshold_scores_get_class (self, class);
}

/* What a row above the threshold is said to be; owned by the scores. */
const char *
limen_threshold_scores_get_class_name (LimenThresholdScores *self, gsize class)
{
  const LimenPredictions *numbers = &self->numbers;

  if (is_top_label (numbers))
    return "correct";
  return limen_dataset_get_class_name (
      self->dataset,
      numbers->task == LIMEN_TASK_BINARY ? numbers->positive : class);
}

/* What the others are called; owned by the scores. */
const char *
limen_threshold_scores_get_rest_name (LimenThresholdScores *self)
{
  const LimenPredictions *numbers = &self->numbers;

  if (is_top_label (numbers))
    return "wrong";
  if (numbers->task == LIMEN_TASK_MULTILABEL)
    return "without";
  if (numbers->task == LIMEN_TASK_MULTICLASS)
    return "the rest";
  for (gsize k = 0; k < numbers->n_classes; k++)
    if (k != numbers->positive)
      return limen_dataset_get_class_name (self->dataset, k);
  return "negative";
}
