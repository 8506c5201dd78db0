/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "announcement.h"

/* Lets assistive tools hear of the next change of an element's name, which is
 * of role alert or status and shown: GTK 4.8 tells of changes only where a tool
 * has looked before, or where it has told of the focus. */
void
limen_announcement_prepare (GtkWidget *widget)
{
  gboolean is_focusable;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  is_focusable = gtk_widget_get_focusable (widget);
  gtk_widget_set_focusable (widget, !is_focusable);
  gtk_widget_set_focusable (widget, is_focusable);
}

/* Shows a text in a label of role status, NULL for none, and lets assistive
 * tools hear of it. */
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
