/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bytes.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <nettle/sha2.h>
#include <poll.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "memory.h"
#include "table-error.h"

#define BLOCK_SIZE (256 * 1024)
#define POLL_MILLISECONDS 50

struct _LimenBytes
{
  char *path;
  int fd;
  struct stat stat; /* as the file was when opened */
  GCancellable *cancellable;
  gboolean is_whole;          /* nothing was skipped */
  gboolean is_hashed;         /* what is whole may be */
  gboolean is_hashed_by_user; /* who calls limen_bytes_hash() */
  struct sha256_ctx hash;
  char *sha256;
  goffset bytes_done;
  gboolean is_at_end; /* of the stored bytes */
  gint is_stopped;    /* atomic */

  /* gzip: stored bytes that wait to be decompressed */
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

/* A file whose size is known: standard input may begin in mid-file. */
static gboolean
is_regular_path (LimenBytes *self)
{
  return S_ISREG (self->stat.st_mode) && !is_standard_input (self->path);
}

/* What can be done about an error of the system; "" for others. */
static const char *
get_remedy (int number)
{
  switch (number)
    {
    case ENOENT:
    case ENOTDIR:
      return "; check its name and its folder, or whether it was moved";
    case EACCES:
    case EPERM:
      return "; ask whoever owns it for the right to read it";
    default:
      return "";
    }
}

static gboolean
fail_with_errno (LimenBytes *self, int number, GError **error)
{
  return limen_table_fail (error, LIMEN_TABLE_ERROR_FILE, "%s: %s%s",
                           *self->path != '\0' ? self->path : "\"\"",
                           limen_table_error_get_system_text (number),
                           get_remedy (number));
}

static gboolean
fail (LimenBytes *self, LimenTableError code, const char *what, GError **error)
{
  g_set_error (error, LIMEN_TABLE_ERROR, code, "%s: %s", self->path, what);
  return FALSE;
}

static const char *
describe_type (mode_t mode)
{
  if (S_ISDIR (mode))
    return "this is a folder; give a file in it";
  if (S_ISFIFO (mode))
    return "this is a pipe, not a file; save what comes out of it as a file "
           "and open that (limen-cli also reads standard input, given as -)";
  if (S_ISSOCK (mode))
    return "this is a socket, not a file; give a file of predictions";
  return "this is a device, not a file; give a file of predictions";
}

/* Without O_NONBLOCK a pipe that nobody writes to would hang in here. */
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
                      describe_type (self->stat.st_mode), error);
    }
  self->fd = g_open (self->path, O_RDONLY | O_NONBLOCK | O_CLOEXEC, 0);
  if (self->fd < 0 || fstat (self->fd, &self->stat) != 0)
    return fail_with_errno (self, errno, error);
  return S_ISREG (self->stat.st_mode)
         || fail (self, LIMEN_TABLE_ERROR_FILE,
                  describe_type (self->stat.st_mode), error);
}

/* FALSE with G_IO_ERROR_CANCELLED where nobody waits for more bytes. */
static gboolean
is_wanted (LimenBytes *self, GError **error)
{
  if (!g_atomic_int_get (&self->is_stopped))
    return !g_cancellable_set_error_if_cancelled (self->cancellable, error);
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                       "reading was given up");
  return FALSE;
}

/* Standard input may keep us waiting; look now and then whether it still
 * matters. */
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
               "the file changed while it was read; open it again when it is "
               "complete",
               error);
}

/* The next bytes of the file, which is hashed as a whole. */
static void
hash (LimenBytes *self, const void *bytes, gsize length)
{
  if (self->is_hashed)
    sha256_update (&self->hash, length, bytes);
}

/* The stored bytes. Returns how many, 0 at the end, -1 on errors. */
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

/* A gzip file may hold several members, one after the other, and zeros after
 * the last. */
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
              "%s: the gzip data are damaged or cut short near byte "
              "%" G_GOFFSET_FORMAT ": %s",
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

/* Opens a regular file, or standard input where `path` is "-". Anything else,
 * such as a folder, a pipe, a device, is an error, and never waited for.
 * `cancellable` may be NULL; it is kept. */
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

/* Closes the file; NULL is nothing. */
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

/* As many of the bytes that were stored before anybody asked for them. */
static gsize
take_stored (LimenBytes *self, void *buffer, gsize size)
{
  gsize length = MIN (size, self->stored_length);

  memcpy (buffer, self->stored + self->stored_start, length);
  self->stored_start += length;
  self->stored_length -= length;
  return length;
}

/* The next bytes, decompressed. Returns how many, 0 at the end, -1 with an
 * error, which is G_IO_ERROR_CANCELLED when cancelled. */
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

/* Nobody will ask for the hash. */
void
limen_bytes_omit_hash (LimenBytes *self)
{
  self->is_hashed = FALSE;
}

/* From here to the end what is read is not hashed on the way: all of it is the
 * caller's to hash, with limen_bytes_hash(), maybe in another thread. */
void
limen_bytes_leave_hash (LimenBytes *self)
{
  self->is_hashed_by_user = TRUE;
}

/* Hashes bytes that were read since limen_bytes_leave_hash(), in the order of
 * the file. What is compressed is hashed on the way all the same, and here
 * nothing is done. */
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

/* Ends a reading that waits for input in another thread, as if it were
 * cancelled. */
void
limen_bytes_stop (LimenBytes *self)
{
  g_atomic_int_set (&self->is_stopped, TRUE);
}

/* Reads until the buffer is full or the file ends; *length is less than size
 * then. */
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

/* Goes on to a place further down: by seeking in a plain file, which is then
 * no longer hashed, by reading otherwise. */
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
                     "the file is shorter than it was", error);
      n_bytes -= (guint64) length;
    }
  return TRUE;
}

/* Reads from any place of a plain file, without moving on; *length is less
 * than size where the file ends. */
gboolean
limen_bytes_read_at (LimenBytes *self, goffset offset, void *buffer,
                     gsize size, gsize *length, GError **error)
{
  gssize n = 1;

  if (self->converter != NULL || !is_regular_path (self))
    return fail (self, LIMEN_TABLE_ERROR_FILE,
                 "only a plain file can be read here and there", error);
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

/* To be called at the end: FALSE when the file is not the one that was opened
 * any more. The SHA-256, if there is one, is known from here on. */
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

/* FALSE with an error where the open file is not the file that was read
 * before, or has been written to since. */
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
                  "the file changed since it was read", error);
}

/* The state of the file when it was opened. */
const struct stat *
limen_bytes_get_stat (LimenBytes *self)
{
  return &self->stat;
}

/* As it was given; "-" for standard input. */
const char *
limen_bytes_get_path (LimenBytes *self)
{
  return self->path;
}

/* How much of what is stored has been read. */
goffset
limen_bytes_get_bytes_done (LimenBytes *self)
{
  return self->bytes_done;
}

/* The size of the file when it was opened; -1 where it has none. */
goffset
limen_bytes_get_bytes_total (LimenBytes *self)
{
  return S_ISREG (self->stat.st_mode) ? self->stat.st_size : -1;
}

/* Whether the bytes come out of gzip. */
gboolean
limen_bytes_is_compressed (LimenBytes *self)
{
  return self->converter != NULL;
}

/* Of the stored bytes, in hexadecimal; NULL before limen_bytes_finish(), and
 * where some were skipped or the hash was omitted. */
const char *
limen_bytes_get_sha256 (LimenBytes *self)
{
  return self->sha256;
}
