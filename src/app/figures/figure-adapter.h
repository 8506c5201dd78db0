/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "figure-type.h"

/* How figures of one shape are shown in the window. */
typedef struct
{
  GType (*get_view_type) (void); /* NULL if another widget shows it */
  /* Shows the computed data of the figure; NULL clears it. */
  void (*show) (GtkWidget *view, const char *title, LimenOneVsRest *class,
                gpointer computed);
  /* Shows the threshold; NULL for views with a threshold property. */
  void (*mark) (GtkWidget *view, LimenOneVsRest *class, double threshold);
  gboolean has_axis; /* the view is a LimenFigureView */
} LimenFigureAdapter;

const LimenFigureAdapter *limen_figure_adapter_get (LimenFigureShape shape);
