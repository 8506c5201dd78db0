/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define LIMEN_MAX_FIELD_BYTES (64 * 1024)
#define LIMEN_MAX_LINE_BYTES (16 * 1024 * 1024)
#define LIMEN_MAX_COLUMNS 10000

/* As a delimiter: any run of spaces and tabs; those at either end of a line
 * delimit nothing, and a line of them alone is blank. */
#define LIMEN_DELIMITER_BLANKS ' '

/* One field of the current record; `text` has no NUL. Columns count from 0. */
typedef void (*LimenFieldFunc) (gpointer user_data, guint column,
                                const char *text, gsize length);

/* Where a record stands and what it has. */
typedef struct
{
  guint64 line;   /* physical, from 1 */
  guint64 offset; /* of its first byte */
  guint64 n_lines; /* that it spans */
  guint n_fields;
} LimenRecord;

typedef void (*LimenRecordFunc) (gpointer user_data,
                                 const LimenRecord *record);

/* Cuts bytes into records and fields, and knows where they stand. libcsv does
 * it wherever there are quotes or a block ends in mid-line. */
typedef struct _LimenRecordParser LimenRecordParser;

LimenRecordParser *limen_record_parser_new (const char *path, char delimiter,
                                            LimenFieldFunc field,
                                            LimenRecordFunc record,
                                            gpointer user_data);
void limen_record_parser_free (LimenRecordParser *self);

gboolean limen_record_parser_feed (LimenRecordParser *self, const char *bytes,
                                   gsize length, GError **error);
gboolean limen_record_parser_finish (LimenRecordParser *self, GError **error);
void limen_record_parser_stop (LimenRecordParser *self);
gboolean limen_record_parser_is_between_records (LimenRecordParser *self);
void limen_record_parser_pass (LimenRecordParser *self, gsize n_bytes,
                               guint64 n_lines);

guint64 limen_record_parser_get_line (LimenRecordParser *self);
guint64 limen_record_parser_get_offset (LimenRecordParser *self);
guint64 limen_record_parser_get_field_line (LimenRecordParser *self);
guint64 limen_record_parser_get_n_blank_lines (LimenRecordParser *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenRecordParser, limen_record_parser_free)
