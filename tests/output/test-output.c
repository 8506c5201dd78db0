/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "output.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "report-error.h"
#include "support.h"

/* A folder for one test, inside the folder for all tests. */
static char *
make_folder (const char *name)
{
  char *folder = g_build_filename (test_get_folder (), name, NULL);

  g_assert_cmpint (g_mkdir (folder, 0755), ==, 0);
  return folder;
}

static GPtrArray *
list_files (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));
  return names;
}

static guint
count_files (const char *folder)
{
  g_autoptr (GPtrArray) names = list_files (folder);

  return names->len;
}

/* The mode of the only hidden file, which is the temporary one. */
static int
get_hidden_mode (const char *folder)
{
  g_autoptr (GPtrArray) names = list_files (folder);
  int mode = -1;

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path
          = g_build_filename (folder, g_ptr_array_index (names, i), NULL);
      GStatBuf info;

      if (((char *) g_ptr_array_index (names, i))[0] != '.')
        continue;
      g_assert_cmpint (mode, ==, -1);
      g_assert_cmpint (g_stat (path, &info), ==, 0);
      mode = info.st_mode & 07777;
    }
  return mode;
}

static int
get_mode (const char *path)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 ? (int) (info.st_mode & 07777) : -1;
}

static void
assert_text (const char *path, const char *expected)
{
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

/* An incomplete file is readable only by its owner, whatever its final
 * mode. */
static void
test_modes (void)
{
  static const struct
  {
    int old, mask, expected; /* old mode; 0 if there is no file */
  } cases[] = {
    { 0600, 0022, 0600 }, { 0640, 0022, 0640 }, { 0666, 0077, 0666 },
    { 0, 0022, 0644 },    { 0, 0027, 0640 },    { 0, 0077, 0600 },
  };
  g_autofree char *folder = make_folder ("modes");
  g_autofree char *path = g_build_filename (folder, "a", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      mode_t before = umask ((mode_t) cases[i].mask);
      g_autoptr (LimenOutput) output = NULL;

      g_remove (path);
      if (cases[i].old != 0)
        {
          g_assert_true (g_file_set_contents (path, "old", -1, NULL));
          g_assert_cmpint (g_chmod (path, cases[i].old), ==, 0);
        }
      output = limen_output_new (path, NULL);
      g_assert_nonnull (output);
      g_assert_cmpint (get_hidden_mode (folder), ==, 0600);
      g_assert_true (limen_output_write (output, "new", 3, NULL));
      g_assert_cmpint (get_hidden_mode (folder), ==, 0600);
      g_assert_true (limen_output_commit (output, NULL));
      g_assert_cmpint (get_mode (path), ==, cases[i].expected);
      assert_text (path, "new");
      g_assert_cmpint (umask (before), ==, cases[i].mask);
    }
  g_assert_cmpuint (count_files (folder), ==, 1);
}

/* More than the buffer holds, in pieces of various sizes. */
static void
test_sizes (void)
{
  static const gsize sizes[]
      = { 1, 4095, 262143, 262144, 262145, 3000000, 30000000 };
  const gsize n_bytes = 30000000;
  g_autofree char *folder = make_folder ("sizes");
  g_autofree char *path = g_build_filename (folder, "a", NULL);
  g_autofree char *text = g_malloc (n_bytes);

  for (gsize i = 0; i < n_bytes; i++)
    text[i] = (char) (i * 7 / 5);
  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (LimenOutput) output = limen_output_new (path, NULL);
      g_autofree char *read = NULL;
      gsize length;

      for (gsize at = 0; at < n_bytes && at < 20 * sizes[i]; at += sizes[i])
        g_assert_true (limen_output_write (
            output, text + at, MIN (sizes[i], n_bytes - at), NULL));
      g_assert_true (limen_output_commit (output, NULL));
      g_assert_true (g_file_get_contents (path, &read, &length, NULL));
      g_assert_cmpuint (length, ==, MIN (n_bytes, 20 * sizes[i]));
      g_assert_cmpint (memcmp (read, text, length), ==, 0);
    }
}

/* Stale temporary files are removed; those in use, and files with similar
 * names, stay. */
