/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "curve-file.h"

#include <math.h>

void
curve_file_init (CurveFile *self, gsize n, gboolean has_ties,
                 gboolean has_weights)
{
  *self = (CurveFile){ .n = n,
                       .scores = g_new (double, n),
                       .labels = g_new (guint16, n),
                       .weights = has_weights ? g_new (double, n) : NULL };
  for (gsize i = 0; i < n; i++)
    {
      double score = g_test_rand_double ();

      self->labels[i] = g_test_rand_double () < 0.1 + 0.6 * score * score;
      self->scores[i] = has_ties ? floor (score * 20) / 20 : score;
      if (has_weights)
        self->weights[i] = g_test_rand_int_range (0, 5) == 0
                               ? 0
                               : pow (g_test_rand_double (), 4);
    }
  self->sweep = limen_sweep_new (self->scores, self->labels, 1, self->weights,
                                 n);
}

void
curve_file_clear (CurveFile *self)
{
  g_free (self->scores);
  g_free (self->weights);
  g_free (self->labels);
  limen_sweep_free (self->sweep);
}

LimenPointAxis
curve_axis_new (LimenPointsKind kind, double high, size_t n_pixels)
{
  if (kind == LIMEN_POINTS_DET)
    return (LimenPointAxis){ 0.001, 0.999, true, n_pixels };
  return (LimenPointAxis){ 0, high, false, n_pixels };
}

LimenSweep *
curve_sweep_new (const double *scores, const guint16 *labels, gsize n)
{
  return limen_sweep_new (scores, labels, 1, NULL, n);
}
