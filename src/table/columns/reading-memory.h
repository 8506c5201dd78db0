/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "sample.h"
#include "read-options.h"

/* Remembers the read options of files by their header, in a key file in the
 * user's data folder that only the user can read. It holds column names, file
 * names and the labels given as options, but no paths and no rows. The 200
 * most recently used headers are kept. A file that cannot be read counts as
 * empty. Thread-safe; if two processes write at once, the last one wins. */

char *limen_reading_memory_make_key (const LimenSample *sample);

LimenReadOptions *limen_reading_memory_find (const char *key);
gboolean limen_reading_memory_has (const char *key);
gboolean limen_reading_memory_is_empty (void);
gboolean limen_reading_memory_store (const char *key,
                                     const LimenReadOptions *options,
                                     GError **error);
gboolean limen_reading_memory_forget (const char *key, GError **error);
