/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "matrix-facts.h"
#include "matrix-layout.h"
#include "matrix-view.h"

/* What the parts of the view share: matrix-view.c has what is shown,
 * matrix-view-pointing.c the cell at the pointer or the cursor, read out and
 * activated, matrix-view-zoom.c what is seen of a large matrix. */
struct _LimenMatrixView
{
  GtkWidget parent_instance;

  LimenMatrixFigure figure; /* of what follows */
  LimenMatrixFacts facts;
  GStrv names;
  double *cells;
  double *totals, *column_totals;
  LimenTheme theme;

  GtkAdjustment *adjustments[2]; /* by orientation */
  GtkScrollablePolicy policies[2];
  double pinched; /* the cell size when a pinch began */

  GtkWidget *readout;
  double readout_x, readout_y; /* what it stands beside */
  double pointer_x, pointer_y; /* NaN: elsewhere */
  gboolean is_by_key;          /* it reads out the cursor, not the pointer */
  gssize pressed_row, pressed_column;
  guint description_source;
};

LimenRect limen_matrix_view_get_rect (LimenMatrixView *self);
LimenMatrixLayout limen_matrix_view_get_layout (LimenMatrixView *self);
gboolean limen_matrix_view_has_cells (LimenMatrixView *self);
void limen_matrix_view_activate_cell (LimenMatrixView *self, gssize row,
                                      gssize column);

void limen_matrix_view_add_pointing (LimenMatrixView *self);
void limen_matrix_view_describe (LimenMatrixView *self);
void limen_matrix_view_describe_later (LimenMatrixView *self);
void limen_matrix_view_update_readout (LimenMatrixView *self);
void limen_matrix_view_allocate_readout (LimenMatrixView *self, int width,
                                         int height);

void limen_matrix_view_add_zoom (LimenMatrixView *self);
void limen_matrix_view_set_adjustment (LimenMatrixView *self,
                                       GtkOrientation orientation,
                                       GtkAdjustment *adjustment);
void limen_matrix_view_update_adjustments (LimenMatrixView *self);
void limen_matrix_view_scrolled_cb (GtkAdjustment *adjustment,
                                    LimenMatrixView *self);
void limen_matrix_view_zoom (GtkWidget *widget, const char *name,
                             GVariant *parameter);