static void
test_stale (void)
{
  static const char *const others[]
      = { ".limen-12345678", ".limen-1234567g.part", ".limen-123456789.part",
          "limen-12345678.part" };
  g_autofree char *folder = make_folder ("stale");
  g_autofree char *a = g_build_filename (folder, "a", NULL);
  g_autofree char *b = g_build_filename (folder, "b", NULL);
  g_autofree char *link
      = g_build_filename (folder, ".limen-00000000.part", NULL);
  g_autoptr (LimenOutput) running = limen_output_new (a, NULL);
  g_autoptr (LimenOutput) output = NULL;

  g_assert_true (limen_output_write (running, "1", 1, NULL));
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *name = g_strdup_printf (".limen-0123abc%u.part", i);
      g_autofree char *path = g_build_filename (folder, name, NULL);

      g_assert_true (g_file_set_contents (path, "left", -1, NULL));
    }
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    {
      g_autofree char *path = g_build_filename (folder, others[i], NULL);

      g_assert_true (g_file_set_contents (path, "own", -1, NULL));
    }
  g_assert_cmpint (symlink ("limen-12345678.part", link), ==, 0);
  output = limen_output_new (b, NULL);
  /* the files of a and b, the other files and the link */
  g_assert_cmpuint (count_files (folder), ==, 2 + G_N_ELEMENTS (others) + 1);
  g_assert_true (limen_output_commit (output, NULL));
  g_assert_true (limen_output_commit (running, NULL));
  assert_text (a, "1");
  assert_text (b, "");
  g_assert_cmpuint (count_files (folder), ==, 2 + G_N_ELEMENTS (others) + 1);
}

static int
wait_for (pid_t child)
{
  int status;

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  return status;
}

/* No signal but SIGKILL leaves a temporary file behind, and each ends the
 * program as it would without the handler. */
static void
test_signals (void)
{
  static const int numbers[]
      = { SIGHUP,  SIGINT,  SIGQUIT, SIGILL,  SIGTRAP,   SIGABRT, SIGBUS,
          SIGFPE,  SIGUSR1, SIGSEGV, SIGUSR2, SIGPIPE,   SIGALRM, SIGTERM,
          SIGXCPU, SIGSYS,  SIGPROF, SIGPOLL, SIGVTALRM, SIGPWR,  SIGSTKFLT };
  g_autofree char *folder = make_folder ("signals");
  g_autofree char *path = g_build_filename (folder, "a", NULL);
  g_autofree char *other = g_build_filename (folder, "b", NULL);

  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      pid_t child = fork ();

      if (child == 0)
        {
          const struct rlimit none = { 0, 0 };

          setrlimit (RLIMIT_CORE, &none);
          signal (numbers[i], SIG_DFL);
          limen_output_prepare_program ();
          if (limen_output_new (path, NULL) == NULL
              || limen_output_new (other, NULL) == NULL)
            _exit (7);
          raise (numbers[i]);
          _exit (8);
        }
      g_test_message ("signal %d", numbers[i]);
      g_assert_cmpint (WTERMSIG (wait_for (child)), ==, numbers[i]);
      g_assert_cmpuint (count_files (folder), ==, 0);
    }
}

static gpointer
write_forever (gpointer path)
{
  for (;;)
    limen_output_free (limen_output_new (path, NULL));
  return NULL;
}

/* Signals may arrive while several threads write. */
static void
test_signals_at_any_time (void)
{
  g_autofree char *folder = make_folder ("any-time");
  g_autofree char *path = g_build_filename (folder, "a", NULL);

  for (guint i = 0; i < 40; i++)
    {
      pid_t child = fork ();

      if (child == 0)
        {
          limen_output_prepare_program ();
          for (guint k = 0; k < 3; k++)
            g_thread_new (NULL, write_forever, path);
          write_forever (path);
        }
      g_usleep (3000 + 577 * i);
      g_assert_cmpint (kill (child, SIGTERM), ==, 0);
      g_assert_cmpint (WTERMSIG (wait_for (child)), ==, SIGTERM);
      g_assert_cmpuint (count_files (folder), ==, 0);
    }
}

/* Signals that were ignored stay ignored, such as SIGHUP under nohup. */
static void
test_ignored_signals (void)
{
  pid_t child = fork ();

  if (child == 0)
    {
      signal (SIGHUP, SIG_IGN);
      limen_output_prepare_program ();
      raise (SIGHUP);
      _exit (5);
    }
  g_assert_cmpint (WEXITSTATUS (wait_for (child)), ==, 5);
}

/* Writes a text until it fails; returns whether that failed. */
static gboolean
fails_to_write (LimenOutput *output, const char *text, gsize length,
                guint n_times, GError **error)
{
  for (guint i = 0; i < n_times; i++)
    if (!limen_output_write (output, text, length, error))
      return TRUE;
  return !limen_output_commit (output, error);
}

/* Exceeding the file size limit is an error, not a signal: in the first buffer
 * and in later ones, which a thread writes. */
