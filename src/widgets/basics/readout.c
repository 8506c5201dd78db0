/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "readout.h"

#define READOUT_GAP 14

/* A new label for a readout; the parent owns, unparents and allocates it. */
GtkWidget *
limen_readout_new (GtkWidget *parent)
{
  GtkWidget *readout = gtk_label_new (NULL);

  gtk_widget_add_css_class (readout, "readout");
  gtk_widget_set_can_target (readout, FALSE);
  gtk_widget_set_visible (readout, FALSE);
  gtk_widget_set_parent (readout, parent);
  return readout;
}

/* Shows Pango markup in a readout; NULL hides it. */
void
limen_readout_show (GtkWidget *readout, const char *markup)
{
  gtk_widget_set_visible (readout, markup != NULL);
  if (markup != NULL)
    gtk_label_set_markup (GTK_LABEL (readout), markup);
}

/* Allocates a readout beside the pointer at (x, y), on the side where it fits
 * into a figure of this size. */
void
limen_readout_allocate (GtkWidget *readout, int width, int height, double x,
                        double y)
{
  GtkRequisition size;
  int left, top;

  if (!gtk_widget_should_layout (readout))
    return;
  gtk_widget_get_preferred_size (readout, &size, NULL);
  left = (int) x + READOUT_GAP;
  if (left + size.width > width)
    left = (int) x - READOUT_GAP - size.width;
  top = CLAMP ((int) y - size.height / 2, 0, MAX (0, height - size.height));
  gtk_widget_size_allocate (
      readout, &(GtkAllocation){ MAX (0, left), top, size.width, size.height },
      -1);
}
