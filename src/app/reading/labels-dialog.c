/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "labels-dialog.h"

#include <glib/gi18n.h>

#include "child-window.h"
#include "display-text.h"
#include "preview-grid.h"
#include "template.h"

#define N_PREVIEW_ROWS 6

/* How rows are matched; the items of the drop-down. */
enum
{
  MATCH_INFERRED,
  MATCH_BY_ORDER,
  MATCH_BY_ID,
};

struct _LimenLabelsDialog
{
  GtkWindow parent_instance;

  GtkWidget *reason;
  GtkWidget *file;
  GtkGrid *preview;
  GtkDropDown *label;
  GtkDropDown *match;
  GtkWidget *scores_id_title, *labels_id_title;
  GtkDropDown *scores_id, *labels_id;

  char *path;
  LimenReadOptions *options;
  LimenPreview *scores, *labels;
};

enum
{
  ACCEPTED,
  FILE_ASKED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LimenLabelsDialog, limen_labels_dialog, GTK_TYPE_WINDOW)

static void
match_changed_cb (GObject *object, GParamSpec *pspec, LimenLabelsDialog *self)
{
  gboolean has_id = gtk_drop_down_get_selected (self->match) == MATCH_BY_ID;

  gtk_widget_set_visible (self->scores_id_title, has_id);
  gtk_widget_set_visible (GTK_WIDGET (self->scores_id), has_id);
  gtk_widget_set_visible (self->labels_id_title, has_id);
  gtk_widget_set_visible (GTK_WIDGET (self->labels_id), has_id);
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
file_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[FILE_ASKED], 0);
  gtk_window_destroy (GTK_WINDOW (widget));
}

static void
limen_labels_dialog_finalize (GObject *object)
{
  LimenLabelsDialog *self = LIMEN_LABELS_DIALOG (object);

  g_free (self->path);
  limen_read_options_free (self->options);
  limen_preview_free (self->scores);
  limen_preview_free (self->labels);
  G_OBJECT_CLASS (limen_labels_dialog_parent_class)->finalize (object);
}

