/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define LIMEN_PROCESS_STATUS "/proc/self/status"

guint64 limen_process_read_kilobytes (const char *path, const char *key);
guint64 limen_process_get_data (void);
