/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "figure-type.h"

/* How a window shows figures of one shape. */
typedef struct
{
  GType (*get_view_type) (void); /* NULL: another widget shows it */
  /* Shows what was computed; NULL: nothing yet. */
  void (*show) (GtkWidget *view, const char *title, LimenOneVsRest *class,
                gpointer computed);
  /* Shows the threshold, in a view that does not move it; NULL: it has a
   * property of it. */
  void (*mark) (GtkWidget *view, LimenOneVsRest *class, double threshold);
  gboolean has_axis; /* that of the thresholds: it is a LimenFigureView */
} LimenFigureAdapter;

const LimenFigureAdapter *limen_figure_adapter_get (LimenFigureShape shape);
