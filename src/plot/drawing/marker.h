#pragma once

#include "pen.h"

void limen_marker_draw (LimenPen *pen, guint marker, double x, double y,
                        LimenColor color);
