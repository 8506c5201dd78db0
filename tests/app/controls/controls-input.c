/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "controls-private.h"

#include <X11/XKBlib.h>
#include <gdk/x11/gdkx.h>
#include <string.h>
#include <unistd.h>

#define FRAME 20    /* upper bound on the milliseconds between two frames */
#define MAX_ROWS 60 /* rows of a list that are searched by keys */

/* Whether a thread of this process runs or waits for a processor. Its state
 * follows the name in the file: "1234 (name) R ...". */
static gboolean
is_running (const char *id)
{
  g_autofree char *path =
      g_build_filename ("/proc/self/task", id, "stat", NULL);
  g_autofree char *text = NULL;
  const char *state;

  if (!g_file_get_contents (path, &text, NULL, NULL))
    return FALSE;
  state = strrchr (text, ')');
  return state != NULL && strchr ("RD", state[2]) != NULL;
}

/* Whether a thread other than the main one runs. */
static gboolean
is_other_thread_running (void)
{
  g_autofree char *own = g_strdup_printf ("%d", (int) getpid ());
  g_autoptr (GDir) threads = g_dir_open ("/proc/self/task", 0, NULL);
  const char *id;

  while (threads != NULL && (id = g_dir_read_name (threads)) != NULL)
    if (!g_str_equal (id, own) && is_running (id))
      return TRUE;
  return FALSE;
}

/* Whether a timer expires before the next frame; the timer that draws a frame
 * is one of them. */
static gboolean
is_timer_due (void)
{
  GMainContext *context = g_main_context_default ();
  int priority, timeout;

  g_assert_true (g_main_context_acquire (context));
  g_main_context_prepare (context, &priority);
  g_main_context_query (context, G_MAXINT, &timeout, NULL, 0);
  g_main_context_release (context);
  return timeout >= 0 && timeout <= FRAME;
}

/* Runs the main loop once, after the X server has answered all requests; FALSE
 * if there was nothing to do. */
static gboolean
goes_on (LimenWindow *window)
{
  gdk_display_sync (gtk_widget_get_display (GTK_WIDGET (window)));
  return g_main_context_iteration (NULL, FALSE);
}

/* Whether a file is being read or a thread is running. The compressed file is
 * excluded: it takes long to read, and a test is about that. */
static gboolean
is_busy (LimenWindow *window)
{
  LimenSession *session = limen_window_get_session (window);
  gboolean is_loading = limen_session_is_loading (session);

  if (is_loading
      && g_str_has_suffix (limen_session_get_loading_path (session), ".gz"))
    return FALSE;
  return is_loading || is_other_thread_running ();
}

void
test_settle (LimenWindow *window)
{
  gint64 end = g_get_monotonic_time () + test_get_patience ();

  while (g_get_monotonic_time () < end)
    {
      if (goes_on (window))
        continue;
      /* One more turn of the main loop, since the result of a thread may have
       * just arrived. */
      if (!is_busy (window) && !goes_on (window) && !is_timer_due ())
        return;
      g_usleep (1000);
    }
}

/* Starts one process for all input when first called. Asked for the pointer
 * position, it answers only after the server has processed earlier input. */
static GDataInputStream *
get_xdotool (GOutputStream **input)
{
  static GSubprocess *process;
  static GDataInputStream *output;
  g_autoptr (GError) error = NULL;

  if (process == NULL)
    {
      process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDIN_PIPE
                                      | G_SUBPROCESS_FLAGS_STDOUT_PIPE,
                                  &error, "xdotool", "-", NULL);
      g_assert_no_error (error);
      output =
          g_data_input_stream_new (g_subprocess_get_stdout_pipe (process));
    }
  *input = g_subprocess_get_stdin_pipe (process);
  return output;
}

static void
answered_cb (GObject *output, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line = g_data_input_stream_read_line_finish (
      G_DATA_INPUT_STREAM (output), result, NULL, &error);

  g_assert_no_error (error);
  g_assert_nonnull (line);
  *(gboolean *) data = TRUE;
}

