/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "display-text.h"
#include "memory.h"
#include "output-place.h"
#include "report-error.h"
#include "standard-output.h"
#include "table-error.h"
#include "temporary.h"
#include "write-behind.h"

struct _LimenOutput
{
  char *name; /* for messages */
  int fd;
  int first_errno; /* errno of the first failure; 0: none */
  char *buffer;    /* of LIMEN_BUFFER_SIZE bytes */
  gsize n_buffered;
  LimenWriteBehind *behind; /* of a regular file with several buffers, else
                             * NULL */

  /* For a regular file; `folder` is -1 if written directly */
  char *target;    /* name in the folder */
  int folder;      /* file descriptor */
  guint temporary; /* slot of the temporary file */
  gboolean has_temporary;
};

static gboolean
fail (LimenOutput *self, int number, GError **error)
{
  if (self->first_errno == 0)
    self->first_errno = number;
  return limen_report_fail (error, LIMEN_REPORT_ERROR_WRITE,
                            "%s: cannot be written: %s", self->name,
                            g_strerror (number));
}

/* Sets the error of a folder that cannot be opened; returns FALSE. */
static gboolean
fail_folder (LimenOutput *self, int number, GError **error)
{
  if (number != EACCES)
    return fail (self, number, error);
  return limen_report_fail (
      error, LIMEN_REPORT_ERROR_WRITE,
      "%s: cannot be written: its folder cannot be opened: %s", self->name,
      g_strerror (number));
}

