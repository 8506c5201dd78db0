#include "controls.h"

#include <gdk/x11/gdkx.h>
#include <string.h>

#include "support.h"

#define PATIENCE (10 * G_USEC_PER_SEC)
#define QUIET (40 * 1000) /* microseconds without an event */
#define MAX_TEXTS 8       /* of those that are told */
#define MAX_ROWS 60       /* of a list that is gone through by keys */

static void G_GNUC_PRINTF (1, 2) fail (const char *format, ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);
  /* Of several only one stands beside the test's name. */
  g_test_message ("FAILED: %s", text);
  g_test_fail_printf ("%s", text);
}

/* The tree */

static GtkWidget *
get_owner (GtkWidget *widget)
{
  for (GtkWidget *owner = gtk_widget_get_parent (widget); owner != NULL;
       owner = gtk_widget_get_parent (owner))
    if (g_str_has_prefix (G_OBJECT_TYPE_NAME (owner), "Limen"))
      return owner;
  return NULL;
}

static const char *
get_type (gpointer object)
{
  const char *name = G_OBJECT_TYPE_NAME (object);

  return g_str_has_prefix (name, "Limen") ? name + strlen ("Limen") : name;
}

static gboolean
has_type (GtkWidget *widget, const char *name)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), name);
}

/* The first text in it; NULL where there is none. */
static const char *
find_label (GtkWidget *widget)
{
  const char *found = NULL;

  if (GTK_IS_LABEL (widget))
    return gtk_label_get_label (GTK_LABEL (widget));
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    if (!GTK_IS_POPOVER (child))
      found = find_label (child);
  return found;
}

static char *
get_action (GtkWidget *widget)
{
  GtkActionable *actionable = GTK_ACTIONABLE (widget);
  const char *name = gtk_actionable_get_action_name (actionable);
  GVariant *target = gtk_actionable_get_action_target_value (actionable);

  return name != NULL ? g_action_print_detailed_name (name, target) : NULL;
}

static char *get_own_name (GtkWidget *widget);

/* An item of a menu goes by the button that opens it. */
static char *
get_item_name (GtkWidget *item)
{
  GtkWidget *button = gtk_widget_get_ancestor (item, GTK_TYPE_MENU_BUTTON);
  g_autofree char *menu =
      button != NULL ? get_own_name (button) : g_strdup ("menu");
  g_autofree char *text = NULL;

  g_object_get (item, "text", &text, NULL);
  return g_strconcat (menu, ":", text, NULL);
}

static char *
get_own_name (GtkWidget *widget)
{
  const char *id = gtk_buildable_get_buildable_id (GTK_BUILDABLE (widget));
  const char *text = NULL;
  char *action;

  if (has_type (widget, "LimenLegendChip"))
    return g_strconcat ("chip:", find_label (widget), NULL);
  if (id != NULL && *id != '\0' && strstr (id, "___object") == NULL
      && !g_str_equal (id, G_OBJECT_TYPE_NAME (widget)))
    return g_strdup (id);
  if (has_type (widget, "GtkModelButton"))
    return get_item_name (widget);
  if (GTK_IS_ACTIONABLE (widget) && (action = get_action (widget)) != NULL)
    return action;
  if (GTK_IS_MENU_BUTTON (widget))
    text = gtk_menu_button_get_icon_name (GTK_MENU_BUTTON (widget));
  else if (GTK_IS_BUTTON (widget))
    text = gtk_button_get_icon_name (GTK_BUTTON (widget));
  else if (GTK_IS_CHECK_BUTTON (widget))
    return g_strconcat (
        "check:", gtk_check_button_get_label (GTK_CHECK_BUTTON (widget)), NULL);
  if (has_type (widget, "GtkColumnViewTitle"))
    return g_strconcat ("title:", find_label (widget), NULL);
  if (text == NULL && GTK_IS_BUTTON (widget))
    text = find_label (widget);
  if (text == NULL && GTK_IS_MENU_BUTTON (widget))
    text = gtk_widget_get_tooltip_text (widget);
  return g_strdup (text != NULL ? text : get_type (widget));
}

/* A page of a notebook goes by its tab. */
static char *
get_owner_name (GtkWidget *owner)
{
  GtkWidget *notebook = gtk_widget_get_ancestor (owner, GTK_TYPE_NOTEBOOK);

  if (notebook != NULL && has_type (owner, "LimenFigurePage"))
    return g_strdup (
        gtk_notebook_get_tab_label_text (GTK_NOTEBOOK (notebook), owner));
  return g_strdup (get_type (owner));
}

