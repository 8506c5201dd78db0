/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "run.h"
#include "support.h"

/* A pseudo-terminal. */
typedef struct
{
  int ours, theirs;
} Terminal;

static Terminal
terminal_new (void)
{
  Terminal self = { posix_openpt (O_RDWR | O_NOCTTY), -1 };

  g_assert_cmpint (self.ours, >=, 0);
  g_assert_cmpint (grantpt (self.ours), ==, 0);
  g_assert_cmpint (unlockpt (self.ours), ==, 0);
  self.theirs = open (ptsname (self.ours), O_RDWR | O_NOCTTY);
  g_assert_cmpint (self.theirs, >=, 0);
  return self;
}

/* Reads from the terminal until a text appears or the program closes it. */
static void
read_until (int terminal, GString *seen, const char *text)
{
  struct pollfd wait = { .fd = terminal, .events = POLLIN };
  char buffer[512];
  ssize_t n;

  while (text == NULL || strstr (seen->str, text) == NULL)
    {
      g_assert_cmpint (poll (&wait, 1, 60000), >, 0);
      n = read (terminal, buffer, sizeof buffer);
      if (n <= 0)
        break;
      g_string_append_len (seen, buffer, n);
    }
}

static const char rows[] = "label,prob\n1,0.75\n0,0.25\n";

/* Starts a command that waits for more input. Its standard error is the
 * descriptor `err`, of which it takes ownership, or a pipe (-1). */
static GSubprocess *
start (int err)
{
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE
      | (err < 0 ? G_SUBPROCESS_FLAGS_STDERR_PIPE : 0));
  g_autoptr (GError) error = NULL;
  GSubprocess *process;

  if (err >= 0)
    g_subprocess_launcher_take_stderr_fd (launcher, err);
  process = g_subprocess_launcher_spawn (launcher, &error,
                                         g_getenv ("LIMEN_CLI"), "report", "-",
                                         NULL);
  g_assert_no_error (error);
  g_assert_true (g_output_stream_write_all (
      g_subprocess_get_stdin_pipe (process), rows, strlen (rows), NULL, NULL,
      NULL));
  return process;
}

/* Ends the input; returns the standard error if it is a pipe. */
static char *
finish (GSubprocess *process)
{
  g_autofree char *out = NULL;
  g_autoptr (GError) error = NULL;
  char *err = NULL;

  g_assert_true (g_subprocess_communicate_utf8 (process, NULL, NULL, &out,
                                                &err, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, 0);
  test_assert_contains (out, "ROC AUC");
  return err;
}

/* A command that takes longer than a second shows a progress line on a
 * terminal and erases it at the end; on a pipe it shows none. */
static void
test_slow_input (void)
{
  Terminal terminal = terminal_new ();
  g_autoptr (GSubprocess) piped = start (-1);
  g_autoptr (GSubprocess) process = start (terminal.theirs);
  g_autoptr (GString) seen = g_string_new (NULL);
  g_autofree char *err = NULL, *none = NULL;

  read_until (terminal.ours, seen, "Reading the standard input... ");
  none = finish (process);
  g_assert_null (none);
  read_until (terminal.ours, seen, NULL);
  g_assert_true (g_str_has_suffix (seen->str, "\r\033[K"));
  close (terminal.ours);
  err = finish (piped);
  g_assert_null (strstr (err, "Reading"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/progress-line/slow-input", test_slow_input);
  return g_test_run ();
}
