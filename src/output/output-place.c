/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output-place.h"

#include <errno.h>
#include <fcntl.h>
#include <gio/gio.h>
#include <glib/gi18n.h>
#include <string.h>
#include <unistd.h>

#include "display-text.h"
#include "output.h"
#include "report-error.h"

#define MAX_LINKS 40

/* The file descriptor that a path such as "-" or "/dev/fd/3" names; -1 for
 * other paths. */
static int
parse_descriptor (const char *path)
{
  g_autofree char *own = g_strdup_printf ("/proc/%d/fd/", (int) getpid ());
  const char *const folders[]
      = { "/dev/fd/", "/proc/self/fd/", "/proc/thread-self/fd/", own };
  guint64 number;

  if (g_str_equal (path, "-") || g_str_equal (path, "/dev/stdout"))
    return STDOUT_FILENO;
  if (g_str_equal (path, "/dev/stderr"))
    return STDERR_FILENO;
  for (guint i = 0; i < G_N_ELEMENTS (folders); i++)
    if (g_str_has_prefix (path, folders[i])
        && g_ascii_string_to_unsigned (path + strlen (folders[i]), 10, 0,
                                       G_MAXINT, &number, NULL))
      return (int) number;
  return -1;
}

/* Whether a descriptor was inherited. The program's own descriptors are
 * close-on-exec and must not be named by a user. Sets errno if not. */
static gboolean
is_inherited (int descriptor)
{
  int flags = fcntl (descriptor, F_GETFD);

  if (flags < 0 || (flags & FD_CLOEXEC) == 0)
    return flags >= 0;
  errno = EBADF;
  return FALSE;
}

static gboolean
find_descriptor (LimenOutputPlace *self, int descriptor)
{
  struct stat info;

  if (!is_inherited (descriptor) || fstat (descriptor, &info) != 0)
    return FALSE;
  self->descriptor = descriptor;
  self->type = info.st_mode & S_IFMT;
  return TRUE;
}

/* FALSE with errno if the existing file cannot be written to: a folder or a
 * block device. */
static gboolean
check_type (LimenOutputPlace *self)
{
  if (!S_ISDIR (self->type) && !S_ISBLK (self->type))
    return TRUE;
  errno = S_ISDIR (self->type) ? EISDIR : EINVAL;
  return FALSE;
}

/* Finds the descriptor that a path names, or the file that it leads to through
 * symbolic links, whether that exists or would be created. FALSE with errno if
 * there are too many links, or if the destination is a folder, a block device
 * or not open. Clear with limen_output_place_clear() in any case. */
gboolean
limen_output_place_find (const char *path, LimenOutputPlace *self)
{
  g_autofree char *target = g_strdup (path);
  struct stat info;

  *self = (LimenOutputPlace){ .descriptor = -1 };
  if (*path == '\0')
    {
      errno = ENOENT;
      return FALSE;
    }
  for (int i = 0; i < MAX_LINKS; i++)
    {
      g_autofree char *link = NULL, *folder = NULL;
      int descriptor = parse_descriptor (target);

      if (descriptor >= 0)
        return find_descriptor (self, descriptor) && check_type (self);
      link = g_file_read_link (target, NULL);
      if (link == NULL)
        {
          self->path = g_steal_pointer (&target);
          if (stat (self->path, &info) == 0)
            self->type = info.st_mode & S_IFMT;
          return check_type (self);
        }
      folder = g_path_get_dirname (target);
      g_free (target);
      target = g_path_is_absolute (link) ? g_steal_pointer (&link)
                                         : g_build_filename (folder, link,
                                                             NULL);
    }
  errno = ELOOP;
  return FALSE;
}

/* Frees the members. */
void
limen_output_place_clear (LimenOutputPlace *self)
{
  g_clear_pointer (&self->path, g_free);
}

/* Whether the file is written to directly instead of being replaced. */
gboolean
limen_output_place_is_direct (const LimenOutputPlace *self)
{
  return self->descriptor >= 0 || (self->type != 0 && !S_ISREG (self->type));
}

/* A path in display form for messages, with standard output in words; a new
 * string. */
char *
limen_output_place_show (const char *path)
{
  if (*path == '\0')
    return g_strdup ("\"\"");
  return limen_output_is_standard (path)
             ? g_strdup (_ ("standard output"))
             : limen_display_text_new (path, strlen (path), 0);
}

/* Whether a path names standard output, such as "-". */
gboolean
limen_output_is_standard (const char *path)
{
  g_auto (LimenOutputPlace) place = { 0 };

  return limen_output_place_find (path, &place)
         && place.descriptor == STDOUT_FILENO;
}