static char *
get_name (GtkWidget *widget)
{
  GtkWidget *root = GTK_WIDGET (gtk_widget_get_root (widget));
  GtkWidget *owner = get_owner (widget);
  g_autofree char *own = get_own_name (widget);
  g_autofree char *owner_name = NULL;
  char *name;

  if (owner == NULL)
    name = g_strdup_printf ("%s/%s", get_type (root), own);
  else
    {
      owner_name = get_owner_name (owner);
      name =
          owner != root && root != NULL && !LIMEN_IS_WINDOW (root)
              ? g_strdup_printf ("%s/%s/%s", get_type (root), owner_name, own)
              : g_strdup_printf ("%s/%s", owner_name, own);
    }
  return g_strdelimit (name, " ", '-');
}

/* The scale without a look that a figure holds for the keyboard. */
static GtkWidget *
find_scale (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_type (child, "LimenValueScale"))
      return child;
  return NULL;
}

static gboolean
is_control (GtkWidget *widget)
{
  static const char *const others[] = { "GtkModelButton", "GtkColumnViewTitle",
                                        NULL };

  if (has_type (widget, "LimenValueScale"))
    return FALSE;
  return GTK_IS_BUTTON (widget) || GTK_IS_MENU_BUTTON (widget)
         || GTK_IS_CHECK_BUTTON (widget) || GTK_IS_SWITCH (widget)
         || GTK_IS_DROP_DOWN (widget) || GTK_IS_EDITABLE (widget)
         || GTK_IS_NOTEBOOK (widget) || GTK_IS_LIST_VIEW (widget)
         || GTK_IS_COLUMN_VIEW (widget) || GTK_IS_LIST_BOX (widget)
         || GTK_IS_SCALE (widget) || GTK_IS_EXPANDER (widget)
         || GTK_IS_PANED (widget)
         || g_strv_contains (others, G_OBJECT_TYPE_NAME (widget))
         || (g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Limen")
             && (gtk_widget_get_focusable (widget)
                 || find_scale (widget) != NULL));
}

/* A column that nothing sorts has a title without a use. */
static gboolean
has_use (GtkWidget *widget)
{
  GtkWidget *view = gtk_widget_get_ancestor (widget, GTK_TYPE_COLUMN_VIEW);
  const char *title = find_label (widget);
  gboolean has_sorter = FALSE;
  GListModel *columns;

  if (!has_type (widget, "GtkColumnViewTitle"))
    return TRUE;
  columns = gtk_column_view_get_columns (GTK_COLUMN_VIEW (view));
  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column =
          g_list_model_get_item (columns, i);

      if (g_strcmp0 (gtk_column_view_column_get_title (column), title) == 0)
        has_sorter |= gtk_column_view_column_get_sorter (column) != NULL;
    }
  return has_sorter;
}

/* What is in these is theirs. */
static gboolean
is_whole (GtkWidget *widget)
{
  return GTK_IS_DROP_DOWN (widget) || GTK_IS_MENU_BUTTON (widget)
         || GTK_IS_EDITABLE (widget) || GTK_IS_WINDOW_CONTROLS (widget)
         || GTK_IS_SCROLLBAR (widget) || has_type (widget, "GtkModelButton");
}

/* Arrows of GTK's own beside the tabs. */
static gboolean
is_arrow (GtkWidget *widget)
{
  const char *icon = GTK_IS_BUTTON (widget)
                         ? gtk_button_get_icon_name (GTK_BUTTON (widget))
                         : NULL;

  return icon != NULL && g_str_has_prefix (icon, "pan-")
         && gtk_widget_get_ancestor (widget, GTK_TYPE_NOTEBOOK) != NULL
         && get_owner (widget)
                == get_owner (
                    gtk_widget_get_ancestor (widget, GTK_TYPE_NOTEBOOK));
}

typedef struct
{
  GPtrArray *widgets;
  GPtrArray *names;
  GHashTable *counts;
  gboolean with_all;
} Listing;

static void
add (Listing *listing, GtkWidget *widget)
{
  char *name = get_name (widget);
  guint n = GPOINTER_TO_UINT (g_hash_table_lookup (listing->counts, name)) + 1;

  g_hash_table_insert (listing->counts, g_strdup (name), GUINT_TO_POINTER (n));
  if (n > 1)
    {
      char *numbered = g_strdup_printf ("%s#%u", name, n);

      g_free (name);
      name = numbered;
    }
  g_ptr_array_add (listing->names, name);
  g_ptr_array_add (listing->widgets, widget);
}

