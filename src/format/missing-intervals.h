/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "estimate.h"

/* The values of a report that have no interval, by the reason, for a
 * footnote. */
typedef struct _LimenMissingIntervals LimenMissingIntervals;

LimenMissingIntervals *limen_missing_intervals_new (void);
void limen_missing_intervals_free (LimenMissingIntervals *self);
void limen_missing_intervals_add (LimenMissingIntervals *self,
                                  const char *title, LimenEstimate estimate);
char *limen_missing_intervals_describe (const LimenMissingIntervals *self,
                                        LimenNoInterval reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenMissingIntervals,
                               limen_missing_intervals_free)
