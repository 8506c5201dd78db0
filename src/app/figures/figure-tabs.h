/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "figure-type.h"
#include "session.h"

/* The tabs of a notebook, one for each figure that the loaded file has, and a
 * menu of them. Most tabs get a page of their own; the pages of the threshold
 * curves and the matrix are passed in. */
#define LIMEN_TYPE_FIGURE_TABS (limen_figure_tabs_get_type ())
G_DECLARE_FINAL_TYPE (LimenFigureTabs, limen_figure_tabs, LIMEN, FIGURE_TABS,
                      GObject)

LimenFigureTabs *limen_figure_tabs_new (GtkNotebook *notebook,
                                        GtkWidget *curves, GtkWidget *matrix);
GMenuModel *limen_figure_tabs_get_menu (LimenFigureTabs *self);
void limen_figure_tabs_add_feeds (LimenFigureTabs *self, GPtrArray *feeds);
void limen_figure_tabs_set_session (LimenFigureTabs *self,
                                    LimenSession *session);
const char *limen_figure_tabs_get_figure (LimenFigureTabs *self);
void limen_figure_tabs_show_figure (LimenFigureTabs *self, const char *key);
void limen_figure_tabs_step (LimenFigureTabs *self, int n_steps);
