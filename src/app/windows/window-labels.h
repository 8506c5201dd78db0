/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

/* Functions that ask for a file of labels for the scores in `path`. The scores
 * are read with `options` (NULL for the defaults). When a file of labels is
 * added, the options on labels and on the row id are reset. */
void limen_window_choose_labels (LimenWindow *self, const char *path,
                                 const LimenReadOptions *options);
void limen_window_add_labels (LimenWindow *self, const char *path,
                              const LimenReadOptions *options,
                              const char *labels_path);
void limen_window_ask_labels (LimenWindow *self, const char *path,
                              const LimenReadOptions *options,
                              const char *reason);
