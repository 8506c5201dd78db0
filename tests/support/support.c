/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "support.h"

#include <glib/gstdio.h>
#include <math.h>
#include <stdlib.h>

static char *folder;

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      if (g_file_test (child, G_FILE_TEST_IS_DIR)
          && !g_file_test (child, G_FILE_TEST_IS_SYMLINK))
        remove_tree (child);
      else
        g_remove (child);
    }
  g_rmdir (path);
}

static void
remove_folder (void)
{
  remove_tree (folder);
  g_free (folder);
}

const char *
test_get_folder (void)
{
  if (folder == NULL)
    {
      folder = g_dir_make_tmp ("limen-test-XXXXXX", NULL);
      g_assert_nonnull (folder);
      atexit (remove_folder);
    }
  return folder;
}

char *
test_write_file (const char *name, const char *text, gssize length)
{
  char *path = g_build_filename (test_get_folder (), name, NULL);
  g_autoptr (GError) error = NULL;

  /* Not durable, so that tests do not wait for the disk. Unlinked first: a
   * program may still be reading the old file. */
  g_unlink (path);
  g_file_set_contents_full (path, text, length, G_FILE_SET_CONTENTS_NONE, 0600,
                            &error);
  g_assert_no_error (error);
  return path;
}

char *
test_get_source_path (const char *path)
{
  return g_build_filename (g_getenv ("G_TEST_SRCDIR"), path, NULL);
}

/* The man page of limen-cli as text with plain hyphens. */
char *
test_read_manual (void)
{
  g_autofree char *path = g_build_filename (g_getenv ("G_TEST_BUILDDIR"), "..",
                                            "data", "limen-cli.1", NULL);
  g_autofree char *text = NULL;
  g_autoptr (GString) manual = NULL;
  g_autoptr (GError) error = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  manual = g_string_new (text);
  g_string_replace (manual, "\\-", "-", 0);
  return g_string_free (g_steal_pointer (&manual), FALSE);
}

char *
test_get_shared_path (const char *path)
{
  const char *shared = g_getenv ("LIMEN_SHARED");
  g_autofree char *full = NULL;

  if (shared != NULL)
    full = g_build_filename (shared, path, NULL);
  if (full == NULL || !g_file_test (full, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("the shared test material is not on this machine");
      return NULL;
    }
  return g_steal_pointer (&full);
}

char *
test_read_pdf (const char *path)
{
  const char *const argv[] = { "pdftotext", "-layout", path, "-", NULL };
  g_autofree char *program = g_find_program_in_path (argv[0]);
  g_autoptr (GError) error = NULL;
  char *text;
  int status;

  if (program == NULL)
    {
      g_test_skip ("poppler-utils is not installed");
      return NULL;
    }
  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL,
                &text, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, &error));
  return text;
}

JsonNode *
test_load_json (const char *path)
{
  g_autoptr (JsonParser) parser = json_parser_new_immutable ();
  g_autoptr (GError) error = NULL;

  json_parser_load_from_file (parser, path, &error);
  g_assert_no_error (error);
  return json_parser_steal_root (parser);
}

void
test_check_published (const char *test, gboolean (*check) (JsonObject *object))
{
  g_autofree char *path = test_get_source_path ("published/figures.json");
  g_autoptr (JsonNode) root = test_load_json (path);
  JsonArray *array = json_node_get_array (root);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = json_array_get_object_element (array, i);
      const char *name = json_object_get_string_member (object, "name");

      if (!g_str_equal (json_object_get_string_member_with_default (
                            object, "test", ""),
                        test))
        continue;
      g_test_message ("%s", name);
      if (!check (object))
        g_test_fail_printf ("%s is not checked", name);
    }
}

gboolean
test_is_near (double a, double b, double tolerance)
{
  if (isnan (a) || isnan (b))
    return isnan (a) && isnan (b);
  if (isinf (a) || isinf (b))
    return a == b;
  return fabs (a - b) <= tolerance * fmax (1.0, fabs (b));
}
