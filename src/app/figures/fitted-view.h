/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "histogram-view.h"
#include "session.h"

/* Fits the first view of a file to its scores: turns a session's logit axis and
 * its histogram's logarithmic height on where most of the histogram would be
 * empty without them, and off again for the next file. What the user chooses is
 * stored as a setting, what is turned on here is not. A file that is read again
 * keeps its view, and one for which the user chose otherwise is left alone.
 *
 * Property: label (what is turned on, "logit axis, log height"; NULL:
 * nothing). */
#define LIMEN_TYPE_FITTED_VIEW (limen_fitted_view_get_type ())
G_DECLARE_FINAL_TYPE (LimenFittedView, limen_fitted_view, LIMEN, FITTED_VIEW,
                      GObject)

LimenFittedView *limen_fitted_view_new (LimenSession *session,
                                        LimenHistogramView *histogram);
void limen_fitted_view_bind_settings (LimenFittedView *self,
                                      GSettings *settings);

const char *limen_fitted_view_get_label (LimenFittedView *self);
gboolean limen_fitted_view_has_log_height (LimenFittedView *self);
void limen_fitted_view_turn_off (LimenFittedView *self);
