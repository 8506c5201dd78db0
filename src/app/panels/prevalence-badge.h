/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "holder.h"
#include "session.h"

/* A badge that says that metrics are those of a population with another
 * prevalence; a click returns to the prevalence of the file. Hidden otherwise.
 */
#define LIMEN_TYPE_PREVALENCE_BADGE (limen_prevalence_badge_get_type ())
G_DECLARE_FINAL_TYPE (LimenPrevalenceBadge, limen_prevalence_badge, LIMEN,
                      PREVALENCE_BADGE, LimenHolder)

void limen_prevalence_badge_set_session (LimenPrevalenceBadge *self,
                                         LimenSession *session);
