/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "pen.h"

void limen_marker_draw (LimenPen *pen, guint marker, double x, double y,
                        LimenColor color);
