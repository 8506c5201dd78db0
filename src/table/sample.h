#pragma once

#include "dialect.h"
#include "labels.h"

/* The cells of a file's first rows, which everything about its columns is
 * guessed from. */
GBytes *limen_sample_get_field (const LimenDialect *dialect, guint row,
                                int column);
gboolean limen_sample_parse_number (const LimenDialect *dialect, guint row,
                                    int column, double *number);
LimenLabels *limen_sample_collect_labels (const LimenDialect *dialect,
                                          int column, GStrv ignored);
