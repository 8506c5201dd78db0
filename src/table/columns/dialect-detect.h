#pragma once

#include "dialect.h"
#include "record.h"

/* The records of the sample under one delimiter. */
typedef struct
{
  LimenRecordParser *parser;
  GPtrArray *records; /* GPtrArray of GBytes */
  GPtrArray *current;
  guint max_records;
  guint64 first_line, line; /* of the first and of the last record */
} LimenDialectSample;

gboolean limen_dialect_read_sample (LimenDialectSample *sample,
                                    const char *path, guint64 n_lines_above,
                                    const char *bytes, gsize length,
                                    gboolean is_whole_file, char delimiter,
                                    GError **error);
GPtrArray *limen_dialect_read_records (const char *path, const char *bytes,
                                       gsize length, gboolean is_whole_file,
                                       char delimiter, guint max_records);
gboolean limen_dialect_has_form (GBytes *field);
guint limen_dialect_find_commonest_n (GPtrArray *records, guint *n_equal);
char limen_dialect_detect_delimiter (const char *path, const char *bytes,
                                     gsize length, gboolean is_whole_file);
gboolean limen_dialect_detect_header (GPtrArray *first, GPtrArray *second,
                                      char delimiter);