void
test_send_input (const char *format, ...)
{
  g_autofree char *words = NULL;
  g_autoptr (GError) error = NULL;
  GOutputStream *input;
  GDataInputStream *output = get_xdotool (&input);
  gboolean is_done = FALSE;
  va_list args;

  va_start (args, format);
  words = g_strdup_vprintf (format, args);
  va_end (args);
  g_test_message ("xdotool %s", words);
  g_output_stream_printf (input, NULL, NULL, &error, "%s\ngetmouselocation\n",
                          words);
  g_assert_no_error (error);
  g_data_input_stream_read_line_async (output, G_PRIORITY_DEFAULT, NULL,
                                       answered_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
}

void
test_send_keys (LimenWindow *window, const char *keys)
{
  g_auto (GStrv) one = g_strsplit (keys, " ", -1);

  for (guint i = 0; one[i] != NULL; i++)
    {
      test_settle (window);
      test_send_input ("key --delay 0 %s", one[i]);
    }
}

/* Position of a point of a widget on the screen. */
static void
get_place (GtkWidget *widget, double x, double y, int *screen_x, int *screen_y)
{
  GtkNative *native = gtk_widget_get_native (widget);
  GdkSurface *surface = gtk_native_get_surface (native);
  Display *display =
      gdk_x11_display_get_xdisplay (gdk_surface_get_display (surface));
  double dx, dy;
  Window child;

  gtk_widget_translate_coordinates (widget, GTK_WIDGET (native), x, y, &x, &y);
  gtk_native_get_surface_transform (native, &dx, &dy);
  XTranslateCoordinates (display, gdk_x11_surface_get_xid (surface),
                         DefaultRootWindow (display), (int) (x + dx),
                         (int) (y + dy), screen_x, screen_y, &child);
}

static void
scroll_adjustment (GtkAdjustment *adjustment, double from, double size)
{
  double value = gtk_adjustment_get_value (adjustment);

  gtk_adjustment_clamp_page (adjustment, value + from, value + from + size);
}

/* Scrolls a widget into view, in all its scrolled ancestors. */
static void
scroll_to (GtkWidget *widget)
{
  GtkWidget *scrolled = widget;
  double x, y;

  while ((scrolled = gtk_widget_get_ancestor (gtk_widget_get_parent (scrolled),
                                              GTK_TYPE_SCROLLED_WINDOW))
         != NULL)
    {
      gtk_widget_translate_coordinates (widget, scrolled, 0, 0, &x, &y);
      scroll_adjustment (
          gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (scrolled)),
          y, gtk_widget_get_height (widget));
      scroll_adjustment (
          gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (scrolled)),
          x, gtk_widget_get_width (widget));
      if (gtk_widget_get_parent (scrolled) == NULL)
        break;
    }
}

static void
click (
    LimenWindow *window, GtkWidget *widget, double x, double y, const char *how)
{
  int screen_x, screen_y;
  GtkWidget *native, *hit;
  double native_x, native_y;

  scroll_to (widget);
  test_settle (window);
  x = gtk_widget_get_width (widget) * (x > 0 ? x : 0.5);
  y = gtk_widget_get_height (widget) * (y > 0 ? y : 0.5);
  native = GTK_WIDGET (gtk_widget_get_native (widget));
  gtk_widget_translate_coordinates (widget, native, x, y, &native_x, &native_y);
  hit = gtk_widget_pick (native, native_x, native_y, GTK_PICK_DEFAULT);
  if (hit != widget && (hit == NULL || !gtk_widget_is_ancestor (hit, widget)))
    {
      g_autofree char *cover = hit != NULL ? test_get_name (hit) : NULL;

      test_fail_control ("it is covered by %s", cover);
    }
  get_place (widget, x, y, &screen_x, &screen_y);
  test_send_input ("mousemove %d %d", screen_x, screen_y);
  test_settle (window);
  test_send_input ("%s", how != NULL ? how : "click 1");
}

void
test_hover (LimenWindow *window, GtkWidget *widget, double part)
{
  click (window, widget, part, part, "mousemove_relative 3 0");
}

/* Activates a window, as a window manager would. Locks left by an earlier test
 * are released: xdotool sets Num Lock to type keys of the keypad. */
static void
focus_window (GtkWidget *widget)
{
  GtkNative *native = GTK_NATIVE (gtk_widget_get_root (widget));
  GdkSurface *surface = gtk_native_get_surface (native);
  Display *display =
      gdk_x11_display_get_xdisplay (gdk_surface_get_display (surface));

  XkbLockModifiers (display, XkbUseCoreKbd, 0xff, 0);
  XSetInputFocus (display, gdk_x11_surface_get_xid (surface), RevertToParent,
                  CurrentTime);
}

