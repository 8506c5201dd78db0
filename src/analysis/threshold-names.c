/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "threshold-scores.h"

#include <glib/gi18n.h>

/* The name of rows below the threshold if the file does not name their
 * class. */
static const char *const no_class = N_ ("negative");

static const LimenTaskInfo *
get_task (LimenThresholdScores *self)
{
  return limen_task_get (limen_threshold_scores_get_numbers (self)->task);
}

/* Returns the name of rows at or above the threshold of a class, as files and
 * JSON have it; owned by the scores, or static. */
const char *
limen_threshold_scores_get_class_name (LimenThresholdScores *self, gsize class)
{
  const LimenPredictions *numbers = limen_threshold_scores_get_numbers (self);
  const LimenTaskInfo *task = get_task (self);

  if (task->own_name != NULL)
    return task->own_name;
  return limen_dataset_get_class_name (
      limen_threshold_scores_get_dataset (self),
      task->has_positive ? numbers->positive : class);
}

/* Returns the name of rows below the threshold, as files and JSON have it;
 * owned by the scores, or static. */
const char *
limen_threshold_scores_get_rest_name (LimenThresholdScores *self)
{
  const LimenPredictions *numbers = limen_threshold_scores_get_numbers (self);
  const char *name = get_task (self)->rest_name;

  if (name != NULL)
    return name;
  for (gsize k = 0; k < numbers->n_classes; k++)
    if (k != numbers->positive)
      return limen_dataset_get_class_name (
          limen_threshold_scores_get_dataset (self), k);
  return no_class;
}

/* Returns the name of rows at or above the threshold of a class, to show to
 * users: translated, unless it is a name from the file. Owned by the scores,
 * or static. */
const char *
limen_threshold_scores_get_class_title (LimenThresholdScores *self,
                                        gsize class)
{
  const char *name = limen_threshold_scores_get_class_name (self, class);

  return name == get_task (self)->own_name ? _ (name) : name;
}

/* Returns the name of rows below the threshold, to show to users: translated,
 * unless it is a name from the file. Owned by the scores, or static. */
const char *
limen_threshold_scores_get_rest_title (LimenThresholdScores *self)
{
  const char *name = limen_threshold_scores_get_rest_name (self);

  return name == no_class || name == get_task (self)->rest_name ? _ (name)
                                                                : name;
}
