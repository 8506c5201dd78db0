/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "xy-curves.h"

/* Values of curves over two axes at a threshold, for readouts and
 * descriptions. */
char *limen_xy_words_new_x (const LimenXyCurves *curves, double threshold);
void limen_xy_words_append_values (GString *text, const LimenXyCurves *curves,
                                   double threshold, gboolean is_markup);
