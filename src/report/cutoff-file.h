#pragma once

#include <gio/gio.h>

#include "cutoff.h"

/* limen-cutoffs/1: a list of LimenCutoff as JSON, or as CSV (written only). */
gboolean limen_cutoff_file_save (GListModel *cutoffs, const char *path,
                                 GError **error);
GListModel *limen_cutoff_file_load (const char *path, GError **error);
