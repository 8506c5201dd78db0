/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "figure-feed.h"
#include "figure-type.h"
#include "session.h"

/* The tab page of a figure of the current class: its view, with the session's
 * threshold, and above it the bins bar if the figure has bins. */
#define LIMEN_TYPE_FIGURE_PAGE (limen_figure_page_get_type ())
G_DECLARE_FINAL_TYPE (LimenFigurePage, limen_figure_page, LIMEN, FIGURE_PAGE,
                      GtkWidget)

LimenFigurePage *limen_figure_page_new (const LimenFigureType *type);
const LimenFigureType *limen_figure_page_get_figure (LimenFigurePage *self);
LimenFigureFeed *limen_figure_page_get_feed (LimenFigurePage *self);
void limen_figure_page_set_session (LimenFigurePage *self,
                                    LimenSession *session);
