#pragma once

#include "dialect.h"
#include "labels.h"

/* The first bytes of a file, from which its dialect and columns are told. */
#define LIMEN_SAMPLE_SIZE (1024 * 1024)

/* The cells of a file's first rows, which everything about its columns is
 * guessed from. */
GBytes *limen_sample_get_field (const LimenDialect *dialect, guint row,
                                int column);
gboolean limen_sample_parse_number (const LimenDialect *dialect, guint row,
                                    int column, double *number);
gboolean limen_sample_is_missing (const LimenDialect *dialect, guint row,
                                  int column);
LimenLabels *limen_sample_collect_labels_beside (const LimenDialect *dialect,
                                                 int column, int beside,
                                                 GStrv ignored);
LimenLabels *limen_sample_collect_labels (const LimenDialect *dialect,
                                          int column, GStrv ignored);
