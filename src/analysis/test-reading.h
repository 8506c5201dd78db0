/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset.h"

/* Reading test data: rows on which thresholds are judged that were tuned on
 * the rows of another file. */
LimenDataset *limen_test_data_read (LimenDataset *tuning, const char *path,
                                    LimenProgressFunc progress,
                                    gpointer user_data,
                                    GCancellable *cancellable, GError **error);
LimenDataset *limen_test_data_read_split (LimenDataset *tuning,
                                          LimenProgressFunc progress,
                                          gpointer user_data,
                                          GCancellable *cancellable,
                                          GError **error);
gboolean limen_test_data_check (LimenDataset *tuning, LimenDataset *test,
                                GError **error);
void limen_test_data_find_misfits (LimenDataset *tuning, LimenDataset *test,
                                   GPtrArray *findings);
