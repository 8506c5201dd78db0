/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "holder.h"
#include "session.h"

/* The bar above a reliability diagram: a choice of bins, and a note on bins
 * with few rows. */
#define LIMEN_TYPE_BINS_BAR (limen_bins_bar_get_type ())
G_DECLARE_FINAL_TYPE (LimenBinsBar, limen_bins_bar, LIMEN, BINS_BAR,
                      LimenHolder)

void limen_bins_bar_set_session (LimenBinsBar *self, LimenSession *session);
void limen_bins_bar_set_bins (LimenBinsBar *self,
                              const LimenCalibrationBin *bins, gsize n_bins);
