/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* The first bytes of a file, from which its format is recognised. */
typedef struct
{
  const char *bytes;
  gsize length;
  gboolean is_whole; /* these are all bytes of the file */
} LimenHead;

/* A recognised format other than CSV. */
typedef struct
{
  const char *name; /* static and English, with a translation */
  char *remedy;     /* how to convert the file, as an argument of a message;
                     * owned; NULL if it cannot be */
  guint64 line;     /* line where a text format was recognised; 0 for binary
                     * formats */
} LimenFileType;

/* Python code that writes a table of pandas. */
#define LIMEN_PANDAS(call) call ".to_csv(\"predictions.csv\", index=False)"

/* Each returns TRUE and fills *type if it recognises the format. */
gboolean limen_file_type_find_binary (const LimenHead *head,
                                      LimenFileType *type);
gboolean limen_file_type_find_pickle (const LimenHead *head,
                                      LimenFileType *type);
gboolean limen_file_type_find_json (const LimenHead *head,
                                    LimenFileType *type);
gboolean limen_file_type_find_text (const LimenHead *head,
                                    LimenFileType *type);
gboolean limen_file_type_find_unknown (const LimenHead *head,
                                       LimenFileType *type);

gboolean limen_file_type_take (LimenFileType *type, const char *name,
                               const char *program, const char *remedy,
                               guint64 line);
gboolean limen_head_begins (const LimenHead *self, const char *bytes,
                            gsize length);
gboolean limen_head_contains (const LimenHead *self, const char *bytes,
                              gsize length);
LimenHead limen_head_skip_blank (const LimenHead *self, guint64 *line);
