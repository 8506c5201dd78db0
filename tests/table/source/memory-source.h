/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "source.h"

/* Another kind of source: a table with typed columns in memory, as JSON,
 * arrays and Parquet give once they are read. Its rows are called records. */
typedef enum
{
  MEMORY_NUMBERS,  /* double */
  MEMORY_INTEGERS, /* gint64 */
  MEMORY_TEXTS,    /* const char * */
} MemoryType;

typedef struct
{
  const char *name;
  MemoryType type;
  gconstpointer values;
  const gboolean *is_null; /* NULL if no value is missing */
} MemoryColumn;

/* Creates a source, which borrows the columns. */
LimenSource *memory_source_new (const char *name, const MemoryColumn *columns,
                                gsize n_columns, gsize n_rows);
LimenSource *memory_source_new_of_counts (const char *name,
                                          const double *scores,
                                          const double *positives,
                                          const double *negatives, gsize n);

/* Number of rows that were passed cell by cell instead of in batches. */
gsize memory_source_get_n_single (LimenSource *source);
