/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "objective.h"

/* What came of an objective of one class, in words. */
gboolean limen_choose_has_threshold (const LimenOptimum *optimum);
int limen_choose_fail_unattainable (const LimenObjective *objective,
                                    const LimenSweep *sweep,
                                    const LimenOptimum *optimum);
void limen_choose_print_no_positives (const char *class, gboolean is_shared);
void limen_choose_print_optimum (const LimenObjective *objective,
                                 const LimenOptimum *optimum,
                                 gboolean is_reversed);
