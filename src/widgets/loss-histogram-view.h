#pragma once

#include <gtk/gtk.h>

#include "loss-counts.h"

/* How the losses of the rows are distributed. A bar is chosen by pressing it,
 * and by the arrow keys; pressing it again, or Escape, lets go of it.
 *
 * Properties: selected-bin (-1: none), theme (a LimenThemeVariant). */
#define LIMEN_TYPE_LOSS_HISTOGRAM_VIEW (limen_loss_histogram_view_get_type ())
G_DECLARE_FINAL_TYPE (LimenLossHistogramView, limen_loss_histogram_view,
                      LIMEN, LOSS_HISTOGRAM_VIEW, GtkWidget)

void limen_loss_histogram_view_set_counts (LimenLossHistogramView *self,
                                           const LimenLossCounts *counts);
int limen_loss_histogram_view_get_selected (LimenLossHistogramView *self);
void limen_loss_histogram_view_set_selected (LimenLossHistogramView *self,
                                             int bin);
void limen_loss_histogram_view_get_range (LimenLossHistogramView *self,
                                          double *low, double *high);
