/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure-view.h"

/* State shared by the source files of the view:
 * figure-view.c: properties, axis and drawing;
 * figure-view-moving.c: pointer and keys that move the lines, and the readout;
 * figure-view-range.c: zoom and pan. */
typedef struct
{
  LimenThresholdAxis axis;
  LimenScale whole;        /* whole axis; axis.x is the shown part */
  LimenScale range_before; /* part shown when a pinch or pan began */
  char *x_title;
  char *line_label;
  char *refer_label;
  double *pinned;
  LimenAxisMark *marks;
  const LimenSweep *sweep; /* borrowed */
  double step;             /* step of an arrow key */
  double grab_offset;      /* distance from pointer to dragged line */
  gboolean is_grab_open;   /* both lines are at one place: the direction of
                            * the drag decides which one moves */
  gboolean is_stale;       /* the readout is outdated; wait for a pointer
                            * movement */
  gboolean is_dragging;    /* no readout while dragging */
  double press_x;
  double drag_start;
  double drag_before;     /* threshold of the dragged line at the start */
  LimenValueScale *scale; /* threshold of the active line */
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