void
test_focus (LimenWindow *window, GtkWidget *widget)
{
  GtkWidget *now;

  focus_window (widget);
  test_settle (window);
  if (gtk_widget_get_root (widget) == NULL)
    {
      test_fail_control ("it has gone");
      return;
    }
  gtk_widget_grab_focus (
      test_find_scale (widget) != NULL ? test_find_scale (widget) : widget);
  test_settle (window);
  now = gtk_root_get_focus (gtk_widget_get_root (widget));
  if (now != widget && (now == NULL || !gtk_widget_is_ancestor (now, widget)))
    test_fail_control ("it does not take the focus");
}

GtkWidget *
test_find_type (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = test_find_type (child, type);
  return found;
}

/* The list that a drop-down opens. */
static GtkWidget *
await_list (GtkWidget *drop_down)
{
  gint64 end = g_get_monotonic_time () + test_get_patience ();
  GtkWidget *list_view = NULL;

  while (list_view == NULL && g_get_monotonic_time () < end)
    {
      GtkWidget *popover = GTK_WIDGET (test_find_popover (drop_down));

      g_main_context_iteration (NULL, FALSE);
      list_view = test_find_type (popover, GTK_TYPE_LIST_VIEW);
    }
  return list_view;
}

static gboolean
is_row_focused (GtkWidget *list_view, const char *text)
{
  GtkWidget *now = gtk_root_get_focus (gtk_widget_get_root (list_view));

  return now != NULL && gtk_widget_is_ancestor (now, list_view)
         && test_find_text (now, text) != NULL;
}

/* Opens the list of a drop-down and selects the item with this text. */
void
test_choose (LimenWindow *window,
             GtkWidget *drop_down,
             const char *text,
             TestWay way)
{
  GtkWidget *list_view, *row;

  if (way == TEST_WAY_POINTER)
    click (window, drop_down, 0, 0, NULL);
  else
    {
      test_focus (window, drop_down);
      test_send_keys (window, "space");
    }
  list_view = await_list (drop_down);
  if (list_view == NULL)
    {
      test_fail_control ("its list does not open");
      return;
    }
  test_settle (window);
  row = test_find_text (list_view, text);
  if (row == NULL)
    test_fail_control ("its list has no item \"%s\"", text);
  else if (way == TEST_WAY_POINTER)
    click (window, row, 0, 0, NULL);
  else
    {
      test_send_keys (window, "Home");
      test_settle (window);
      for (guint i = 0; i < MAX_ROWS && !is_row_focused (list_view, text); i++)
        {
          test_send_keys (window, "Down");
          test_settle (window);
        }
      test_send_keys (window, "Return");
    }
}

/* The increment button of a spin button. */
static GtkWidget *
find_up_button (GtkWidget *spin)
{
  for (GtkWidget *child = gtk_widget_get_first_child (spin); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child) && gtk_widget_has_css_class (child, "up"))
      return child;
  g_assert_not_reached ();
}

/* Replaces the text of a widget; search boxes search while it is typed. */
static void
type (LimenWindow *window, GtkWidget *widget, const char *text)
{
  test_send_keys (window, "ctrl+a");
  test_settle (window);
  test_send_input ("type --delay 0 '%s'", text);
  if (!GTK_IS_SEARCH_ENTRY (widget))
    test_send_keys (window, "Return");
}

void
test_point (LimenWindow *window, GtkWidget *widget, const TestControl *control)
{
  GtkWidget *place = widget;

  if (control->on != NULL)
    {
      place = test_find_text (widget, control->on);
      if (place == NULL)
        {
          test_fail_control ("it does not show \"%s\"", control->on);
          return;
        }
    }
  else if (GTK_IS_PANED (widget))
    place = gtk_widget_get_next_sibling (
        gtk_paned_get_start_child (GTK_PANED (widget)));
  else if (GTK_IS_SPIN_BUTTON (widget) && control->text == NULL)
    place = find_up_button (widget);
  click (window, place, control->x, control->y, control->pointer);
  if (control->text != NULL)
    type (window, widget, control->text);
}

void
test_strike (LimenWindow *window, GtkWidget *widget, const TestControl *control)
{
  if (strstr (control->name, "/key:") != NULL)
    focus_window (widget);
  else
    test_focus (window, widget);
  if (control->keys != NULL)
    test_send_keys (window, control->keys);
  else if (control->text == NULL)
    test_send_keys (window, GTK_IS_SPIN_BUTTON (widget) ? "Up" : "space");
  if (control->text != NULL)
    type (window, widget, control->text);
}