static void
test_size_limit (void)
{
  static const struct
  {
    rlim_t limit;
    guint n_times;
  } cases[] = { { 1000, 1 }, { 1000, 20000 }, { 1000000, 20000 } };
  g_autofree char *folder = make_folder ("limit");
  g_autofree char *path = g_build_filename (folder, "a", NULL);

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      pid_t child = fork ();

      if (child == 0)
        {
          const struct rlimit limit = { cases[i].limit, cases[i].limit };
          g_autoptr (LimenOutput) output = NULL;
          g_autoptr (GError) error = NULL;
          const char text[2000] = { 0 };

          limen_output_prepare_program ();
          setrlimit (RLIMIT_FSIZE, &limit);
          output = limen_output_new (path, NULL);
          if (!fails_to_write (output, text, sizeof text, cases[i].n_times,
                               &error)
              || strstr (error->message, g_strerror (EFBIG)) == NULL)
            _exit (7);
          g_clear_pointer (&output, limen_output_free);
          _exit (0);
        }
      g_assert_cmpint (wait_for (child), ==, 0);
      assert_text (path, "old");
      g_assert_cmpuint (count_files (folder), ==, 1);
    }
}

/* An output that is given up while much of it waits to be written leaves
 * nothing behind. */
static void
test_given_up (void)
{
  g_autofree char *folder = make_folder ("given-up");
  g_autofree char *path = g_build_filename (folder, "a", NULL);
  g_autofree char *text = g_malloc0 (30000000);
  LimenOutput *output = limen_output_new (path, NULL);

  g_assert_true (limen_output_write (output, text, 30000000, NULL));
  limen_output_free (output);
  g_assert_cmpuint (count_files (folder), ==, 0);
}

/* In a folder that cannot be opened nothing is replaced, since it could not be
 * synced. */
static void
test_closed_folder (void)
{
  g_autofree char *folder = make_folder ("closed");
  g_autofree char *path = g_build_filename (folder, "a", NULL);
  pid_t child;
  int status;

  g_assert_true (g_file_set_contents (path, "old", -1, NULL));
  g_assert_cmpint (g_chmod (path, 0666), ==, 0);
  g_assert_cmpint (g_chmod (folder, 0333), ==, 0);
  g_assert_cmpint (g_chmod (test_get_folder (), 0711), ==, 0);
  child = fork ();
  if (child == 0)
    {
      g_autoptr (GError) error = NULL;

      if (geteuid () == 0 && setuid (65534) != 0)
        _exit (6);
      _exit (limen_output_new (path, &error) == NULL
                     && strstr (error->message, "cannot be opened: ") != NULL
                 ? 0
                 : 7);
    }
  status = wait_for (child);
  g_assert_cmpint (g_chmod (folder, 0755), ==, 0);
  g_assert_cmpint (status, ==, 0);
  assert_text (path, "old");
  g_assert_cmpuint (count_files (folder), ==, 1);
}

/* A path that cannot be written to is an error, which names the path in
 * display form. */
static void
test_errors (void)
{
  static const struct
  {
    const char *path, *message;
  } cases[] = {
    { "/nowhere/a", "/nowhere/a: cannot be written: No such file" },
    { "/dev/fd/987", "/dev/fd/987: cannot be written: Bad file descriptor" },
    { "/dev", "/dev: cannot be written: Is a directory" },
    { "/dev/full/a", "Not a directory" },
    { "/no\033[31m\n\r\342\200\256\377/a",
      "/no\\u{001B}[31m\\n\\r\\u{202E}\\xFF/a: cannot be written" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_null (limen_output_new (cases[i].path, &error));
      g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_WRITE);
      g_assert_nonnull (strstr (error->message, cases[i].message));
    }
}

/* Devices and pipes are written to directly and stay what they are; failures
 * are errors. */
static void
test_direct (void)
{
  g_autofree char *folder = make_folder ("direct");
  g_autofree char *link = g_build_filename (folder, "full", NULL);
  g_autoptr (LimenOutput) null = limen_output_new ("/dev/null", NULL);
  g_autoptr (LimenOutput) full = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_nonnull (null);
  g_assert_true (limen_output_write (null, "a", 1, NULL));
  g_assert_true (limen_output_commit (null, NULL));
  g_assert_cmpint (symlink ("/dev/full", link), ==, 0);
  full = limen_output_new (link, NULL);
  g_assert_nonnull (full);
  g_assert_true (limen_output_write (full, "a", 1, NULL));
  g_assert_false (limen_output_commit (full, &error));
  g_assert_error (error, LIMEN_REPORT_ERROR, LIMEN_REPORT_ERROR_WRITE);
  g_assert_nonnull (strstr (error->message, g_strerror (ENOSPC)));
  g_assert_cmpuint (count_files (folder), ==, 1);
}

/* An inherited descriptor is written to at its position; the program's own
 * descriptors cannot be named. */
