/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "list-rows.h"

static gboolean
is_row (GtkWidget *widget)
{
  GtkWidget *parent = gtk_widget_get_parent (widget);

  return parent != NULL && GTK_IS_LIST_VIEW (parent);
}

/* The row widget that contains a widget; NULL if none does. */
GtkWidget *
limen_list_rows_find (GtkWidget *widget)
{
  while (widget != NULL && !is_row (widget))
    widget = gtk_widget_get_parent (widget);
  return widget;
}

static int
get_natural_height (GtkWidget *widget)
{
  int natural;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural,
                      NULL, NULL);
  return natural;
}

/* Natural height in pixels of the header of a table, its first `n_rows` rows
 * (or all, if fewer) and the frame around them. Heights differ where texts
 * have several lines. */
int
limen_list_rows_measure (GtkColumnView *view, guint n_rows)
{
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *list = gtk_widget_get_next_sibling (header);
  GtkWidget *row = gtk_widget_get_first_child (list);
  int height = get_natural_height (GTK_WIDGET (view))
               - get_natural_height (list);

  for (guint i = 0; i < n_rows && row != NULL; i++)
    {
      height += get_natural_height (row);
      row = gtk_widget_get_next_sibling (row);
    }
  return height;
}