/* The keys that a class binds, beside those that every window has. */
static GHashTable *
get_keys (GtkWidget *widget)
{
  GHashTable *keys =
      g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GListModel) controllers = gtk_widget_observe_controllers (widget);

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr (GObject) controller = g_list_model_get_item (controllers, i);

      if (!GTK_IS_SHORTCUT_CONTROLLER (controller))
        continue;
      for (guint j = 0;
           j < g_list_model_get_n_items (G_LIST_MODEL (controller)); j++)
        {
          g_autoptr (GtkShortcut) shortcut =
              g_list_model_get_item (G_LIST_MODEL (controller), j);

          g_hash_table_add (keys, gtk_shortcut_trigger_to_string (
                                      gtk_shortcut_get_trigger (shortcut)));
        }
    }
  return keys;
}

static gboolean
is_of_every_window (const char *key)
{
  static GHashTable *common;

  if (common == NULL)
    {
      GtkWidget *window = gtk_window_new ();

      common = get_keys (window);
      gtk_window_destroy (GTK_WINDOW (window));
    }
  return g_hash_table_contains (common, key);
}

static void
add_key (Listing *listing,
         GtkWidget *widget,
         const char *owner,
         const char *key)
{
  g_ptr_array_add (listing->names, g_strconcat (owner, "/key:", key, NULL));
  g_ptr_array_add (listing->widgets, widget);
}

static void
add_keys (Listing *listing, GtkWidget *widget)
{
  g_autoptr (GHashTable) keys = get_keys (widget);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, keys);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!is_of_every_window (key) && !g_str_has_prefix (key, "<Mnemonic>"))
      add_key (listing, widget, get_type (widget), key);
}

/* Those of the application's actions. */
static void
add_accelerators (Listing *listing, GtkWidget *window)
{
  GtkApplication *application = GTK_APPLICATION (g_application_get_default ());
  g_auto (GStrv) actions =
      gtk_application_list_action_descriptions (application);

  for (guint i = 0; actions[i] != NULL; i++)
    {
      g_auto (GStrv) keys =
          gtk_application_get_accels_for_action (application, actions[i]);

      for (guint j = 0; keys[j] != NULL; j++)
        add_key (listing, window, "Window", keys[j]);
    }
}

/* In a list of columns only its rows are of the program. */
static void
walk (Listing *listing, GtkWidget *widget, gboolean is_inner)
{
  gboolean is_new = is_control (widget) && has_use (widget) && !is_inner
                    && !is_arrow (widget)
                    && !has_type (widget, "GtkColumnListView");
  gboolean is_text = GTK_IS_DROP_DOWN (widget);

  if (is_new || listing->with_all)
    add (listing, widget);
  if (LIMEN_IS_WINDOW (widget))
    add_accelerators (listing, widget);
  else if (g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Limen")
           && !has_type (widget, "LimenValueScale"))
    add_keys (listing, widget);
  if (GTK_IS_WINDOW_CONTROLS (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    walk (listing, child,
          is_text
              || ((is_inner || is_whole (widget)) && !GTK_IS_POPOVER (child)));
}

static gboolean
is_ours (GtkWindow *window)
{
  return g_str_has_prefix (G_OBJECT_TYPE_NAME (window), "Limen")
         || GTK_IS_MESSAGE_DIALOG (window);
}

static Listing *
list (gboolean with_all)
{
  Listing *listing = g_new0 (Listing, 1);
  GListModel *windows = gtk_window_get_toplevels ();

  listing->with_all = with_all;
  listing->widgets = g_ptr_array_new ();
  listing->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      /* Each window counts its own. */
      listing->counts =
          g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      if (is_ours (window))
        walk (listing, GTK_WIDGET (window), FALSE);
      g_clear_pointer (&listing->counts, g_hash_table_unref);
    }
  return listing;
}

static void
listing_free (Listing *listing)
{
  g_ptr_array_unref (listing->widgets);
  g_ptr_array_unref (listing->names);
  g_free (listing);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Listing, listing_free)

GStrv
test_controls_list (void)
{
  g_autoptr (Listing) listing = list (FALSE);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < listing->names->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (listing->names, i));
  return g_strv_builder_end (builder);
}

static GtkWidget *
find_in (const char *name, gboolean with_all)
{
  g_autoptr (Listing) listing = list (with_all);

  for (guint i = 0; i < listing->names->len; i++)
    if (g_str_equal (g_ptr_array_index (listing->names, i), name))
      return g_ptr_array_index (listing->widgets, i);
  return NULL;
}

