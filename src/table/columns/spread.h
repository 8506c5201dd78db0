#pragma once

#include "dialect.h"
#include "bytes.h"

/* Where a row stands: some lines after a place in the file. */
typedef struct
{
  guint64 offset, n_lines;
} LimenPlace;

void limen_spread_sample (LimenDialect *dialect, LimenBytes *input,
                          const char *head, gsize head_length);
void limen_spread_add_places (LimenDialect *dialect, LimenBytes *input,
                              const GArray *places);
