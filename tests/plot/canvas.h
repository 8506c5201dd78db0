/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <cairo.h>

#include "theme.h"

/* An image surface whose pixels can be read. */
typedef struct
{
  cairo_surface_t *surface;
  cairo_t *cr;
  int width, height;
} TestCanvas;

TestCanvas *test_canvas_new (int width, int height);
void test_canvas_free (TestCanvas *self);
gboolean test_canvas_is (TestCanvas *self, int x, int y, LimenColor color);
gsize test_canvas_count (TestCanvas *self, LimenColor color);
gboolean test_canvas_equals (TestCanvas *self, TestCanvas *other);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (TestCanvas, test_canvas_free)

#define test_assert_pixel(canvas, x, y, color)                                \
  G_STMT_START                                                                \
  {                                                                           \
    if (!test_canvas_is (canvas, x, y, color))                                \
      g_error ("%s:%d: pixel %d, %d is not %s", __FILE__, __LINE__, (int) (x), \
               (int) (y), #color);                                            \
  }                                                                           \
  G_STMT_END
