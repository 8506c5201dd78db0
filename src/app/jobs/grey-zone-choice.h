#pragma once

#include <gio/gio.h>

#include "cutoff.h"

/* What is asked of the grey zone of one class, and what came of it; nothing
 * while its two thresholds are set by hand. Plain data. */
typedef struct
{
  gboolean has_objective;
  LimenObjective objective;
  gboolean has_optimum;
  LimenOptimum optimum;
} LimenGreyZoneChoice;

double limen_grey_zone_choice_get_start (const LimenSweep *sweep,
                                         double threshold);
LimenObjective limen_grey_zone_choice_get_view (const LimenGreyZoneChoice *self,
                                                const LimenObjective *view);
double limen_grey_zone_choice_get_refer_cost (const LimenGreyZoneChoice *self);
const LimenObjective *
limen_grey_zone_choice_get_objective_of (const LimenGreyZoneChoice *self,
                                         const LimenSweep *sweep,
                                         double refer_from,
                                         double threshold);
LimenCutoff *
limen_grey_zone_choice_new_cutoff (const LimenGreyZoneChoice *self,
                                   const char *name, LimenOneVsRest *class,
                                   double refer_from, double threshold,
                                   double prevalence);

/* Off the main thread; ends by calling `done` with `source`. */
void limen_grey_zone_choice_optimize_async (const LimenGreyZoneChoice *self,
                                            LimenOneVsRest *class,
                                            GCancellable *cancellable,
                                            gpointer source,
                                            GAsyncReadyCallback done);
gboolean limen_grey_zone_choice_optimize_finish (GAsyncResult *result,
                                                 LimenOptimum *optimum,
                                                 GError **error);
