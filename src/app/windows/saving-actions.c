/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "saving-actions.h"

#include <glib/gi18n.h>
#include <stdio.h>

#include "figures.h"
#include "file-dialog.h"
#include "file-name.h"

/* Cutoffs */

static void
export_answered_cb (GtkNativeDialog *dialog, int response, LimenWindow *self)
{
  g_autofree char *path = limen_file_dialog_get_path (dialog, response);
  gboolean closes_after
      = GPOINTER_TO_INT (g_object_get_data (G_OBJECT (dialog), "closes"));

  if (path != NULL)
    limen_window_export_to (self, path, closes_after);
}

static const char *
get_path (gpointer window)
{
  return limen_dataset_get_path (
      limen_session_get_dataset (limen_window_get_session (window)));
}

/* Suggests a file name in the folder of the predictions: "validation.pdf" for
 * "validation.csv". */
static void
suggest_name (GtkFileChooser *chooser, gpointer window, const char *ending)
{
  g_autofree char *suggested
      = limen_file_name_replace_ending (get_path (window), ending);
  g_autofree char *folder = g_path_get_dirname (get_path (window));
  g_autoptr (GFile) file = g_file_new_for_path (folder);

  gtk_file_chooser_set_current_folder (chooser, file, NULL);
  gtk_file_chooser_set_current_name (chooser, suggested);
}

/* Asks for a file and exports the cutoffs to it; `closes_after` closes the
 * window afterwards. */
void
limen_window_choose_export (LimenWindow *self, gboolean closes_after)
{
  static const char *const json[] = { "*.json", NULL };
  static const char *const csv[] = { "*.csv", NULL };
  GtkFileChooserNative *dialog;

  if (!limen_window_can_ask_file (self))
    return;
  dialog = gtk_file_chooser_native_new (
      _ ("Export cutoffs"), GTK_WINDOW (self), GTK_FILE_CHOOSER_ACTION_SAVE,
      _ ("_Export"), _ ("_Cancel"));
  limen_file_dialog_add_filter (dialog, _ ("Cutoffs as JSON (*.json)"), json);
  limen_file_dialog_add_filter (dialog, _ ("Cutoffs as CSV (*.csv)"), csv);
  if (limen_session_get_analysis (limen_window_get_session (self)) != NULL)
    suggest_name (GTK_FILE_CHOOSER (dialog), self, "-cutoffs.json");
  else
    gtk_file_chooser_set_current_name (GTK_FILE_CHOOSER (dialog),
                                       "cutoffs.json");
  g_object_set_data (G_OBJECT (dialog), "closes",
                     GINT_TO_POINTER (closes_after));
  limen_file_dialog_show (dialog, G_CALLBACK (export_answered_cb), self);
}

static void
export_action (GSimpleAction *action, GVariant *parameter, gpointer window)
{
  limen_window_choose_export (LIMEN_WINDOW (window), FALSE);
}

/* Figures and reports */

/* The figure named by the parameter of an action, static; "" is the one below
 * the histogram. NULL if the file has no such figure. */
static const char *
get_figure (GVariant *parameter, gpointer window)
{
  const char *name = g_variant_get_string (parameter, NULL);
  const LimenFigureType *figure = limen_figures_find (
      *name != '\0' ? name : limen_window_get_figure (window));

  return limen_figure_type_is_for (
             figure,
             limen_session_get_analysis (limen_window_get_session (window)))
             ? figure->key
             : NULL;
}

static void
copy_figure_action (GSimpleAction *action, GVariant *parameter,
                    gpointer window)
{
  const char *figure = get_figure (parameter, window);

  if (figure != NULL)
    limen_window_copy_figure (window, figure);
}

static const char *const figure_sizes[]
    = { "600x400", "900x500", "1280x720", "1600x900", "1000x1000", NULL };
static const char *const figure_themes[] = { "print", "light", "dark", NULL };

/* Adds the choice of colours to a dialog. */
static void
add_themes (GtkFileChooser *chooser)
{
  const char *titles[] = { C_ ("colours", "print"), C_ ("colours", "light"),
                           C_ ("colours", "dark"), NULL };

  gtk_file_chooser_add_choice (chooser, "theme",
                               /* Translators: “print”, “light” or “dark”
                                  follows. */
                               _ ("Colours for"),
                               (const char **) figure_themes, titles);
  gtk_file_chooser_set_choice (chooser, "theme", "print");
}

/* The item selected in a choice of a file dialog; `fallback` if the dialog
 * does not support choices or does not offer this one, such as for numbers. */
static const char *
get_choice (GtkNativeDialog *dialog, const char *id, const char *fallback)
{
  const char *chosen
      = g_object_get_data (G_OBJECT (dialog), "has-choices") != NULL
            ? gtk_file_chooser_get_choice (GTK_FILE_CHOOSER (dialog), id)
            : NULL;

  return chosen != NULL ? chosen : fallback;
}

static void
figure_answered_cb (GtkNativeDialog *dialog, int response, LimenWindow *self)
{
  g_autofree char *path = limen_file_dialog_get_path (dialog, response);
  const char *figure = g_object_get_data (G_OBJECT (dialog), "figure");
  LimenThemeVariant variant = LIMEN_THEME_PRINT;
  int width = 900, height = 500;

  sscanf (get_choice (dialog, "size", "900x500"), "%dx%d", &width, &height);
  limen_theme_variant_parse (get_choice (dialog, "theme", "print"),
                             &variant);
  if (path != NULL)
    limen_window_save_figure (self, figure, path, width, height, variant);
}

