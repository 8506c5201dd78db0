/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-snapshot.h"

/* A new input for figures of the current class, with the whole threshold axis;
 * free it with limen_figure_input_free(). The session must have an analysis.
 */
LimenFigureInput *
limen_figure_snapshot_new (LimenSession *session)
{
  LimenObjective view = limen_session_get_view (session);
  LimenFigureInput *self = limen_figure_input_new (
      limen_session_get_analysis (session), limen_session_get_class (session),
      view.costs, view.prevalence, limen_session_get_threshold (session));
  gsize n_metrics;
  const LimenMetricId *metrics = limen_session_get_curves (session, &n_metrics);

  limen_figure_input_set_refer_from (self,
                                     limen_session_get_refer_from (session));
  limen_figure_input_set_metrics (self, metrics, n_metrics);
  limen_figure_input_set_test (self, limen_session_get_test_class (session));
  self->calibration = limen_session_get_calibration (session);
  self->bootstrap = limen_session_get_bootstrap (session);
  return self;
}
