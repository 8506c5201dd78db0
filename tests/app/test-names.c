/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "remote.h"
#include "support.h"

/* What assistive tools are told: the name of each focusable element, the value
 * that arrow keys change, and announcements of what happened. */

#define APPLICATION_ID "io.github.limen.Limen"
#define APPLICATION_PATH "/io/github/limen/Limen"
#define MAX_DEPTH 40
/* Of long lists, only the first rows are checked. */
#define MAX_CHILDREN 24

/* Activates an action of the program over the session bus. */
static void
activate (const char *path, const char *name, GVariant *parameter)
{
  g_autoptr (GDBusConnection) bus
      = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, NULL);
  GVariantBuilder parameters = G_VARIANT_BUILDER_INIT (G_VARIANT_TYPE ("av"));
  g_autoptr (GVariant) reply = NULL;
  g_autoptr (GError) error = NULL;

  g_test_message ("activating %s", name);
  if (parameter != NULL)
    g_variant_builder_add (&parameters, "v", parameter);
  reply = g_dbus_connection_call_sync (
      bus, APPLICATION_ID, path, "org.gtk.Actions", "Activate",
      g_variant_new ("(sava{sv})", name, &parameters, NULL), NULL,
      G_DBUS_CALL_FLAGS_NONE, -1, NULL, &error);
  g_assert_no_error (error);
}

static void
activate_in_window (const char *name, GVariant *parameter)
{
  activate (APPLICATION_PATH "/window/1", name, parameter);
}

/* Names */

static gboolean
has_state (AtspiAccessible *element, AtspiStateType state)
{
  AtspiStateSet *states = atspi_accessible_get_state_set (element);
  gboolean has = atspi_state_set_contains (states, state);

  g_object_unref (states);
  return has;
}

/* "", or the type, which GTK uses for an element without a name. */
static gboolean
is_nameless (const char *name)
{
  static const char *const prefixes[] = { "Gtk", "Limen" };

  for (guint i = 0; i < G_N_ELEMENTS (prefixes); i++)
    if (g_str_has_prefix (name, prefixes[i])
        && g_ascii_isupper (name[strlen (prefixes[i])]))
      return TRUE;
  return name[0] == '\0';
}

static void
list_nameless (AtspiAccessible *element, const char *place, int depth,
               GString *nameless)
{
  g_autofree char *name = test_remote_get_name (element);
  g_autofree char *role = atspi_accessible_get_role_name (element, NULL);
  g_autofree char *here = g_strdup_printf ("%s > %s \"%s\"", place, role,
                                           name);
  int n = depth < MAX_DEPTH ? atspi_accessible_get_child_count (element, NULL)
                            : 0;

  n = MIN (n, MAX_CHILDREN);
  if (has_state (element, ATSPI_STATE_FOCUSABLE) && is_nameless (name))
    g_string_append_printf (nameless, "\n%s", here);
  for (int i = 0; i < n; i++)
    {
      g_autoptr (AtspiAccessible) child
          = atspi_accessible_get_child_at_index (element, i, NULL);

      if (child != NULL)
        list_nameless (child, here, depth + 1, nameless);
    }
}

/* Fails on focusable elements without a name. */
static void
check_names (AtspiAccessible *element)
{
  g_autoptr (GString) nameless = g_string_new (NULL);

  list_nameless (element, "", 0, nameless);
  if (nameless->len > 0)
    {
      g_test_message ("nameless:%s", nameless->str);
      g_test_fail ();
    }
}

/* Values */

typedef struct
{
  AtspiAccessible *element;
  double value;
} Expected;

static gboolean
has_value (gpointer data)
{
  Expected *expected = data;

  return fabs (test_remote_get_value (expected->element) - expected->value)
         < 1e-9;
}

static void
wait_for_value (AtspiAccessible *element, double value)
{
  Expected expected = { element, value };
  g_autofree char *name = test_remote_get_name (element);
  g_autofree char *what = g_strdup_printf ("%g of \"%s\"", value, name);

  test_remote_wait (has_value, &expected, what);
}

static gboolean
is_focused (gpointer data)
{
  return has_state (data, ATSPI_STATE_FOCUSED);
}

