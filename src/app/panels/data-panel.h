/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "holder.h"
#include "session.h"

/* The left panel: data, findings, losses, and ranking metrics. */
#define LIMEN_TYPE_DATA_PANEL (limen_data_panel_get_type ())
G_DECLARE_FINAL_TYPE (LimenDataPanel, limen_data_panel, LIMEN, DATA_PANEL,
                      LimenHolder)

void limen_data_panel_set_session (LimenDataPanel *self,
                                   LimenSession *session);
