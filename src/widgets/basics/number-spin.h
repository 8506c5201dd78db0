/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "threshold-layout.h"

/* Extends a GtkSpinButton for thresholds, costs and bounds: shows each number
 * in the shortest text that parses to it, and rejects text that is not a
 * number or out of range with an error message. */
void limen_number_spin_set_up (GtkSpinButton *spin);
void limen_number_spin_set_limits (GtkSpinButton *spin,
                                   LimenThresholdLimits limits);
void limen_number_spin_set_whole (GtkSpinButton *spin);
void limen_number_spin_set_error_label (GtkSpinButton *spin, GtkWidget *label);
void limen_number_spin_set_blank (GtkSpinButton *spin, gboolean is_blank);
