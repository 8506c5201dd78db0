/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "columns-dialog-private.h"

#include <glib/gi18n.h>
#include <string.h>

#include "child-window.h"
#include "drop-down.h"
#include "display-text.h"
#include "file-drop.h"
#include "preview-grid.h"
#include "screen-format.h"
#include "template.h"

#define N_PREVIEW_ROWS 8

enum
{
  ACCEPTED,
  LABELS_ASKED,
  LABELS_DROPPED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenColumnsDialog, limen_columns_dialog, GTK_TYPE_WINDOW)

static void
selected_cb (GObject *object, GParamSpec *pspec, LimenColumnsDialog *self)
{
  limen_columns_dialog_update (self);
}

static void
chosen_cb (LimenColumnChooser *chooser, LimenColumnsDialog *self)
{
  limen_columns_dialog_update (self);
}

static void
labels_changed_cb (LimenLabelBoxes *boxes, LimenColumnsDialog *self)
{
  limen_columns_dialog_update (self);
}

static void
classes_changed_cb (LimenClassMap *map, LimenColumnsDialog *self)
{
  limen_columns_dialog_update (self);
}

static void
task_changed_cb (GObject *object, GParamSpec *pspec, LimenColumnsDialog *self)
{
  if (self->is_filling)
    return;
  limen_columns_dialog_change_task (self);
  limen_columns_dialog_update (self);
}

static void
reading_selected_cb (GObject *object, GParamSpec *pspec,
                     LimenColumnsDialog *self)
{
  guint selected = gtk_drop_down_get_selected (self->reading);

  if (self->is_filling || selected >= self->offered->len)
    return;
  limen_columns_dialog_take_reading (self, self->offered->pdata[selected]);
  limen_columns_dialog_update (self);
}

/* Reads the first rows again, with or without a header: the names of the
 * columns change, the chosen columns stay. */
static void
header_toggled_cb (GtkCheckButton *button, LimenColumnsDialog *self)
{
  g_autoptr (LimenColumnsChoice) choice = NULL;
  LimenPreview *preview;

  if (self->is_filling)
    return;
  self->options->no_header = !gtk_check_button_get_active (button);
  preview = limen_preview_read (self->path, self->options, N_PREVIEW_ROWS,
                                NULL, NULL);
  if (preview == NULL)
    return;
  choice = limen_columns_dialog_get_choice (self);
  limen_preview_free (self->data);
  self->data = preview;
  limen_preview_find_readings (preview, self->options);
  gtk_widget_set_sensitive (self->remember, preview->has_header);
  limen_columns_dialog_fill (self, choice);
  limen_columns_dialog_update (self);
}

static void
accept_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[ACCEPTED], 0);
  gtk_window_destroy (GTK_WINDOW (widget));
}

static void
cancel_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  gtk_window_destroy (GTK_WINDOW (widget));
}

static void
labels_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[LABELS_ASKED], 0);
  gtk_window_destroy (GTK_WINDOW (widget));
}

static void
labels_dropped (GtkWidget *widget, const char *path)
{
  g_signal_emit (widget, signals[LABELS_DROPPED], 0, path);
  gtk_window_destroy (GTK_WINDOW (widget));
}

static void
limen_columns_dialog_finalize (GObject *object)
{
  LimenColumnsDialog *self = LIMEN_COLUMNS_DIALOG (object);

  g_free (self->path);
  limen_read_options_free (self->options);
  g_ptr_array_unref (self->offered);
  limen_columns_choice_free (self->shown);
  limen_preview_free (self->data);
  G_OBJECT_CLASS (limen_columns_dialog_parent_class)->finalize (object);
}

static void
limen_columns_dialog_class_init (LimenColumnsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = limen_columns_dialog_finalize;
  g_type_ensure (LIMEN_TYPE_COLUMN_CHOOSER);
  g_type_ensure (LIMEN_TYPE_LABEL_BOXES);
  g_type_ensure (LIMEN_TYPE_CLASS_MAP);
  signals[ACCEPTED] = g_signal_new ("accepted", LIMEN_TYPE_COLUMNS_DIALOG,
                                    G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[LABELS_ASKED] = g_signal_new (
      "labels-asked", LIMEN_TYPE_COLUMNS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 0);
  signals[LABELS_DROPPED] = g_signal_new (
      "labels-dropped", LIMEN_TYPE_COLUMNS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL,
      NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/columns-dialog.ui");
  LIMEN_BIND_CHILDREN (
      widget_class, LimenColumnsDialog, reason, reading_box, reading, preview,
      task, label, labels, labels_from, label_why, ignored_title, ignored,
      score, scores, score_why, classes_title, classes, positive_title,
      positive, predicted_title, predicted_box, predicted, predicted_why, kind,
      undo, weight, fp_cost, fn_cost, group, unit, header, skip_bad_rows,
      skip_bad_cells, remember, reverse_scores, reading_status);
  gtk_widget_class_bind_template_callback (widget_class, selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, reading_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, labels_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, classes_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, task_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_toggled_cb);
  gtk_widget_class_install_action (widget_class, "columns.accept", NULL,
                                   accept_action);
  gtk_widget_class_install_action (widget_class, "columns.cancel", NULL,
                                   cancel_action);
  gtk_widget_class_install_action (widget_class, "columns.labels", NULL,
                                   labels_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0,
                                       "columns.cancel", NULL);
}

static void
limen_columns_dialog_init (LimenColumnsDialog *self)
{
  GtkDropDown **lists[]
      = { &self->reading, &self->task, &self->label,     &self->score,
          &self->kind,    &self->undo, &self->predicted, &self->weight,
          &self->group,   &self->unit, &self->fp_cost,   &self->fn_cost };

  self->is_filling = TRUE;
  self->offered = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    limen_drop_down_shorten (*lists[i]);
  limen_file_drop_add (GTK_WIDGET (self), NULL, labels_dropped);
}

static void
fill_options (LimenColumnsDialog *self)
{
  if (self->options->has_kind)
    gtk_drop_down_set_selected (self->kind, self->options->kind + 1);
  else if (self->data->is_decision)
    gtk_drop_down_set_selected (self->kind, LIMEN_KIND_DECISION + 1);
  gtk_drop_down_set_selected (self->undo, self->options->undo);
  if (self->options->positive != NULL)
    gtk_editable_set_text (GTK_EDITABLE (self->positive),
                           self->options->positive);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->header),
                               self->data->has_header);
  gtk_widget_set_sensitive (self->header, self->data->has_header
                                              || self->options->no_header);
  gtk_widget_set_sensitive (self->remember, self->data->has_header);
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (self->remember),
      self->options->remembers
          || !limen_read_options_has_roles (self->options));
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->skip_bad_rows),
                               self->options->skip_bad_rows);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->skip_bad_cells),
                               self->options->skip_bad_cells);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->reverse_scores),
                               self->options->reverse_scores);
}

