/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "application.h"

#include <glib/gi18n.h>

#include "accessible-names.h"
#include "appearance.h"
#include "cutoff-file.h"
#include "message.h"
#include "window.h"

struct _LimenApplication
{
  GtkApplication parent_instance;

  GSettings *settings; /* NULL if the schema is not installed */
  LimenAppearance *appearance;
};

G_DEFINE_FINAL_TYPE (LimenApplication, limen_application,
                     GTK_TYPE_APPLICATION)

/* Appearance */

static void
appearance_changed_cb (LimenAppearance *appearance, LimenApplication *self)
{
  LimenThemeVariant variant = limen_appearance_get_variant (appearance);

  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self));
       l != NULL; l = l->next)
    if (LIMEN_IS_WINDOW (l->data))
      limen_window_set_theme (l->data, variant);
}

/* Ignores unknown states, which may arrive over D-Bus. */
static void
appearance_state_cb (GSimpleAction *action, GVariant *state, gpointer data)
{
  static const char *const choices[] = { "system", "light", "dark", NULL };
  LimenApplication *self = LIMEN_APPLICATION (data);
  const char *choice = g_variant_get_string (state, NULL);

  if (!g_strv_contains (choices, choice))
    return;
  limen_appearance_set_choice (self->appearance, choice);
  if (self->settings != NULL)
    g_settings_set_value (self->settings, "appearance", state);
  g_simple_action_set_state (action, state);
}

/* Actions */

static LimenWindow *
new_window (LimenApplication *self)
{
  LimenWindow *window = limen_window_new (GTK_APPLICATION (self),
                                          self->settings);

  limen_window_set_theme (window,
                          limen_appearance_get_variant (self->appearance));
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

static void
new_window_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  new_window (LIMEN_APPLICATION (data));
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  GList *windows
      = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (data)));

  /* A window may ask before cutoffs are lost. */
  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
}

