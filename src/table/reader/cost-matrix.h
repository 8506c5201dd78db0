/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset.h"

double *limen_cost_matrix_read (const char *path, LimenDataset *dataset,
                                GError **error);
