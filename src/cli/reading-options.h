/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "read-options.h"

/* The options that say how to read a file, the same for every command. */
void limen_reading_options_add_columns_to (GOptionGroup *group,
                                           LimenReadOptions *options);
void limen_reading_options_add_file_to (GOptionGroup *group,
                                        LimenReadOptions *options);
gboolean limen_reading_options_check (LimenReadOptions *options,
                                      GError **error);
gboolean limen_reading_options_check_file (const LimenReadOptions *options,
                                           const char *path, GError **error);
