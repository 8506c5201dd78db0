/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "help-entries.h"

G_BEGIN_DECLS

/* The help window: what each figure and number shows, how to read it, its
 * formula, its conventions and when it misleads. A main window has at most one
 * help window. */
#define LIMEN_TYPE_HELP_WINDOW (limen_help_window_get_type ())
G_DECLARE_FINAL_TYPE (LimenHelpWindow, limen_help_window, LIMEN, HELP_WINDOW,
                      GtkWindow)

void limen_help_window_show (GtkWindow *parent, const char *key);
const LimenHelpEntry *limen_help_window_get_entry (LimenHelpWindow *self);

G_END_DECLS
