/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reader-private.h"

/* Record the first problem of the row being read */
#define limen_reader_row_set_problem(self, line, column, ...)                 \
  limen_reader_row_set_named (self, line, column, NULL, __VA_ARGS__)
#define limen_reader_row_set_named(self, line, column, name, ...)             \
  limen_reader_row_set_kind (self, line, column, name, NULL, NULL, __VA_ARGS__)
void limen_reader_row_set_kind (LimenReader *self, guint64 line, guint column,
                                const char *name, const char *kind,
                                const char *remedy, const char *format, ...)
    G_GNUC_PRINTF (7, 8);
void limen_reader_row_set_missing (LimenReader *self, guint64 line,
                                   guint column, const char *text,
                                   gsize length, const char *sentence,
                                   const char *remedy);
char *limen_reader_row_describe (const char *text, gsize length);
