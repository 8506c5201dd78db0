/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "estimates.h"
#include "session.h"

/* The estimates of the losses and the ranking metrics of a session, computed
 * off the main thread, and no earlier than the values are drawn. "changed" is
 * emitted when some arrive or no longer apply. */
#define LIMEN_TYPE_DATA_INTERVALS (limen_data_intervals_get_type ())
G_DECLARE_FINAL_TYPE (LimenDataIntervals, limen_data_intervals, LIMEN,
                      DATA_INTERVALS, GObject)

LimenDataIntervals *limen_data_intervals_new (LimenSession *session);
const LimenEstimate *limen_data_intervals_get_loss (LimenDataIntervals *self,
                                                    gsize loss);
const LimenRankingEstimates *
limen_data_intervals_get_ranking (LimenDataIntervals *self);
