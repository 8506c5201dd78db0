/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "row-columns.h"

/* Remembers which columns of rows the user chose: in memory with an object
 * such as the session, or in its settings, for later files with the same
 * columns. */
void limen_row_columns_memory_bind (GObject *owner, GSettings *settings);
void limen_row_columns_memory_keep (GObject *owner, GPtrArray *titles,
                                    const gboolean *is_offered,
                                    GArray *parts);
GArray *limen_row_columns_memory_recall (GObject *owner, GPtrArray *titles,
                                         const gboolean *is_offered);
