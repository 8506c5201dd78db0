/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "controls-private.h"

#include <string.h>

static void
add_text (GPtrArray *texts, const char *text)
{
  if (text != NULL && *text != '\0')
    g_ptr_array_add (texts, g_strdup (text));
}

static void
add_texts (GPtrArray *texts, GtkWidget *widget)
{
  if (!gtk_widget_get_mapped (widget))
    return;
  if (GTK_IS_LABEL (widget))
    add_text (texts, gtk_label_get_label (GTK_LABEL (widget)));
  else if (GTK_IS_EDITABLE (widget))
    add_text (texts, gtk_editable_get_text (GTK_EDITABLE (widget)));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    add_texts (texts, child);
}

GPtrArray *
test_get_texts (void)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWidget) window = g_list_model_get_item (windows, i);

      if (gtk_widget_get_visible (window))
        {
          g_ptr_array_add (
              texts, g_strdup_printf (
                         "[%s]", gtk_window_get_title (GTK_WINDOW (window))));
          add_texts (texts, window);
        }
    }
  return texts;
}

static gboolean
is_shown (const char *text)
{
  g_autoptr (GPtrArray) texts = test_get_texts ();

  for (guint i = 0; i < texts->len; i++)
    if (strstr (g_ptr_array_index (texts, i), text) != NULL)
      return TRUE;
  return FALSE;
}

static gboolean
is_open (const char *title)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);
      const char *shown = gtk_window_get_title (window);

      if (gtk_widget_get_mapped (GTK_WIDGET (window))
          && g_str_equal (shown != NULL ? shown : G_OBJECT_TYPE_NAME (window),
                          title))
        return TRUE;
    }
  return FALSE;
}

GtkPopover *
test_find_popover (GtkWidget *widget)
{
  if (GTK_IS_MENU_BUTTON (widget))
    return gtk_menu_button_get_popover (GTK_MENU_BUTTON (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_POPOVER (child))
      return GTK_POPOVER (child);
  return NULL;
}

static gboolean
is_popped (const char *name)
{
  GtkWidget *widget = test_find (name);
  GtkPopover *popover = widget != NULL ? test_find_popover (widget) : NULL;

  return popover != NULL && gtk_widget_get_mapped (GTK_WIDGET (popover));
}

static char *
value_to_text (const GValue *value)
{
  g_auto (GValue) text = G_VALUE_INIT;

  if (G_VALUE_HOLDS (value, G_TYPE_STRV))
    {
      char **parts = g_value_get_boxed (value);

      return parts != NULL ? g_strjoinv (",", parts) : g_strdup ("");
    }
  if (G_VALUE_HOLDS_DOUBLE (value))
    return g_strdup_printf ("%.12g", g_value_get_double (value));
  g_value_init (&text, G_TYPE_STRING);
  g_assert_true (g_value_transform (value, &text));
  return g_value_dup_string (&text);
}

/* The text on the clipboard, in a label that is not shown. */
static GObject *
get_clipboard_text (void)
{
  static GtkTextBuffer *buffer;
  GdkClipboard *clipboard =
      gdk_display_get_clipboard (gdk_display_get_default ());
  GdkContentProvider *content = gdk_clipboard_get_content (clipboard);
  g_auto (GValue) value = G_VALUE_INIT;

  if (buffer == NULL)
    buffer = gtk_text_buffer_new (NULL);
  g_value_init (&value, G_TYPE_STRING);
  gtk_text_buffer_set_text (
      buffer,
      content != NULL && gdk_content_provider_get_value (content, &value, NULL)
          ? g_value_get_string (&value)
          : "",
      -1);
  return G_OBJECT (buffer);
}

GObject *
test_find_object (LimenWindow *window, const char *name)
{
  LimenSession *session = limen_window_get_session (window);

  if (g_str_equal (name, "window"))
    return G_OBJECT (window);
  if (g_str_equal (name, "clipboard"))
    return G_OBJECT (get_clipboard_text ());
  if (g_str_equal (name, "session"))
    return G_OBJECT (session);
  if (g_str_equal (name, "thresholds"))
    return G_OBJECT (limen_session_get_thresholds (session));
  if (g_str_equal (name, "settings"))
    return G_OBJECT (gtk_settings_get_default ());
  return (GObject *) test_find (name);
}

/* The value of a property, or of a property of an object property
 * ("adjustment.upper"). */
static char *
get_property (GObject *object, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, ".", 2);
  GParamSpec *pspec =
      g_object_class_find_property (G_OBJECT_GET_CLASS (object), parts[0]);
  g_auto (GValue) value = G_VALUE_INIT;

  if (pspec == NULL)
    {
      test_fail_control ("%s has no property %s", G_OBJECT_TYPE_NAME (object),
                         parts[0]);
      return NULL;
    }
  g_object_get_property (object, parts[0], &value);
  if (parts[1] != NULL)
    return get_property (g_value_get_object (&value), parts[1]);
  return value_to_text (&value);
}

char *
test_get_value (LimenWindow *window, const char *name, const char *property)
{
  GObject *object = test_find_object (window, name);

  return object != NULL ? get_property (object, property) : NULL;
}

