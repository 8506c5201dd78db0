/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estimate.h"
#include "session.h"

/* The estimates of all metrics of the session's class at its threshold; with a
 * grey zone, of the decided rows. They
 * are computed at once where that takes milliseconds; where rows are drawn one
 * by one, they come later, from a job, and "changed" is emitted. */
#define LIMEN_TYPE_METRIC_INTERVALS (limen_metric_intervals_get_type ())
G_DECLARE_FINAL_TYPE (LimenMetricIntervals, limen_metric_intervals, LIMEN,
                      METRIC_INTERVALS, GObject)

LimenMetricIntervals *limen_metric_intervals_new (LimenSession *session);
gboolean limen_metric_intervals_are_shown (LimenMetricIntervals *self);
const LimenEstimate *limen_metric_intervals_get (LimenMetricIntervals *self);
