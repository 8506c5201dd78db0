/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "canvas.h"

#include <math.h>
#include <string.h>

TestCanvas *
test_canvas_new (int width, int height)
{
  TestCanvas *self = g_new0 (TestCanvas, 1);

  self->surface
      = cairo_image_surface_create (CAIRO_FORMAT_RGB24, width, height);
  self->cr = cairo_create (self->surface);
  self->width = width;
  self->height = height;
  return self;
}

void
test_canvas_free (TestCanvas *self)
{
  g_assert_cmpint (cairo_status (self->cr), ==, CAIRO_STATUS_SUCCESS);
  cairo_destroy (self->cr);
  cairo_surface_destroy (self->surface);
  g_free (self);
}

static guint32
get_pixel (TestCanvas *self, int x, int y)
{
  const guchar *data = cairo_image_surface_get_data (self->surface);
  int stride = cairo_image_surface_get_stride (self->surface);
  guint32 pixel;

  g_assert_true (x >= 0 && x < self->width && y >= 0 && y < self->height);
  memcpy (&pixel, data + y * stride + x * 4, 4);
  return pixel & 0xffffff;
}

static gboolean
is_color (guint32 pixel, LimenColor color)
{
  const double levels[] = { color.blue, color.green, color.red };

  for (int i = 0; i < 3; i++)
    if (fabs ((pixel >> 8 * i & 0xff) - levels[i] * 255) > 1.01)
      return FALSE;
  return TRUE;
}

/* Whether a pixel has a colour, to the nearest level. */
gboolean
test_canvas_is (TestCanvas *self, int x, int y, LimenColor color)
{
  cairo_surface_flush (self->surface);
  return is_color (get_pixel (self, x, y), color);
}

/* Number of pixels of a colour. */
gsize
test_canvas_count (TestCanvas *self, LimenColor color)
{
  gsize count = 0;

  cairo_surface_flush (self->surface);
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      count += is_color (get_pixel (self, x, y), color);
  return count;
}

gboolean
test_canvas_equals (TestCanvas *self, TestCanvas *other)
{
  cairo_surface_flush (self->surface);
  cairo_surface_flush (other->surface);
  for (int y = 0; y < self->height; y++)
    for (int x = 0; x < self->width; x++)
      if (get_pixel (self, x, y) != get_pixel (other, x, y))
        return FALSE;
  return TRUE;
}