static gboolean
is_focused (const char *name)
{
  GtkWidget *widget = test_find (name);
  GtkRoot *root = widget != NULL ? gtk_widget_get_root (widget) : NULL;
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL
         && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

GtkWidget *
test_find_text (GtkWidget *widget, const char *text)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (GTK_IS_LABEL (widget)
      && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = test_find_text (child, text);
  return found;
}

/* The first row of a GtkColumnView. */
static GtkWidget *
find_first_row (GtkWidget *view)
{
  for (GtkWidget *child = gtk_widget_get_first_child (view); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (test_has_type (child, "GtkColumnListView"))
      return gtk_widget_get_first_child (child);
  return NULL;
}

static gboolean
is_headed (const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", 2);
  GtkWidget *view = test_find (parts[0]);
  GtkWidget *row = view != NULL ? find_first_row (view) : NULL;

  return row != NULL && test_find_text (row, parts[1]) != NULL;
}

static gboolean
is_copied (const char *type)
{
  GdkClipboard *clipboard =
      gdk_display_get_clipboard (gdk_display_get_default ());

  g_autofree char *formats =
      gdk_content_formats_to_string (gdk_clipboard_get_formats (clipboard));

  return gdk_clipboard_is_local (clipboard) && strstr (formats, type) != NULL;
}

/* The values of the properties in an effect, before the control is driven. */
static GHashTable *old_values;

/* The checksum of what is painted of a widget; a new string. */
static char *
get_look (GtkWidget *widget)
{
  g_autofree guint32 *pixels = test_take_picture (widget);

  return g_compute_checksum_for_data (
      G_CHECKSUM_SHA256, (guchar *) pixels,
      sizeof *pixels * (gsize) gtk_widget_get_width (widget)
          * (gsize) gtk_widget_get_height (widget));
}

/* Of "NAME PROPERTY" the property, of "NAME" the look; a new string, or NULL
 * where there is no such thing. */
static char *
get_value_of (LimenWindow *window, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", 2);
  GtkWidget *widget;

  if (parts[1] != NULL)
    return test_get_value (window, parts[0], parts[1]);
  widget = test_find (parts[0]);
  return widget != NULL && gtk_widget_get_mapped (widget) ? get_look (widget)
                                                          : NULL;
}

static gboolean
has_changed (LimenWindow *window, const char *words)
{
  g_autofree char *value = get_value_of (window, words);

  return g_strcmp0 (value, g_hash_table_lookup (old_values, words)) != 0;
}

void
test_remember (LimenWindow *window, GStrv statements)
{
  if (old_values == NULL)
    old_values =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_remove_all (old_values);
  for (guint i = 0; statements[i] != NULL; i++)
    if (g_str_has_prefix (statements[i], "moves ")
        || g_str_has_prefix (statements[i], "repaints "))
      {
        const char *words = strchr (statements[i], ' ') + 1;

        g_hash_table_insert (old_values, g_strdup (words),
                             get_value_of (window, words));
      }
}

static gboolean
holds_value (LimenWindow *window, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", 3);
  g_autofree char *value = NULL;

  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  value = test_get_value (window, parts[0], parts[1]);
  return value != NULL && g_str_equal (value, parts[2]);
}

static gboolean
exceeds (LimenWindow *window, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", 3);
  g_autofree char *value = test_get_value (window, parts[0], parts[1]);

  return value != NULL
         && g_ascii_strtod (value, NULL) > g_ascii_strtod (parts[2], NULL);
}

static gsize
get_n_curves (LimenWindow *window)
{
  gsize n;

  limen_session_get_curves (limen_window_get_session (window), &n);
  return n;
}

gboolean
test_holds (LimenWindow *window, const char *statement)
{
  const char *rest = strchr (statement, ' ');
  g_autofree char *verb = NULL;

  g_assert_nonnull (rest);
  verb = g_strndup (statement, rest - statement);
  rest++;
  if (g_str_equal (verb, "shows"))
    return is_shown (rest);
  if (g_str_equal (verb, "hides"))
    return !is_shown (rest);
  if (g_str_equal (verb, "opens"))
    return is_open (rest);
  if (g_str_equal (verb, "closes"))
    return !is_open (rest);
  if (g_str_equal (verb, "pops"))
    return is_popped (rest);
  if (g_str_equal (verb, "drops"))
    return !is_popped (rest);
  if (g_str_equal (verb, "sets"))
    return holds_value (window, rest);
  if (g_str_equal (verb, "moves") || g_str_equal (verb, "repaints"))
    return has_changed (window, rest);
  if (g_str_equal (verb, "exceeds"))
    return exceeds (window, rest);
  if (g_str_equal (verb, "leaves"))
    return !holds_value (window, rest);
  if (g_str_equal (verb, "focuses"))
    return is_focused (rest);
  if (g_str_equal (verb, "heads"))
    return is_headed (rest);
  if (g_str_equal (verb, "copies"))
    return is_copied (rest);
  if (g_str_equal (verb, "draws"))
    return get_n_curves (window) == g_ascii_strtoull (rest, NULL, 10);
  if (g_str_equal (verb, "pins"))
    return test_window_get_n_cutoffs (window)
           == g_ascii_strtoull (rest, NULL, 10);
  g_error ("no such effect: %s", statement);
}

static gboolean
all_hold (LimenWindow *window, GStrv statements)
{
  for (guint i = 0; statements[i] != NULL; i++)
    if (!test_holds (window, statements[i]))
      return FALSE;
  return TRUE;
}

gboolean
test_wait_for_effect (LimenWindow *window, GStrv statements)
{
  gint64 end = g_get_monotonic_time () + test_get_patience ();
  gint64 next = 0;

  while (g_get_monotonic_time () < end)
    {
      if (!g_main_context_iteration (NULL, FALSE))
        g_usleep (1000);
      if (g_get_monotonic_time () < next)
        continue;
      if (all_hold (window, statements))
        return TRUE;
      next = g_get_monotonic_time () + 10000;
    }
  return all_hold (window, statements);
}