static void
set_title (LimenColumnsDialog *self)
{
  g_autofree char *name = limen_display_text_new (
      self->data->name, strlen (self->data->name), 0);
  g_autofree char *title = g_strdup_printf (_ ("Columns of %s"), name);

  gtk_window_set_title (GTK_WINDOW (self), title);
}

/* Shows why the dialog was opened: what is unclear about the columns, and why
 * remembered choices do not fit. */
static void
show_reason (LimenColumnsDialog *self, const char *reason)
{
  g_autofree char *misfit = limen_read_options_describe_misfit (self->options);
  g_autofree char *advice = NULL, *text = NULL, *sentence = NULL;

  gtk_widget_set_visible (self->reason, reason != NULL);
  if (reason == NULL)
    return;
  sentence = limen_screen_capitalize (
      self->data->doubt != NULL ? self->data->doubt : reason);
  /* Translators: %s is what is unclear in the file. */
  advice = g_strdup_printf (
      self->shown->labels->len == 0
          ? _ ("%s. Choose below; labels may be in another file.")
          : _ ("%s. Choose below."),
      sentence);
  text = misfit != NULL ? g_strjoin ("\n", advice, misfit, NULL)
                        : g_strdup (advice);
  gtk_label_set_label (GTK_LABEL (self->reason), text);
}

/* Creates a dialog for a file and reads its first rows. `options` is copied,
 * NULL for the defaults. `reason` says why the dialog is opened, without a
 * full stop; NULL if the user opened it. If the roles of the columns are in
 * doubt, the dialog shows that instead of `reason`. Returns NULL with an error
 * of LIMEN_TABLE_ERROR if the file cannot be read. */
GtkWidget *
limen_columns_dialog_new (GtkWindow *parent, const char *path,
                          const LimenReadOptions *options,
                          const char *reason, GError **error)
{
  g_autoptr (LimenReadOptions) said = options != NULL
                                          ? limen_read_options_copy (options)
                                          : limen_read_options_new ();
  LimenPreview *preview
      = limen_preview_read (path, said, N_PREVIEW_ROWS, NULL, error);
  LimenColumnsDialog *self;

  if (preview == NULL)
    return NULL;
  self = g_object_new (LIMEN_TYPE_COLUMNS_DIALOG, NULL);
  limen_child_window_set_parent (GTK_WINDOW (self), parent);
  self->path = g_strdup (path);
  self->options = g_steal_pointer (&said);
  self->data = preview;
  limen_preview_find_readings (preview, self->options);
  set_title (self);
  fill_options (self);
  limen_columns_dialog_show_first (self);
  show_reason (self, reason);
  return GTK_WIDGET (self);
}

/* The path of the file; owned by the dialog. */
const char *
limen_columns_dialog_get_path (LimenColumnsDialog *self)
{
  g_return_val_if_fail (LIMEN_IS_COLUMNS_DIALOG (self), NULL);

  return self->path;
}

/* The options as currently chosen; free with limen_read_options_free(). */
LimenReadOptions *
limen_columns_dialog_get_options (LimenColumnsDialog *self)
{
  g_autoptr (LimenColumnsChoice) choice = NULL;
  LimenReadOptions *chosen;
  const char *positive;

  g_return_val_if_fail (LIMEN_IS_COLUMNS_DIALOG (self), NULL);

  chosen = limen_read_options_copy (self->options);
  choice = limen_columns_dialog_get_choice (self);
  limen_columns_choice_apply (choice, self->data, chosen);
  positive = gtk_editable_get_text (GTK_EDITABLE (self->positive));

  g_free (chosen->positive);
  chosen->positive =
      limen_task_get (choice->task)->has_positive && positive[0] != '\0'
          ? g_strdup (positive)
          : NULL;
  chosen->skip_bad_rows
      = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->skip_bad_rows));
  chosen->skip_bad_cells
      = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->skip_bad_cells));
  limen_read_options_own (chosen);
  chosen->remembers
      = gtk_check_button_get_active (GTK_CHECK_BUTTON (self->remember))
        && self->data->has_header;
  return chosen;
}
