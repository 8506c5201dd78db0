/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "application.h"
#include "file-dialog.h"
#include "support.h"
#include "windows.h"

/* Each window and dialog that a window opens; none must stay in memory. */

static GtkApplication *application;

typedef struct
{
  LimenWindow *window;
  GtkWindow *child;
} Fixture;

static const struct
{
  const char *name;
  const char *action; /* NULL: the window is closed with unsaved cutoffs */
  gboolean is_kept;   /* kept by its parent after it is closed */
} children[] = {
  { "question", NULL },
  { "about", "app.about" },
  { "add-labels", "win.add-labels" },
  { "columns", "win.columns" },
  { "cost-matrix", "win.optimize-jointly::cost" },
  { "export", "win.export" },
  { "export-report", "win.export-report" },
  { "help", "win.help-figures::" },
  { "open", "win.open" },
  { "recalibrate", "win.recalibrate" },
  { "rows-near", "win.rows-near" },
  { "save-data", "win.save-figure-data::histogram" },
  { "save-figure", "win.save-figure::histogram" },
  { "shortcuts", "win.show-help-overlay", TRUE },
  { "why-log", "win.why-log" },
  { "worst-rows", "win.worst-rows" },
};

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = test_get_source_path ("../data/samples/digits.csv");

  fixture->window = test_window_new (application, NULL);
  test_window_open (fixture->window, path);
  test_window_activate (fixture->window, "win.pin");
  g_object_add_weak_pointer (G_OBJECT (fixture->window),
                             (gpointer *) &fixture->window);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_assert_null (fixture->window);
  g_assert_null (fixture->child);
}

/* The window of shortcuts exists before it is shown. */
static GtkWindow *
find_child (Fixture *fixture)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) other = g_list_model_get_item (windows, i);

      if (other != GTK_WINDOW (fixture->window)
          && gtk_widget_get_visible (GTK_WIDGET (other)))
        return other;
    }
  return NULL;
}

static gboolean
is_pointed_at (GtkWindow *window)
{
  return gtk_widget_get_state_flags (GTK_WIDGET (window))
         & GTK_STATE_FLAG_PRELIGHT;
}

/* Opens a child window and waits until it is visible below the pointer, with
 * all its contents. */
static void
open_child (Fixture *fixture, guint i)
{
  if (children[i].action != NULL)
    test_window_activate (fixture->window, children[i].action);
  else
    gtk_window_close (GTK_WINDOW (fixture->window));
  fixture->child = find_child (fixture);
  g_assert_nonnull (fixture->child);
  g_object_add_weak_pointer (G_OBJECT (fixture->child),
                             (gpointer *) &fixture->child);
  test_wait_for (is_pointed_at (fixture->child));
  test_wait_for (test_window_is_idle (fixture->window));
}

/* A closed child window is finalized, and so is its parent when closed. */
static void
test_closed (Fixture *fixture, gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  open_child (fixture, i);
  gtk_window_close (fixture->child);
  if (children[i].is_kept)
    test_wait_for (!gtk_widget_get_mapped (GTK_WIDGET (fixture->child)));
  else
    test_wait_for (fixture->child == NULL);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  test_wait_for (fixture->window == NULL);
  test_wait_for (fixture->child == NULL);
}

/* Closing a window closes its child windows. */
static void
test_parent_closed (Fixture *fixture, gconstpointer data)
{
  open_child (fixture, GPOINTER_TO_UINT (data));
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  test_wait_for (fixture->child == NULL);
  test_wait_for (fixture->window == NULL);
}

static void
destroy_parent_cb (GtkNativeDialog *dialog, int response, GtkWindow *parent)
{
  gtk_window_destroy (parent);
}

/* The response to a file dialog may close the dialog's parent, as when the
 * window waits only for an export. */
static void
test_answer_closes_parent (Fixture *fixture, gconstpointer data)
{
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      "Save", GTK_WINDOW (fixture->window), GTK_FILE_CHOOSER_ACTION_SAVE,
      "_Save", "_Cancel");
  GtkFileChooserNative *kept = dialog;

  g_object_add_weak_pointer (G_OBJECT (dialog), (gpointer *) &kept);
  limen_file_dialog_show (dialog, G_CALLBACK (destroy_parent_cb),
                          fixture->window);
  gtk_dialog_response (GTK_DIALOG (find_child (fixture)), GTK_RESPONSE_CANCEL);
  test_wait_for (fixture->window == NULL);
  test_wait_for (kept == NULL);
}

static void
add (const char *folder, guint i,
     void (*test) (Fixture *fixture, gconstpointer data))
{
  g_autofree char *path
      = g_strdup_printf ("/child-windows/%s/%s", folder, children[i].name);

  g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test, tear_down);
}

/* Moves the pointer into the corner where windows appear without a window
 * manager: GTK holds more references to a window under the pointer. */
static void
move_pointer (void)
{
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_command_line_sync ("xdotool mousemove 40 60", NULL, NULL, &status,
                             &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

int
main (int argc, char **argv)
{
  int status;

  gtk_test_init (&argc, &argv, NULL);
  application = limen_application_new ();
  g_application_set_flags (G_APPLICATION (application),
                           G_APPLICATION_NON_UNIQUE);
  g_assert_true (
      g_application_register (G_APPLICATION (application), NULL, NULL));
  move_pointer ();
  for (guint i = 0; i < G_N_ELEMENTS (children); i++)
    {
      add ("closed", i, test_closed);
      add ("parent-closed", i, test_parent_closed);
    }
  g_test_add ("/child-windows/answer-closes-parent", Fixture, NULL, set_up,
              test_answer_closes_parent, tear_down);
  status = g_test_run ();
  g_object_unref (application);
  return status;
}
