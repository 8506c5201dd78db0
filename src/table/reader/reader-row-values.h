#pragma once

#include "reader-private.h"

/* What is wrong with the row being read */
void limen_reader_row_set_problem (LimenReader *self, guint64 line,
                                   guint column, const char *format, ...)
    G_GNUC_PRINTF (4, 5);
void limen_reader_row_set_named (LimenReader *self, guint64 line, guint column,
                                 const char *name, const char *format, ...)
    G_GNUC_PRINTF (5, 6);
void limen_reader_row_set_kind (LimenReader *self, guint64 line, guint column,
                                const char *name, const char *kind,
                                const char *remedy, const char *format, ...)
    G_GNUC_PRINTF (7, 8);
void limen_reader_row_set_missing (LimenReader *self, guint64 line,
                                   guint column, const char *text,
                                   gsize length, const char *what,
                                   const char *remedy);
char *limen_reader_row_describe (const char *text, gsize length);
