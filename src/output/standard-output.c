/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "standard-output.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gi18n.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "table-error.h"

/* Standard output, while descriptor 1 refers to standard error; -1 if it does
 * not. */
static int reserved = -1;

/* Opens a standard descriptor that is closed, so that no other file gets its
 * number; with the wrong access mode, so that using it fails. */
static void
open_missing (int descriptor, int flags)
{
  if (fcntl (descriptor, F_GETFD) < 0 && errno == EBADF)
    open ("/dev/null", flags);
}

/* At exit: makes a failed write to standard output an error of the program,
 * however it ends. */
static void
end_cb (void)
{
  gboolean has_failed = ferror (stdout) != 0;
  gboolean is_flushed = fflush (stdout) == 0;
  int number = errno;

  if (reserved >= 0 || (is_flushed && !has_failed))
    return;
  if (is_flushed)
    fputs (_ ("standard output: not all of it could be written\n"), stderr);
  else
    fprintf (stderr, _ ("standard output: cannot be written: %s\n"),
             g_strerror (number));
  _exit (EXIT_FAILURE);
}

/* Makes the program end with a message and EXIT_FAILURE if writing to standard
 * output failed. Also opens standard descriptors that are closed. Call it
 * once, at program start. */
void
limen_standard_output_guard (void)
{
  open_missing (STDIN_FILENO, O_WRONLY);
  open_missing (STDOUT_FILENO, O_RDONLY);
  open_missing (STDERR_FILENO, O_RDONLY);
  atexit (end_cb);
}

/* Reserves standard output for limen_standard_output_dup(): whatever is
 * printed afterwards goes to standard error. */
void
limen_standard_output_reserve (void)
{
  if (reserved >= 0)
    return;
  fflush (stdout);
  reserved = fcntl (STDOUT_FILENO, F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
  if (reserved >= 0)
    dup2 (STDERR_FILENO, STDOUT_FILENO);
}

/* Flushes standard output and returns a new descriptor for it; -1 with errno
 * on failure. */
int
limen_standard_output_dup (void)
{
  fflush (stdout);
  return fcntl (reserved >= 0 ? reserved : STDOUT_FILENO, F_DUPFD_CLOEXEC,
                STDERR_FILENO + 1);
}
