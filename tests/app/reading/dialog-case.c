/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "dialog-case.h"

#include "support.h"

LimenColumnsDialog *
dialog_case_open (const char *path, const LimenReadOptions *options,
                  const char *reason)
{
  g_autoptr (GError) error = NULL;
  GtkWidget *dialog
      = limen_columns_dialog_new (NULL, path, options, reason, &error);

  g_assert_no_error (error);
  gtk_window_present (GTK_WINDOW (dialog));
  gtk_test_widget_wait_for_draw (dialog);
  return g_object_ref (LIMEN_COLUMNS_DIALOG (dialog));
}

LimenColumnsDialog *
dialog_case_open_text (const char *text, const LimenReadOptions *options)
{
  g_autofree char *path = test_write_file ("input.csv", text, -1);

  return dialog_case_open (path, options, NULL);
}

void
dialog_case_close (LimenColumnsDialog *dialog)
{
  gtk_window_destroy (GTK_WINDOW (dialog));
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (dialog);
}

gpointer
dialog_case_get_child (LimenColumnsDialog *dialog, const char *name)
{
  GObject *child = gtk_widget_get_template_child (
      GTK_WIDGET (dialog), LIMEN_TYPE_COLUMNS_DIALOG, name);

  g_assert_nonnull (child);
  return child;
}

static void
append_list (GString *out, GStrv list)
{
  g_autofree char *text
      = list != NULL ? g_strjoinv (",", list) : g_strdup ("?");

  g_string_append (out, text);
}

static void
append (GString *out, const char *mark, const char *text)
{
  if (text != NULL)
    g_string_append_printf (out, " %s%s", mark, text);
}

char *
dialog_case_describe (LimenColumnsDialog *dialog)
{
  g_autoptr (LimenReadOptions) options
      = limen_columns_dialog_get_options (dialog);
  GString *out = g_string_new (
      options->has_task ? limen_task_get_name (options->task) : "auto");

  g_string_append_c (out, ' ');
  append_list (out, options->labels);
  g_string_append_c (out, '/');
  append_list (out, options->scores);
  append (out, "=", options->predicted);
  append (out, "*", options->weight);
  append (out, "#", options->group);
  append (out, "fp:", options->fp_cost);
  append (out, "fn:", options->fn_cost);
  append (out, "+", options->positive);
  if (options->has_kind)
    append (out, "", limen_kind_get_name (options->kind));
  if (options->undo != LIMEN_UNDO_NONE)
    append (out, "-", limen_undo_get_name (options->undo));
  return g_string_free (out, FALSE);
}

const char *
dialog_case_get_status (LimenColumnsDialog *dialog)
{
  const char *text = gtk_label_get_label (
      GTK_LABEL (dialog_case_get_child (dialog, "reading_status")));
  GtkWidget *accept = gtk_window_get_default_widget (GTK_WINDOW (dialog));

  g_assert_cmpint (gtk_widget_get_sensitive (accept), ==,
                   g_str_has_prefix (text, "Will be read as "));
  return text;
}

void
dialog_case_select (LimenColumnsDialog *dialog, const char *name,
                    const char *text)
{
  GtkDropDown *drop_down = dialog_case_get_child (dialog, name);
  GListModel *model = gtk_drop_down_get_model (drop_down);

  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (drop_down)));
  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (GtkStringObject) item = g_list_model_get_item (model, i);

      if (g_str_has_prefix (gtk_string_object_get_string (item), text))
        {
          gtk_drop_down_set_selected (drop_down, i);
          return;
        }
    }
  g_error ("%s: there is no %s", name, text);
}

void
dialog_case_toggle (LimenColumnsDialog *dialog, const char *name, guint column)
{
  GtkWidget *chooser = dialog_case_get_child (dialog, name);

  g_assert_true (gtk_widget_get_mapped (chooser));
  g_assert_true (
      gtk_widget_activate_action (chooser, "columns.toggle", "u", column));
}

gboolean
dialog_case_is_shown (LimenColumnsDialog *dialog, const char *name)
{
  return gtk_widget_get_visible (dialog_case_get_child (dialog, name));
}