/* A control, or another widget by its id. */
static GtkWidget *
find (const char *name)
{
  GtkWidget *widget = find_in (name, FALSE);

  return widget != NULL ? widget : find_in (name, TRUE);
}

/* What is seen */

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

/* All that can be read in the windows now. */
static GPtrArray *
get_texts (void)
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
  g_autoptr (GPtrArray) texts = get_texts ();

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

static GtkPopover *
find_popover (GtkWidget *widget)
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
  GtkWidget *widget = find (name);
  GtkPopover *popover = widget != NULL ? find_popover (widget) : NULL;

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

/* What was copied, in the text of a label that is shown nowhere. */
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

static GObject *
find_object (LimenWindow *window, const char *name)
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
  return (GObject *) find (name);
}

/* A property, or one of an object that is a property ("adjustment.upper"). */
static char *
get_property (GObject *object, const char *name)
{
  g_auto (GStrv) parts = g_strsplit (name, ".", 2);
  GParamSpec *pspec =
      g_object_class_find_property (G_OBJECT_GET_CLASS (object), parts[0]);
  g_auto (GValue) value = G_VALUE_INIT;

  if (pspec == NULL)
    {
      fail ("%s has no property %s", G_OBJECT_TYPE_NAME (object), parts[0]);
      return NULL;
    }
  g_object_get_property (object, parts[0], &value);
  if (parts[1] != NULL)
    return get_property (g_value_get_object (&value), parts[1]);
  return value_to_text (&value);
}

static char *
get_value (LimenWindow *window, const char *name, const char *property)
{
  GObject *object = find_object (window, name);

  return object != NULL ? get_property (object, property) : NULL;
}

static gboolean
is_focused (const char *name)
{
  GtkWidget *widget = find (name);
  GtkRoot *root = widget != NULL ? gtk_widget_get_root (widget) : NULL;
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL
         && (focus == widget || gtk_widget_is_ancestor (focus, widget));
}

static GtkWidget *
find_text (GtkWidget *widget, const char *text)
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
    found = find_text (child, text);
  return found;
}

/* The first row of a list of columns. */
static GtkWidget *
find_first_row (GtkWidget *view)
{
  for (GtkWidget *child = gtk_widget_get_first_child (view); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (has_type (child, "GtkColumnListView"))
      return gtk_widget_get_first_child (child);
  return NULL;
}

static gboolean
is_headed (const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", 2);
  GtkWidget *view = find (parts[0]);
  GtkWidget *row = view != NULL ? find_first_row (view) : NULL;

  return row != NULL && find_text (row, parts[1]) != NULL;
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

/* The values of what an effect changes, before. */
static GHashTable *old_values;

static char *
get_value_of (LimenWindow *window, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", 2);

  return get_value (window, parts[0], parts[1]);
}

static gboolean
has_changed (LimenWindow *window, const char *words)
{
  g_autofree char *value = get_value_of (window, words);

  return g_strcmp0 (value, g_hash_table_lookup (old_values, words)) != 0;
}

static void
remember (LimenWindow *window, GStrv statements)
{
  if (old_values == NULL)
    old_values =
        g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_hash_table_remove_all (old_values);
  for (guint i = 0; statements[i] != NULL; i++)
    if (g_str_has_prefix (statements[i], "moves "))
      g_hash_table_insert (
          old_values, g_strdup (statements[i] + strlen ("moves ")),
          get_value_of (window, statements[i] + strlen ("moves ")));
}

static gboolean
holds_value (LimenWindow *window, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", 3);
  g_autofree char *value = NULL;

  g_assert_cmpuint (g_strv_length (parts), ==, 3);
  value = get_value (window, parts[0], parts[1]);
  return value != NULL && g_str_equal (value, parts[2]);
}

static gsize
get_n_curves (LimenWindow *window)
{
  gsize n;

  limen_session_get_curves (limen_window_get_session (window), &n);
  return n;
}

/* Whether one statement of an effect holds. */
static gboolean
holds (LimenWindow *window, const char *statement)
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
  if (g_str_equal (verb, "moves"))
    return has_changed (window, rest);
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
    if (!holds (window, statements[i]))
      return FALSE;
  return TRUE;
}

/* Time */

/* Until nothing happens for a while, and nothing is being read. */
static void
settle (LimenWindow *window)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
  gint64 last = g_get_monotonic_time ();

  while (g_get_monotonic_time () - last < QUIET
         && g_get_monotonic_time () < end)
    if (g_main_context_iteration (NULL, FALSE)
        || limen_session_is_loading (limen_window_get_session (window)))
      last = g_get_monotonic_time ();
    else
      g_usleep (1000);
}

