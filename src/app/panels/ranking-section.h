/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "data-intervals.h"
#include "holder.h"
#include "session.h"

/* The ranking metrics and the calibration error of the current class, with
 * intervals, and their values on test data. Hidden for a regression. */
#define LIMEN_TYPE_RANKING_SECTION (limen_ranking_section_get_type ())
G_DECLARE_FINAL_TYPE (LimenRankingSection, limen_ranking_section, LIMEN,
                      RANKING_SECTION, LimenHolder)

void limen_ranking_section_set_session (LimenRankingSection *self,
                                        LimenSession *session,
                                        LimenDataIntervals *intervals);
