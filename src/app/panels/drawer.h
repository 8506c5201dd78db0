/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

/* A drawer across the bottom of the window, below its content, for wide
 * tables: the table of cutoffs. It folds to its title bar, and stays folded
 * while there are no cutoffs.
 *
 * Properties: content, folded (by the user), height (of the open drawer).
 * Signal: remove-cutoff (LimenCutoff, the user wants to remove it). */
#define LIMEN_TYPE_DRAWER (limen_drawer_get_type ())
G_DECLARE_FINAL_TYPE (LimenDrawer, limen_drawer, LIMEN, DRAWER, GtkWidget)

void limen_drawer_set_session (LimenDrawer *self, LimenSession *session);
void limen_drawer_bind_settings (LimenDrawer *self, GSettings *settings);
