/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "holder.h"
#include "session.h"

/* The metrics at the threshold of a session, with their intervals where a line
 * for each metric fits, and their values on test data. */
#define LIMEN_TYPE_METRICS_CARD (limen_metrics_card_get_type ())
G_DECLARE_FINAL_TYPE (LimenMetricsCard, limen_metrics_card, LIMEN,
                      METRICS_CARD, LimenHolder)

void limen_metrics_card_set_session (LimenMetricsCard *self,
                                     LimenSession *session);
