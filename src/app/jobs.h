#pragma once

#include <gio/gio.h>

#include "analysis.h"
#include "scale.h"

/* What a session computes off the main thread. Each job takes what it needs
 * along, ends by calling `done` with `source`, and gives its result once. */
void limen_job_curves_async (LimenOneVsRest *class, LimenScale scale,
                             LimenCosts costs, GStrv metrics,
                             GCancellable *cancellable, gpointer source,
                             GAsyncReadyCallback done);
GPtrArray *limen_job_curves_finish (GAsyncResult *result); /* LimenCurve */

void limen_job_optimum_async (LimenOneVsRest *class,
                              const LimenObjective *objective,
                              GCancellable *cancellable, gpointer source,
                              GAsyncReadyCallback done);
gboolean limen_job_optimum_finish (GAsyncResult *result,
                                   LimenOptimum *optimum);

void limen_job_class_async (LimenAnalysis *analysis, gsize class,
                            GCancellable *cancellable, gpointer source,
                            GAsyncReadyCallback done);
LimenOneVsRest *limen_job_class_finish (GAsyncResult *result, GError **error);
