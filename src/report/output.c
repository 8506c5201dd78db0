#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report-error.h"

#define BUFFER_SIZE (256 * 1024)

struct _LimenOutput
{
  char *path;      /* as it was given */
  char *target;    /* where a link leads */
  char *folder;    /* of the target */
  char *temporary; /* NULL once renamed */
  FILE *file;
  mode_t mode;
};

static gboolean
fail (LimenOutput *self, int number, GError **error)
{
  g_set_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_WRITE,
               "%s: cannot be written: %s", self->path, g_strerror (number));
  return FALSE;
}

/* What a new file's mode would be. */
static mode_t
get_default_mode (void)
{
  mode_t mask = umask (0);

  umask (mask);
  return 0666 & ~mask;
}

/* The file that a chain of links leads to, there or not. */
static char *
follow_links (const char *path)
{
  char *target = g_strdup (path);

  for (int i = 0; i < 40; i++)
    {
      g_autofree char *link = g_file_read_link (target, NULL);
      g_autofree char *folder = g_path_get_dirname (target);

      if (link == NULL)
        break;
      g_free (target);
      target = g_path_is_absolute (link) ? g_strdup (link)
                                         : g_build_filename (folder, link,
                                                             NULL);
    }
  return target;
}

static gboolean
open_temporary (LimenOutput *self, GError **error)
{
  struct stat old;
  int fd;

  self->mode = get_default_mode ();
  if (stat (self->target, &old) == 0)
    {
      if (!S_ISREG (old.st_mode))
        return fail (self, S_ISDIR (old.st_mode) ? EISDIR : EINVAL, error);
      self->mode = old.st_mode & 07777;
    }
  self->temporary = g_strdup_printf ("%s/.limen-XXXXXX", self->folder);
  fd = g_mkstemp_full (self->temporary, O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    {
      fail (self, errno, error);
      g_clear_pointer (&self->temporary, g_free);
      return FALSE;
    }
  self->file = fdopen (fd, "w");
  setvbuf (self->file, NULL, _IOFBF, BUFFER_SIZE);
  return TRUE;
}

/* Begins to write a file; what stands at `path` stays as it is until
 * limen_output_commit(). */
LimenOutput *
limen_output_new (const char *path, GError **error)
{
  g_autoptr (LimenOutput) self = g_new0 (LimenOutput, 1);

  self->path = g_strdup (path);
  self->target = follow_links (path);
  self->folder = g_path_get_dirname (self->target);
  return open_temporary (self, error) ? g_steal_pointer (&self) : NULL;
}

/* Appends bytes. */
gboolean
limen_output_write (LimenOutput *self, const void *data, gsize length,
                    GError **error)
{
  return fwrite (data, 1, length, self->file) == length
         || fail (self, errno, error);
}

static gboolean
sync_folder (LimenOutput *self, GError **error)
{
  int fd = g_open (self->folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC, 0);
  int result = fd >= 0 ? fsync (fd) : -1;
  int number = errno;

  if (fd >= 0)
    close (fd);
  /* Some file systems cannot sync folders, and need not. */
  return result == 0 || number == EINVAL || fail (self, number, error);
}

/* Puts what was written in the place of the old file, on the disk and not only
 * on its way there. To be called once. */
gboolean
limen_output_commit (LimenOutput *self, GError **error)
{
  FILE *file = g_steal_pointer (&self->file);
  gboolean is_whole = fflush (file) == 0
                      && fchmod (fileno (file), self->mode) == 0
                      && fsync (fileno (file)) == 0;
  int number = errno;

  if (fclose (file) != 0 && is_whole)
    {
      is_whole = FALSE;
      number = errno;
    }
  if (!is_whole)
    return fail (self, number, error);
  if (g_rename (self->temporary, self->target) != 0)
    return fail (self, errno, error);
  g_clear_pointer (&self->temporary, g_free);
  return sync_folder (self, error);
}

/* Frees the output, and drops what was not committed; NULL is nothing. */
void
limen_output_free (LimenOutput *self)
{
  if (self == NULL)
    return;
  if (self->file != NULL)
    fclose (self->file);
  if (self->temporary != NULL)
    g_unlink (self->temporary);
  g_free (self->temporary);
  g_free (self->folder);
  g_free (self->target);
  g_free (self->path);
  g_free (self);
}
