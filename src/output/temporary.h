/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Temporary files of outputs under way. Each is known to the signal handlers
 * before it exists, so that only SIGKILL leaves one behind; and locked while
 * it is in use, so that one left behind can be told from one in use. */

int limen_temporary_open (int folder, guint *slot);
gboolean limen_temporary_rename (guint slot, const char *target);
void limen_temporary_remove (guint slot);
void limen_temporary_remove_stale (int folder);
void limen_temporary_handle_signals (void);
