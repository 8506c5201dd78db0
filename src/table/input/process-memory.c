/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "process-memory.h"

#include <string.h>

/* Reads a number in kilobytes from a file of the kernel, by its key, such as
 * "\nVmHWM:", whose newline anchors it at the start of a line. Returns bytes;
 * 0 if the number is missing. */
guint64
limen_process_read_kilobytes (const char *path, const char *key)
{
  g_autofree char *text = NULL;
  const char *line;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return 0;
  line = strstr (text, key);
  return line != NULL
             ? 1024 * g_ascii_strtoull (line + strlen (key), NULL, 10)
             : 0;
}

/* Private data memory that this process has allocated, touched or not, in
 * bytes. */
guint64
limen_process_get_data (void)
{
  return limen_process_read_kilobytes (LIMEN_PROCESS_STATUS, "\nVmData:");
}
