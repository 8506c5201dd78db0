/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "announcement.h"

/* Makes assistive tools receive the next change of the name of a visible
 * widget of role alert or status. GTK 4.8 sends such changes only for widgets
 * that a tool has queried or that have reported focus. */
void
limen_announcement_prepare (GtkWidget *widget)
{
  gboolean is_focusable;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  is_focusable = gtk_widget_get_focusable (widget);
  gtk_widget_set_focusable (widget, !is_focusable);
  gtk_widget_set_focusable (widget, is_focusable);
}

/* Shows a text in a label of role status and announces it to assistive tools;
 * NULL hides the label. */
void
limen_announcement_show (GtkWidget *label, const char *text,
                         gboolean is_warning)
{
  g_return_if_fail (GTK_IS_LABEL (label));

  gtk_widget_set_visible (label, text != NULL);
  limen_announcement_prepare (label);
  gtk_label_set_label (GTK_LABEL (label), text != NULL ? text : "");
  if (is_warning)
    gtk_widget_add_css_class (label, "warning");
  else
    gtk_widget_remove_css_class (label, "warning");
}
