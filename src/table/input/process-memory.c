/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "process-memory.h"

#include <string.h>

/* A number that stands behind a key, "\nVmHWM:", in a file of the kernel in
 * kilobytes, in bytes; 0 where it does not. */
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

/* The bytes of its own that this process has asked for, touched or not. */
guint64
limen_process_get_data (void)
{
  return limen_process_read_kilobytes (LIMEN_PROCESS_STATUS, "\nVmData:");
}
