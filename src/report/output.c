#include "output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "report-error.h"

#define BUFFER_SIZE (256 * 1024)
#define MAX_LINKS 40

/* The temporary file being written, for limen_output_remove_unfinished(). */
static char unfinished[4096];

struct _LimenOutput
{
  char *path;      /* as it was given */
  char *target;    /* where a link leads */
  char *folder;    /* of the target */
  char *temporary; /* NULL once renamed */
  FILE *file;
  gboolean has_old; /* a file that is to be replaced */
  mode_t old_mode;
};

static gboolean
fail (LimenOutput *self, int number, GError **error)
{
  g_set_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_WRITE,
               "%s: cannot be written: %s", self->path, g_strerror (number));
  return FALSE;
}

/* The file that a chain of links leads to, there or not; NULL where it does
 * not end. */
static char *
follow_links (const char *path)
{
  g_autofree char *target = g_strdup (path);

  for (int i = 0; i < MAX_LINKS; i++)
    {
      g_autofree char *link = g_file_read_link (target, NULL);
      g_autofree char *folder = g_path_get_dirname (target);

      if (link == NULL)
        return g_steal_pointer (&target);
      g_free (target);
      target = g_path_is_absolute (link) ? g_strdup (link)
                                         : g_build_filename (folder, link,
                                                             NULL);
    }
  return NULL;
}

/* A new file beside the target, with the mode that new files have, or that of
 * the old one. */
static gboolean
open_temporary (LimenOutput *self, GError **error)
{
  struct stat old;
  int fd;

  self->has_old = stat (self->target, &old) == 0;
  if (self->has_old && !S_ISREG (old.st_mode))
    return fail (self, S_ISDIR (old.st_mode) ? EISDIR : EINVAL, error);
  self->old_mode = self->has_old ? old.st_mode & 07777 : 0;
  self->temporary = g_strdup_printf ("%s/.limen-%08x", self->folder,
                                     g_random_int ());
  fd = g_open (self->temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
  if (fd < 0)
    {
      fail (self, errno, error);
      g_clear_pointer (&self->temporary, g_free);
      return FALSE;
    }
  g_strlcpy (unfinished, self->temporary, sizeof unfinished);
  self->file = fdopen (fd, "w");
  if (self->file == NULL)
    {
      fail (self, errno, error);
      close (fd);
      return FALSE;
    }
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
  if (self->target == NULL)
    {
      fail (self, ELOOP, error);
      return NULL;
    }
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
                      && (!self->has_old
                          || fchmod (fileno (file), self->old_mode) == 0)
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
  unfinished[0] = '\0';
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
    {
      g_unlink (self->temporary);
      unfinished[0] = '\0';
    }
  g_free (self->temporary);
  g_free (self->folder);
  g_free (self->target);
  g_free (self->path);
  g_free (self);
}

/* Removes what the program was about to write. May be called from a signal
 * handler, before the program ends. */
void
limen_output_remove_unfinished (void)
{
  if (unfinished[0] != '\0')
    unlink (unfinished);
}
