/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "row-columns.h"

/* The columns of rows that the user chose, kept with an object, such as the
 * session, or in its settings, for tables of files with the same columns that
 * are opened later. */
void limen_row_columns_memory_bind (GObject *owner, GSettings *settings);
void limen_row_columns_memory_keep (GObject *owner, GPtrArray *titles,
                                    const gboolean *is_offered,
                                    GArray *parts);
GArray *limen_row_columns_memory_recall (GObject *owner, GPtrArray *titles,
                                         const gboolean *is_offered);
