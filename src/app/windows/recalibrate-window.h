/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

/* The window that shows what a recalibration map improves for the current
 * class of a session: before the map, and after it, on rows it was not fitted
 * on. */
#define LIMEN_TYPE_RECALIBRATE_WINDOW (limen_recalibrate_window_get_type ())
G_DECLARE_FINAL_TYPE (LimenRecalibrateWindow, limen_recalibrate_window, LIMEN,
                      RECALIBRATE_WINDOW, GtkWindow)

GtkWidget *limen_recalibrate_window_new (GtkWindow *parent,
                                         LimenSession *session);

G_END_DECLS
