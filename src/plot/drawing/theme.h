/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A colour; components from 0 to 1. */
typedef struct
{
  double red, green, blue, alpha;
} LimenColor;

/* Colour schemes of figures. */
typedef enum
{
  LIMEN_THEME_LIGHT,
  LIMEN_THEME_DARK,
  LIMEN_THEME_PRINT,
  LIMEN_THEME_CONTRAST,      /* high contrast, black on white */
  LIMEN_THEME_CONTRAST_DARK, /* high contrast, white on black */
} LimenThemeVariant;

#define LIMEN_N_SERIES_COLORS 10

/* Colours and font of figures. The palette is colour-blind safe (after Okabe
 * and Ito, adjusted so that each colour has a contrast of 3:1 against the
 * background). No colour is translucent, so that screen, paper and tests show
 * identical colours. Plain data; copy freely. */
typedef struct
{
  LimenThemeVariant variant;
  LimenColor background, plot, foreground, dim, grid, accent, band;
  LimenColor zone;            /* fill of the grey zone */
  LimenColor line, line_text; /* threshold line; text in its pill */
  LimenColor negative, positive;           /* true classes */
  LimenColor negative_pale, positive_pale; /* rows of either class that are
                                            * predicted negative */
  LimenColor right, wrong, undecided; /* full tints of a confusion matrix */
  LimenColor series[LIMEN_N_SERIES_COLORS];
  double font_size; /* of tick labels, in pixels */
  const char *font_family;
  const char *decimal_point;
  gboolean has_markers; /* curves have markers, not only colours */
} LimenTheme;

LimenTheme limen_theme_get (LimenThemeVariant variant);
gboolean limen_theme_variant_parse (const char *name,
                                    LimenThemeVariant *variant);
const char *limen_theme_variant_get_name (LimenThemeVariant variant);
LimenColor limen_color_mix (LimenColor a, LimenColor b, double share);
