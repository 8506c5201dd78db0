/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session.h"
#include "theme.h"

/* The middle of the window: the histogram above the threshold curves and other
 * figures, over a common axis. */
#define LIMEN_TYPE_FIGURES_PANEL (limen_figures_panel_get_type ())
G_DECLARE_FINAL_TYPE (LimenFiguresPanel, limen_figures_panel, LIMEN,
                      FIGURES_PANEL, GtkWidget)

void limen_figures_panel_set_session (LimenFiguresPanel *self,
                                      LimenSession *session);
void limen_figures_panel_set_narrow (LimenFiguresPanel *self,
                                     gboolean is_narrow);
void limen_figures_panel_bind_settings (LimenFiguresPanel *self,
                                        GSettings *settings);
void limen_figures_panel_set_theme (LimenFiguresPanel *self,
                                    LimenThemeVariant variant);
void limen_figures_panel_zoom (LimenFiguresPanel *self, int n_steps);
void limen_figures_panel_step (LimenFiguresPanel *self, int n_steps);
const char *limen_figures_panel_get_figure (LimenFiguresPanel *self);
