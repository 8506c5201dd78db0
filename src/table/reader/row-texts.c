/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dataset-private.h"

#include "table-error.h"

#define MAX_FIELD_CHARS 120
/* Maximum length of a field when fields are read separately. */
#define MAX_SINGLE_FIELD_CHARS 1000
/* Cannot occur in a field, whose control characters are escaped. */
#define FIELD_SEPARATOR '\037'

/* The texts of rows, with a separator between their fields. */
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

/* Reads rows from the source again, in one pass. `rows` count from 0, in any
 * order. Returns a new array with one string per requested row, its fields in
 * display form with the file's delimiter between them, and a final NULL; or
 * NULL with an error, for example if the file has changed. */
char **
limen_dataset_read_rows (LimenDataset *self, const gsize *rows, gsize n_rows,
                         GCancellable *cancellable, GError **error)
{
  char separator = self->delimiter != '\0' ? self->delimiter : ',';

  return read_texts (self, rows, n_rows, separator, MAX_FIELD_CHARS,
                     cancellable, error);
}

/* Reads the fields of rows from the source again, in one pass. `rows` count
 * from 0, in any order. Returns a new array with one GStrv per requested row,
 * its fields in display form; or NULL with an error, as
 * limen_dataset_read_rows(). */
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

/* Reads one row from the source again, as limen_dataset_read_rows(); a new
 * string, or NULL with an error. */
char *
limen_dataset_read_row (LimenDataset *self, gsize row, GError **error)
{
  g_autofree char **texts
      = limen_dataset_read_rows (self, &row, 1, NULL, error);

  return texts != NULL ? texts[0] : NULL;
}