static void
limen_labels_dialog_class_init (LimenLabelsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = limen_labels_dialog_finalize;
  signals[ACCEPTED] = g_signal_new ("accepted", LIMEN_TYPE_LABELS_DIALOG,
                                    G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[FILE_ASKED] = g_signal_new ("file-asked", LIMEN_TYPE_LABELS_DIALOG,
                                      G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                      G_TYPE_NONE, 0);
  gtk_widget_class_set_template_from_resource (
      widget_class, "/io/github/limen/Limen/ui/labels-dialog.ui");
  LIMEN_BIND_CHILDREN (widget_class, LimenLabelsDialog, reason, file, preview,
                       label, match, scores_id_title, scores_id,
                       labels_id_title, labels_id);
  gtk_widget_class_bind_template_callback (widget_class, match_changed_cb);
  gtk_widget_class_install_action (widget_class, "labels.accept", NULL,
                                   accept_action);
  gtk_widget_class_install_action (widget_class, "labels.cancel", NULL,
                                   cancel_action);
  gtk_widget_class_install_action (widget_class, "labels.file", NULL,
                                   file_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0,
                                       "labels.cancel", NULL);
}

static void
limen_labels_dialog_init (LimenLabelsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Fills a list with the columns, after an item `none` if that is not NULL. */
static void
fill_columns (GtkDropDown *drop_down, const LimenPreview *preview,
              const char *none)
{
  const char *const items[] = { none, NULL };
  g_autoptr (GtkStringList) list = gtk_string_list_new (items);

  for (guint i = 0; i < preview->names->len; i++)
    {
      g_autofree char *shown = limen_preview_grid_shorten (
          g_ptr_array_index (preview->names, i));

      gtk_string_list_append (list, shown);
    }
  gtk_drop_down_set_model (drop_down, G_LIST_MODEL (list));
}

static const char *
get_key (const LimenPreview *preview, guint column)
{
  return g_ptr_array_index (preview->keys, column);
}

/* The id columns as "A=B", also if both have the same name. */
static char *
make_id (LimenLabelsDialog *self, guint scores_column, guint labels_column)
{
  return g_strdup_printf ("%s=%s", get_key (self->scores, scores_column),
                          get_key (self->labels, labels_column));
}

static gboolean
is_id (LimenLabelsDialog *self, guint scores_column, guint labels_column)
{
  const char *said = self->options->id;
  const char *key = get_key (self->scores, scores_column);
  const char *other = get_key (self->labels, labels_column);
  g_autofree char *id = make_id (self, scores_column, labels_column);

  return said == NULL ? g_ascii_strcasecmp (key, other) == 0
                      : g_str_equal (said, id)
                            || (g_str_equal (said, key)
                                && g_str_equal (said, other));
}

/* Selects the id columns from the options, or columns that have the same name
 * in both files. FALSE if there are none. */
static gboolean
select_id (LimenLabelsDialog *self)
{
  for (guint i = 0; i < self->scores->keys->len; i++)
    for (guint j = 0; j < self->labels->keys->len; j++)
      if (is_id (self, i, j))
        {
          gtk_drop_down_set_selected (self->scores_id, i);
          gtk_drop_down_set_selected (self->labels_id, j);
          return TRUE;
        }
  return FALSE;
}

static void
fill_label (LimenLabelsDialog *self)
{
  GStrv said = self->options->labels;
  guint n = said != NULL ? g_strv_length (said) : 0;

  fill_columns (self->label, self->labels,
                n > 1 ? C_ ("column", "several") : C_ ("column", "inferred"));
  for (guint i = 0; n == 1 && i < self->labels->keys->len; i++)
    if (g_str_equal (get_key (self->labels, i), said[0]))
      gtk_drop_down_set_selected (self->label, i + 1);
}

/* Fills the fields from the options. After a failed attempt to read the
 * labels, rows are matched by columns that have the same name in both files,
 * if there are any. */
static void
fill (LimenLabelsDialog *self, gboolean has_failed)
{
  gboolean has_pair;
  g_autofree char *base = g_path_get_basename (self->options->labels_from);
  g_autofree char *name = g_filename_display_name (base);

  gtk_label_set_label (GTK_LABEL (self->file), name);
  limen_preview_grid_fill (self->preview, self->labels);
  fill_label (self);
  fill_columns (self->scores_id, self->scores, NULL);
  fill_columns (self->labels_id, self->labels, NULL);
  has_pair = select_id (self);
  if (self->options->id != NULL || (has_failed && has_pair))
    gtk_drop_down_set_selected (self->match, MATCH_BY_ID);
  else if (self->options->no_id)
    gtk_drop_down_set_selected (self->match, MATCH_BY_ORDER);
  match_changed_cb (NULL, NULL, self);
}

/* Creates a dialog for two files and reads their first rows. `options` names
 * the file of labels and is copied. `reason` says why the dialog is opened;
 * NULL if the user opened it. NULL with an error of LIMEN_TABLE_ERROR if a
 * file cannot be read. */
GtkWidget *
limen_labels_dialog_new (GtkWindow *parent, const char *path,
                         const LimenReadOptions *options, const char *reason,
                         GError **error)
{
  g_autoptr (LimenReadOptions) alone = limen_read_options_copy (options);
  g_autoptr (LimenPreview) scores = NULL, labels = NULL;
  g_autofree char *shown = NULL;
  LimenLabelsDialog *self;

  g_clear_pointer (&alone->labels_from, g_free);
  scores = limen_preview_read (path, alone, N_PREVIEW_ROWS, NULL, error);
  labels = scores != NULL
               ? limen_preview_read_labels (options->labels_from,
                                            N_PREVIEW_ROWS, NULL, error)
               : NULL;
  if (labels == NULL)
    return NULL;
  self = g_object_new (LIMEN_TYPE_LABELS_DIALOG, NULL);
  limen_child_window_set_parent (GTK_WINDOW (self), parent);
  self->path = g_strdup (path);
  self->options = limen_read_options_copy (options);
  self->scores = g_steal_pointer (&scores);
  self->labels = g_steal_pointer (&labels);
  shown = limen_display_text_new_lines (reason != NULL ? reason : "");
  gtk_label_set_label (GTK_LABEL (self->reason), shown);
  gtk_widget_set_visible (self->reason, reason != NULL);
  fill (self, reason != NULL);
  return GTK_WIDGET (self);
}

/* The path of the file of scores; owned by the dialog. */
const char *
limen_labels_dialog_get_path (LimenLabelsDialog *self)
{
  g_return_val_if_fail (LIMEN_IS_LABELS_DIALOG (self), NULL);

  return self->path;
}

static void
take_label (LimenLabelsDialog *self, LimenReadOptions *options)
{
  guint selected = gtk_drop_down_get_selected (self->label);
  gboolean has_several
      = options->labels != NULL && g_strv_length (options->labels) > 1;

  if (selected == 0 && has_several)
    return;
  g_clear_pointer (&options->labels, g_strfreev);
  if (selected == 0 || selected == GTK_INVALID_LIST_POSITION)
    return;
  options->labels = g_new0 (char *, 2);
  options->labels[0] = g_strdup (get_key (self->labels, selected - 1));
}

/* The options as currently chosen; free with limen_read_options_free(). */
LimenReadOptions *
limen_labels_dialog_get_options (LimenLabelsDialog *self)
{
  LimenReadOptions *options;
  guint match;

  g_return_val_if_fail (LIMEN_IS_LABELS_DIALOG (self), NULL);

  options = limen_read_options_copy (self->options);
  match = gtk_drop_down_get_selected (self->match);
  take_label (self, options);
  g_clear_pointer (&options->id, g_free);
  options->no_id = match == MATCH_BY_ORDER;
  if (match == MATCH_BY_ID)
    options->id = make_id (self, gtk_drop_down_get_selected (self->scores_id),
                           gtk_drop_down_get_selected (self->labels_id));
  return options;
}
