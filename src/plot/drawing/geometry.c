/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "geometry.h"

/* Whether a point lies in a rectangle; its left and top edges belong to it. */
gboolean
limen_rect_contains (LimenRect rect, double x, double y)
{
  return x >= rect.x && x < rect.x + rect.width && y >= rect.y
         && y < rect.y + rect.height;
}
