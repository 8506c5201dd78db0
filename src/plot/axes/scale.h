/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Transform of an axis: a monotone increasing map from values to 0..1 and
 * back. */
typedef enum
{
  LIMEN_TRANSFORM_LINEAR,
  LIMEN_TRANSFORM_LOGIT,   /* probabilities laid out by their logit */
  LIMEN_TRANSFORM_SIGMOID, /* logits laid out by their probability */
  LIMEN_TRANSFORM_LOG1P,   /* counts from 0: log (1 + v) */
  LIMEN_TRANSFORM_PROBIT,  /* probabilities laid out by normal deviates */
} LimenTransform;

/* An axis: its transform and its ends. Plain data; make it with
 * limen_scale_new(). */
typedef struct
{
  LimenTransform transform;
  double low, high; /* values at 0 and 1 */
  gboolean is_reversed; /* labels show negated values, which fall along the
                         * axis */
  gboolean is_cut_low, is_cut_high; /* the axis shows a part; more values
                                     * beyond */
} LimenScale;

LimenScale limen_scale_new (LimenTransform transform, double low, double high);
gboolean limen_scale_is_degenerate (const LimenScale *self);
double limen_scale_map (const LimenScale *self, double value);
double limen_scale_unmap (const LimenScale *self, double position);
double limen_scale_get_length (const LimenScale *self);
LimenScale limen_scale_fit (const LimenScale *self, double low, double high,
                            const double *marks, gsize n_marks);
/* Parts of an axis, for zooming and panning. */
LimenScale limen_scale_cut (const LimenScale *self, double low, double high);
LimenScale limen_scale_zoom (const LimenScale *self, const LimenScale *part,
                             double position, double factor);
LimenScale limen_scale_pan (const LimenScale *self, const LimenScale *part,
                            double shift);
LimenScale limen_scale_center (const LimenScale *self, const LimenScale *part,
                               double value);
gboolean limen_scale_is_part (const LimenScale *self, const LimenScale *part);
/* Fills edges[n + 1] at equal distances along the axis; both ends are
 * exact. */
void limen_scale_fill_edges (const LimenScale *self, double *edges, gsize n);