static gboolean
wait_for (LimenWindow *window, GStrv statements)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
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

/* Input */

static void
exited_cb (GObject *process, GAsyncResult *result, gpointer data)
{
  g_autoptr (GError) error = NULL;

  g_subprocess_wait_check_finish (G_SUBPROCESS (process), result, &error);
  g_assert_no_error (error);
  *(gboolean *) data = TRUE;
}

/* The main loop goes on meanwhile. */
static void
send_input (const char *format, ...)
{
  g_autofree char *words = NULL, *command = NULL;
  g_auto (GStrv) argv = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  gboolean is_done = FALSE;
  va_list args;

  va_start (args, format);
  words = g_strdup_vprintf (format, args);
  va_end (args);
  command = g_strconcat ("xdotool ", words, NULL);
  g_test_message ("%s", command);
  g_assert_true (g_shell_parse_argv (command, NULL, &argv, NULL));
  process = g_subprocess_newv ((const char *const *) argv,
                               G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  g_subprocess_wait_check_async (process, NULL, exited_cb, &is_done);
  while (!is_done)
    g_main_context_iteration (NULL, TRUE);
}

/* Where a point of a widget is on the screen. */
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

/* Makes it seen in all that it is scrolled in. */
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
  settle (window);
  x = gtk_widget_get_width (widget) * (x > 0 ? x : 0.5);
  y = gtk_widget_get_height (widget) * (y > 0 ? y : 0.5);
  native = GTK_WIDGET (gtk_widget_get_native (widget));
  gtk_widget_translate_coordinates (widget, native, x, y, &native_x, &native_y);
  hit = gtk_widget_pick (native, native_x, native_y, GTK_PICK_DEFAULT);
  if (hit != widget && (hit == NULL || !gtk_widget_is_ancestor (hit, widget)))
    {
      g_autofree char *cover = hit != NULL ? get_name (hit) : NULL;

      fail ("it is covered by %s", cover);
    }
  get_place (widget, x, y, &screen_x, &screen_y);
  send_input ("mousemove %d %d", screen_x, screen_y);
  settle (window);
  send_input ("%s", how != NULL ? how : "click 1");
}

/* What a window manager does where somebody goes to a window. */
static void
focus_window (GtkWidget *widget)
{
  GtkNative *native = GTK_NATIVE (gtk_widget_get_root (widget));
  GdkSurface *surface = gtk_native_get_surface (native);

  XSetInputFocus (
      gdk_x11_display_get_xdisplay (gdk_surface_get_display (surface)),
      gdk_x11_surface_get_xid (surface), RevertToParent, CurrentTime);
}

static void
focus (LimenWindow *window, GtkWidget *widget)
{
  GtkWidget *now;

  focus_window (widget);
  settle (window);
  if (gtk_widget_get_root (widget) == NULL)
    {
      fail ("it has gone");
      return;
    }
  gtk_widget_grab_focus (find_scale (widget) != NULL ? find_scale (widget)
                                                     : widget);
  settle (window);
  now = gtk_root_get_focus (gtk_widget_get_root (widget));
  if (now != widget && (now == NULL || !gtk_widget_is_ancestor (now, widget)))
    fail ("it does not take the focus");
}

static GtkWidget *
find_type (GtkWidget *widget, GType type)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_mapped (widget))
    return NULL;
  if (G_TYPE_CHECK_INSTANCE_TYPE (widget, type))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_type (child, type);
  return found;
}

/* The list that a drop-down lets down. */
static GtkWidget *
await_list (GtkWidget *drop_down)
{
  gint64 end = g_get_monotonic_time () + PATIENCE;
  GtkWidget *list_view = NULL;

  while (list_view == NULL && g_get_monotonic_time () < end)
    {
      GtkWidget *popover = GTK_WIDGET (find_popover (drop_down));

      g_main_context_iteration (NULL, FALSE);
      list_view = find_type (popover, GTK_TYPE_LIST_VIEW);
    }
  return list_view;
}

static gboolean
is_row_focused (GtkWidget *list_view, const char *text)
{
  GtkWidget *now = gtk_root_get_focus (gtk_widget_get_root (list_view));

  return now != NULL && gtk_widget_is_ancestor (now, list_view)
         && find_text (now, text) != NULL;
}

