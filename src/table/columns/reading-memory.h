/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "sample.h"
#include "read-options.h"

/* How files were read, by their header: a key file in the user's data folder
 * that is private to the user. It holds names of columns and of files, and
 * labels that were said; no path and no row. The 200 headers used last are
 * kept. A file that cannot be read counts as empty. Safe to use from any
 * thread; of two programs that write in the same moment, the last wins. */

char *limen_reading_memory_make_key (const LimenSample *sample);

LimenReadOptions *limen_reading_memory_find (const char *key);
gboolean limen_reading_memory_has (const char *key);
gboolean limen_reading_memory_is_empty (void);
gboolean limen_reading_memory_store (const char *key,
                                     const LimenReadOptions *options,
                                     GError **error);
gboolean limen_reading_memory_forget (const char *key, GError **error);
