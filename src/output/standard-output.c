/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "standard-output.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "table-error.h"

/* Standard output while descriptor 1 is standard error; -1: it is not. */
static int reserved = -1;

/* Opens a standard descriptor that is closed, so that no file of the program
 * gets its number. It is opened in the wrong direction, so that using it
 * fails. */
static void
open_missing (int descriptor, int flags)
{
  if (fcntl (descriptor, F_GETFD) < 0 && errno == EBADF)
    open ("/dev/null", flags);
}

/* At exit: a failed write to standard output is an error of the program,
 * whichever way it ends. */
static void
end_cb (void)
{
  gboolean has_failed = ferror (stdout) != 0;
  gboolean is_flushed = fflush (stdout) == 0;
  int number = errno;

  if (reserved >= 0 || (is_flushed && !has_failed))
    return;
  if (is_flushed)
    fputs ("standard output: not all of it could be written\n", stderr);
  else
    fprintf (stderr, "standard output: cannot be written: %s\n",
             limen_table_error_get_system_text (number));
  _exit (EXIT_FAILURE);
}

/* To be called when a program starts: it ends with EXIT_FAILURE and a message
 * where what it printed could not be written. */
void
limen_standard_output_guard (void)
{
  open_missing (STDIN_FILENO, O_WRONLY);
  open_missing (STDOUT_FILENO, O_RDONLY);
  open_missing (STDERR_FILENO, O_RDONLY);
  atexit (end_cb);
}

/* Leaves standard output to limen_standard_output_dup() alone: what is printed
 * from now on goes to standard error. */
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

/* A new descriptor of standard output, behind all that was printed there; -1
 * with errno where there is none. */
int
limen_standard_output_dup (void)
{
  fflush (stdout);
  return fcntl (reserved >= 0 ? reserved : STDOUT_FILENO, F_DUPFD_CLOEXEC,
                STDERR_FILENO + 1);
}
