/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "remote.h"

#include <string.h>
#include <sys/wait.h>

#define SCREEN_WIDTH 1280
#define POLL_MICROSECONDS 50000
/* Some elements of GTK 4.8 are their own children in the accessibility tree.
 */
#define MAX_DEPTH 40
#define PATIENCE (60 * G_USEC_PER_SEC)

static GPid pid;

static void
settle (void)
{
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_usleep (POLL_MICROSECONDS);
}

void
test_remote_wait (TestCondition condition, gpointer data, const char *what)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;

  while (!condition (data))
    {
      if (g_get_monotonic_time () > end)
        g_error ("waited in vain for %s", what);
      settle ();
    }
}

void
test_remote_start (const char *file)
{
  const char *argv[] = { g_getenv ("LIMEN"), file, NULL };
  g_autoptr (GError) error = NULL;

  g_spawn_async (NULL, (char **) argv, NULL, G_SPAWN_DO_NOT_REAP_CHILD, NULL,
                 NULL, &pid, &error);
  g_assert_no_error (error);
  g_assert_cmpint (atspi_init (), <=, 1);
}

static gboolean
has_exited (gpointer data)
{
  return waitpid (pid, data, WNOHANG) == pid;
}

int
test_remote_wait_for_exit (void)
{
  int status = -1;

  test_remote_wait (has_exited, &status, "the program's end");
  return status;
}

char *
test_remote_get_name (AtspiAccessible *element)
{
  char *name = atspi_accessible_get_name (element, NULL);

  return name != NULL ? name : g_strdup ("");
}

static gboolean
is_like (const char *text, const char *pattern)
{
  gsize length = strlen (pattern);

  if (length > 0 && pattern[length - 1] == '*')
    return strncmp (text, pattern, length - 1) == 0;
  return strcmp (text, pattern) == 0;
}

static AtspiAccessible *
search (AtspiAccessible *element, const char *role, const char *name,
        int depth)
{
  g_autofree char *own_role = atspi_accessible_get_role_name (element, NULL);
  g_autofree char *own_name = test_remote_get_name (element);
  int n = depth < MAX_DEPTH ? atspi_accessible_get_child_count (element, NULL)
                            : 0;

  if (g_strcmp0 (own_role, role) == 0 && is_like (own_name, name))
    return g_object_ref (element);
  for (int i = 0; i < n; i++)
    {
      AtspiAccessible *child
          = atspi_accessible_get_child_at_index (element, i, NULL);
      AtspiAccessible *found
          = child != NULL ? search (child, role, name, depth + 1) : NULL;

      g_clear_object (&child);
      if (found != NULL)
        return found;
    }
  return NULL;
}

static AtspiAccessible *
look_for (const char *role, const char *name)
{
  AtspiAccessible *desktop = atspi_get_desktop (0);
  AtspiAccessible *found;

  /* The children of cached elements may have changed. */
  atspi_accessible_clear_cache (desktop);
  atspi_accessible_set_cache_mask (desktop, ATSPI_CACHE_NONE);
  found = search (desktop, role, name, 0);
  g_object_unref (desktop);
  return found;
}

typedef struct
{
  const char *role, *name;
  AtspiAccessible *found;
} WidgetSearch;

static gboolean
is_found (gpointer data)
{
  WidgetSearch *widget = data;

  widget->found = look_for (widget->role, widget->name);
  return widget->found != NULL;
}

AtspiAccessible *
test_remote_find (const char *role, const char *name)
{
  WidgetSearch widget = { role, name, NULL };
  g_autofree char *what = g_strdup_printf ("the %s \"%s\"", role, name);

  g_test_message ("looking for %s", what);
  test_remote_wait (is_found, &widget, what);
  return widget.found;
}

gboolean
test_remote_exists (const char *role, const char *name)
{
  AtspiAccessible *found = look_for (role, name);
  gboolean exists = found != NULL;

  g_clear_object (&found);
  return exists;
}

gboolean
test_remote_is_checked (AtspiAccessible *element)
{
  AtspiStateSet *states = atspi_accessible_get_state_set (element);
  gboolean is_checked = atspi_state_set_contains (states, ATSPI_STATE_CHECKED);

  g_object_unref (states);
  return is_checked;
}

double
test_remote_get_value (AtspiAccessible *element)
{
  AtspiValue *value = atspi_accessible_get_value_iface (element);
  double number;

  g_assert_nonnull (value);
  number = atspi_value_get_current_value (value, NULL);
  g_object_unref (value);
  return number;
}

/* GTK 4 reports only positions within the window, which is at the corner of
 * the screen and has a shadow of equal width on all sides. */
void
test_remote_get_place (AtspiAccessible *element, int *x, int *y, int *width,
                       int *height)
{
  AtspiAccessible *frame = test_remote_find ("frame", "*");
  AtspiComponent *window = atspi_accessible_get_component_iface (frame);
  AtspiComponent *component = atspi_accessible_get_component_iface (element);
  AtspiRect *all
      = atspi_component_get_extents (window, ATSPI_COORD_TYPE_WINDOW, NULL);
  AtspiRect *rect
      = atspi_component_get_extents (component, ATSPI_COORD_TYPE_WINDOW, NULL);
  int shadow = (SCREEN_WIDTH - all->width) / 2;

  *x = rect->x + shadow;
  *y = rect->y + shadow;
  *width = rect->width;
  *height = rect->height;
  g_free (all);
  g_free (rect);
  g_object_unref (component);
  g_object_unref (window);
  g_object_unref (frame);
}

void
test_remote_input (const char *format, ...)
{
  g_autofree char *words = NULL, *command = NULL;
  g_autoptr (GError) error = NULL;
  va_list args;
  int status;

  va_start (args, format);
  words = g_strdup_vprintf (format, args);
  va_end (args);
  command = g_strconcat ("xdotool ", words, NULL);
  g_test_message ("%s", command);
  g_spawn_command_line_sync (command, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
  settle ();
}

void
test_remote_click (AtspiAccessible *element)
{
  int x, y, width, height;

  test_remote_get_place (element, &x, &y, &width, &height);
  test_remote_input ("mousemove %d %d sleep 0.2 click 1", x + width / 2,
                     y + height / 2);
}
