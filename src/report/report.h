#pragma once

#include "analysis.h"
#include "objective.h"

/* What to put in a report beside what every analysis has. */
typedef struct
{
  const double *thresholds; /* the "at" list; NULL: where each class starts */
  gsize n_thresholds;
  const LimenObjective *objectives; /* the "optima" list */
  gsize n_objectives;
  LimenCosts costs;
  const LimenLossOptions *losses; /* of single classes; NULL: the usual ones */
} LimenReportOptions;

char *limen_report_to_json (LimenAnalysis *analysis,
                            const LimenReportOptions *options);
char *limen_report_to_text (LimenAnalysis *analysis,
                            const LimenReportOptions *options);