static void
test_descriptors (void)
{
  g_autofree char *file = test_write_file ("descriptor", "before\n", -1);
  int fd = open (file, O_WRONLY | O_APPEND);
  g_autofree char *path = g_strdup_printf ("/dev/fd/%d", fd);
  g_autoptr (LimenOutput) output = limen_output_new (path, NULL);

  g_assert_nonnull (output);
  g_assert_true (limen_output_write (output, "after\n", 6, NULL));
  g_assert_true (limen_output_commit (output, NULL));
  assert_text (file, "before\nafter\n");
  g_assert_cmpint (fcntl (fd, F_SETFD, FD_CLOEXEC), ==, 0);
  g_assert_null (limen_output_new (path, NULL));
  close (fd);
}

/* An input is recognised by any of its names. */
static void
test_inputs (void)
{
  g_autofree char *folder = make_folder ("inputs");
  g_autofree char *file = g_build_filename (folder, "file", NULL);
  g_autofree char *link = g_build_filename (folder, "link", NULL);
  g_autofree char *hard = g_build_filename (folder, "hard", NULL);
  g_autofree char *dots = g_build_filename (folder, "..", "inputs", "file",
                                            NULL);
  g_autofree char *other = g_build_filename (folder, "other", NULL);
  g_autofree char *absent = g_build_filename (folder, "absent", NULL);
  const char *const same[] = { file, link, hard, dots };
  const char *const inputs[] = { NULL, other, absent, file };

  g_assert_true (g_file_set_contents (file, "a", -1, NULL));
  g_assert_true (g_file_set_contents (other, "a", -1, NULL));
  g_assert_cmpint (symlink ("file", link), ==, 0);
  g_assert_cmpint (linkat (AT_FDCWD, file, AT_FDCWD, hard, 0), ==, 0);
  for (guint i = 0; i < G_N_ELEMENTS (same); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_false (limen_output_check_inputs (
          same[i], inputs, G_N_ELEMENTS (inputs), &error));
      g_assert_nonnull (strstr (error->message, "is an input"));
      g_assert_true (limen_output_check_inputs (
          same[i], inputs, G_N_ELEMENTS (inputs) - 1, NULL));
    }
  g_assert_true (limen_output_check_inputs (absent, inputs,
                                            G_N_ELEMENTS (inputs), NULL));
}

/* The format follows from the file's ending, or from an option if there is
 * none. */
static void
test_formats (void)
{
  static const char *const formats[] = { "svg", "png", "pdf", NULL };
  static const struct
  {
    const char *path, *format, *fallback, *expected, *message;
  } cases[] = {
    { "a.png", NULL, NULL, "png", NULL },
    { "A.PDF", NULL, NULL, "pdf", NULL },
    { "a.v2", "png", NULL, "png", NULL },
    { "a.png", "png", NULL, "png", NULL },
    { "a.png", "svg", NULL, NULL,
      "a.png: the ending of the name does not match" },
    { "a.bmp", NULL, NULL, NULL, "the name must end in .svg, .png or .pdf" },
    { "svg", NULL, NULL, NULL, "must end in" },
    { "a.bmp", NULL, "png", "png", NULL },
    { "a", "bmp", NULL, NULL, "\"bmp\" is not one of the formats svg, png" },
    { "-", NULL, NULL, "svg", NULL },
    { "-", "pdf", NULL, "pdf", NULL },
    { "/dev/null", NULL, "png", "svg", NULL },
    { "/dev/stdout", NULL, NULL, "svg", NULL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      const char *found
          = limen_output_find_format (cases[i].path, cases[i].format, formats,
                                      cases[i].fallback, &error);

      g_assert_cmpstr (found, ==, cases[i].expected);
      if (found == NULL)
        g_assert_nonnull (strstr (error->message, cases[i].message));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/output/modes", test_modes);
  g_test_add_func ("/output/sizes", test_sizes);
  g_test_add_func ("/output/stale", test_stale);
  g_test_add_func ("/output/signals", test_signals);
  g_test_add_func ("/output/signals-at-any-time", test_signals_at_any_time);
  g_test_add_func ("/output/ignored-signals", test_ignored_signals);
  g_test_add_func ("/output/size-limit", test_size_limit);
  g_test_add_func ("/output/given-up", test_given_up);
  g_test_add_func ("/output/closed-folder", test_closed_folder);
  g_test_add_func ("/output/errors", test_errors);
  g_test_add_func ("/output/direct", test_direct);
  g_test_add_func ("/output/descriptors", test_descriptors);
  g_test_add_func ("/output/inputs", test_inputs);
  g_test_add_func ("/output/formats", test_formats);
  return g_test_run ();
}
