/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "histogram-view.h"
#include "session.h"

/* Chooses the initial view of a file: turns on the session's logit axis and
 * the logarithmic height of the histogram if most of the histogram would be
 * empty without them, and turns them off for the next file. Choices of the
 * user are stored as settings; automatic ones are not. The view of a file is
 * not changed when the file is read again or after the user made a choice.
 *
 * Property: label (what was turned on: "logit axis, log height"; NULL if
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
