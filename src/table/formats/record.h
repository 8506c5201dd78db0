/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Limits of a file; exceeding one is an error. */
#define LIMEN_MAX_FIELD_BYTES (64 * 1024)
#define LIMEN_MAX_LINE_BYTES (16 * 1024 * 1024)
#define LIMEN_MAX_COLUMNS 10000

/* Delimiter value for any run of spaces and tabs. Blanks at either end of a
 * line delimit nothing; a line with nothing else is blank. */
#define LIMEN_DELIMITER_BLANKS ' '

/* Receives one field of the current record; `text` is not NUL-terminated.
 * Columns count from 0. */
typedef void (*LimenFieldFunc) (gpointer user_data, guint column,
                                const char *text, gsize length);

/* Position and size of a record. */
typedef struct
{
  guint64 line;    /* physical line of its start, from 1 */
  guint64 offset;  /* byte offset of its start */
  guint64 n_lines; /* number of physical lines that it spans */
  guint n_fields;
} LimenRecord;

/* Receives the position of a record after its last field. */
typedef void (*LimenRecordFunc) (gpointer user_data,
                                 const LimenRecord *record);

/* A CSV parser that reports fields and records with their positions. Plain
 * lines take a fast path; libcsv parses lines with quotes and lines that a
 * block boundary cuts. */
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
