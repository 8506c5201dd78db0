#pragma once

#include "dataset.h"

double *limen_cost_matrix_read (const char *path, LimenDataset *dataset,
                                GError **error);
