/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

/* The panel that turns the grey zone of a session on and off, moves its lower
 * threshold and shows what it does. */
#define LIMEN_TYPE_GREY_ZONE_PANEL (limen_grey_zone_panel_get_type ())
G_DECLARE_FINAL_TYPE (LimenGreyZonePanel, limen_grey_zone_panel, LIMEN,
                      GREY_ZONE_PANEL, GtkWidget)

GtkWidget *limen_grey_zone_panel_get_header (LimenGreyZonePanel *self);
void limen_grey_zone_panel_set_session (LimenGreyZonePanel *self,
                                        LimenSession *session);
