/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "curve-legend.h"
#include "curves-view.h"
#include "figure-feed.h"
#include "figure-tabs.h"
#include "figures-panel.h"
#include "fitted-view.h"
#include "histogram-view.h"
#include "matrix-panel.h"
#include "prevalence-badge.h"

/* Members and functions shared by the two parts of the panel.
 * figures-panel-histogram.c: the histogram with its header; figures-panel.c:
 * the other figures, and what concerns all figures. */
struct _LimenFiguresPanel
{
  GtkWidget parent_instance;

  GtkWidget *box;
  GtkWidget *decisions_note;
  GtkWidget *histogram_header;
  GtkWidget *histogram_place;
  GtkWidget *negative_swatch;
  GtkWidget *positive_swatch;
  GtkWidget *negative_name;
  GtkWidget *positive_name;
  GtkWidget *legend_note;
  GtkWidget *preview_note;
  GtkWidget *zone_note;
  LimenPrevalenceBadge *badge;
  GtkWidget *fit_chip;
  GtkWidget *fit_label;
  GtkWidget *zoom_chip;
  GtkWidget *zoom_label;
  GtkWidget *test_chip;
  gboolean is_narrow;
  GtkWidget *test_label;
  GtkMenuButton *view_button;
  GtkWidget *bins;
  GtkWidget *bins_error_label;
  GtkWidget *stacked;
  GtkWidget *density;
  GtkWidget *log_y;
  GtkWidget *logit_axis;
  LimenHistogramView *histogram;
  LimenCurvesView *curves;
  LimenCurveLegend *legend;
  GtkNotebook *tabs;
  GtkMenuButton *all_button;
  GMenu *figure_menu;
  GMenuModel *histogram_section; /* of figure_menu, if there is one */
  GtkWidget *curves_page;
  LimenMatrixPanel *matrix;
  LimenFigureTabs *figures;
  LimenFigureFeed *feed; /* of the threshold curves */
  GPtrArray *feeds;      /* LimenFigureFeed of figures below it */
  LimenTheme theme;
  LimenFittedView *fitted; /* the automatic axis and height of the file */
  LimenSession *session; /* borrowed from the window */
};

/* Set up the histogram. Call bind in class_init, init in init after the
 * template, and follow once the session is set. */
void limen_figures_panel_bind_histogram (GtkWidgetClass *klass);
void limen_figures_panel_init_histogram (LimenFiguresPanel *self);
void limen_figures_panel_follow_histogram (LimenFiguresPanel *self);

/* Sets the names of the classes in the header of the histogram. */
void limen_figures_panel_name_classes (LimenFiguresPanel *self,
                                       LimenOneVsRest *class);
