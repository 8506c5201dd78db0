#pragma once

#include <gtk/gtk.h>

#include "threshold-layout.h"

/* Makes a spin button show and read thresholds: any finite number, in the
 * shortest text that stands for just it. */
void limen_threshold_spin_set_up (GtkSpinButton *spin);
void limen_threshold_spin_set_limits (GtkSpinButton *spin,
                                      LimenThresholdLimits limits);
void limen_threshold_spin_set_complaint (GtkSpinButton *spin,
                                         GtkWidget *label);
void limen_threshold_spin_set_blank (GtkSpinButton *spin, gboolean is_blank);
