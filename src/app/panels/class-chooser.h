/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "holder.h"
#include "session.h"

/* A button that names the current class and opens a list of all classes, with
 * a search, sorted by name, number of rows, ROC AUC, threshold, precision or
 * recall. */
#define LIMEN_TYPE_CLASS_CHOOSER (limen_class_chooser_get_type ())
G_DECLARE_FINAL_TYPE (LimenClassChooser, limen_class_chooser, LIMEN,
                      CLASS_CHOOSER, LimenHolder)

void limen_class_chooser_set_session (LimenClassChooser *self,
                                      LimenSession *session);