/* Opens the list and goes to the item that has this text. */
static void
choose (LimenWindow *window,
        GtkWidget *drop_down,
        const char *text,
        TestWay way)
{
  GtkWidget *list_view, *row;

  if (way == TEST_WAY_POINTER)
    click (window, drop_down, 0, 0, NULL);
  else
    {
      focus (window, drop_down);
      send_input ("key space");
    }
  list_view = await_list (drop_down);
  if (list_view == NULL)
    {
      fail ("its list does not open");
      return;
    }
  settle (window);
  row = find_text (list_view, text);
  if (row == NULL)
    fail ("its list has no item \"%s\"", text);
  else if (way == TEST_WAY_POINTER)
    click (window, row, 0, 0, NULL);
  else
    {
      send_input ("key Home");
      settle (window);
      for (guint i = 0; i < MAX_ROWS && !is_row_focused (list_view, text); i++)
        {
          send_input ("key Down");
          settle (window);
        }
      send_input ("key Return");
    }
}

/* The button of a spin button that makes it more. */
static GtkWidget *
find_up_button (GtkWidget *spin)
{
  for (GtkWidget *child = gtk_widget_get_first_child (spin); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (GTK_IS_BUTTON (child) && gtk_widget_has_css_class (child, "up"))
      return child;
  g_assert_not_reached ();
}

static void
point (LimenWindow *window, GtkWidget *widget, const TestControl *control)
{
  GtkWidget *place = widget;

  if (control->on != NULL)
    {
      place = find_text (widget, control->on);
      if (place == NULL)
        {
          fail ("it does not show \"%s\"", control->on);
          return;
        }
    }
  else if (GTK_IS_PANED (widget))
    place = gtk_widget_get_next_sibling (
        gtk_paned_get_start_child (GTK_PANED (widget)));
  else if (GTK_IS_SPIN_BUTTON (widget) && control->text == NULL)
    place = find_up_button (widget);
  click (window, place, control->x, control->y, control->pointer);
  settle (window);
  if (control->text != NULL)
    send_input ("key ctrl+a type --delay 30 '%s'", control->text);
  if (control->text != NULL && !GTK_IS_SEARCH_ENTRY (widget))
    send_input ("key Return");
}

static void
strike (LimenWindow *window, GtkWidget *widget, const TestControl *control)
{
  if (strstr (control->name, "/key:") != NULL)
    focus_window (widget);
  else
    focus (window, widget);
  if (control->keys != NULL)
    send_input ("key --delay 60 %s", control->keys);
  else if (control->text == NULL)
    send_input ("key %s", GTK_IS_SPIN_BUTTON (widget) ? "Up" : "space");
  settle (window);
  if (control->text != NULL)
    send_input ("key ctrl+a type --delay 30 '%s'", control->text);
  if (control->text != NULL && !GTK_IS_SEARCH_ENTRY (widget))
    send_input ("key Return");
}

/* What is done before */

static char *
get_item_text (GtkDropDown *drop_down, guint i)
{
  g_autoptr (GObject) item =
      g_list_model_get_item (gtk_drop_down_get_model (drop_down), i);
  GtkExpression *expression = gtk_drop_down_get_expression (drop_down);
  GValue value = G_VALUE_INIT;

  if (GTK_IS_STRING_OBJECT (item))
    return g_strdup (gtk_string_object_get_string (GTK_STRING_OBJECT (item)));
  if (expression != NULL && gtk_expression_evaluate (expression, item, &value)
      && G_VALUE_HOLDS_STRING (&value))
    return g_value_dup_string (&value);
  return g_strdup ("");
}

static gboolean
select_item (GtkDropDown *drop_down, const char *text)
{
  GListModel *model = gtk_drop_down_get_model (drop_down);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autofree char *item = get_item_text (drop_down, i);

      if (g_str_equal (item, text))
        {
          gtk_drop_down_set_selected (drop_down, i);
          return TRUE;
        }
    }
  return FALSE;
}

static void
set_value (LimenWindow *window, const char *words)
{
  g_auto (GStrv) parts = g_strsplit (words, " ", 3);
  GObject *object = find_object (window, parts[0]);
  g_autoptr (GtkBuilder) builder = gtk_builder_new ();
  GValue value = G_VALUE_INIT;
  GParamSpec *pspec;

  if (object == NULL)
    {
      fail ("there is no %s", parts[0]);
      return;
    }
  pspec = g_object_class_find_property (G_OBJECT_GET_CLASS (object), parts[1]);
  g_assert_nonnull (pspec);
  g_assert_true (
      gtk_builder_value_from_string (builder, pspec, parts[2], &value, NULL));
  g_object_set_property (object, parts[1], &value);
  g_value_unset (&value);
}

