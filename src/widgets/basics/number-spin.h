/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "threshold-layout.h"

/* Makes a spin button show and read numbers: thresholds, costs, bounds, in the
 * shortest text that stands for just them. What is no number, or out of the
 * adjustment's range, is refused in words. */
void limen_number_spin_set_up (GtkSpinButton *spin);
void limen_number_spin_set_limits (GtkSpinButton *spin,
                                   LimenThresholdLimits limits);
void limen_number_spin_set_whole (GtkSpinButton *spin);
void limen_number_spin_set_complaint (GtkSpinButton *spin,
                                      GtkWidget *label);
void limen_number_spin_set_blank (GtkSpinButton *spin, gboolean is_blank);
