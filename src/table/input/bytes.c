/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <nettle/sha2.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "file-error.h"
#include "memory.h"
#include "message.h"
#include "table-error.h"

#define BLOCK_SIZE (256 * 1024)
#define POLL_MILLISECONDS 50

struct _LimenBytes
{
  char *path;
  int fd;
  struct stat stat; /* status of the file when it was opened */
  GCancellable *cancellable;
  gboolean is_whole;          /* nothing was skipped */
  gboolean is_hashed;         /* the hash is still wanted and possible */
  gboolean is_hashed_by_user; /* the caller hashes, with limen_bytes_hash() */
  struct sha256_ctx hash;
  char *sha256;
  goffset bytes_done;
  gboolean is_at_end; /* of the stored bytes */
  gint is_stopped;    /* atomic */

  /* gzip only: stored bytes not yet decompressed */
  GConverter *converter;
  char *stored;
  gsize stored_start, stored_length;
  gboolean is_between_members;
};

static gboolean
is_standard_input (const char *path)
{
  return g_str_equal (path, "-");
}

/* Whether the size of the file is known: a regular file other than standard
 * input, which may start in the middle of a file. */
static gboolean
is_regular_path (LimenBytes *self)
{
  return S_ISREG (self->stat.st_mode) && !is_standard_input (self->path);
}

static gboolean
fail_with_errno (LimenBytes *self, int number, GError **error)
{
  return limen_file_fail (self->path, number, error);
}

/* Sets an error about the file; `what` is English and has a translation. */
static gboolean
fail (LimenBytes *self, LimenTableError code, const char *what, GError **error)
{
  g_autofree char *sentence = limen_message_part_of (what);

  return limen_table_fail (error, code, "%s: %s", self->path, sentence);
}

/* Opens the file. O_NONBLOCK, since opening a pipe without a writer would
 * block. */
static gboolean
open_file (LimenBytes *self, GError **error)
{
  if (is_standard_input (self->path))
    {
      self->fd = STDIN_FILENO;
      if (fstat (self->fd, &self->stat) != 0)
        return fail_with_errno (self, errno, error);
      return !S_ISDIR (self->stat.st_mode)
             || fail (self, LIMEN_TABLE_ERROR_FILE,
                      limen_file_describe_type (self->stat.st_mode), error);
    }
  self->fd = g_open (self->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
  if (self->fd < 0 || fstat (self->fd, &self->stat) != 0)
    return fail_with_errno (self, errno, error);
  return S_ISREG (self->stat.st_mode)
         || fail (self, LIMEN_TABLE_ERROR_FILE,
                  limen_file_describe_type (self->stat.st_mode), error);
}

/* FALSE with G_IO_ERROR_CANCELLED if reading was cancelled or stopped. */
static gboolean
is_wanted (LimenBytes *self, GError **error)
{
  if (!g_atomic_int_get (&self->is_stopped))
    return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                       _ ("reading was stopped"));
  return FALSE;
}

/* Waits for standard input, and checks at intervals for cancellation. FALSE
 * with an error. */
static gboolean
wait_for_input (LimenBytes *self, GError **error)
{
  struct pollfd input = { .fd = self->fd, .events = POLLIN };
  int result;

  if (S_ISREG (self->stat.st_mode))
    return is_wanted (self, error);
  do
    if (!is_wanted (self, error))
      return FALSE;
  while ((result = poll (&input, 1, POLL_MILLISECONDS)) == 0
         || (result < 0 && errno == EINTR));
  return TRUE;
}

static gboolean
fail_changed (LimenBytes *self, GError **error)
{
  return fail (self, LIMEN_TABLE_ERROR_FILE,
               N_ ("the file changed while it was read; open it again when it "
                   "is complete"),
               error);
}

/* Hashes the next bytes of the stored file. */
static void
hash (LimenBytes *self, const void *bytes, gsize length)
{
  if (self->is_hashed)
    sha256_update (&self->hash, length, bytes);
}

/* Reads stored bytes. Returns their number, 0 at the end, -1 with an error. */
static gssize
read_stored (LimenBytes *self, void *buffer, gsize size, GError **error)
{
  gssize length;

  do
    {
      if (!wait_for_input (self, error))
        return -1;
      length = read (self->fd, buffer, size);
    }
  while (length < 0 && (errno == EINTR || errno == EAGAIN));
  if (length < 0)
    {
      fail_with_errno (self, errno, error);
      return -1;
    }
  self->is_at_end = length == 0;
  self->bytes_done += length;
  if (is_regular_path (self) && self->bytes_done > self->stat.st_size)
    {
      fail_changed (self, error);
      return -1;
    }
  return length;
}

