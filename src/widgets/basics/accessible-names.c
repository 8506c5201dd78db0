/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "accessible-names.h"

#include <glib/gi18n.h>
#include <gtk/gtk.h>

/* Collects the visible labels below a widget, depth first. */
static void
add_labels (GtkWidget *widget, GPtrArray *labels)
{
  if (GTK_IS_LABEL (widget))
    g_ptr_array_add (labels, widget);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) && gtk_widget_get_child_visible (child))
      add_labels (child, labels);
}

static void
name_after (GtkWidget *widget, GPtrArray *labels)
{
  GtkAccessibleRelation relation = GTK_ACCESSIBLE_RELATION_LABELLED_BY;
  GValue value = G_VALUE_INIT;
  GList *list = NULL;

  for (guint i = labels->len; i > 0; i--)
    list = g_list_prepend (list, g_ptr_array_index (labels, i - 1));
  gtk_accessible_relation_init_value (relation, &value);
  g_value_set_pointer (&value, list);
  gtk_accessible_update_relation_value (GTK_ACCESSIBLE (widget), 1, &relation,
                                        &value);
  g_value_unset (&value);
}

/* Names the button inside a GtkDropDown, the part that takes the focus, after
 * the GtkDropDown and the label of the selected item. */
static void
name_button (GtkWidget *drop_down)
{
  GtkWidget *button = gtk_widget_get_first_child (drop_down);
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  g_ptr_array_add (labels, drop_down);
  add_labels (button, labels);
  name_after (button, labels);
}

/* Names a row after the labels in it. */
static void
name_row (GtkWidget *row)
{
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();

  add_labels (row, labels);
  if (labels->len > 0)
    name_after (row, labels);
}

/* Names the list of rows inside a GtkColumnView after the GtkColumnView. */
static void
name_rows (GtkWidget *rows)
{
  gtk_accessible_update_relation (
      GTK_ACCESSIBLE (rows), GTK_ACCESSIBLE_RELATION_LABELLED_BY,
      gtk_widget_get_parent (rows), NULL, -1);
}

static gboolean
is_button_of_menu (GtkWidget *widget)
{
  return GTK_IS_MENU_BUTTON (widget)
         || (GTK_IS_TOGGLE_BUTTON (widget)
             && GTK_IS_MENU_BUTTON (gtk_widget_get_parent (widget)));
}

/* Names the focusable parts of one of GTK's own windows after the window,
 * except the button that opens its search. */
static void
name_parts (GtkWidget *widget, GtkWidget *window)
{
  if (GTK_IS_SCROLLED_WINDOW (widget) || GTK_IS_TEXT_VIEW (widget)
      || GTK_IS_SEARCH_ENTRY (widget) || is_button_of_menu (widget))
    gtk_accessible_update_relation (GTK_ACCESSIBLE (widget),
                                    GTK_ACCESSIBLE_RELATION_LABELLED_BY,
                                    window, NULL, -1);
  else if (GTK_IS_TOGGLE_BUTTON (widget)
           && GTK_IS_IMAGE (gtk_button_get_child (GTK_BUTTON (widget))))
    gtk_accessible_update_property (GTK_ACCESSIBLE (widget),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL,
                                    _ ("Search"), -1);
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    name_parts (child, window);
}

static gboolean
realized_cb (GSignalInvocationHint *hint, guint n_values, const GValue *values,
             gpointer data)
{
  GtkWidget *widget = g_value_get_object (&values[0]);
  const char *type = G_OBJECT_TYPE_NAME (widget);

  if (GTK_IS_DROP_DOWN (widget))
    {
      name_button (widget);
      g_signal_handlers_disconnect_by_func (widget, name_button, NULL);
      g_signal_connect_after (widget, "notify", G_CALLBACK (name_button),
                              NULL);
    }
  else if (g_str_equal (type, "GtkListItemWidget"))
    name_row (widget);
  else if (g_str_equal (type, "GtkColumnListView"))
    name_rows (widget);
  else if (GTK_IS_SHORTCUTS_WINDOW (widget) || GTK_IS_ABOUT_DIALOG (widget))
    name_parts (widget, widget);
  return TRUE;
}

/* Gives accessible names to parts that GTK 4.8 names by their type and no
 * template can reach: buttons inside drop-downs, rows of lists and tables, and
 * GTK's own windows. They are named when they are first shown. Call once per
 * program. */
void
limen_accessible_names_complete (void)
{
  g_type_class_unref (g_type_class_ref (GTK_TYPE_WIDGET));
  g_signal_add_emission_hook (g_signal_lookup ("realize", GTK_TYPE_WIDGET), 0,
                              realized_cb, NULL, NULL);
}
