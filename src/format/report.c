#include "report.h"

/* The objectives that the best thresholds are reported for by habit, with
 * the costs and the population of a view. */
void
limen_report_get_objectives (
    const LimenObjective *view,
    LimenObjective objectives[LIMEN_REPORT_N_OBJECTIVES])
{
  static const LimenMetricId metrics[LIMEN_REPORT_N_OBJECTIVES]
      = { LIMEN_METRIC_F1, LIMEN_METRIC_YOUDEN_J, LIMEN_METRIC_MCC,
          LIMEN_METRIC_ACCURACY };

  for (guint i = 0; i < G_N_ELEMENTS (metrics); i++)
    {
      objectives[i] = *view;
      objectives[i].metric = (LimenMetric){ metrics[i], 1 };
      objectives[i].is_minimized = FALSE;
    }
}
