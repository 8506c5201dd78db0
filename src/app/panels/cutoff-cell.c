/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoff-cell.h"

#include <glib/gi18n.h>

#include "cutoff-text.h"
#include "edit-cell.h"

/* Texts of at most this many characters are not ellipsized. */
#define MAX_WHOLE_CHARS 16

/* Sets an accessible name. Takes ownership of the name. */
static void
take_name (GtkWidget *widget, char *name)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_free (name);
}

/* A button in a row. It cannot be focused by Tab, since each row is one stop
 * and keys act on the row. */
static GtkWidget *
new_row_button (const char *icon, const char *tooltip, GCallback clicked_cb,
                gpointer data)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "row-button");
  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_set_focusable (button, FALSE);
  g_signal_connect (button, "clicked", clicked_cb, data);
  return button;
}

/* A cell whose text is edited in place. In the column of names there is a
 * second line for the origin of the cutoff. */
static GtkWidget *
new_editable_cell (const LimenCutoffsColumn *column,
                   const LimenCutoffCellEvents *events, gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *text
      = limen_edit_cell_new (column->kind == LIMEN_CUTOFFS_NAME ? 12 : 8, 18);
  GtkWidget *origin = gtk_label_new (NULL);

  gtk_widget_set_valign (box, GTK_ALIGN_CENTER);
  g_signal_connect (text, "done", events->edited, data);
  gtk_label_set_max_width_chars (GTK_LABEL (origin), 18);
  gtk_label_set_xalign (GTK_LABEL (origin), 0);
  gtk_label_set_ellipsize (GTK_LABEL (origin), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (origin, "note");
  gtk_widget_add_css_class (origin, "value");
  gtk_widget_set_visible (origin, FALSE);
  gtk_box_append (GTK_BOX (box), text);
  gtk_box_append (GTK_BOX (box), origin);
  return box;
}

static GtkWidget *
new_label_cell (const LimenCutoffsColumn *column)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label),
                        limen_cutoffs_column_is_text (column) ? 0 : 1);
  if (limen_cutoffs_column_is_text (column))
    {
      gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_MIDDLE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), MAX_WHOLE_CHARS);
    }
  else
    gtk_widget_add_css_class (label, "value");
  return label;
}

static GtkWidget *
new_buttons_cell (const LimenCutoffCellEvents *events,
          gpointer data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_set_halign (box, GTK_ALIGN_END);
  gtk_box_append (GTK_BOX (box),
                  new_row_button ("document-edit-symbolic", _ ("Rename (F2)"),
                                  events->rename_clicked, data));
  gtk_box_append (GTK_BOX (box), new_row_button ("insert-text-symbolic",
                                                 _ ("Write a note (Shift+F2)"),
                                                 events->note_clicked, data));
  gtk_box_append (GTK_BOX (box),
                  new_row_button ("user-trash-symbolic", _ ("Remove (Delete)"),
                                  events->remove_clicked, data));
  return box;
}

static GtkWidget *
new_tick_cell (const LimenCutoffCellEvents *events,
          gpointer data)
{
  GtkWidget *tick = gtk_check_button_new ();

  gtk_widget_set_focusable (tick, FALSE);
  gtk_widget_set_tooltip_text (
      tick, _ ("Draw its line, and compare it with another cutoff (Space)"));
  g_signal_connect (tick, "toggled", events->ticked, data);
  return tick;
}

/* A new cell for a column (floating reference). Its widgets call the handlers
 * in `events`, which is not kept, with `data`. */
GtkWidget *
limen_cutoff_cell_new (const LimenCutoffsColumn *column,
                       const LimenCutoffCellEvents *events, gpointer data)
{
  if (column->kind == LIMEN_CUTOFFS_TICK)
    return new_tick_cell (events, data);
  if (column->kind == LIMEN_CUTOFFS_BUTTONS)
    return new_buttons_cell (events, data);
  return limen_cutoffs_column_is_editable (column)
             ? new_editable_cell (column, events, data)
             : new_label_cell (column);
}

static void
update_editable (GtkWidget *cell, const LimenCutoffsColumn *column,
                 LimenCutoff *cutoff)
{
  gboolean is_name = column->kind == LIMEN_CUTOFFS_NAME;
  GtkWidget *origin = gtk_widget_get_last_child (cell);
  g_autofree char *text = limen_cutoffs_column_format (column, cutoff);
  g_autofree char *name = g_strdup_printf (is_name ? _ ("Name of cutoff %s")
                                                   : _ ("Note on cutoff %s"),
                                           limen_cutoff_get_name (cutoff));
  g_autofree char *from = is_name ? limen_cutoff_text_describe_origin (
                                        column->session, cutoff)
                                  : NULL;

  limen_edit_cell_set_text (
      LIMEN_EDIT_CELL (gtk_widget_get_first_child (cell)), text, name);
  gtk_label_set_label (GTK_LABEL (origin), from != NULL ? from : "");
  gtk_widget_set_visible (origin, from != NULL);
}

static void
update_buttons (GtkWidget *cell, LimenCutoff *cutoff)
{
  const char *cutoff_name = limen_cutoff_get_name (cutoff);
  GtkWidget *rename = gtk_widget_get_first_child (cell);
  GtkWidget *note = gtk_widget_get_next_sibling (rename);
  GtkWidget *remove = gtk_widget_get_next_sibling (note);

  take_name (rename, g_strdup_printf (_ ("Rename cutoff %s"), cutoff_name));
  take_name (note,
             g_strdup_printf (_ ("Write a note on cutoff %s"), cutoff_name));
  take_name (remove, g_strdup_printf (_ ("Remove cutoff %s"), cutoff_name));
}

static void
update_tick (GtkWidget *cell, const LimenCutoffsColumn *column,
             LimenCutoff *cutoff)
{
  take_name (cell, g_strdup_printf (_ ("Compare cutoff %s"),
                                    limen_cutoff_get_name (cutoff)));
  gtk_check_button_set_active (
      GTK_CHECK_BUTTON (cell),
      limen_cutoff_store_is_ticked (
          limen_session_get_cutoffs (column->session), cutoff));
}

/* Shows a text; short texts are not ellipsized. */
static void
update_label (GtkWidget *cell, const LimenCutoffsColumn *column,
              const char *text)
{
  gtk_label_set_label (GTK_LABEL (cell), text);
  if (limen_cutoffs_column_is_text (column))
    gtk_label_set_width_chars (
        GTK_LABEL (cell),
        (int) MIN (g_utf8_strlen (text, -1), MAX_WHOLE_CHARS));
}

/* Shows a cutoff in a cell that limen_cutoff_cell_new() made for `column`,
 * whose session must be set. */
void
limen_cutoff_cell_update (GtkWidget *cell, const LimenCutoffsColumn *column,
                          LimenCutoff *cutoff)
{
  g_autofree char *text = limen_cutoffs_column_format (column, cutoff);
  g_autofree char *tooltip = limen_cutoffs_column_describe (column, cutoff);

  if (column->kind == LIMEN_CUTOFFS_TICK)
    update_tick (cell, column, cutoff);
  else if (column->kind == LIMEN_CUTOFFS_BUTTONS)
    update_buttons (cell, cutoff);
  else if (limen_cutoffs_column_is_editable (column))
    update_editable (cell, column, cutoff);
  else
    update_label (cell, column, text != NULL ? text : "");
  if (column->kind != LIMEN_CUTOFFS_TICK) /* the tick has its own tooltip */
    gtk_widget_set_tooltip_text (cell, tooltip);
}
