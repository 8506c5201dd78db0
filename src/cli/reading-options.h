/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "read-options.h"

/* The options for reading a file, which every command has. */
void limen_reading_options_add_columns_to (GOptionGroup *group,
                                           LimenReadOptions *options);
void limen_reading_options_add_file_to (GOptionGroup *group,
                                        LimenReadOptions *options);
gboolean limen_reading_options_check (LimenReadOptions *options,
                                      GError **error);
gboolean limen_reading_options_check_file (const LimenReadOptions *options,
                                           const char *path, GError **error);
