/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "recent-menu.h"

#include <glib/gi18n.h>

#include "desktop-services.h"
#include "display-text.h"
#include "screen-format.h"

#define MAX_ITEMS 8
#define APPLICATION "limen"

static int
compare_newest_first (gconstpointer a, gconstpointer b)
{
  GDateTime *visited_a = gtk_recent_info_get_modified ((GtkRecentInfo *) a);
  GDateTime *visited_b = gtk_recent_info_get_modified ((GtkRecentInfo *) b);

  return g_date_time_compare (visited_b, visited_a);
}

static void
append_item (GMenu *menu, GtkRecentInfo *info)
{
  g_autoptr (GFile) file
      = g_file_new_for_uri (gtk_recent_info_get_uri (info));
  g_autofree char *path = g_file_get_path (file);
  g_autofree char *base = g_file_get_basename (file);
  g_autofree char *name = limen_display_text_new_name (base, LIMEN_NAME_CHARS);
  g_autofree char *label = limen_screen_escape_mnemonic (name);
  g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target_value (
      item, "win.open-recent", g_variant_new_bytestring (path));
  g_menu_append_item (menu, item);
}

/* Adds an item without an action, since a menu without items would be an empty
 * popover. */
static void
append_none (GMenu *menu)
{
  g_menu_append (menu, _ ("No recent files"), "win.none");
}

static void
fill (GtkRecentManager *manager, GMenu *menu)
{
  GList *items = gtk_recent_manager_get_items (manager);
  guint n = 0;

  items = g_list_sort (items, compare_newest_first);
  for (GList *l = items; l != NULL && n < MAX_ITEMS; l = l->next)
    if (gtk_recent_info_has_application (l->data, APPLICATION)
        && gtk_recent_info_is_local (l->data)
        && gtk_recent_info_exists (l->data))
      {
        append_item (menu, l->data);
        n++;
      }
  g_list_free_full (items, (GDestroyNotify) gtk_recent_info_unref);
  if (n == 0)
    append_none (menu);
}

/* The recent files; NULL if the list cannot be saved, for which GTK would
 * print a warning. */
static GtkRecentManager *
get_manager (void)
{
  return limen_desktop_services_can_write (g_get_user_data_dir ())
             ? gtk_recent_manager_get_default ()
             : NULL;
}

/* A new menu of the files opened recently with this program, the newest first;
 * one insensitive item if there are none. It does not follow later changes. */
GMenuModel *
limen_recent_menu_new (void)
{
  GtkRecentManager *manager = get_manager ();
  GMenu *menu = g_menu_new ();

  if (manager != NULL)
    fill (manager, menu);
  else
    append_none (menu);
  return G_MENU_MODEL (menu);
}

/* Adds a file to the recent files of the desktop. Does nothing if their list
 * cannot be saved. */
void
limen_recent_menu_add_file (const char *path)
{
  GtkRecentManager *manager = get_manager ();
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autofree char *uri = g_file_get_uri (file);
  GtkRecentData data = {
    .mime_type = (char *) "text/csv",
    .app_name = (char *) APPLICATION,
    .app_exec = (char *) "limen %f",
  };

  if (manager != NULL)
    gtk_recent_manager_add_full (manager, uri, &data);
}
