/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "read-options.h"

/* Remembers, for each file of scores, which file its labels came from when it
 * was last opened. */
void limen_label_memory_keep (const char *path,
                              const LimenReadOptions *options);
gboolean limen_label_memory_recall (const char *path,
                                    LimenReadOptions *options);
