/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "holder.h"
#include "session.h"

/* Says that numbers are those of a population of another prevalence, and is
 * the way back. Hidden where they are those of the file. */
#define LIMEN_TYPE_PREVALENCE_BADGE (limen_prevalence_badge_get_type ())
G_DECLARE_FINAL_TYPE (LimenPrevalenceBadge, limen_prevalence_badge, LIMEN,
                      PREVALENCE_BADGE, LimenHolder)

void limen_prevalence_badge_set_session (LimenPrevalenceBadge *self,
                                         LimenSession *session);
