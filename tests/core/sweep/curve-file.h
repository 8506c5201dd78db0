/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "curve-points.h"

/* Random rows, and their sweep. */
typedef struct
{
  gsize n;
  double *scores, *weights;
  guint16 *labels;
  LimenSweep *sweep;
} CurveFile;

/* Draws n rows. */
void curve_file_init (CurveFile *self, gsize n, gboolean has_ties,
                      gboolean has_weights);

/* Frees what a file holds. */
void curve_file_clear (CurveFile *self);

/* Returns an axis for a kind of points, up to `high` if linear. */
LimenPointAxis curve_axis_new (LimenPointsKind kind, double high,
                               size_t n_pixels);

/* Builds the sweep of unweighted rows. */
LimenSweep *curve_sweep_new (const double *scores, const guint16 *labels,
                             gsize n);
