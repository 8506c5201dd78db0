/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "cutoff.h"

/* Files of cutoffs: a list of LimenCutoff as JSON (schema limen-cutoffs/1, or
 * /2 if some are for reversed scores) or CSV. */
gboolean limen_cutoff_file_detect (const char *path);
const char *limen_cutoff_file_find_format (const char *path,
                                           const char *format, GError **error);
gboolean limen_cutoff_file_save_as (GListModel *cutoffs, const char *path,
                                    const char *format, GError **error);
gboolean limen_cutoff_file_save (GListModel *cutoffs, const char *path,
                                 GError **error);
GListModel *limen_cutoff_file_load (const char *path, GError **error);
