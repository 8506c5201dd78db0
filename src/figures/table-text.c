/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "table-text.h"

#include "csv-text.h"

#define FLUSH_SIZE (64 * 1024)

/* Appends column names, up to a NULL, without a line end. */
void
limen_table_text_append_head (GString *text, const char *const *names)
{
  for (gsize i = 0; names[i] != NULL; i++)
    limen_csv_append_text (text, names[i]);
}

/* Appends a line of numbers. */
void
limen_table_text_append_numbers (GString *text, const double *numbers, gsize n)
{
  for (gsize i = 0; i < n; i++)
    limen_csv_append_number (text, numbers[i]);
  limen_csv_end_line (text);
}

/* Writes the pending text if it is long enough for an efficient write. FALSE
 * with an error if that fails. */
gboolean
limen_table_text_flush (GString *text, LimenOutput *output, GError **error)
{
  return text->len < FLUSH_SIZE || limen_table_text_end (text, output, error);
}

/* Writes the pending text. FALSE with an error if that fails. */
gboolean
limen_table_text_end (GString *text, LimenOutput *output, GError **error)
{
  if (!limen_output_write (output, text->str, text->len, error))
    return FALSE;
  g_string_truncate (text, 0);
  return TRUE;
}