/* Each key moves the threshold and the reported value with it. */
static void
check_keys (const char *figure, const char *slider)
{
  static const struct
  {
    const char *key;
    double value;
  } keys[] = {
    { "Home", 0 },        { "Right", 0.01 },  { "Up", 0.02 },
    { "Left", 0.01 },     { "Down", 0 },      { "shift+Right", 0.1 },
    { "Page_Up", 0.2 },   { "Page_Down", 0.1 }, { "End", 1 },
    { "shift+Left", 0.9 },
  };
  g_autoptr (AtspiAccessible) element = test_remote_find ("image", figure);
  g_autoptr (AtspiAccessible) scale = test_remote_find ("slider", slider);
  g_autoptr (AtspiAccessible) spin
      = test_remote_find ("spin button", "Threshold");
  AtspiValue *value = atspi_accessible_get_value_iface (scale);

  test_remote_click (element);
  test_remote_wait (is_focused, scale, "the focus");
  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      test_remote_input ("key %s", keys[i].key);
      wait_for_value (scale, keys[i].value);
      wait_for_value (spin, keys[i].value);
    }
  g_assert_cmpfloat (atspi_value_get_minimum_value (value, NULL), ==, 0);
  g_assert_cmpfloat (atspi_value_get_maximum_value (value, NULL), ==, 1);
  atspi_value_set_current_value (value, 0.4375, NULL);
  wait_for_value (spin, 0.4375);
  wait_for_value (scale, 0.4375);
  g_object_unref (value);
}

/* Announcements */

static GPtrArray *announced; /* new texts of alerts and status lines */

static void
event_cb (AtspiEvent *event, void *data)
{
  AtspiRole role = atspi_accessible_get_role (event->source, NULL);

  if ((role == ATSPI_ROLE_NOTIFICATION || role == ATSPI_ROLE_ALERT
       || role == ATSPI_ROLE_STATUS_BAR)
      && G_VALUE_HOLDS_STRING (&event->any_data))
    {
      g_test_message ("announced \"%s\"", g_value_get_string (&event->any_data));
      g_ptr_array_add (announced, g_value_dup_string (&event->any_data));
    }
  g_boxed_free (ATSPI_TYPE_EVENT, event);
}

static void
listen (void)
{
  AtspiEventListener *listener = atspi_event_listener_new (event_cb, NULL,
                                                           NULL);
  g_autoptr (GError) error = NULL;

  announced = g_ptr_array_new_with_free_func (g_free);
  atspi_event_listener_register (
      listener, "object:property-change:accessible-name", &error);
  g_assert_no_error (error);
}

static gboolean
is_heard (gpointer data)
{
  const char *text = data;

  for (guint i = 0; i < announced->len; i++)
    if (strstr (g_ptr_array_index (announced, i), text) != NULL)
      return TRUE;
  return FALSE;
}

static void
wait_for_announcement (const char *text)
{
  test_remote_wait (is_heard, (gpointer) text, text);
  g_ptr_array_set_size (announced, 0);
}

/* Windows */

static AtspiAccessible *
find_focused (AtspiAccessible *element, int depth)
{
  int n = depth < MAX_DEPTH ? atspi_accessible_get_child_count (element, NULL)
                            : 0;

  if (has_state (element, ATSPI_STATE_FOCUSED))
    return g_object_ref (element);
  for (int i = 0; i < n; i++)
    {
      g_autoptr (AtspiAccessible) child
          = atspi_accessible_get_child_at_index (element, i, NULL);
      AtspiAccessible *found
          = child != NULL ? find_focused (child, depth + 1) : NULL;

      if (found != NULL)
        return found;
    }
  return NULL;
}

static gboolean
has_focused (gpointer data)
{
  AtspiAccessible **found = data;
  g_autoptr (AtspiAccessible) window = g_object_ref (*found);

  *found = find_focused (window, 0);
  if (*found != NULL)
    return TRUE;
  *found = window;
  return FALSE;
}

/* The initial focus is on a control, not on a text, which would be selected.
 */
static void
check_first_focus (AtspiAccessible *window, const char *title)
{
  AtspiAccessible *focused = window;
  g_autofree char *role = NULL, *name = NULL;

  test_remote_input ("search --sync --onlyvisible --name '^%s' windowfocus "
                     "--sync",
                     title);
  test_remote_wait (has_focused, &focused, "a focus");
  role = atspi_accessible_get_role_name (focused, NULL);
  name = test_remote_get_name (focused);
  g_test_message ("%s begins at the %s \"%s\"", title, role, name);
  g_assert_cmpstr (role, !=, "label");
}

typedef struct
{
  const char *title;
  AtspiAccessible *window;
} Search;

