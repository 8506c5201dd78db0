/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pen.h"
#include "scale.h"

/* An interval of the values of a curve at a place on its x axis, in the units
 * of the figure's axes. Either end NaN: no interval, a gap in the band; an
 * end may be infinite. */
typedef struct
{
  double x, low, high;
} LimenBandPoint;

/* The bands around the curves of a figure, in which each point is an interval
 * of its own: pointwise. Reference counted; immutable once the last band is
 * added. */
typedef struct _LimenBands LimenBands;

LimenBands *limen_bands_new (double confidence);
void limen_bands_take (LimenBands *self, guint key, LimenBandPoint *points,
                       gsize n_points);
LimenBands *limen_bands_ref (LimenBands *self);
void limen_bands_unref (LimenBands *self);

double limen_bands_get_confidence (const LimenBands *self);
gboolean limen_bands_is_empty (const LimenBands *self);
const LimenBandPoint *limen_bands_get (const LimenBands *self, guint key,
                                       gsize *n_points);
char *limen_bands_describe (const LimenBands *self, const char *decimal_point);
void limen_bands_draw (const LimenBands *self, guint key, LimenPen *pen,
                       LimenRect plot, const LimenScale *x,
                       const LimenScale *y, LimenColor color);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenBands, limen_bands_unref)
