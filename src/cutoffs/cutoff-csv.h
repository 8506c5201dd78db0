/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Cutoffs as CSV, which holds all of them but the maps of recalibrated ones
 * and most of what people say. */
char *limen_cutoff_csv_write (GListModel *cutoffs, gboolean is_version_2);
gboolean limen_cutoff_csv_is_header (const char *text);
gboolean limen_cutoff_csv_load (GListStore *cutoffs, const char *path,
                                GError **error);
