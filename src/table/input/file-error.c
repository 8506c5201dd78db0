/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file-error.h"

#include <errno.h>
#include <glib/gi18n.h>

#include "table-error.h"

/* Sets the error for a system error with a file, by its errno, with what to do
 * about it; returns FALSE. */
gboolean
limen_file_fail (const char *path, int number, GError **error)
{
  const char *reason = g_strerror (number);

  if (*path == '\0')
    path = "\"\"";
  switch (number)
    {
    case ENOENT:
    case ENOTDIR:
      return limen_table_fail (
          error, LIMEN_TABLE_ERROR_FILE,
          /* Translators: file and the system's text for the error */
          "%s: %s; check its name and its folder, or whether it was moved",
          path, reason);
    case EACCES:
    case EPERM:
      return limen_table_fail (
          error, LIMEN_TABLE_ERROR_FILE,
          /* Translators: file and the system's text for the error */
          "%s: %s; ask its owner for permission to read it", path, reason);
    default:
      return limen_table_fail (error, LIMEN_TABLE_ERROR_FILE, "%s: %s", path,
                               reason);
    }
}

/* Why something that is no regular file cannot be read, and what to do:
 * English with a translation; static. */
const char *
limen_file_describe_type (mode_t mode)
{
  if (S_ISDIR (mode))
    return N_ ("this is a folder; {give|choose} a file in it");
  if (S_ISFIFO (mode))
    return N_ ("this is a pipe, not a file; save its output as a file and "
               "open that (limen-cli also reads standard input, given as -)");
  if (S_ISSOCK (mode))
    return N_ ("this is a socket, not a file; {give|choose} a file of "
               "predictions");
  return N_ ("this is a device, not a file; {give|choose} a file of "
             "predictions");
}
