/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dataset-private.h"

#include "table-error.h"

#define MAX_FIELD_CHARS 120
/* Of fields that are read one by one. */
#define MAX_SINGLE_FIELD_CHARS 1000
/* No field has it once control characters are escaped. */
#define FIELD_SEPARATOR '\037'

/* The texts of rows, their fields with a separator between them. */
static char **
read_texts (LimenDataset *self, const gsize *rows, gsize n_rows,
            char separator, gsize max_chars, GCancellable *cancellable,
            GError **error)
{
  LimenSourceQuery query = { .index = self->row_index,
                             .rows = rows,
                             .n_rows = n_rows,
                             .separator = separator,
                             .max_chars = max_chars };

  g_return_val_if_fail (self->source != NULL, NULL);

  for (gsize i = 0; i < n_rows; i++)
    if (!limen_dataset_check_row (self, rows[i], error))
      return NULL;
  return limen_source_read_rows (self->source, &query, cancellable, error);
}

/* The texts of rows, from 0 and in any order, read from the source again in
 * one pass: their fields, as they may be shown, with the file's delimiter
 * between them. New strings, one for each row that is asked for, and a NULL;
 * or NULL with an error, such as that the file is not the same any more. */
char **
limen_dataset_read_rows (LimenDataset *self, const gsize *rows, gsize n_rows,
                         GCancellable *cancellable, GError **error)
{
  char separator = self->delimiter != '\0' ? self->delimiter : ',';

  return read_texts (self, rows, n_rows, separator, MAX_FIELD_CHARS,
                     cancellable, error);
}

/* The fields of rows, from 0 and in any order, read from the source again in
 * one pass, each as it may be shown. A GStrv for each row that is asked for;
 * or NULL with an error, as from limen_dataset_read_rows(). */
GPtrArray *
limen_dataset_read_fields (LimenDataset *self, const gsize *rows,
                           gsize n_rows, GCancellable *cancellable,
                           GError **error)
{
  static const char separator[] = { FIELD_SEPARATOR, '\0' };
  g_auto (GStrv) texts
      = read_texts (self, rows, n_rows, FIELD_SEPARATOR,
                    MAX_SINGLE_FIELD_CHARS, cancellable, error);
  GPtrArray *fields;

  if (texts == NULL)
    return NULL;
  fields = g_ptr_array_new_full ((guint) n_rows, (GDestroyNotify) g_strfreev);
  for (gsize i = 0; i < n_rows; i++)
    g_ptr_array_add (fields, g_strsplit (texts[i], separator, -1));
  return fields;
}

/* The text of one row; a new string, or NULL with an error. */
char *
limen_dataset_read_row (LimenDataset *self, gsize row, GError **error)
{
  g_autofree char **texts
      = limen_dataset_read_rows (self, &row, 1, NULL, error);

  return texts != NULL ? texts[0] : NULL;
}
