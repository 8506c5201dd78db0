/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "column-titles.h"

#define KEY "limen-column-titles"

static GtkWidget *
find_label (GtkWidget *widget)
{
  GtkWidget *found = NULL;

  if (GTK_IS_LABEL (widget))
    return widget;
  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_label (child);
  return found;
}

/* Aligns a title to the right, with its sort arrow on the left, if `is_end`;
 * else to the left, with the arrow on the right. GTK reserves space for the
 * arrow even while it is hidden. */
static void
align_label (GtkWidget *label, gboolean is_end)
{
  GtkWidget *box = gtk_widget_get_parent (label);
  GtkWidget *arrow = gtk_widget_get_next_sibling (label);

  if (arrow == NULL)
    arrow = gtk_widget_get_prev_sibling (label);
  gtk_label_set_xalign (GTK_LABEL (label), is_end ? 1 : 0);
  gtk_widget_set_hexpand (label, is_end);
  if (arrow != NULL && is_end)
    gtk_widget_insert_before (arrow, box, label);
  else if (arrow != NULL)
    gtk_widget_insert_after (arrow, box, label);
}

/* Aligns all titles. The header has a title widget for each column, hidden or
 * not, in column order. */
static void
align_titles (GtkColumnView *view)
{
  GListModel *columns = gtk_column_view_get_columns (view);
  GtkWidget *header = gtk_widget_get_first_child (GTK_WIDGET (view));
  GtkWidget *title
      = header != NULL ? gtk_widget_get_first_child (header) : NULL;

  for (guint i = 0; title != NULL && i < g_list_model_get_n_items (columns);
       i++)
    {
      g_autoptr (GtkColumnViewColumn) column
          = g_list_model_get_item (columns, i);
      GtkWidget *label = find_label (title);
      gboolean is_end = g_object_get_data (G_OBJECT (column), KEY) != NULL;

      if (label != NULL)
        align_label (label, is_end);
      title = gtk_widget_get_next_sibling (title);
    }
}

/* Aligns the title of a column of numbers to the right, above its numbers; GTK
 * aligns all titles to the left. The column must already be in the view. */
void
limen_column_titles_set_end (GtkColumnView *view, GtkColumnViewColumn *column)
{
  g_return_if_fail (GTK_IS_COLUMN_VIEW (view));
  g_return_if_fail (GTK_IS_COLUMN_VIEW_COLUMN (column));

  g_object_set_data (G_OBJECT (column), KEY, GINT_TO_POINTER (TRUE));
  if (g_object_get_data (G_OBJECT (view), KEY) == NULL)
    {
      g_object_set_data (G_OBJECT (view), KEY, GINT_TO_POINTER (TRUE));
      g_signal_connect (view, "map", G_CALLBACK (align_titles), NULL);
      g_signal_connect_object (gtk_column_view_get_columns (view),
                               "items-changed", G_CALLBACK (align_titles),
                               view, G_CONNECT_SWAPPED | G_CONNECT_AFTER);
    }
  align_titles (view);
}
