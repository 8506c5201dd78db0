/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "accessible-names.h"

#include <gtk/gtk.h>

#include "support.h"

static GtkWidget *
find_label (GtkWidget *widget, const char *text)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget)
      && g_str_equal (gtk_label_get_label (GTK_LABEL (widget)), text))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child, text);
  return found;
}

/* The button of a drop-down is named after its value, also where that comes
 * after the drop-down is shown. */
static void
test_drop_down (void)
{
  static const char *const items[] = { "first", "second", NULL };
  GtkWidget *window = gtk_window_new ();
  GtkWidget *drop_down = gtk_drop_down_new (NULL, NULL);
  g_autoptr (GtkStringList) model = gtk_string_list_new (items);
  GtkWidget *button, *label;

  gtk_window_set_child (GTK_WINDOW (window), drop_down);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (drop_down))
    g_main_context_iteration (NULL, TRUE);
  gtk_drop_down_set_model (GTK_DROP_DOWN (drop_down), G_LIST_MODEL (model));
  button = gtk_widget_get_first_child (drop_down);
  label = find_label (button, "first");
  g_assert_nonnull (label);
  gtk_test_accessible_assert_relation (
      button, GTK_ACCESSIBLE_RELATION_LABELLED_BY, drop_down, label, NULL);
  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int argc, char **argv)
{
  gtk_test_init (&argc, &argv, NULL);
  limen_accessible_names_complete ();
  g_test_add_func ("/accessible-names/drop-down", test_drop_down);
  return g_test_run ();
}
