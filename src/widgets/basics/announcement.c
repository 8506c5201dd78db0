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
