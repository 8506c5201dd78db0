/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

gboolean limen_file_type_check (const char *path, const char *bytes,
                                gsize length, gboolean is_whole_file,
                                GError **error);
