#pragma once

#include <gtk/gtk.h>

#include "figure-reliability.h"

/* A reliability diagram over the histogram of its probabilities. A bin is
 * chosen by the arrow keys, for its readout, and let go of by Escape.
 *
 * Properties: selected-bin (-1: none), theme (a LimenThemeVariant). */
#define LIMEN_TYPE_RELIABILITY_VIEW (limen_reliability_view_get_type ())
G_DECLARE_FINAL_TYPE (LimenReliabilityView, limen_reliability_view, LIMEN,
                      RELIABILITY_VIEW, GtkWidget)

void limen_reliability_view_set_bins (LimenReliabilityView *self,
                                      const LimenCalibrationBin *bins,
                                      const double *low, const double *high,
                                      gsize n_bins, double ece);
void limen_reliability_view_set_counts (LimenReliabilityView *self,
                                        const double *edges,
                                        const LimenHistogramBin *counts,
                                        gsize n_counts);
void limen_reliability_view_set_class_names (LimenReliabilityView *self,
                                             const char *negative,
                                             const char *positive);
void limen_reliability_view_set_message (LimenReliabilityView *self,
                                         const char *message);
void limen_reliability_view_set_threshold (LimenReliabilityView *self,
                                           double probability);
int limen_reliability_view_get_selected (LimenReliabilityView *self);
void limen_reliability_view_set_selected (LimenReliabilityView *self,
                                          int bin);
