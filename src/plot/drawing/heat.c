/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "heat.h"

#include <math.h>

/* Weakest tint that is visibly different from an empty cell. */
#define MIN_TINT 0.16

static double
linearize (double level)
{
  return level <= 0.04045 ? level / 12.92 : pow ((level + 0.055) / 1.055, 2.4);
}

static double
get_luminance (LimenColor color)
{
  return 0.2126 * linearize (color.red) + 0.7152 * linearize (color.green)
         + 0.0722 * linearize (color.blue);
}

/* The contrast ratio of two colours by WCAG 2.1: from 1 (equal) to 21 (black
 * on white). */
double
limen_color_get_contrast (LimenColor a, LimenColor b)
{
  double x = get_luminance (a), y = get_luminance (b);

  return (fmax (x, y) + 0.05) / (fmin (x, y) + 0.05);
}

/**
 * The fill colour of a cell that holds @share, 0 to 1, of its maximum: the
 * background of the plot at 0, the full hue at 1. The tint grows with the
 * square root of the share and has a visible minimum, so that a few errors
 * among thousands of rows are seen. NaN and shares of 0 or below have no tint;
 * shares above 1 have the full one.
 */
LimenColor
limen_heat_get_color (const LimenTheme *theme, LimenHeat heat, double share)
{
  const LimenColor hues[LIMEN_N_HEATS]
      = { theme->right, theme->wrong, theme->undecided };

  if (!(share > 0))
    return theme->plot;
  return limen_color_mix (hues[heat], theme->plot,
                          MIN_TINT + (1 - MIN_TINT) * sqrt (fmin (share, 1)));
}

/* The colour for text on the background @ground: black or white, whichever has
 * more contrast, which is at least sqrt (21) = 4.58 on any colour. */
LimenColor
limen_heat_get_text_color (LimenColor ground)
{
  const LimenColor black = { 0, 0, 0, 1 }, white = { 1, 1, 1, 1 };

  return limen_color_get_contrast (black, ground)
                 > limen_color_get_contrast (white, ground)
             ? black : white;
}
