/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

/* Asking for labels in another file than the scores of `path`. The scores are
 * read with `options` (NULL for the defaults), except for what these say of
 * labels. */
void limen_window_choose_labels (LimenWindow *self, const char *path,
                                 const LimenReadOptions *options);
void limen_window_add_labels (LimenWindow *self, const char *path,
                              const LimenReadOptions *options,
                              const char *labels_path);
void limen_window_ask_labels (LimenWindow *self, const char *path,
                              const LimenReadOptions *options,
                              const char *reason);
