/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "objective.h"
#include "test-data.h"

/* Texts about thresholds and the result of an objective; new strings. */
char *limen_optimum_words_new (const LimenObjective *objective,
                               const LimenOptimum *optimum,
                               const LimenSweep *sweep);
char *limen_optimum_words_new_of_interval (double low, double high,
                                           gboolean is_reversed);
char *limen_optimum_words_add_tuned (const char *sentence,
                                     LimenTestData *test);
