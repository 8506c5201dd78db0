/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "record.h"

/* The first bytes of a text, with or without its preamble. */
typedef struct
{
  const char *path;
  const char *bytes;
  gsize length;
  gboolean is_whole; /* these are all bytes of the text */
} LimenHead;

/* The first records of a text. */
typedef struct
{
  GPtrArray *records; /* GPtrArray of GBytes */
  guint max_records;
  guint64 first_line, line; /* lines of the first and the last record */
  /* Set while they are read */
  LimenRecordParser *parser;
  GPtrArray *current;
} LimenHeadRecords;

gboolean limen_head_records_read (LimenHeadRecords *self,
                                  const LimenHead *head, guint64 n_lines_above,
                                  char delimiter, GError **error);
GPtrArray *limen_head_list_records (const LimenHead *head, char delimiter,
                                    guint max_records);
guint limen_head_find_commonest_n (GPtrArray *records, guint *n_equal);
char limen_head_detect_delimiter (const LimenHead *head);

/* A cell */
gboolean limen_head_is_number (GBytes *cell, char delimiter);
gboolean limen_head_has_form (GBytes *cell);
