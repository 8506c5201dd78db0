/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "objective.h"

/* Returns the optimum of an objective on rows with these weights. */
LimenOptimum objective_case_optimize (const double *of_scores,
                                      const guint16 *of_labels,
                                      const double *weights, gsize n,
                                      const char *text);
