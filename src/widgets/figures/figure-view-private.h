/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-view.h"

/* What the parts of a figure's view share: figure-view.c has what is shown,
 * figure-view-moving.c how pointer and keys move the lines and read out what
 * they point at, figure-view-range.c how they zoom and pan. */
typedef struct
{
  LimenThresholdAxis axis;
  LimenScale whole;        /* the axis of which axis.x is shown */
  LimenScale range_before; /* shown when a pinch or a pan began */
  char *x_title;
  char *line_label;
  char *refer_label;
  double *pinned;
  LimenAxisMark *marks;
  const LimenSweep *sweep; /* borrowed */
  double step;             /* what an arrow key moves */
  double grab_offset;      /* from the pointer to the line while dragging */
  gboolean is_grab_open;   /* both lines are there: where it goes tells */
  gboolean is_stale;    /* the readout, which waits for the pointer to move */
  gboolean is_dragging; /* the readout is in the way of what changes */
  double press_x;
  double drag_start;
  double drag_before;     /* where the line stood that is dragged */
  LimenValueScale *scale; /* where the held line stands */
  double pointer_x, pointer_y;
} LimenFigureViewPrivate;

LimenFigureViewPrivate *limen_figure_view_get_private (LimenFigureView *self);
LimenRect limen_figure_view_get_plot (LimenFigureView *self);
gboolean limen_figure_view_has_axis (LimenFigureView *self);
void limen_figure_view_request_range (LimenFigureView *self, LimenScale range);

void limen_figure_view_add_moving (LimenFigureView *self);
void limen_figure_view_update_scale (LimenFigureView *self);
void limen_figure_view_hide_readout (LimenFigureView *self);
void limen_figure_view_drop_readout (LimenFigureView *self);

void limen_figure_view_add_range (LimenFigureView *self);
