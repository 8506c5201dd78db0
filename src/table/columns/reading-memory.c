/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "reading-memory.h"

#include <gio/gio.h>
#include <glib/gstdio.h>
#include <nettle/sha2.h>
#include <string.h>

#include "table-error.h"

#define MAX_HEADERS 200
/* Upper bounds on the size of one header's entry and of the file. */
#define MAX_ENTRY_BYTES (64 * 1024)
#define MAX_FILE_BYTES (MAX_HEADERS * MAX_ENTRY_BYTES)

static GMutex mutex; /* guards the file */

static char *
get_path (void)
{
  return g_build_filename (g_get_user_data_dir (), "limen", "columns.ini",
                           NULL);
}

static void
hash_name (struct sha256_ctx *hash, GBytes *name)
{
  gsize length;
  const guint8 *bytes = g_bytes_get_data (name, &length);
  guint64 n = GUINT64_TO_LE (length);

  sha256_update (hash, sizeof n, (const guint8 *) &n);
  sha256_update (hash, length, bytes);
}

/* The key of a header: the SHA-256, in hexadecimal, of the delimiter and the
 * columns' names in order. A new string; NULL without a header. */
char *
limen_reading_memory_make_key (const LimenSample *sample)
{
  guint8 digest[SHA256_DIGEST_SIZE];
  struct sha256_ctx hash;
  GString *key;

  if (!sample->has_header)
    return NULL;
  sha256_init (&hash);
  sha256_update (&hash, 1, (const guint8 *) &sample->delimiter);
  for (gsize i = 0; i < sample->n_columns; i++)
    hash_name (&hash, g_ptr_array_index (sample->names, i));
  sha256_digest (&hash, sizeof digest, digest);
  key = g_string_new (NULL);
  for (gsize i = 0; i < sizeof digest; i++)
    g_string_append_printf (key, "%02x", digest[i]);
  return g_string_free (key, FALSE);
}

/* Loads the key file; empty if it cannot be read. */
static GKeyFile *
load (void)
{
  g_autofree char *path = get_path ();
  g_autoptr (GKeyFile) file = g_key_file_new ();
  GStatBuf info;

  if (g_stat (path, &info) == 0 && S_ISREG (info.st_mode)
      && info.st_size <= MAX_FILE_BYTES
      && g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL))
    return g_steal_pointer (&file);
  return g_key_file_new ();
}

/* Replaces the file atomically. FALSE with an error. */
static gboolean
save (GKeyFile *file, GError **error)
{
  g_autofree char *path = get_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  g_autoptr (GError) reason = NULL;
  gsize length;

  g_mkdir_with_parents (folder, 0700);
  text = g_key_file_to_data (file, &length, NULL);
  if (g_file_set_contents_full (path, text, (gssize) length,
                                G_FILE_SET_CONTENTS_CONSISTENT, 0600,
                                &reason))
    return TRUE;
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_FILE,
      "the options for files with these columns cannot be remembered: "
      "%s",
      reason->message);
}

/* Drops the first groups: groups are in the order of last use. */
static void
drop_oldest (GKeyFile *file)
{
  gsize n;
  g_auto (GStrv) keys = g_key_file_get_groups (file, &n);

  for (gsize i = 0; i + MAX_HEADERS < n; i++)
    g_key_file_remove_group (file, keys[i], NULL);
}

static gboolean
is_last (GKeyFile *file, const char *key)
{
  gsize n;
  g_auto (GStrv) keys = g_key_file_get_groups (file, &n);

  return n > 0 && g_str_equal (keys[n - 1], key);
}

static void
put_last (GKeyFile *file, const char *key, const LimenReadOptions *options)
{
  g_key_file_remove_group (file, key, NULL);
  limen_read_options_write (options, file, key);
  drop_oldest (file);
}

/* The options with which a file with this header was last read, its name and
 * the date; new, or NULL if unknown or not valid. Moves the header to the most
 * recently used. */
LimenReadOptions *
limen_reading_memory_find (const char *key)
{
  g_autoptr (GKeyFile) file = NULL;
  LimenReadOptions *options;

  g_mutex_lock (&mutex);
  file = load ();
  options = limen_read_options_parse (file, key, NULL);
  /* If this cannot be saved, the old order stays. */
  if (options != NULL && !is_last (file, key))
    {
      put_last (file, key, options);
      save (file, NULL);
    }
  g_mutex_unlock (&mutex);
  return options;
}

/* Whether options are remembered for this header. */
gboolean
limen_reading_memory_has (const char *key)
{
  g_autoptr (GKeyFile) file = NULL;

  g_mutex_lock (&mutex);
  file = load ();
  g_mutex_unlock (&mutex);
  return g_key_file_has_group (file, key);
}

/* Whether nothing was ever stored, so that headers need not be looked up. */
gboolean
limen_reading_memory_is_empty (void)
{
  g_autofree char *path = get_path ();

  return !g_file_test (path, G_FILE_TEST_IS_REGULAR);
}

/* FALSE with an error if an entry is so long that MAX_HEADERS of them would
 * not fit into the file. */
static gboolean
check_size (const char *key, const LimenReadOptions *options, GError **error)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *text = NULL;
  gsize length;

  limen_read_options_write (options, file, key);
  text = g_key_file_to_data (file, &length, NULL);
  if (length < MAX_ENTRY_BYTES)
    return TRUE;
  return limen_table_fail (
      error, LIMEN_TABLE_ERROR_OPTIONS,
      "the options for files with these columns are not remembered: the names "
      "of the columns are too long");
}

/* Remembers the options for files with this header, replacing earlier ones:
 * everything that limen_read_options_write() writes. FALSE with an error, one
 * sentence, if they cannot be saved; the earlier ones stay then. */
gboolean
limen_reading_memory_store (const char *key, const LimenReadOptions *options,
                            GError **error)
{
  g_autoptr (GKeyFile) file = NULL;
  gboolean is_stored;

  if (!check_size (key, options, error))
    return FALSE;
  g_mutex_lock (&mutex);
  file = load ();
  put_last (file, key, options);
  is_stored = save (file, error);
  g_mutex_unlock (&mutex);
  return is_stored;
}

/* Forgets the options for this header. FALSE with an error, as
 * limen_reading_memory_store(). */
gboolean
limen_reading_memory_forget (const char *key, GError **error)
{
  g_autoptr (GKeyFile) file = NULL;
  gboolean is_forgotten;

  g_mutex_lock (&mutex);
  file = load ();
  is_forgotten = !g_key_file_remove_group (file, key, NULL)
                 || save (file, error);
  g_mutex_unlock (&mutex);
  return is_forgotten;
}