static void
ask_figure (gpointer window, const char *figure, const char *title,
            gboolean is_data)
{
  static const char *const csv[] = { "*.csv", NULL };
  static const char *const pictures[] = { "*.png", "*.svg", "*.pdf", NULL };
  GtkFileChooserNative *dialog;
  GtkFileChooser *chooser;
  g_autofree char *ending
      = g_strconcat ("-", figure, is_data ? ".csv" : ".png", NULL);

  if (!limen_window_can_ask_file (LIMEN_WINDOW (window)))
    return;
  dialog = gtk_file_chooser_native_new (title, GTK_WINDOW (window),
                                        GTK_FILE_CHOOSER_ACTION_SAVE,
                                        _ ("_Save"), _ ("_Cancel"));
  chooser = GTK_FILE_CHOOSER (dialog);
  if (is_data)
    limen_file_dialog_add_filter (dialog, _ ("Numbers (*.csv)"), csv);
  else
    {
      limen_file_dialog_add_filter (
          dialog, _ ("Pictures (*.png, *.svg, *.pdf)"), pictures);
      gtk_file_chooser_add_choice (chooser, "size", _ ("Size in pixels"),
                                   (const char **) figure_sizes,
                                   (const char **) figure_sizes);
      gtk_file_chooser_set_choice (chooser, "size", "900x500");
      add_themes (chooser);
      g_object_set_data (G_OBJECT (dialog), "has-choices",
                         GINT_TO_POINTER (TRUE));
    }
  suggest_name (chooser, window, ending);
  g_object_set_data (G_OBJECT (dialog), "figure", (gpointer) figure);
  limen_file_dialog_show (dialog, G_CALLBACK (figure_answered_cb), window);
}

static void
save_figure_action (GSimpleAction *action, GVariant *parameter,
                    gpointer window)
{
  const char *figure = get_figure (parameter, window);

  if (figure != NULL)
    ask_figure (window, figure, _ ("Save figure"), FALSE);
}

static void
save_figure_data_action (GSimpleAction *action, GVariant *parameter,
                         gpointer window)
{
  const char *figure = get_figure (parameter, window);

  if (figure != NULL)
    ask_figure (window, figure, _ ("Save the numbers in the figure"), TRUE);
}

static void
report_answered_cb (GtkNativeDialog *dialog, int response, LimenWindow *self)
{
  g_autofree char *path = limen_file_dialog_get_path (dialog, response);

  if (path != NULL)
    limen_window_export_report_to (self, path);
}

static void
export_report_action (GSimpleAction *action, GVariant *parameter,
                      gpointer window)
{
  static const char *const pdf[] = { "*.pdf", NULL };
  static const char *const html[] = { "*.html", NULL };
  GtkFileChooserNative *dialog;

  if (!limen_window_can_ask_file (LIMEN_WINDOW (window)))
    return;
  dialog = gtk_file_chooser_native_new (
      _ ("Export report"), GTK_WINDOW (window), GTK_FILE_CHOOSER_ACTION_SAVE,
      _ ("_Export"), _ ("_Cancel"));
  limen_file_dialog_add_filter (dialog, _ ("Report as PDF (*.pdf)"), pdf);
  limen_file_dialog_add_filter (dialog, _ ("Report as HTML (*.html)"), html);
  suggest_name (GTK_FILE_CHOOSER (dialog), window, ".pdf");
  limen_file_dialog_show (dialog, G_CALLBACK (report_answered_cb), window);
}

static void
opened_cb (GObject *object, GAsyncResult *result, gpointer data)
{
  LimenWindow *self = LIMEN_WINDOW (object);
  g_autoptr (GError) error = NULL;

  if (!gtk_show_uri_full_finish (GTK_WINDOW (self), result, &error)
      && gtk_window_get_application (GTK_WINDOW (self)) != NULL)
    limen_window_show_error (self, _ ("No program opened the file"),
                             limen_window_get_saved (self));
}

/* Opens the file that was saved last in the default application for it. */
static void
open_saved_action (GSimpleAction *action, GVariant *parameter,
                   gpointer window)
{
  g_autofree char *uri
      = g_filename_to_uri (limen_window_get_saved (window), NULL, NULL);

  gtk_show_uri_full (GTK_WINDOW (window), uri, GDK_CURRENT_TIME, NULL,
                     opened_cb, NULL);
}

static const GActionEntry entries[] = {
  { .name = "export", .activate = export_action },
  { .name = "copy-figure",
    .activate = copy_figure_action,
    .parameter_type = "s" },
  { .name = "save-figure",
    .activate = save_figure_action,
    .parameter_type = "s" },
  { .name = "save-figure-data",
    .activate = save_figure_data_action,
    .parameter_type = "s" },
  { .name = "export-report", .activate = export_report_action },
  { .name = "open-saved", .activate = open_saved_action },
};

/* Adds the actions to a window; call it once. */
void
limen_saving_actions_add (LimenWindow *self)
{
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries,
                                   G_N_ELEMENTS (entries), self);
}
