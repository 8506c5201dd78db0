#pragma once

#include "reader-private.h"

void G_GNUC_PRINTF (4, 5)
    limen_reader_row_set_problem (LimenReader *self, guint64 line,
                                  guint column, const char *format, ...);
void G_GNUC_PRINTF (6, 7)
    limen_reader_row_set_kind (LimenReader *self, guint64 line, guint column,
                               const char *kind, const char *remedy,
                               const char *format, ...);
char *limen_reader_row_describe (const char *text, gsize length);
void limen_reader_row_set_missing (LimenReader *self, guint64 line,
                                   guint column, const char *text,
                                   gsize length, const char *what,
                                   const char *remedy);