/* The first focusable button within a widget; NULL if there is none. */
static GtkWidget *
find_button (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (!gtk_widget_get_visible (widget) || !gtk_widget_get_can_focus (widget))
    return NULL;
  if (GTK_IS_BUTTON (widget) && gtk_widget_get_focusable (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_button (child);
  return found;
}

/* Shows the about dialog with the initial focus on its first button. By
 * default GTK focuses the name of the program, a label, on which keys do
 * nothing. The authors are given so that there is a button: it switches to the
 * page of credits. */
static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer data)
{
  const char *const authors[] = { _ ("The Limen developers"), NULL };
  GtkWidget *dialog = g_object_new (
      GTK_TYPE_ABOUT_DIALOG, "transient-for",
      gtk_application_get_active_window (GTK_APPLICATION (data)), "modal",
      TRUE, "destroy-with-parent", TRUE, "program-name", "Limen",
      "logo-icon-name", LIMEN_APPLICATION_ID, "version", LIMEN_VERSION,
      "comments",
      _ ("Choose the decision threshold of a classifier with your eyes open"),
      "license-type", GTK_LICENSE_GPL_3_0, "copyright",
      _ ("\302\251 2026 The Limen developers"), "authors", authors, NULL);

  gtk_window_present (GTK_WINDOW (dialog));
  gtk_window_set_focus (GTK_WINDOW (dialog), find_button (dialog));
}

static const GActionEntry entries[] = {
  { .name = "new-window", .activate = new_window_action },
  { .name = "quit", .activate = quit_action },
  { .name = "about", .activate = about_action },
  { .name = "appearance",
    .parameter_type = "s",
    .state = "'system'",
    .change_state = appearance_state_cb },
};

typedef struct
{
  const char *action;
  const char *accels[5];
} Shortcut;

static const Shortcut shortcuts[] = {
  { "app.new-window", { "<Control>n" } },
  { "app.quit", { "<Control>q" } },
  { "win.open", { "<Control>o" } },
  { "win.add-test", { "<Control><Shift>o" } },
  { "win.cancel", { "Escape" } },
  { "win.pin", { "<Control>d" } },
  { "win.undo", { "<Control>z" } },
  { "win.redo", { "<Control><Shift>z", "<Control>y" } },
  { "win.export", { "<Control>s", "<Control>e" } },
  { "win.export-report", { "<Control><Shift>e" } },
  { "win.columns", { "<Control>r" } },
  { "win.worst-rows", { "<Control>l" } },
  { "win.rows-near", { "<Control><Shift>l" } },
  { "win.focus-threshold", { "<Control>t" } },
  { "win.zoom(1)", { "<Control>plus", "<Control>equal", "<Control>KP_Add" } },
  { "win.zoom(-1)", { "<Control>minus", "<Control>KP_Subtract" } },
  { "win.zoom(0)", { "<Control>0", "<Control>KP_0" } },
  { "win.intervals", { "<Control>i" } },
  { "win.step-figure(-1)", { "<Control>Page_Up" } },
  { "win.step-figure(1)", { "<Control>Page_Down" } },
  { "win.help-figures::", { "F1" } },
  { "window.close", { "<Control>w" } },
};

static void
set_shortcuts (GtkApplication *application)
{
  for (guint i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (
        application, shortcuts[i].action,
        (const char *const *) shortcuts[i].accels);
}

/* The settings of the program; NULL if their schema is not installed, in which
 * case nothing is remembered. */
static GSettings *
new_settings (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, LIMEN_APPLICATION_ID,
                                              TRUE);
  return schema != NULL ? g_settings_new_full (schema, NULL, NULL) : NULL;
}

static void
load_css (void)
{
  g_autoptr (GtkCssProvider) css = gtk_css_provider_new ();

  gtk_css_provider_load_from_resource (css,
                                       "/io/github/limen/Limen/style.css");
  gtk_style_context_add_provider_for_display (
      gdk_display_get_default (), GTK_STYLE_PROVIDER (css),
      GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);
}

static void
limen_application_startup (GApplication *application)
{
  LimenApplication *self = LIMEN_APPLICATION (application);

  G_APPLICATION_CLASS (limen_application_parent_class)->startup (application);
  g_set_application_name ("Limen");
  gtk_window_set_default_icon_name (LIMEN_APPLICATION_ID);
  load_css ();
  /* A label reached by Tab is read, not selected. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus",
                FALSE, NULL);
  limen_accessible_names_complete ();
  self->appearance = limen_appearance_new ();
  g_signal_connect (self->appearance, "changed",
                    G_CALLBACK (appearance_changed_cb), self);
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries,
                                   G_N_ELEMENTS (entries), self);
  set_shortcuts (GTK_APPLICATION (self));

  self->settings = new_settings ();
  if (self->settings != NULL)
    g_action_group_change_action_state (
        G_ACTION_GROUP (self), "appearance",
        g_settings_get_value (self->settings, "appearance"));
}

static void
limen_application_activate (GApplication *application)
{
  GtkWindow *window
      = gtk_application_get_active_window (GTK_APPLICATION (application));

  if (window != NULL)
    gtk_window_present (window);
  else
    new_window (LIMEN_APPLICATION (application));
}

/* Opens each file of predictions in a separate window. A file of cutoffs is
 * added to the window of the predictions before it in the list, or, if there
 * are none, of the first predictions after it. */
static void
limen_application_open (GApplication *application, GFile **files, int n_files,
                        const char *hint)
{
  LimenWindow *window = NULL;
  gboolean has_predictions = FALSE; /* of the last window */

  for (int i = 0; i < n_files; i++)
    {
      g_autofree char *path = g_file_get_path (files[i]);
      gboolean are_cutoffs;

      if (path == NULL)
        continue;
      are_cutoffs = limen_cutoff_file_detect (path);
      if (window == NULL || (has_predictions && !are_cutoffs))
        window = new_window (LIMEN_APPLICATION (application));
      has_predictions |= !are_cutoffs;
      limen_window_open (window, path);
    }
  if (window == NULL)
    g_application_activate (application);
}

static int
limen_application_handle_local_options (GApplication *application,
                                        GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1; /* continue */
  g_print ("limen %s\n", LIMEN_VERSION);
  return 0;
}

static void
limen_application_finalize (GObject *object)
{
  LimenApplication *self = LIMEN_APPLICATION (object);

  g_clear_object (&self->settings);
  g_clear_object (&self->appearance);
  G_OBJECT_CLASS (limen_application_parent_class)->finalize (object);
}

static void
limen_application_class_init (LimenApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = limen_application_finalize;
  application_class->startup = limen_application_startup;
  application_class->activate = limen_application_activate;
  application_class->open = limen_application_open;
  application_class->handle_local_options
      = limen_application_handle_local_options;
}

static void
limen_application_init (LimenApplication *self)
{
  const GOptionEntry options[] = {
    { "version", 'v', 0, G_OPTION_ARG_NONE, NULL, _ ("Print the version"),
      NULL },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_parameter_string (G_APPLICATION (self),
                                                     _ ("[FILE\342\200\246]"));
  g_application_set_option_context_summary (
      G_APPLICATION (self),
      _ ("Choose the decision threshold of a classifier. FILE holds "
         "predictions (CSV, TSV,\n"
         "also gzipped) or exported cutoffs (JSON, CSV). For work without a "
         "screen see\n"
         "limen-cli."));
}

/* The application object; the caller owns it. Messages appear in the window
 * from here on, and texts in the user's language. */
GtkApplication *
limen_application_new (void)
{
  limen_message_prepare_program (LIMEN_MESSAGE_SCREEN);
  return g_object_new (LIMEN_TYPE_APPLICATION, "application-id",
                       LIMEN_APPLICATION_ID, "resource-base-path",
                       "/io/github/limen/Limen", "flags",
                       G_APPLICATION_HANDLES_OPEN, NULL);
}
