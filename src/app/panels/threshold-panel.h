/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session.h"
#include "theme.h"

/* The right panel: the threshold, the objective, and the metrics at the
 * threshold. */
#define LIMEN_TYPE_THRESHOLD_PANEL (limen_threshold_panel_get_type ())
G_DECLARE_FINAL_TYPE (LimenThresholdPanel, limen_threshold_panel, LIMEN,
                      THRESHOLD_PANEL, GtkWidget)

void limen_threshold_panel_set_session (LimenThresholdPanel *self,
                                        LimenSession *session);
void limen_threshold_panel_set_theme (LimenThresholdPanel *self,
                                      LimenThemeVariant variant);
void limen_threshold_panel_focus_threshold (LimenThresholdPanel *self);
