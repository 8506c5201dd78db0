/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file-type.h"

#include "file-type-private.h"
#include "message.h"
#include "table-error.h"

/* FALSE with an error, which names the format and a command that converts the
 * file to CSV, if a file begins like a known format other than CSV. Bytes that
 * might begin a CSV file are never refused: each format is recognised by more
 * than its first byte. `is_whole_file`: the bytes are the whole file. */
gboolean
limen_file_type_check (const char *path, const char *bytes, gsize length,
                       gboolean is_whole_file, GError **error)
{
  const LimenHead head = { bytes, length, is_whole_file };
  g_autofree char *place = NULL, *remedy = NULL;
  LimenFileType type = { 0 };
  const char *name;

  if (!limen_file_type_find_binary (&head, &type)
      && !limen_file_type_find_pickle (&head, &type)
      && !limen_file_type_find_json (&head, &type)
      && !limen_file_type_find_text (&head, &type)
      && !limen_file_type_find_unknown (&head, &type))
    return TRUE;
  remedy = type.remedy;
  name = limen_message_word (type.name);
  place = type.line > 0 ? g_strdup_printf ("%s:%" PRIu64, path, type.line)
                        : limen_message_part ("%s: byte 0", path);
  if (remedy == NULL)
    return limen_table_fail (
        error, LIMEN_TABLE_ERROR_FORMAT,
        /* Translators: file with a place, and a kind of file */
        "%s: this is not a CSV file but %s", place, name);
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_FORMAT,
      /* Translators: file with a place, a kind of file, and what to do */
      "%s: this is not a CSV file but %s; %s", place, name, remedy);
}
