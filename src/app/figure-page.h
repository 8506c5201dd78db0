#pragma once

#include <gtk/gtk.h>

#include "figure.h"
#include "session.h"
#include "theme.h"

/* One more figure of the class at hand, by the name that limen-cli plot has for
 * it, with the session's threshold on it. It is computed off the main thread,
 * and only once it is seen. */
#define LIMEN_TYPE_FIGURE_PAGE (limen_figure_page_get_type ())
G_DECLARE_FINAL_TYPE (LimenFigurePage, limen_figure_page, LIMEN, FIGURE_PAGE,
                      GtkWidget)

/* Which figures there are: the first so many numbers. */
guint limen_figure_page_get_n_figures (void);

LimenFigurePage *limen_figure_page_new (guint figure);
const char *limen_figure_page_get_name (LimenFigurePage *self);
const char *limen_figure_page_get_tab (LimenFigurePage *self);
const char *limen_figure_page_get_title (LimenFigurePage *self);
void limen_figure_page_set_session (LimenFigurePage *self,
                                    LimenSession *session);
void limen_figure_page_set_pinned (LimenFigurePage *self,
                                   const double *thresholds,
                                   gsize n_thresholds);
void limen_figure_page_set_marks (LimenFigurePage *self,
                                  const LimenAxisMark *marks, gsize n_marks);
void limen_figure_page_set_band (LimenFigurePage *self, double low,
                                 double high);
void limen_figure_page_set_theme (LimenFigurePage *self,
                                  LimenThemeVariant variant);
