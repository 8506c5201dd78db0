/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "controls-private.h"

#include <string.h>

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

gboolean
test_has_type (GtkWidget *widget, const char *name)
{
  return g_str_equal (G_OBJECT_TYPE_NAME (widget), name);
}

/* The first label text within a widget; NULL if there is none. */
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

/* A menu item is named after the button that opens the menu. */
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

  if (test_has_type (widget, "LimenLegendChip"))
    return g_strconcat ("chip:", find_label (widget), NULL);
  if (id != NULL && *id != '\0' && strstr (id, "___object") == NULL
      && !g_str_equal (id, G_OBJECT_TYPE_NAME (widget)))
    return g_strdup (id);
  if (test_has_type (widget, "GtkModelButton"))
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
  if (test_has_type (widget, "GtkColumnViewTitle"))
    return g_strconcat ("title:", find_label (widget), NULL);
  if (text == NULL && GTK_IS_BUTTON (widget))
    text = find_label (widget);
  if (text == NULL && GTK_IS_MENU_BUTTON (widget))
    text = gtk_widget_get_tooltip_text (widget);
  return g_strdup (text != NULL ? text : get_type (widget));
}

/* A page of a notebook is named after its tab. */
static char *
get_owner_name (GtkWidget *owner)
{
  GtkWidget *notebook = gtk_widget_get_ancestor (owner, GTK_TYPE_NOTEBOOK);

  if (notebook != NULL && test_has_type (owner, "LimenFigurePage"))
    return g_strdup (
        gtk_notebook_get_tab_label_text (GTK_NOTEBOOK (notebook), owner));
  return g_strdup (get_type (owner));
}

char *
test_get_name (GtkWidget *widget)
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

GtkWidget *
test_find_scale (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (test_has_type (child, "LimenValueScale"))
      return child;
  return NULL;
}

static gboolean
is_control (GtkWidget *widget)
{
  static const char *const others[] = { "GtkModelButton", "GtkColumnViewTitle",
                                        NULL };

  if (test_has_type (widget, "LimenValueScale"))
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
                 || test_find_scale (widget) != NULL));
}

/* Whether a widget is usable: the title of a column without a sorter is not.
 */
static gboolean
has_use (GtkWidget *widget)
{
  GtkWidget *view = gtk_widget_get_ancestor (widget, GTK_TYPE_COLUMN_VIEW);
  const char *title = find_label (widget);
  gboolean has_sorter = FALSE;
  GListModel *columns;

  if (!test_has_type (widget, "GtkColumnViewTitle"))
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

/* Widgets whose children are not listed as separate controls. */
static gboolean
is_whole (GtkWidget *widget)
{
  return GTK_IS_DROP_DOWN (widget) || GTK_IS_MENU_BUTTON (widget)
         || GTK_IS_EDITABLE (widget) || GTK_IS_WINDOW_CONTROLS (widget)
         || GTK_IS_SCROLLBAR (widget)
         || test_has_type (widget, "GtkModelButton");
}

/* The arrows beside the tabs, which belong to GTK. */
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
  gboolean with_keys;
} Listing;

static void
add (Listing *listing, GtkWidget *widget)
{
  char *name = test_get_name (widget);
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

/* The keys bound by a class, without those of every window. */
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

/* Adds the accelerators of the application's actions. */
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

/* Lists the controls below a widget. In a GtkColumnView only the rows belong
 * to the program. */
static void
walk (Listing *listing, GtkWidget *widget, gboolean is_inner)
{
  gboolean is_new = is_control (widget) && has_use (widget) && !is_inner
                    && !is_arrow (widget)
                    && !test_has_type (widget, "GtkColumnListView");
  gboolean is_text = GTK_IS_DROP_DOWN (widget);

  if (is_new || listing->with_all)
    add (listing, widget);
  if (!listing->with_keys)
    ;
  else if (LIMEN_IS_WINDOW (widget))
    add_accelerators (listing, widget);
  else if (g_str_has_prefix (G_OBJECT_TYPE_NAME (widget), "Limen")
           && !test_has_type (widget, "LimenValueScale"))
    add_keys (listing, widget);
  if (GTK_IS_WINDOW_CONTROLS (widget))
    return;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    walk (listing, child,
          is_text
              || ((is_inner || is_whole (widget)) && !GTK_IS_POPOVER (child)));
}

gboolean
test_is_ours (GtkWindow *window)
{
  return g_str_has_prefix (G_OBJECT_TYPE_NAME (window), "Limen")
         || GTK_IS_MESSAGE_DIALOG (window);
}

static Listing *
list (gboolean with_all, gboolean with_keys)
{
  Listing *listing = g_new0 (Listing, 1);
  GListModel *windows = gtk_window_get_toplevels ();

  listing->with_all = with_all;
  listing->with_keys = with_keys;
  listing->widgets = g_ptr_array_new ();
  listing->names = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      /* Duplicate names are counted in each window separately. */
      listing->counts =
          g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      if (test_is_ours (window))
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
  g_autoptr (Listing) listing = list (FALSE, TRUE);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < listing->names->len; i++)
    g_strv_builder_add (builder, g_ptr_array_index (listing->names, i));
  return g_strv_builder_end (builder);
}

static GtkWidget *
find_in (const char *name, gboolean with_all)
{
  g_autoptr (Listing) listing = list (with_all, strstr (name, "/key:") != NULL);

  for (guint i = 0; i < listing->names->len; i++)
    if (g_str_equal (g_ptr_array_index (listing->names, i), name))
      return g_ptr_array_index (listing->widgets, i);
  return NULL;
}

GtkWidget *
test_find_control (const char *name)
{
  return find_in (name, FALSE);
}

GtkWidget *
test_find (const char *name)
{
  GtkWidget *widget = test_find_control (name);

  return widget != NULL ? widget : find_in (name, TRUE);
}
