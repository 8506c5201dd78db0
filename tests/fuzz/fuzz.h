/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "read-options.h"

/* Random files, made of what trips readers up. The seed is printed by GLib's
 * harness; --seed repeats a run, and -m slow makes SLOW_FACTOR times as
 * many. */

#define SLOW_FACTOR 100

/* The threads that read a file, at most. */
#define FUZZ_MAX_THREADS 4

/* How many files are drawn instead of n. */
guint fuzz_get_n (guint n);

/* Any of n texts. */
const char *fuzz_pick (const char *const *texts, guint n);

/* All that was read, or why it was not. */
char *fuzz_describe (const char *path, const LimenReadOptions *options);