/* Gets the status of the file that an output replaces or writes to; FALSE if
 * there is none. */
static gboolean
stat_output (const char *path, struct stat *info)
{
  g_auto (LimenOutputPlace) place = { 0 };

  if (!limen_output_place_find (path, &place))
    return FALSE;
  return place.descriptor >= 0 ? fstat (place.descriptor, info) == 0
                               : stat (place.path, info) == 0;
}

static gboolean
stat_input (const char *path, struct stat *info)
{
  return g_str_equal (path, "-") ? fstat (STDIN_FILENO, info) == 0
                                 : stat (path, info) == 0;
}

/* FALSE with an error if an output would replace or overwrite an input. "-" is
 * standard output for the output and standard input for an input; inputs may
 * be NULL. */
gboolean
limen_output_check_inputs (const char *path, const char *const *inputs,
                           gsize n_inputs, GError **error)
{
  g_autofree char *name = NULL;
  struct stat output, input;

  if (!stat_output (path, &output) || !S_ISREG (output.st_mode))
    return TRUE;
  for (gsize i = 0; i < n_inputs; i++)
    {
      if (inputs[i] == NULL || !stat_input (inputs[i], &input)
          || input.st_dev != output.st_dev || input.st_ino != output.st_ino)
        continue;
      name = limen_output_place_show (path);
      return limen_report_fail (error, LIMEN_REPORT_ERROR_WRITE,
                                "%s is an input; give another file to save to",
                                name);
    }
  return TRUE;
}

/* The format that matches a name's ending, with .htm as HTML; NULL if none
 * does. */
static const char *
find_ending (const char *path, const char *const *formats)
{
  g_autofree char *name = g_ascii_strdown (path, -1);
  const char *dot = strrchr (name, '.');
  const char *ending = dot != NULL ? dot + 1 : "";

  if (g_str_equal (ending, "htm"))
    ending = "html";
  for (guint i = 0; formats[i] != NULL; i++)
    if (g_str_equal (ending, formats[i]))
      return formats[i];
  return NULL;
}

static gboolean
is_direct (const char *path)
{
  g_auto (LimenOutputPlace) place = { 0 };

  return limen_output_place_find (path, &place)
         && limen_output_place_is_direct (&place);
}

/* Returns a list of file endings such as ".csv, .json or .html" as a new
 * string. */
static char *
list_endings (const char *const *formats)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; formats[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append (list, formats[i + 1] != NULL ? _ (", ") : _ (" or "));
      g_string_append_printf (list, ".%s", formats[i]);
    }
  return g_string_free (list, FALSE);
}

static const char *
fail_name (const char *path, const char *const *formats, GError **error)
{
  g_autofree char *name = limen_output_place_show (path);
  g_autofree char *list = list_endings (formats);

  limen_report_fail (error, LIMEN_REPORT_ERROR_FORMAT,
                     /* Translators: a file; ".csv or .json". */
                     "%s: the name must end in %s", name, list);
  return NULL;
}

/* Checks a format given by the user; NULL with an error if it is unknown or
 * contradicts the ending of the name. */
static const char *
check_format (const char *path, const char *format,
              const char *const *formats, GError **error)
{
  const char *ending = find_ending (path, formats);
  g_autofree char *name = limen_output_place_show (path);
  g_autofree char *list = g_strjoinv (", ", (char **) formats);

  for (guint i = 0; formats[i] != NULL; i++)
    if (g_str_equal (formats[i], format)
        && (ending == NULL || ending == formats[i]))
      return formats[i];
  if (g_strv_contains (formats, format))
    limen_report_fail (
        error, LIMEN_REPORT_ERROR_FORMAT,
        "%s: the ending of the name does not match the format %s", name,
        format);
  else
    limen_report_fail (error, LIMEN_REPORT_ERROR_FORMAT,
                       "\"%s\" is not one of the formats %s", format, list);
  return NULL;
}

/* The format to write, one of a list of names that are also file endings
 * ("png"): `format` if not NULL; else that of the path's ending; else the
 * first of the list for standard output, pipes and devices, and `fallback` for
 * files. NULL with an error if there is no fallback, or if `format`
 * contradicts the ending. */
const char *
limen_output_find_format (const char *path, const char *format,
                          const char *const *formats, const char *fallback,
                          GError **error)
{
  const char *ending = find_ending (path, formats);

  if (format != NULL)
    return check_format (path, format, formats, error);
  if (ending != NULL)
    return ending;
  if (is_direct (path))
    return formats[0];
  return fallback != NULL ? fallback : fail_name (path, formats, error);
}
