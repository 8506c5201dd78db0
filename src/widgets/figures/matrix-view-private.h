/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "matrix-facts.h"
#include "matrix-layout.h"
#include "matrix-view.h"

/* State shared by the source files of the view:
 * matrix-view.c: names, cells and drawing;
 * matrix-view-pointing.c: the cell at the pointer or the cursor, its readout
 * and its activation;
 * matrix-view-zoom.c: zoom and scrolling. */
struct _LimenMatrixView
{
  GtkWidget parent_instance;

  LimenMatrixFigure figure; /* borrows the members below */
  LimenMatrixFacts facts;
  GStrv names;
  double *cells;
  double *totals, *column_totals; /* of the rows; of the columns */
  LimenTheme theme;

  GtkAdjustment *adjustments[2]; /* indexed by GtkOrientation */
  GtkScrollablePolicy policies[2];
  double pinched; /* cell size when a pinch began */

  GtkWidget *readout;
  double readout_x, readout_y; /* point that the readout is next to */
  double pointer_x, pointer_y; /* NaN: outside */
  gboolean is_by_key;          /* the readout describes the cell at the
                                * cursor, else at the pointer */
  gssize pressed_row, pressed_column;
  guint description_source; /* pending update of the description; 0: none */
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
