/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "dataset.h"

/* Reuse of read options: the options that are remembered for the header of a
 * file, or the options of a named file. */

LimenReadOptions *limen_recall_find (const char *path,
                                     const LimenReadOptions *options,
                                     GCancellable *cancellable);
LimenReadOptions *limen_recall_find_like (const char *path, const char *as,
                                          const LimenReadOptions *options,
                                          GCancellable *cancellable,
                                          GError **error);
LimenDataset *limen_recall_read (const char *path,
                                 LimenReadOptions **recalled,
                                 const LimenReadOptions *options,
                                 LimenProgressFunc progress,
                                 gpointer user_data, GCancellable *cancellable,
                                 GError **error);
LimenReadOptions *limen_recall_keep (LimenDataset *dataset,
                                     const LimenReadOptions *options,
                                     GError **error);
