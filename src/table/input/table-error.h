/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#define LIMEN_TABLE_ERROR (limen_table_error_quark ())

typedef enum
{
  LIMEN_TABLE_ERROR_FILE,      /* cannot be opened or read, or changed */
  LIMEN_TABLE_ERROR_FORMAT,    /* not text, a limit passed, a broken quote */
  LIMEN_TABLE_ERROR_ROWS,      /* some rows cannot be used; may be skipped */
  LIMEN_TABLE_ERROR_DATA,      /* no rows, or nothing in them */
  LIMEN_TABLE_ERROR_ROLES,     /* which column is what must be said */
  LIMEN_TABLE_ERROR_OPTIONS,   /* the options and the file disagree */
  LIMEN_TABLE_ERROR_LABELS,    /* how the labels of another file belong to the
                                * scores must be said */
  LIMEN_TABLE_ERROR_MEMORY,
} LimenTableError;

GQuark limen_table_error_quark (void);
gboolean
limen_table_fail (GError **error, LimenTableError code, const char *format, ...)
    G_GNUC_PRINTF (3, 4);
const char *limen_table_error_get_system_text (int number);
