/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "holder.h"
#include "session.h"

/* The panel about all classes of a file: the current class, the decision rule,
 * and the metrics of the joint decision. Hidden for binary files. */
#define LIMEN_TYPE_CLASSES_PANEL (limen_classes_panel_get_type ())
G_DECLARE_FINAL_TYPE (LimenClassesPanel, limen_classes_panel, LIMEN,
                      CLASSES_PANEL, LimenHolder)

void limen_classes_panel_set_session (LimenClassesPanel *self,
                                      LimenSession *session);
