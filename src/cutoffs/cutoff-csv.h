/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

/* Cutoffs as CSV, which holds everything except recalibration maps, the
 * structured objective and most of the provenance. */
char *limen_cutoff_csv_write (GListModel *cutoffs, gboolean is_version_2);
gboolean limen_cutoff_csv_is_header (const char *text);
gboolean limen_cutoff_csv_load (GListStore *cutoffs, const char *path,
                                GError **error);
