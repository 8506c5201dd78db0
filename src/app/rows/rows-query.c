/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "rows-query.h"

/* A query for all rows: for the current class, with its thresholds and costs;
 * or, if `is_decided`, for the joint decision of all classes; or for a
 * regression, which has no classes. */
LimenRowQuery *
limen_rows_query_new (LimenSession *session, gboolean is_decided)
{
  LimenThresholdSet *set = limen_session_get_thresholds (session);
  LimenRowQuery query;
  g_autofree double *thresholds = NULL;

  if (limen_session_get_class (session) == NULL)
    {
      query = limen_row_query_new (
          limen_analysis_get_scores (limen_session_get_analysis (session)), -1,
          G_MAXSIZE);
      return limen_row_query_copy (&query);
    }
  if (is_decided)
    {
      LimenThresholdScores *scores
          = limen_threshold_set_get_deciding_scores (set);
      gsize n = limen_threshold_scores_get_numbers (scores)->n_classes;

      query = limen_row_query_new (scores, -1, G_MAXSIZE);
      thresholds = g_new (double, n);
      for (gsize k = 0; k < n; k++)
        thresholds[k] = limen_threshold_set_get_deciding_thresholds (
            set)[limen_session_has_classes (session) ? k : 0];
      query.thresholds = thresholds;
      query.rule = limen_threshold_set_get_rule (set);
      return limen_row_query_copy (&query);
    }
  query = limen_row_query_new (
      limen_analysis_get_scores (limen_session_get_analysis (session)),
      (int) limen_one_vs_rest_get_class (limen_session_get_class (session)),
      G_MAXSIZE);
  query.threshold = limen_session_get_threshold (session);
  query.refer_from = limen_session_get_refer_from (session);
  query.costs = limen_session_get_view (session).costs;
  return limen_row_query_copy (&query);
}
