/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "file-name.h"

#include <string.h>

#include "display-text.h"

/* Cuts off the last ending of a name, unless the name would become empty.
 * `endings` lists the endings that may be cut, NULL for any. TRUE if one was
 * cut. */
static gboolean
cut_ending (char *name, const char *const *endings)
{
  char *dot = strrchr (name, '.');
  g_autofree char *ending = NULL;

  if (dot == NULL || dot == name)
    return FALSE;
  ending = g_ascii_strdown (dot, -1);
  if (endings != NULL && !g_strv_contains (endings, ending))
    return FALSE;
  *dot = '\0';
  return TRUE;
}

/* The name of a file without its folder, with its last ending replaced:
 * "/data/model.v2.csv" and "model.v2.csv.gz" give "model.v2.pdf" for ".pdf". A
 * new string in UTF-8. */
char *
limen_file_name_replace_ending (const char *path, const char *ending)
{
  static const char *const packed[]
      = { ".gz", ".bz2", ".xz", ".zst", ".zip", NULL };
  g_autofree char *base = g_path_get_basename (path);
  g_autofree char *name = g_filename_display_name (base);

  cut_ending (name, packed);
  cut_ending (name, NULL);
  return g_strconcat (name, ending, NULL);
}

/* The name of a file without its folder, as valid UTF-8 that is safe to show,
 * shortened to LIMEN_NAME_CHARS characters; a new string. */
char *
limen_file_name_show (const char *path)
{
  g_autofree char *base = g_path_get_basename (path);

  return limen_display_text_new_name (base, LIMEN_NAME_CHARS);
}
