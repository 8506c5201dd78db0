/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "label-memory.h"

#include "desktop-services.h"

/* Maximum number of files remembered; the oldest are dropped. */
#define MAX_FILES 50

static char *
get_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), "limen", NULL);
}

static char *
get_memory_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "limen", "labels.ini",
                           NULL);
}

/* The stored key file; an empty one if it cannot be read. */
static GKeyFile *
load (void)
{
  GKeyFile *file = g_key_file_new ();
  g_autofree char *path = get_memory_path ();

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
  return file;
}

/* A file's URI, the name of its group in the key file: names of groups may not
 * hold all characters that paths may. A new string; NULL on failure. */
static char *
get_uri (const char *path)
{
  g_autofree char *whole = g_canonicalize_filename (path, NULL);

  return g_filename_to_uri (whole, NULL, NULL);
}

static void
set_texts (GKeyFile *file, const char *group, const char *key,
           const char *const *texts)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) escaped = NULL;

  for (; texts != NULL && *texts != NULL; texts++)
    {
      g_autofree char *text = g_strescape (*texts, NULL);

      g_strv_builder_add (builder, text);
    }
  escaped = g_strv_builder_end (builder);
  if (*escaped != NULL)
    g_key_file_set_string_list (file, group, key,
                                (const char *const *) escaped,
                                g_strv_length (escaped));
}

static GStrv
get_texts (GKeyFile *file, const char *group, const char *key)
{
  GStrv texts = g_key_file_get_string_list (file, group, key, NULL, NULL);

  for (gsize i = 0; texts != NULL && texts[i] != NULL; i++)
    {
      char *escaped = texts[i];

      texts[i] = g_strcompress (escaped);
      g_free (escaped);
    }
  return texts;
}

static void
forget_oldest (GKeyFile *file)
{
  gsize n;
  g_auto (GStrv) groups = g_key_file_get_groups (file, &n);

  for (gsize i = 0; i + MAX_FILES < n; i++)
    g_key_file_remove_group (file, groups[i], NULL);
}

/* Remembers which file the labels of a score file came from, and how they were
 * matched. Does nothing if the options name no label file. A failure to write
 * is ignored. */
void
limen_label_memory_keep (const char *path, const LimenReadOptions *options)
{
  g_autofree char *group = get_uri (path);
  g_autofree char *folder = get_folder ();
  g_autofree char *memory_path = get_memory_path ();
  g_autofree char *labels = NULL;
  const char *const id[] = { options->id, NULL };
  g_autoptr (GKeyFile) file = NULL;

  if (options->labels_from == NULL || group == NULL
      || !limen_desktop_services_can_write (folder))
    return;
  labels = get_uri (options->labels_from);
  file = load ();
  g_key_file_remove_group (file, group, NULL);
  g_key_file_set_string (file, group, "labels", labels);
  set_texts (file, group, "columns", (const char *const *) options->labels);
  set_texts (file, group, "id", id);
  g_key_file_set_boolean (file, group, "by-order", options->no_id);
  forget_oldest (file);
  g_key_file_save_to_file (file, memory_path, NULL);
}

/* Adds what is remembered about the labels of a score file to options that
 * name no label file. FALSE if nothing is remembered or the label file no
 * longer exists. */
gboolean
limen_label_memory_recall (const char *path, LimenReadOptions *options)
{
  g_autofree char *group = get_uri (path);
  g_autoptr (GKeyFile) file = load ();
  g_autofree char *uri
      = group != NULL ? g_key_file_get_string (file, group, "labels", NULL)
                      : NULL;
  g_autofree char *labels
      = uri != NULL ? g_filename_from_uri (uri, NULL, NULL) : NULL;
  g_auto (GStrv) id = NULL;

  if (labels == NULL || options->labels_from != NULL
      || !g_file_test (labels, G_FILE_TEST_IS_REGULAR))
    return FALSE;
  id = get_texts (file, group, "id");
  options->labels_from = g_steal_pointer (&labels);
  g_strfreev (options->labels);
  options->labels = get_texts (file, group, "columns");
  g_free (options->id);
  options->id = id != NULL ? g_strdup (id[0]) : NULL;
  options->no_id = g_key_file_get_boolean (file, group, "by-order", NULL);
  return TRUE;
}