/* Searches the windows of all programs, but not their contents. */
static gboolean
is_open (gpointer data)
{
  Search *search = data;
  AtspiAccessible *desktop = atspi_get_desktop (0);

  for (int i = 0; i < atspi_accessible_get_child_count (desktop, NULL); i++)
    {
      g_autoptr (AtspiAccessible) program
          = atspi_accessible_get_child_at_index (desktop, i, NULL);
      int n = program != NULL
                  ? atspi_accessible_get_child_count (program, NULL)
                  : 0;

      for (int j = 0; search->window == NULL && j < n; j++)
        {
          g_autoptr (AtspiAccessible) window
              = atspi_accessible_get_child_at_index (program, j, NULL);
          g_autofree char *name
              = window != NULL ? test_remote_get_name (window) : NULL;

          if (name != NULL && g_str_has_prefix (name, search->title))
            search->window = g_steal_pointer (&window);
        }
    }
  g_object_unref (desktop);
  return search->window != NULL;
}

static AtspiAccessible *
find_window (const char *title)
{
  Search search = { title, NULL };

  g_test_message ("looking for the window \"%s\"", title);
  test_remote_wait (is_open, &search, title);
  return search.window;
}

/* The test */

static AtspiAccessible *
start (void)
{
  g_autofree char *file
      = test_get_source_path ("../data/samples/digits-odd.csv");

  test_remote_start (file);
  return test_remote_find ("frame", "digits-odd.csv*");
}

/* The best F1 of the file is announced. */
static void
choose_objective (void)
{
  g_autoptr (AtspiAccessible) choice
      = test_remote_find ("combo box", "Objective");

  test_remote_click (choice);
  test_remote_input ("sleep 0.3 key Down key Return");
  wait_for_announcement ("8019");
}

/* Tabs are named by their labels, and the tab strip after the current tab. */
static void
check_tabs (void)
{
  static const char *const tabs[] = { "Thresholds", "ROC", "Reliability" };

  for (guint i = 0; i < G_N_ELEMENTS (tabs); i++)
    g_assert_true (test_remote_exists ("page tab", tabs[i]));
  g_assert_true (test_remote_exists ("panel", "Figures: Thresholds"));
  activate_in_window ("step-figure", g_variant_new_int32 (2));
  g_object_unref (test_remote_find ("panel", "Figures: ROC"));
  g_object_unref (test_remote_find ("slider", "Threshold in ROC curve"));
  activate_in_window ("step-figure", g_variant_new_int32 (-2));
}

static void
check_windows (void)
{
  static const struct
  {
    const char *action, *parameter, *title;
  } windows[] = {
    { "worst-rows", NULL, "All rows" },
    { "why-log", NULL, "Why the Log" },
    { "recalibrate", NULL, "Recalibrate" },
    { "help-figures", "", "Figures and Metrics" },
    { "columns", NULL, "Columns" },
    { "show-help-overlay", NULL, "Keyboard Shortcuts" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    {
      g_autoptr (AtspiAccessible) window = NULL;

      activate_in_window (windows[i].action,
                          windows[i].parameter != NULL
                              ? g_variant_new_string (windows[i].parameter)
                              : NULL);
      window = find_window (windows[i].title);
      check_names (window);
      check_first_focus (window, windows[i].title);
    }
}

/* GTK's own dialog, which by default focuses the program's name. */
static void
check_about (void)
{
  g_autoptr (AtspiAccessible) dialog = NULL;

  activate (APPLICATION_PATH, "about", NULL);
  dialog = find_window ("About Limen");
  check_names (dialog);
  check_first_focus (dialog, "About Limen");
}

static void
test_names (void)
{
  g_autoptr (AtspiAccessible) frame = start ();

  listen ();
  activate_in_window ("pin", NULL);
  wait_for_announcement ("Pinned threshold");
  activate_in_window ("undo", NULL);
  wait_for_announcement ("Undone");
  activate_in_window ("open-recent",
                      g_variant_new_bytestring ("/none.csv"));
  wait_for_announcement ("none.csv could not be opened");
  choose_objective ();
  check_names (frame);
  check_tabs ();
  check_keys ("Histogram", "Threshold in Histogram");
  check_keys ("Threshold curves", "Threshold in Threshold curves");
  check_windows ();
  check_about ();
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  /* Titles of GTK's own windows are translated. */
  g_setenv ("LANGUAGE", "en", TRUE);
  /* AT-SPI prints warnings about programs that start and end. */
  g_log_set_always_fatal (G_LOG_LEVEL_CRITICAL | G_LOG_FATAL_MASK);
  g_test_add_func ("/names/names", test_names);
  return g_test_run ();
}
