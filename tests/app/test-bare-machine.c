/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The program on a machine with few packages and no desktop services: its
 * window opens, and nothing is printed. */
#include <X11/Xlib.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support.h"

#define PATIENCE (30 * G_USEC_PER_SEC)
/* How long to wait for late messages after the window has opened. */
#define SETTLE_MICROSECONDS 700000

typedef struct
{
  const char *name;
  const char *const variables[8];
} Machine;

/* The environments; each also has a display. */
static const Machine machines[] = {
  { "no session bus", { "GSETTINGS_SCHEMA_DIR", NULL } },
  { "no schema of its own", { NULL } },
  { "nothing that is shared",
    { "GSETTINGS_SCHEMA_DIR", "XDG_DATA_DIRS=/nonexistent", NULL } },
  /* A file, below which not even root can create folders. */
  { "no home", { "GSETTINGS_SCHEMA_DIR", "HOME=/dev/null/home", NULL } },
  { "no home is known", { "GSETTINGS_SCHEMA_DIR", "HOME=", NULL } },
  { "no folder to write in",
    { "GSETTINGS_SCHEMA_DIR", "DBUS_SESSION_BUS_ADDRESS",
      "XDG_CACHE_HOME=/dev/null/cache", "XDG_CONFIG_HOME=/dev/null/config",
      "XDG_DATA_HOME=/dev/null/data", "XDG_RUNTIME_DIR=/dev/null/run",
      NULL } },
  { "a bus address without a bus",
    { "GSETTINGS_SCHEMA_DIR",
      "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent/bus", NULL } },
  { "a session bus",
    { "GSETTINGS_SCHEMA_DIR", "DBUS_SESSION_BUS_ADDRESS", NULL } },
  { "a locale that is not installed",
    { "GSETTINGS_SCHEMA_DIR", "LANG=xx_XX.UTF-8", NULL } },
  { "no loader for vector images",
    { "GSETTINGS_SCHEMA_DIR", "GDK_PIXBUF_MODULE_FILE=/dev/null", NULL } },
};

/* A PATH with a single program: a dbus-launch that never answers. */
static char *
new_path (void)
{
  char *folder = g_build_filename (test_get_folder (), "bin", NULL);
  g_autofree char *launch = g_build_filename (folder, "dbus-launch", NULL);

  g_mkdir (folder, 0700);
  g_assert_true (g_file_set_contents_full (
      launch, "#!/bin/sh\nexec /bin/sleep 60\n", -1,
      G_FILE_SET_CONTENTS_NONE, 0700, NULL));
  return folder;
}

/* A name without a value is passed on from the test's environment. */
static GStrv
new_environment (const Machine *machine)
{
  g_autofree char *home
      = g_build_filename (test_get_folder (), "home", NULL);
  g_autofree char *path = new_path ();
  GStrv environment = g_environ_setenv (NULL, "HOME", home, TRUE);

  g_mkdir (home, 0700);
  environment = g_environ_setenv (environment, "PATH", path, TRUE);
  environment = g_environ_setenv (environment, "DISPLAY", g_getenv ("DISPLAY"),
                                  TRUE);
  for (guint i = 0; machine->variables[i] != NULL; i++)
    {
      g_auto (GStrv) parts = g_strsplit (machine->variables[i], "=", 2);
      const char *value = parts[1] != NULL ? parts[1] : g_getenv (parts[0]);

      if (value != NULL)
        environment = g_environ_setenv (environment, parts[0], value, TRUE);
    }
  return environment;
}

static gboolean
has_title (Display *display, Window window, const char *title)
{
  Atom type = None;
  int format;
  unsigned long n = 0, left;
  unsigned char *name = NULL;
  gboolean found = FALSE;

  XGetWindowProperty (display, window,
                      XInternAtom (display, "_NET_WM_NAME", False), 0, 256,
                      False, XInternAtom (display, "UTF8_STRING", False),
                      &type, &format, &n, &left, &name);
  found = name != NULL && strstr ((char *) name, title) != NULL;
  if (name != NULL)
    XFree (name);
  return found;
}

/* Whether a window with a title is on the screen; without a window manager all
 * are children of the root window. */
static gboolean
has_window (Display *display, const char *title)
{
  Window root, parent, *windows = NULL;
  unsigned n = 0;
  gboolean found = FALSE;

  XQueryTree (display, DefaultRootWindow (display), &root, &parent, &windows,
              &n);
  for (unsigned i = 0; i < n && !found; i++)
    {
      XWindowAttributes attributes;

      found = has_title (display, windows[i], title)
              && XGetWindowAttributes (display, windows[i], &attributes) != 0
              && attributes.map_state == IsViewable;
    }
  if (windows != NULL)
    XFree (windows);
  return found;
}

/* A window may disappear while it is queried. */
static int
ignore_cb (Display *display, XErrorEvent *event)
{
  return 0;
}

static void
wait_for_window (GPid pid)
{
  Display *display = XOpenDisplay (NULL);
  gint64 end = g_get_monotonic_time () + PATIENCE;

  g_assert_nonnull (display);
  XSetErrorHandler (ignore_cb);
  while (!has_window (display, "rows.csv"))
    {
      g_assert_cmpint (waitpid (pid, NULL, WNOHANG), ==, 0);
      g_assert_cmpint (g_get_monotonic_time (), <, end);
      g_usleep (20000);
    }
  XCloseDisplay (display);
  g_usleep (SETTLE_MICROSECONDS);
}

static void
test_machine (gconstpointer data)
{
  const Machine *machine = data;
  g_auto (GStrv) environment = new_environment (machine);
  g_autofree char *path = test_write_file (
      "rows.csv", "label,prob\n0,0.1\n0,0.4\n1,0.4\n1,0.8\n", -1);
  g_autofree char *said = g_build_filename (test_get_folder (), "said", NULL);
  const char *argv[] = { g_getenv ("LIMEN"), path, NULL };
  int output = g_open (said, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  GPid pid;
  int status;

  g_spawn_async_with_fds (NULL, (char **) argv, environment,
                          G_SPAWN_DO_NOT_REAP_CHILD, NULL, NULL, &pid, -1,
                          output, output, &error);
  g_assert_no_error (error);
  wait_for_window (pid);
  kill (pid, SIGTERM);
  g_assert_cmpint (waitpid (pid, &status, 0), ==, pid);
  g_assert_true (WIFSIGNALED (status) && WTERMSIG (status) == SIGTERM);
  close (output);
  g_file_get_contents (said, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "");
}

/* Real errors are still printed. */
static void
test_errors (void)
{
  const char *argv[] = { g_getenv ("LIMEN"), NULL };
  const char *environment[] = { "DISPLAY=:99999", NULL };
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, (char **) argv, (char **) environment, G_SPAWN_DEFAULT,
                NULL, NULL, NULL, &text, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, !=, 0);
  g_assert_nonnull (strstr (text, "display"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (machines); i++)
    {
      g_autofree char *name
          = g_strdelimit (g_strdup (machines[i].name), " ", '-');
      g_autofree char *test = g_strconcat ("/bare-machine/", name, NULL);

      g_test_add_data_func (test, &machines[i], test_machine);
    }
  g_test_add_func ("/bare-machine/errors", test_errors);
  return g_test_run ();
}
