/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "decision-estimate.h"
#include "session.h"

/* The estimates of the joint decision of a session's classes, which follow its
 * multiclass result off the main thread. "changed" is emitted when they
 * arrive, and when intervals are shown or hidden. */
#define LIMEN_TYPE_DECISION_INTERVALS (limen_decision_intervals_get_type ())
G_DECLARE_FINAL_TYPE (LimenDecisionIntervals, limen_decision_intervals, LIMEN,
                      DECISION_INTERVALS, GObject)

LimenDecisionIntervals *limen_decision_intervals_new (LimenSession *session);
const LimenDecisionEstimates *
limen_decision_intervals_get (LimenDecisionIntervals *self);
