/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output-arguments.h"

#include "option-value.h"
#include "table-writer.h"

/* Frees the texts of the options. */
void
limen_output_arguments_clear (LimenOutputArguments *self)
{
  g_free (self->path);
  g_free (self->format);
}

/* The path of --output; "-" (standard output) where only --json or --format
 * was given, NULL where none of them was. Owned by the arguments. */
const char *
limen_output_arguments_get_path (const LimenOutputArguments *self)
{
  if (self->path != NULL)
    return self->path;
  return self->is_json || self->format != NULL ? "-" : NULL;
}

/* Sets *format to the value of --format, to "json" for --json, or to NULL
 * where neither was given; owned by the arguments. The value is not checked.
 * FALSE with an error where --json and --format disagree. */
gboolean
limen_output_arguments_find_format (const LimenOutputArguments *self,
                                    const char **format, GError **error)
{
  *format = self->is_json ? "json" : self->format;
  if (self->format == NULL || g_str_equal (*format, self->format))
    return TRUE;
  return limen_option_fail (error,
                            "--json and --format %s are two formats; "
                            "give one of them",
                            self->format);
}

/* Sets *format to the format of an output table: the one that was given, as
 * limen_output_arguments_find_format(), or the one of the path's ending; NULL
 * without an output. FALSE with an error where it is no format of tables. */
gboolean
limen_output_arguments_find_table_format (const LimenOutputArguments *self,
                                          const char **format, GError **error)
{
  const char *path = limen_output_arguments_get_path (self);

  if (!limen_output_arguments_find_format (self, format, error))
    return FALSE;
  if (path != NULL)
    *format = limen_table_writer_find_format (path, *format, error);
  return path == NULL || *format != NULL;
}
