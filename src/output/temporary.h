/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Temporary files of unfinished outputs. The signal handlers know of each
 * before it is created, so that only SIGKILL can leave one behind. Each is
 * locked while it is in use, which tells a stale file from an active one. */

int limen_temporary_open (int folder, guint *slot);
gboolean limen_temporary_rename (guint slot, const char *target);
void limen_temporary_remove (guint slot);
void limen_temporary_remove_stale (int folder);
void limen_temporary_handle_signals (void);
