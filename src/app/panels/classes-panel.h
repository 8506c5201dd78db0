/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "holder.h"
#include "session.h"

/* What concerns all classes of a file: which one is current, how their
 * thresholds decide together, and what comes of it. Hidden for binary
 * files. */
#define LIMEN_TYPE_CLASSES_PANEL (limen_classes_panel_get_type ())
G_DECLARE_FINAL_TYPE (LimenClassesPanel, limen_classes_panel, LIMEN,
                      CLASSES_PANEL, LimenHolder)

void limen_classes_panel_set_session (LimenClassesPanel *self,
                                      LimenSession *session);
