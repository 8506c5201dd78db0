/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "objective.h"

/* Text output of limen-cli choose about the optimum of one class. */
gboolean limen_choose_has_threshold (const LimenOptimum *optimum);
const char *limen_choose_format_threshold (double threshold, char *buffer,
                                           gsize size);
int limen_choose_fail_unattainable (const LimenObjective *objective,
                                    const LimenSweep *sweep,
                                    const LimenOptimum *optimum);
void limen_choose_print_no_positives (const char *class, gboolean is_shared);
void limen_choose_print_optimum (const LimenObjective *objective,
                                 const LimenOptimum *optimum,
                                 gboolean is_reversed);
