/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A rectangle in user space; y grows downwards. */
typedef struct
{
  double x, y, width, height;
} LimenRect;

gboolean limen_rect_contains (LimenRect rect, double x, double y);
