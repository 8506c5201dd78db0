/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "read-options.h"

/* Which file has the labels of a file of scores, as it was opened last. */
void limen_label_memory_keep (const char *path,
                              const LimenReadOptions *options);
gboolean limen_label_memory_recall (const char *path,
                                    LimenReadOptions *options);
