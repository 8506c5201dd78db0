/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "theme.h"

/* Meaning of a cell of a confusion matrix; each has a hue of its own. */
typedef enum
{
  LIMEN_HEAT_RIGHT,
  LIMEN_HEAT_WRONG,
  LIMEN_HEAT_UNDECIDED, /* predicted as no class */
  LIMEN_N_HEATS,
} LimenHeat;

LimenColor limen_heat_get_color (const LimenTheme *theme, LimenHeat heat,
                                 double share);
LimenColor limen_heat_get_text_color (LimenColor ground);
double limen_color_get_contrast (LimenColor a, LimenColor b);
