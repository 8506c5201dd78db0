/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "stored-options.h"

#include <glib/gstdio.h>

char *
stored_options_get_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "limen", "columns.ini",
                           NULL);
}

void
stored_options_remove (void)
{
  g_autofree char *path = stored_options_get_path ();

  g_remove (path);
}

GStrv
stored_options_split (const char *list)
{
  return g_strsplit (list, "|", -1);
}

LimenReadOptions *
stored_options_parse (const char *text, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();

  g_assert_true (
      g_key_file_load_from_data (file, text, -1, G_KEY_FILE_NONE, NULL));
  return limen_read_options_parse (file, "g", error);
}
