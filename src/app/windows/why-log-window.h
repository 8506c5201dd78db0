/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

G_BEGIN_DECLS

/* The window that explains the loss with the numbers of the loaded file: from
 * the likelihood of the rows to the mean of −log p. */
#define LIMEN_TYPE_WHY_LOG_WINDOW (limen_why_log_window_get_type ())
G_DECLARE_FINAL_TYPE (LimenWhyLogWindow, limen_why_log_window, LIMEN,
                      WHY_LOG_WINDOW, GtkWindow)

GtkWidget *limen_why_log_window_new (GtkWindow *parent,
                                     LimenSession *session);

G_END_DECLS