/* Opens an existing file that is not a regular file, for writing directly. */
static gboolean
open_directly (LimenOutput *self, const LimenOutputPlace *place,
               GError **error)
{
  if (place->descriptor == STDOUT_FILENO)
    self->fd = limen_standard_output_dup ();
  else if (place->descriptor >= 0)
    self->fd
        = fcntl (place->descriptor, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  else
    self->fd = g_open (place->path, O_WRONLY | O_NOCTTY | O_CLOEXEC, 0);
  return self->fd >= 0 || fail (self, errno, error);
}

/* Opens the folder and a temporary file in it. The folder is opened first, so
 * that nothing is written if it could not be synced at the end. */
static gboolean
open_temporary (LimenOutput *self, const LimenOutputPlace *place,
                GError **error)
{
  g_autofree char *folder = g_path_get_dirname (place->path);

  self->target = g_path_get_basename (place->path);
  self->folder = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  if (self->folder < 0)
    return fail_folder (self, errno, error);
  limen_temporary_remove_stale (self->folder);
  self->fd = limen_temporary_open (self->folder, &self->temporary);
  self->has_temporary = self->fd >= 0;
  return self->has_temporary || fail (self, errno, error);
}

/* Creates an output. A file at `path` stays unchanged until
 * limen_output_commit(). "-", /dev/stdout and other names of descriptors, and
 * existing files that are not regular files, are written to directly. NULL
 * with an error. */
LimenOutput *
limen_output_new (const char *path, GError **error)
{
  g_autoptr (LimenOutput) self = g_new0 (LimenOutput, 1);
  g_auto (LimenOutputPlace) place = { 0 };
  gboolean is_found = limen_output_place_find (path, &place);
  int number = errno;

  self->name = limen_output_place_show (path);
  self->folder = self->fd = -1;
  self->buffer = g_try_malloc (LIMEN_BUFFER_SIZE);
  if (self->buffer == NULL)
    {
      limen_memory_fail (self->name, N_ ("to write it"), error);
      return NULL;
    }
  if (!is_found)
    {
      fail (self, number, error);
      return NULL;
    }
  if (!(limen_output_place_is_direct (&place)
            ? open_directly (self, &place, error)
            : open_temporary (self, &place, error)))
    return NULL;
  return g_steal_pointer (&self);
}

/* FALSE with an error if the output is a terminal; to be called before writing
 * anything but text. */
gboolean
limen_output_refuse_terminal (LimenOutput *self, GError **error)
{
  if (!isatty (self->fd))
    return TRUE;
  return limen_report_fail (error, LIMEN_REPORT_ERROR_WRITE,
                            "%s: this is a terminal, and the format is not "
                            "text; write to a file or a pipe",
                            self->name);
}

/* Writes the buffered bytes, or lets the thread of the file write them. FALSE
 * with an error if they, or earlier ones, cannot be written. */
static gboolean
flush (LimenOutput *self, GError **error)
{
  gsize n = self->n_buffered;
  int number = self->first_errno;

  self->n_buffered = 0;
  if (number != 0)
    return fail (self, number, error);
  if (self->behind != NULL)
    self->buffer
        = limen_write_behind_exchange (self->behind, self->buffer, n, &number);
  else
    number = limen_write_to (self->fd, self->buffer, n);
  return number == 0 || fail (self, number, error);
}

/* Appends bytes, which are buffered. FALSE with an error if they, or earlier
 * ones, cannot be written. */
gboolean
limen_output_write (LimenOutput *self, const void *data, gsize length,
                    GError **error)
{
  const char *bytes = data;

  while (length > 0)
    {
      gsize n = MIN (length, LIMEN_BUFFER_SIZE - self->n_buffered);

      memcpy (self->buffer + self->n_buffered, bytes, n);
      self->n_buffered += n;
      bytes += n;
      length -= n;
      if (self->n_buffered < LIMEN_BUFFER_SIZE)
        break;
      if (self->behind == NULL && self->has_temporary)
        self->behind = limen_write_behind_new (self->fd);
      if (!flush (self, error))
        return FALSE;
    }
  return TRUE;
}

/* Writes buffered bytes to standard output, a pipe or a device; those for a
 * regular file may wait. FALSE with an error. */
gboolean
limen_output_flush (LimenOutput *self, GError **error)
{
  return self->folder >= 0 || flush (self, error);
}

/* The mode of new files according to the umask. Reading the umask sets it: for
 * a moment, other threads see a stricter one. */
static mode_t
get_new_mode (void)
{
  mode_t mask = umask (0077);

  umask (mask);
  return 0666 & ~mask;
}

/* Gives the temporary file the owner and mode of the file to be replaced, or
 * the mode of a new file if there is none. If the group cannot be kept, its
 * permissions become those of others. FALSE with errno. */
static gboolean
take_over_mode (LimenOutput *self)
{
  struct stat old, new;
  mode_t mode;

  if (fstatat (self->folder, self->target, &old, 0) != 0)
    return fchmod (self->fd, get_new_mode ()) == 0;
  mode = old.st_mode & 07777;
  if (fstat (self->fd, &new) != 0)
    return FALSE;
  if ((new.st_uid != old.st_uid || new.st_gid != old.st_gid)
      && fchown (self->fd, old.st_uid, old.st_gid) != 0
      && fchown (self->fd, (uid_t) -1, old.st_gid) != 0)
    mode = (mode & 0707) | (mode & 07) << 3;
  return fchmod (self->fd, mode) == 0;
}

static gboolean
close_file (LimenOutput *self)
{
  int fd = self->fd;

  self->fd = -1;
  return close (fd) == 0 || errno == EINTR;
}

/* Syncs the folder. Some file systems do not support that, and do not need
 * it. */
static gboolean
sync_folder (LimenOutput *self, GError **error)
{
  if (fsync (self->folder) == 0 || errno == EINVAL || errno == ENOTSUP)
    return TRUE;
  return limen_report_fail (error, LIMEN_REPORT_ERROR_WRITE,
                            "%s: the file is written, but may be lost in a "
                            "power cut: its folder cannot be synced: %s",
                            self->name, g_strerror (errno));
}

/* Writes the rest. FALSE with an error. */
static gboolean
write_rest (LimenOutput *self, GError **error)
{
  int number;

  if (!flush (self, error))
    return FALSE;
  number = self->behind != NULL ? limen_write_behind_finish (self->behind) : 0;
  return number == 0 || fail (self, number, error);
}

/* Writes the buffered bytes, syncs the file and renames it over the old one;
 * closes outputs that are written directly. Call it once. FALSE with an error;
 * the old file is then unchanged, unless only its folder could not be
 * synced. */
gboolean
limen_output_commit (LimenOutput *self, GError **error)
{
  if (!write_rest (self, error))
    return FALSE;
  if (self->folder < 0)
    return close_file (self) || fail (self, errno, error);
  /* The lock is held until the file has its final name. */
  if (!take_over_mode (self) || fsync (self->fd) != 0
      || !limen_temporary_rename (self->temporary, self->target))
    return fail (self, errno, error);
  self->has_temporary = FALSE;
  close_file (self);
  return sync_folder (self, error);
}

/* Frees the output. If it was not committed, the temporary file is removed and
 * buffered bytes are lost. NULL is ignored. */
void
limen_output_free (LimenOutput *self)
{
  if (self == NULL)
    return;
  limen_write_behind_free (self->behind);
  if (self->has_temporary)
    limen_temporary_remove (self->temporary);
  if (self->fd >= 0)
    close (self->fd);
  if (self->folder >= 0)
    close (self->folder);
  g_free (self->buffer);
  g_free (self->target);
  g_free (self->name);
  g_free (self);
}

/* Prepares the program: only SIGKILL can leave a temporary file behind, and a
 * failed write to standard output is an error. Called when it starts. */
void
limen_output_prepare_program (void)
{
  limen_standard_output_guard ();
  limen_temporary_handle_signals ();
}