static gboolean
fill_stored (LimenBytes *self, GError **error)
{
  gssize length;

  if (self->is_at_end || self->stored_length == BLOCK_SIZE)
    return TRUE;
  memmove (self->stored, self->stored + self->stored_start,
           self->stored_length);
  self->stored_start = 0;
  length = read_stored (self, self->stored + self->stored_length,
                        BLOCK_SIZE - self->stored_length, error);
  if (length < 0)
    return FALSE;
  if (self->converter != NULL)
    hash (self, self->stored + self->stored_length, (gsize) length);
  self->stored_length += (gsize) length;
  return TRUE;
}

static void
skip_stored_zeros (LimenBytes *self)
{
  while (self->stored_length > 0 && self->stored[self->stored_start] == '\0')
    {
      self->stored_start++;
      self->stored_length--;
    }
}

/* Reads decompressed bytes. A gzip file may have several members, and padding
 * zeros after the last. Returns their number, 0 at the end, -1 with an
 * error. */
static gssize
decompress (LimenBytes *self, void *buffer, gsize size, GError **error)
{
  for (;;)
    {
      g_autoptr (GError) local_error = NULL;
      GConverterResult result;
      gsize n_read = 0, n_written = 0;

      if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
        return -1;
      if (self->stored_length < BLOCK_SIZE / 2 && !fill_stored (self, error))
        return -1;
      if (self->is_between_members)
        {
          skip_stored_zeros (self);
          if (self->stored_length == 0 && self->is_at_end)
            return 0;
          if (self->stored_length == 0)
            continue;
          g_converter_reset (self->converter);
          self->is_between_members = FALSE;
        }
      result = g_converter_convert (
          self->converter, self->stored + self->stored_start,
          self->stored_length, buffer, size,
          self->is_at_end ? G_CONVERTER_INPUT_AT_END : G_CONVERTER_NO_FLAGS,
          &n_read, &n_written, &local_error);
      self->stored_start += n_read;
      self->stored_length -= n_read;
      if (result == G_CONVERTER_ERROR
          && g_error_matches (local_error, G_IO_ERROR,
                              G_IO_ERROR_PARTIAL_INPUT)
          && !self->is_at_end)
        continue;
      if (result == G_CONVERTER_ERROR)
        {
          limen_table_fail (
              error, LIMEN_TABLE_ERROR_FORMAT,
              /* Translators: the last text says what is wrong */
              "%s: the gzip data are damaged or cut short near byte "
              "%" PRIi64 ": %s",
              self->path, self->bytes_done - (goffset) self->stored_length,
              local_error->message);
          return -1;
        }
      self->is_between_members = result == G_CONVERTER_FINISHED;
      if (n_written > 0)
        return (gssize) n_written;
    }
}

static gboolean
detect_gzip (LimenBytes *self, GError **error)
{
  if (!limen_memory_resize (self->path, &self->stored, 0, BLOCK_SIZE, 1,
                            error))
    return FALSE;
  do
    if (!fill_stored (self, error))
      return FALSE;
  while (self->stored_length < 3 && !self->is_at_end);
  if (self->stored_length < 3 || memcmp (self->stored, "\037\213\010", 3) != 0)
    return TRUE;
  self->converter
      = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  hash (self, self->stored, self->stored_length);
  return TRUE;
}

/* Opens a regular file, or standard input if `path` is "-"; gzip is
 * decompressed. Anything else, such as a folder, a pipe or a device, is an
 * error; opening never blocks. `cancellable` may be NULL; a reference is kept.
 * Returns a new stream, or NULL with an error. */
