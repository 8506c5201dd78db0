/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "marker.h"

#include <math.h>

#define RADIUS 4.0
#define N_SHAPES 5

static void
add_polygon (cairo_t *cr, double x, double y, guint n_corners, double turn)
{
  for (guint i = 0; i < n_corners; i++)
    {
      double angle = turn + 2 * G_PI * i / n_corners;

      cairo_line_to (cr, x + RADIUS * cos (angle), y + RADIUS * sin (angle));
    }
  cairo_close_path (cr);
}

static void
add_shape (cairo_t *cr, guint shape, double x, double y)
{
  cairo_new_sub_path (cr);
  switch (shape)
    {
    case 0:
      cairo_arc (cr, x, y, 0.85 * RADIUS, 0, 2 * G_PI);
      cairo_close_path (cr);
      break;
    case 1:
      add_polygon (cr, x, y, 4, G_PI_4);
      break;
    case 2:
      add_polygon (cr, x, y, 3, -G_PI_2);
      break;
    case 3:
      add_polygon (cr, x, y, 4, 0);
      break;
    default:
      add_polygon (cr, x, y, 3, G_PI_2);
      break;
    }
}

/* Draws one of ten marker shapes at a point: filled disc, square, triangle,
 * diamond and inverted triangle, then these five hollow. */
void
limen_marker_draw (LimenPen *pen, guint marker, double x, double y,
                   LimenColor color)
{
  gboolean is_hollow = marker / N_SHAPES % 2 == 1;

  add_shape (pen->cr, marker % N_SHAPES, x, y);
  limen_pen_set_color (pen, is_hollow ? pen->theme->plot : color);
  cairo_fill_preserve (pen->cr);
  limen_pen_set_color (pen, color);
  cairo_set_line_width (pen->cr, 1.5);
  cairo_stroke (pen->cr);
}
