/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <sys/stat.h>

/* Errors of files that cannot be opened or read */
gboolean limen_file_fail (const char *path, int number, GError **error);
const char *limen_file_describe_type (mode_t mode);
