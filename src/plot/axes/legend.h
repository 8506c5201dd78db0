/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure.h"
#include "pen.h"

typedef enum
{
  LIMEN_KEY_NONE,
  LIMEN_KEY_SWATCH, /* a bar's colour */
  LIMEN_KEY_LINE,   /* a curve's, with its marker where the theme has them */
  LIMEN_KEY_THIN,   /* a reference line's */
  LIMEN_KEY_DASHED, /* one that is dashed */
  LIMEN_KEY_PIN,    /* a mark below the base line */
} LimenKey;

/* A line that has no marker on it, whatever the theme. */
#define LIMEN_NO_MARKER G_MAXUINT

typedef struct
{
  LimenKey key;
  LimenColor color;
  guint marker;
  const char *title;
  const char *value; /* NULL: none */
} LimenLegendItem;

void limen_legend_draw_key (LimenPen *pen,
                            LimenRect rect,
                            const LimenLegendItem *item);
/* Of a figure's height, what a legend may take. */
#define LIMEN_LEGEND_MOST 0.34
LimenRect limen_legend_take_top (LimenPen *pen, LimenRect *rect,
                                 LimenMargins margins,
                                 const LimenLegendItem *items, gsize n_items);
void limen_legend_draw (LimenPen *pen, LimenRect rect,
                        const LimenLegendItem *items, gsize n_items);
