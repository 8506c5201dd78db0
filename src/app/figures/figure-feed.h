/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "bins-bar.h"
#include "figure-type.h"
#include "session.h"

/* Keeps the view of a figure up to date with a session: computes the figure of
 * the current class off the main thread, once the view is visible. */
#define LIMEN_TYPE_FIGURE_FEED (limen_figure_feed_get_type ())
G_DECLARE_FINAL_TYPE (LimenFigureFeed, limen_figure_feed, LIMEN, FIGURE_FEED,
                      GObject)

LimenFigureFeed *limen_figure_feed_new (const LimenFigureType *type,
                                        GtkWidget *view, LimenBinsBar *bar);
void limen_figure_feed_set_session (LimenFigureFeed *self,
                                    LimenSession *session);
void limen_figure_feed_set_pinned (LimenFigureFeed *self,
                                   const double *thresholds,
                                   gsize n_thresholds);
void limen_figure_feed_set_marks (LimenFigureFeed *self,
                                  const LimenAxisMark *marks, gsize n_marks);
void limen_figure_feed_set_band (LimenFigureFeed *self, double low,
                                 double high);
void limen_figure_feed_set_theme (LimenFigureFeed *self,
                                  LimenThemeVariant variant);
