/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows.h"

#include <glib/gi18n.h>
#include <math.h>

#include "threshold.h"

static LimenDataset *
get_dataset (const LimenRowQuery *query)
{
  return limen_threshold_scores_get_dataset (query->scores);
}

/* Returns the true label of a row: its class; multilabel: whether it has the
 * query's label; "" for regressions. Owned by the dataset. */
const char *
limen_rows_get_label (const LimenRowQuery *query, gsize row)
{
  const LimenPredictions *numbers
      = limen_threshold_scores_get_numbers (query->scores);
  gsize class = (gsize) MAX (query->class, 0);

  if (!limen_row_query_has_classes (query))
    return "";
  if (numbers->truths == NULL)
    return limen_dataset_get_class_name (get_dataset (query),
                                         numbers->labels[row]);
  return numbers->truths[class][row] == 1
             ? limen_threshold_scores_get_class_name (query->scores, class)
             : limen_threshold_scores_get_rest_name (query->scores);
}

/* Returns the decision for a row: a class, or "" for none; one-vs-rest: the
 * query's class or the rest, or "referred". Owned by the scores. */
const char *
limen_rows_get_decision (const LimenRowQuery *query, const LimenFoundRow *row)
{
  if (row->cell == LIMEN_CELL_REFERRED)
    return "referred";
  if (row->cell == LIMEN_CELL_TP || row->cell == LIMEN_CELL_FP)
    return limen_threshold_scores_get_class_name (query->scores,
                                                  (gsize) query->class);
  if (row->cell == LIMEN_CELL_FN || row->cell == LIMEN_CELL_TN)
    return limen_threshold_scores_get_rest_name (query->scores);
  return row->decision == LIMEN_CLASS_NONE
             ? ""
             : limen_dataset_get_class_name (get_dataset (query),
                                             row->decision);
}

/* Returns the true label of a row, to show to users: translated, unless it is
 * a name from the file. Owned by the dataset, or static. */
const char *
limen_rows_get_label_title (const LimenRowQuery *query, gsize row)
{
  const char *label = limen_rows_get_label (query, row);

  return label == limen_threshold_scores_get_rest_name (query->scores)
             ? limen_threshold_scores_get_rest_title (query->scores)
             : label;
}

/* Returns the decision for a row, to show to users: translated, unless it is a
 * name from the file. Owned by the scores, or static. */
const char *
limen_rows_get_decision_title (const LimenRowQuery *query,
                               const LimenFoundRow *row)
{
  if (row->cell == LIMEN_CELL_REFERRED)
    return _ ("referred");
  if (row->cell == LIMEN_CELL_TP || row->cell == LIMEN_CELL_FP)
    return limen_threshold_scores_get_class_title (query->scores,
                                                   (gsize) query->class);
  if (row->cell == LIMEN_CELL_FN || row->cell == LIMEN_CELL_TN)
    return limen_threshold_scores_get_rest_title (query->scores);
  return limen_rows_get_decision (query, row);
}

/* Returns the score of a row in the file's units. */
double
limen_rows_get_score (const LimenRowQuery *query, const LimenFoundRow *row)
{
  return limen_score_reverse (
      row->score,
      limen_threshold_scores_get_numbers (query->scores)->is_reversed);
}

/* Returns by how much the score of a row exceeds the class's threshold, in the
 * file's units; NaN for the multiclass decision. */
double
limen_rows_get_distance (const LimenRowQuery *query, const LimenFoundRow *row)
{
  double distance = row->score - query->threshold;

  if (query->class < 0)
    return NAN;
  return limen_threshold_scores_get_numbers (query->scores)->is_reversed
             ? -distance
             : distance;
}