static gboolean
activate (GtkWindow *window, const char *detailed_name)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;
  g_autoptr (GError) error = NULL;

  g_action_parse_detailed_name (detailed_name, &name, &target, &error);
  g_assert_no_error (error);
  return gtk_widget_activate_action_variant (GTK_WIDGET (window), name, target);
}

/* In the newest window that has it. */
static void
activate_anywhere (const char *detailed_name)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    if (is_ours (l->data) && !LIMEN_IS_WINDOW (l->data)
        && activate (l->data, detailed_name))
      return;
  for (GList *l = windows; l != NULL; l = l->next)
    if (LIMEN_IS_WINDOW (l->data) && activate (l->data, detailed_name))
      return;
  fail ("nothing does %s", detailed_name);
}

/* What comes after a while, such as a list of files that is read again. */
static void
rest_for (guint64 seconds)
{
  gint64 end = g_get_monotonic_time () + (gint64) seconds * G_USEC_PER_SEC;

  while (g_get_monotonic_time () < end)
    if (!g_main_context_iteration (NULL, FALSE))
      g_usleep (1000);
}

static gboolean
pop (GtkWidget *widget)
{
  if (GTK_IS_MENU_BUTTON (widget))
    gtk_menu_button_popup (GTK_MENU_BUTTON (widget));
  else
    gtk_widget_activate (widget);
  return TRUE;
}

/* Opens what is shown as another file. */
static void
open_copy (LimenWindow *window, const char *name)
{
  const char *path =
      limen_session_get_loading_path (limen_window_get_session (window));
  g_autofree char *text = NULL, *copy = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  copy = test_write_file (name, text, (gssize) length);
  test_window_open (window, copy);
}

static void
do_statement (LimenWindow *window, const char *statement)
{
  const char *rest = strchr (statement, ' ');
  g_autofree char *verb = g_strndup (statement, rest - statement);
  g_auto (GStrv) parts = g_strsplit (rest + 1, " ", 2);
  GtkWidget *widget;

  rest++;
  if (g_str_equal (verb, "do"))
    activate_anywhere (rest);
  else if (g_str_equal (verb, "rest"))
    rest_for (g_ascii_strtoull (rest, NULL, 10));
  else if (g_str_equal (verb, "set"))
    set_value (window, rest);
  else if (g_str_equal (verb, "keys"))
    send_input ("key --delay 60 %s", rest);
  else if (g_str_equal (verb, "copy"))
    open_copy (window, rest);
  else if (g_str_equal (verb, "open"))
    {
      g_autofree char *relative = g_strconcat ("../data/samples/", rest, NULL);
      g_autofree char *path = test_get_source_path (relative);

      test_window_open (window, path);
    }
  else if (g_str_equal (verb, "await"))
    {
      char *effect[] = { (char *) rest, NULL };

      if (!wait_for (window, effect))
        fail ("\"%s\" did not come before", rest);
    }
  else if ((widget = find (parts[0])) == NULL)
    fail ("there is no %s", parts[0]);
  else if (g_str_equal (verb, "pop"))
    pop (widget);
  else if (g_str_equal (verb, "press") && GTK_IS_BUTTON (widget))
    g_signal_emit_by_name (widget, "clicked");
  else if (g_str_equal (verb, "press"))
    gtk_widget_activate (widget);
  else if (g_str_equal (verb, "pick"))
    focus (window, widget);
  else if (g_str_equal (verb, "choose"))
    {
      if (!select_item (GTK_DROP_DOWN (widget), parts[1]))
        fail ("%s has no item %s", parts[0], parts[1]);
    }
  else
    g_error ("no such statement: %s", statement);
  settle (window);
}

/* What is told of a failure */

static gboolean
contains (GPtrArray *texts, const char *text)
{
  return g_ptr_array_find_with_equal_func (texts, text, g_str_equal, NULL);
}

static void
say_difference (GPtrArray *before, GPtrArray *after)
{
  guint n = 0;

  for (guint i = 0; i < after->len; i++)
    if (!contains (before, g_ptr_array_index (after, i)) && n++ < MAX_TEXTS)
      g_test_message ("  now there is: %s",
                      (char *) g_ptr_array_index (after, i));
  n = 0;
  for (guint i = 0; i < before->len; i++)
    if (!contains (after, g_ptr_array_index (before, i)) && n++ < MAX_TEXTS)
      g_test_message ("  no longer: %s",
                      (char *) g_ptr_array_index (before, i));
}

