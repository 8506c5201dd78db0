/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "theme.h"

/* One cell of a confusion matrix: title, count and share, on an area whose
 * width is its share of the true class. */
#define LIMEN_TYPE_CONFUSION_CELL (limen_confusion_cell_get_type ())
G_DECLARE_FINAL_TYPE (LimenConfusionCell, limen_confusion_cell, LIMEN,
                      CONFUSION_CELL, GtkWidget)

void limen_confusion_cell_set_value (LimenConfusionCell *self, double count,
                                     double share_of_all,
                                     double share_of_class);
void limen_confusion_cell_set_color (LimenConfusionCell *self,
                                     LimenColor color, double strength);
