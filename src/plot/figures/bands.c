/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "bands.h"

#include <glib/gi18n.h>
#include <math.h>

#include "tick-label.h"

/* Opacity of a band: several bands may overlap. */
#define OPACITY 0.22

typedef struct
{
  guint key;
  LimenBandPoint *points;
  gsize n_points;
} Band;

struct _LimenBands
{
  gatomicrefcount ref_count;
  double confidence;
  GArray *bands; /* Band */
};

static void
clear_band (gpointer band)
{
  g_free (((Band *) band)->points);
}

/* An empty set of bands whose points are intervals of a confidence. Returns a
 * new reference. */
LimenBands *
limen_bands_new (double confidence)
{
  LimenBands *self = g_new0 (LimenBands, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->confidence = confidence;
  self->bands = g_array_new (FALSE, FALSE, sizeof (Band));
  g_array_set_clear_func (self->bands, clear_band);
  return self;
}

/* Adds the band of the curve with a key: a metric, or the index of the curve
 * in its figure. The x of the points does not fall. Takes ownership of the
 * points, which are freed with g_free(). */
void
limen_bands_take (LimenBands *self, guint key, LimenBandPoint *points,
                  gsize n_points)
{
  const Band band = { key, points, n_points };

  g_array_append_val (self->bands, band);
}

/* Takes a reference and returns it. */
LimenBands *
limen_bands_ref (LimenBands *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/* Releases a reference; NULL is ignored. */
void
limen_bands_unref (LimenBands *self)
{
  if (self == NULL || !g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_array_unref (self->bands);
  g_free (self);
}

/* The confidence of each interval. */
double
limen_bands_get_confidence (const LimenBands *self)
{
  return self->confidence;
}

static const Band *
find_band (const LimenBands *self, guint key)
{
  for (guint i = 0; self != NULL && i < self->bands->len; i++)
    if (g_array_index (self->bands, Band, i).key == key)
      return &g_array_index (self->bands, Band, i);
  return NULL;
}

/* The points of the band of a curve, owned by the bands; NULL where there is
 * none, also if `self` is NULL. */
const LimenBandPoint *
limen_bands_get (const LimenBands *self, guint key, gsize *n_points)
{
  const Band *band = find_band (self, key);

  *n_points = band != NULL ? band->n_points : 0;
  return band != NULL ? band->points : NULL;
}

static gboolean
is_defined (const LimenBandPoint *point)
{
  return !isnan (point->low) && !isnan (point->high);
}

/* Whether no band has an interval; TRUE for NULL. */
gboolean
limen_bands_is_empty (const LimenBands *self)
{
  for (guint i = 0; self != NULL && i < self->bands->len; i++)
    {
      const Band *band = &g_array_index (self->bands, Band, i);

      for (gsize j = 0; j < band->n_points; j++)
        if (is_defined (&band->points[j]))
          return FALSE;
    }
  return TRUE;
}

/* "bands: 95 %, pointwise", for a legend; a new string. */
char *
limen_bands_describe (const LimenBands *self, const char *decimal_point)
{
  double percent = 100 * self->confidence;
  gboolean is_whole = fabs (percent - round (percent)) < 1e-9;
  char text[24];

  limen_tick_label_write (
      (LimenTickFormat){ LIMEN_TICK_FIXED, is_whole ? 0 : -1 }, percent,
      decimal_point, text, sizeof text);
  /* Translators: the bands around curves, which are intervals of each point
     by itself; %s is the confidence, "95". */
  return g_strdup_printf (_ ("bands: %s\342\200\257%%, pointwise"), text);
}

/* The number of consecutive defined points from an index on. */
static gsize
count_defined (const Band *band, gsize first)
{
  gsize n = 0;

  while (first + n < band->n_points && is_defined (&band->points[first + n]))
    n++;
  return n;
}

/* Adds an outline around some points to the path; ends beyond the y axis are
 * put on its edge. */
static void
add_outline (LimenPen *pen, LimenRect plot, const LimenScale *x,
             const LimenScale *y, const LimenBandPoint *points, gsize n)
{
  for (gsize i = 0; i < 2 * n; i++)
    {
      const LimenBandPoint *point = &points[i < n ? i : 2 * n - 1 - i];
      double value = CLAMP (i < n ? point->high : point->low, y->low, y->high);

      cairo_line_to (pen->cr,
                     plot.x + plot.width * limen_scale_map (x, point->x),
                     plot.y + plot.height * (1 - limen_scale_map (y, value)));
    }
  cairo_close_path (pen->cr);
}

/* Fills the band of a curve in a translucent tint of its colour, between gaps.
 * Nothing is drawn without a band, or if `self` is NULL. */
void
limen_bands_draw (const LimenBands *self, guint key, LimenPen *pen,
                  LimenRect plot, const LimenScale *x, const LimenScale *y,
                  LimenColor color)
{
  const Band *band = find_band (self, key);

  if (band == NULL)
    return;
  cairo_save (pen->cr);
  limen_pen_clip (pen, plot);
  color.alpha = OPACITY;
  limen_pen_set_color (pen, color);
  for (gsize i = 0; i < band->n_points; i++)
    {
      gsize n = count_defined (band, i);

      if (n > 1)
        add_outline (pen, plot, x, y, band->points + i, n);
      i += n;
    }
  cairo_fill (pen->cr);
  cairo_restore (pen->cr);
}
