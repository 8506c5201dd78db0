/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Allocation of memory that grows with the data: running out is an error that
 * the caller reports, instead of the end of the program. */
guint64 limen_memory_get_peak (void);
gboolean limen_memory_fail (const char *path, const char *purpose,
                            GError **error);
gboolean limen_memory_check (const char *path, guint64 n_bytes,
                             GError **error);
gboolean limen_memory_resize (const char *path, gpointer array,
                              gsize n_before, gsize n, gsize item_size,
                              GError **error);
gboolean limen_memory_resize_columns (const char *path, gpointer columns,
                                      gsize n_columns, gsize n_before,
                                      gsize n, gsize item_size,
                                      GError **error);
