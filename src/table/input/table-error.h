/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define LIMEN_TABLE_ERROR (limen_table_error_quark ())

typedef enum
{
  LIMEN_TABLE_ERROR_FILE,    /* cannot be opened or read, or has changed */
  LIMEN_TABLE_ERROR_FORMAT,  /* not text, a limit exceeded, or a broken
                              * quote */
  LIMEN_TABLE_ERROR_ROWS,    /* some rows cannot be used; they may be
                              * skipped */
  LIMEN_TABLE_ERROR_DATA,    /* no rows, or no usable values */
  LIMEN_TABLE_ERROR_ROLES,   /* the roles of the columns must be specified */
  LIMEN_TABLE_ERROR_OPTIONS, /* the options contradict the file */
  LIMEN_TABLE_ERROR_LABELS,  /* how the rows of the label file match the
                              * scores must be specified */
  LIMEN_TABLE_ERROR_MEMORY,
} LimenTableError;

GQuark limen_table_error_quark (void);
void limen_table_error_suggest (GError *error, const char *command,
                                GStrv ignored);
const char *limen_table_error_get_command (const GError *error);
GStrv limen_table_error_get_ignored (const GError *error);
const char *limen_table_error_get_english (const GError *error);
GError *limen_table_error_new (LimenTableError code, const char *format, ...)
    G_GNUC_PRINTF (2, 3);
GError *limen_table_error_new_valist (LimenTableError code, const char *format,
                                      va_list args) G_GNUC_PRINTF (2, 0);
gboolean limen_table_fail (GError **error, LimenTableError code,
                           const char *format, ...) G_GNUC_PRINTF (3, 4);