static void
say_values (LimenWindow *window, GStrv statements)
{
  for (guint i = 0; statements[i] != NULL; i++)
    if (g_str_has_prefix (statements[i], "sets ")
        || g_str_has_prefix (statements[i], "moves ")
        || g_str_has_prefix (statements[i], "leaves "))
      {
        g_auto (GStrv) parts = g_strsplit (statements[i], " ", 4);
        g_autofree char *value = get_value (window, parts[1], parts[2]);

        g_test_message ("  %s of %s is %s", parts[2], parts[1], value);
      }
}

static void
say_holding (LimenWindow *window, GStrv statements, gboolean holding)
{
  for (guint i = 0; statements[i] != NULL; i++)
    if (holds (window, statements[i]) == holding)
      fail ("\"%s\" %s", statements[i],
            holding ? "holds before" : "did not come");
}

static void
drive (LimenWindow *window, const TestControl *control, TestWay way)
{
  gboolean is_pointer = way == TEST_WAY_POINTER;
  const char *effect = !is_pointer && control->keyboard_effect != NULL
                           ? control->keyboard_effect
                           : control->effect;
  g_auto (GStrv) statements = g_strsplit (effect, "; ", -1);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;
  GtkWidget *widget;

  widget = find_in (control->name, FALSE);
  if (widget == NULL || !gtk_widget_get_mapped (widget))
    {
      fail ("%s is not %s", control->name, widget == NULL ? "there" : "seen");
      return;
    }
  remember (window, statements);
  say_holding (window, statements, TRUE);
  before = get_texts ();
  if (control->choose != NULL)
    choose (window, widget, control->choose, way);
  else if (is_pointer)
    point (window, widget, control);
  else
    strike (window, widget, control);
  if (wait_for (window, statements))
    return;
  after = get_texts ();
  say_holding (window, statements, FALSE);
  say_values (window, statements);
  say_difference (before, after);
}

/* A star in the effect stands for what one in the name stood for. */
static char *
fill_in (const char *effect, const char *part)
{
  g_auto (GStrv) pieces = g_strsplit (effect, "*", -1);

  return g_strjoinv (part, pieces);
}

/* Every control that has such a name and is seen. */
static void
drive_all (LimenWindow *window, const TestControl *control, TestWay way)
{
  gsize length = strlen (control->name) - 1;
  g_auto (GStrv) names = test_controls_list ();
  guint n = 0;

  for (guint i = 0; names[i] != NULL; i++)
    if (strncmp (names[i], control->name, length) == 0)
      {
        g_autofree char *effect = fill_in (control->effect, names[i] + length);
        TestControl one = *control;
        GtkWidget *widget = find_in (names[i], FALSE);

        if (!gtk_widget_get_mapped (widget))
          continue;
        one.name = names[i];
        one.effect = effect;
        drive (window, &one, way);
        n++;
      }
  if (n == 0)
    fail ("no %s is seen", control->name);
}

void
test_control_drive (LimenWindow *window,
                    const TestControl *control,
                    TestWay way)
{
  g_auto (GStrv) steps =
      g_strsplit (control->before != NULL ? control->before : "", "; ", -1);

  settle (window);
  for (guint i = 0; steps[i] != NULL; i++)
    do_statement (window, steps[i]);
  if (g_str_has_suffix (control->name, "*"))
    drive_all (window, control, way);
  else
    drive (window, control, way);
}

static void
close_popovers (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    close_popovers (child);
  if (GTK_IS_POPOVER (widget) && gtk_widget_get_mapped (widget))
    gtk_popover_popdown (GTK_POPOVER (widget));
}

void
test_controls_close (LimenWindow *window)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();

  for (GList *l = windows; l != NULL; l = l->next)
    {
      close_popovers (l->data);
      if (GTK_IS_DIALOG (l->data))
        gtk_dialog_response (l->data, GTK_RESPONSE_CANCEL);
    }
  settle (window);
  while (g_list_model_get_n_items (gtk_window_get_toplevels ()) > 0)
    {
      g_autoptr (GtkWindow) first =
          g_list_model_get_item (gtk_window_get_toplevels (), 0);

      gtk_window_destroy (first);
    }
  settle (window);
}
