/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-test.h"

#include <glib/gi18n.h>

#include "file-dialog.h"
#include "file-drop.h"
#include "file-name.h"
#include "recent-menu.h"

static void
chosen_cb (GtkNativeDialog *dialog, int response, LimenWindow *self)
{
  g_autofree char *path = limen_file_dialog_get_path (dialog, response);

  if (path != NULL)
    limen_window_add_test (self, path);
}

/* Asks for the file, beginning in the folder of the open one. */
static void
add_test_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  LimenWindow *self = LIMEN_WINDOW (window);
  LimenDataset *dataset
      = limen_session_get_dataset (limen_window_get_session (self));
  GtkFileChooserNative *dialog;
  g_autofree char *folder_path = NULL;
  g_autoptr (GFile) folder = NULL;

  if (!limen_window_can_ask_file (self))
    return;
  dialog = gtk_file_chooser_native_new (
      _ ("Test data to judge the thresholds on"), GTK_WINDOW (self),
      GTK_FILE_CHOOSER_ACTION_OPEN, _ ("_Add"), _ ("_Cancel"));
  folder_path = g_path_get_dirname (limen_dataset_get_path (dataset));
  folder = g_file_new_for_path (folder_path);
  gtk_file_chooser_set_current_folder (GTK_FILE_CHOOSER (dialog), folder,
                                       NULL);
  limen_file_dialog_show (dialog, G_CALLBACK (chosen_cb), self);
}

static void
remove_test_action (GSimpleAction *action, GVariant *parameter,
                    gpointer window)
{
  LimenSession *session = limen_window_get_session (window);
  g_autofree char *name = limen_session_show_test_name (session);
  g_autofree char *message = NULL;

  if (name == NULL)
    return;
  /* Translators: %s is a file. */
  message = g_strdup_printf (_ ("Removed the test data %s"), name);
  limen_session_remove_test (session);
  limen_undo_offer_show (limen_window_get_undo_offer (window), message);
}

/* Adds the actions to a window; call it once. */
void
limen_window_add_test_actions (LimenWindow *self)
{
  static const GActionEntry entries[] = {
    { .name = "add-test", .activate = add_test_action },
    { .name = "remove-test", .activate = remove_test_action },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (self), entries,
                                   G_N_ELEMENTS (entries), self);
}

/* Whether test data can be added: a file with classes is open. */
gboolean
limen_window_takes_test (LimenWindow *self)
{
  return limen_session_get_class (limen_window_get_session (self)) != NULL;
}

/* Reads a file as test data of the open one, in the background. */
void
limen_window_add_test (LimenWindow *self, const char *path)
{
  g_return_if_fail (LIMEN_IS_WINDOW (self));

  limen_window_dismiss_error (self);
  if (limen_window_takes_test (self))
    limen_session_add_test (limen_window_get_session (self), path);
}

/* Shows why a file could not be read as test data; all else stays as it was.
 */
void
limen_window_fail_test (LimenWindow *self, const GError *error)
{
  g_autofree char *name = limen_file_name_show (
      limen_session_get_test_path (limen_window_get_session (self)));
  g_autofree char *title
      /* Translators: %s is a file. */
      = g_strdup_printf (_ ("%s could not be added as test data"), name);

  limen_window_show_error (self, title, error->message);
}

/* The menu of files: test data, and the files opened recently; a new menu. */
GMenuModel *
limen_window_files_menu_new (LimenWindow *self)
{
  GMenu *menu = g_menu_new ();
  g_autoptr (GMenu) test = g_menu_new ();
  g_autoptr (GMenuModel) recent = limen_recent_menu_new ();

  g_menu_append (test, _ ("Add _Test Data\342\200\246"), "win.add-test");
  if (limen_session_get_test (limen_window_get_session (self)) != NULL)
    g_menu_append (test, _ ("_Remove Test Data"), "win.remove-test");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (test));
  g_menu_append_section (menu, _ ("Recent files"), recent);
  return G_MENU_MODEL (menu);
}

/* Drops */

static void
file_dropped (GtkWidget *widget, const char *path)
{
  limen_window_open (LIMEN_WINDOW (widget), path);
}

static void
test_dropped (GtkWidget *widget, const char *path)
{
  limen_window_add_test (LIMEN_WINDOW (widget), path);
}

static gboolean
takes_test (GtkWidget *widget)
{
  return limen_window_takes_test (LIMEN_WINDOW (widget));
}

/* Accepts files dropped on a window: as test data on its figures while a file
 * is open, elsewhere as a file to open. The hints say which. */
void
limen_window_accept_drops (LimenWindow *self, GtkWidget *hint,
                           GtkWidget *figures, GtkWidget *test_hint)
{
  limen_file_drop_add_zone (
      GTK_WIDGET (self), hint, file_dropped,
      (LimenFileDropZone){ figures, test_hint, takes_test, test_dropped });
}