LimenBytes *
limen_bytes_open (const char *path, GCancellable *cancellable, GError **error)
{
  g_autoptr (LimenBytes) self = g_new0 (LimenBytes, 1);

  self->fd = -1;
  self->path = g_strdup (path);
  if (cancellable != NULL)
    self->cancellable = g_object_ref (cancellable);
  if (!open_file (self, error))
    return NULL;
  self->is_whole = TRUE;
  self->is_hashed = TRUE;
  sha256_init (&self->hash);
  if (!detect_gzip (self, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* Closes and frees the stream; NULL is ignored. */
void
limen_bytes_free (LimenBytes *self)
{
  if (self == NULL)
    return;
  if (self->fd >= 0 && !is_standard_input (self->path))
    close (self->fd);
  g_clear_object (&self->converter);
  g_clear_object (&self->cancellable);
  g_free (self->stored);
  g_free (self->sha256);
  g_free (self->path);
  g_free (self);
}

/* Takes bytes that were read while gzip was detected. Returns their number. */
static gsize
take_stored (LimenBytes *self, void *buffer, gsize size)
{
  gsize length = MIN (size, self->stored_length);

  memcpy (buffer, self->stored + self->stored_start, length);
  self->stored_start += length;
  self->stored_length -= length;
  return length;
}

/* Reads the next bytes, decompressed. Returns their number, 0 at the end, -1
 * with an error; G_IO_ERROR_CANCELLED when cancelled. */
gssize
limen_bytes_read (LimenBytes *self, void *buffer, gsize size, GError **error)
{
  gssize length;

  if (self->converter != NULL)
    return decompress (self, buffer, size, error);
  if (self->stored_length > 0)
    length = (gssize) take_stored (self, buffer, size);
  else
    length = self->is_at_end ? 0 : read_stored (self, buffer, size, error);
  if (length > 0 && !self->is_hashed_by_user)
    hash (self, buffer, (gsize) length);
  return length;
}

/* Whether the next read would wait: for standard input that is no file, and of
 * which all that has arrived was read. */
gboolean
limen_bytes_is_idle (LimenBytes *self)
{
  struct pollfd input = { .fd = self->fd, .events = POLLIN };

  return !S_ISREG (self->stat.st_mode) && !self->is_at_end
         && self->stored_length == 0 && poll (&input, 1, 0) == 0;
}

/* Turns hashing off. */
void
limen_bytes_omit_hash (LimenBytes *self)
{
  self->is_hashed = FALSE;
}

/* Leaves hashing to the caller: from now on limen_bytes_read() does not hash,
 * and the caller must pass all bytes to limen_bytes_hash(), possibly in
 * another thread. */
void
limen_bytes_leave_hash (LimenBytes *self)
{
  self->is_hashed_by_user = TRUE;
}

/* Hashes bytes read after limen_bytes_leave_hash(), in file order. Does
 * nothing for a compressed file, whose stored bytes are hashed when read. */
void
limen_bytes_hash (LimenBytes *self, const void *bytes, gsize length)
{
  if (self->converter == NULL)
    hash (self, bytes, length);
}

/* FALSE with G_IO_ERROR_CANCELLED when cancelled. */
gboolean
limen_bytes_check (LimenBytes *self, GError **error)
{
  return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
}

/* Makes reads in other threads fail with G_IO_ERROR_CANCELLED, also those that
 * wait for input. */
void
limen_bytes_stop (LimenBytes *self)
{
  g_atomic_int_set (&self->is_stopped, TRUE);
}

/* Reads until the buffer is full or the file ends; then *length < size. FALSE
 * with an error. */
gboolean
limen_bytes_read_all (LimenBytes *self, void *buffer, gsize size,
                      gsize *length, GError **error)
{
  gssize n = 1;

  for (*length = 0; *length < size && n > 0; *length += (gsize) n)
    {
      n = limen_bytes_read (self, (char *) buffer + *length, size - *length,
                            error);
      if (n < 0)
        return FALSE;
    }
  return TRUE;
}

/* Skips bytes: by seeking in an uncompressed file, else by reading. Turns
 * hashing off. FALSE with an error. */
gboolean
limen_bytes_skip (LimenBytes *self, guint64 n_bytes, GError **error)
{
  g_autofree char *buffer = NULL;

  self->is_whole = FALSE;
  limen_bytes_omit_hash (self);
  if (self->converter == NULL && S_ISREG (self->stat.st_mode))
    {
      gsize n_stored = MIN (n_bytes, self->stored_length);

      self->stored_start += n_stored;
      self->stored_length -= n_stored;
      n_bytes -= n_stored;
      if (n_bytes > 0 && lseek (self->fd, (off_t) n_bytes, SEEK_CUR) < 0)
        return fail_with_errno (self, errno, error);
      return TRUE;
    }
  if (!limen_memory_resize (self->path, &buffer, 0, BLOCK_SIZE, 1, error))
    return FALSE;
  while (n_bytes > 0)
    {
      gssize length
          = limen_bytes_read (self, buffer, MIN (n_bytes, BLOCK_SIZE), error);

      if (length < 0)
        return FALSE;
      if (length == 0)
        return fail (self, LIMEN_TABLE_ERROR_FILE,
                     N_ ("the file is shorter than it was"), error);
      n_bytes -= (guint64) length;
    }
  return TRUE;
}

/* Reads at an offset of an uncompressed file without moving the position;
 * *length < size if the file ends. FALSE with an error. */
gboolean
limen_bytes_read_at (LimenBytes *self, goffset offset, void *buffer,
                     gsize size, gsize *length, GError **error)
{
  gssize n = 1;

  if (self->converter != NULL || !is_regular_path (self))
    return fail (self, LIMEN_TABLE_ERROR_FILE,
                 N_ ("only an uncompressed file can be read at any position"),
                 error);
  for (*length = 0; *length < size && n > 0; *length += (gsize) n)
    {
      if (!limen_bytes_check (self, error))
        return FALSE;
      do
        n = pread (self->fd, (char *) buffer + *length, size - *length,
                   (off_t) (offset + (goffset) *length));
      while (n < 0 && errno == EINTR);
      if (n < 0)
        return fail_with_errno (self, errno, error);
    }
  return TRUE;
}

static char *
finish_hash (LimenBytes *self)
{
  guint8 digest[SHA256_DIGEST_SIZE];
  GString *text = g_string_sized_new (2 * sizeof digest);

  sha256_digest (&self->hash, sizeof digest, digest);
  for (guint i = 0; i < sizeof digest; i++)
    g_string_append_printf (text, "%02x", digest[i]);
  return g_string_free (text, FALSE);
}

static gboolean
is_same_time (struct timespec a, struct timespec b)
{
  return a.tv_sec == b.tv_sec && a.tv_nsec == b.tv_nsec;
}

/* Finishes reading: FALSE with an error if the file has changed since it was
 * opened. The SHA-256, if wanted, is known afterwards. */
gboolean
limen_bytes_finish (LimenBytes *self, GError **error)
{
  struct stat now;

  if (self->is_hashed)
    self->sha256 = finish_hash (self);
  if (!S_ISREG (self->stat.st_mode))
    return TRUE;
  if (fstat (self->fd, &now) != 0)
    return fail_with_errno (self, errno, error);
  if (now.st_size != self->stat.st_size
      || !is_same_time (now.st_mtim, self->stat.st_mtim)
      || (self->is_whole && is_regular_path (self)
          && self->bytes_done != now.st_size))
    return fail_changed (self, error);
  return TRUE;
}

/* FALSE with an error if the open file is not the file with status `before`,
 * or has been modified since. */
gboolean
limen_bytes_check_same (LimenBytes *self, const struct stat *before,
                        GError **error)
{
  struct stat now;

  if (fstat (self->fd, &now) != 0)
    return fail_with_errno (self, errno, error);
  return (now.st_dev == before->st_dev && now.st_ino == before->st_ino
          && now.st_size == before->st_size
          && is_same_time (now.st_mtim, before->st_mtim)
          && is_same_time (now.st_ctim, before->st_ctim))
         || fail (self, LIMEN_TABLE_ERROR_FILE,
                  N_ ("the file changed since it was read"), error);
}

/* Status of the file when it was opened; owned by the stream. */
const struct stat *
limen_bytes_get_stat (LimenBytes *self)
{
  return &self->stat;
}

/* The path as given; "-" for standard input. */
const char *
limen_bytes_get_path (LimenBytes *self)
{
  return self->path;
}

/* Number of stored bytes that were read. */
goffset
limen_bytes_get_bytes_done (LimenBytes *self)
{
  return self->bytes_done;
}

/* Size of the file when it was opened; -1 if it has none. */
goffset
limen_bytes_get_bytes_total (LimenBytes *self)
{
  return S_ISREG (self->stat.st_mode) ? self->stat.st_size : -1;
}

/* Whether the file is gzip-compressed. */
gboolean
limen_bytes_is_compressed (LimenBytes *self)
{
  return self->converter != NULL;
}

/* SHA-256 of the stored bytes, in hexadecimal; NULL before
 * limen_bytes_finish(), and if bytes were skipped or hashing was turned
 * off. */
const char *
limen_bytes_get_sha256 (LimenBytes *self)
{
  return self->sha256;
}
