/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure.h"
#include "pen.h"

/* Kind of sample beside the title of a legend item. */
typedef enum
{
  LIMEN_KEY_NONE,
  LIMEN_KEY_SWATCH, /* colour of bars */
  LIMEN_KEY_LINE,   /* a curve, with its marker if the theme has markers */
  LIMEN_KEY_THIN,   /* a thin reference line */
  LIMEN_KEY_DASHED, /* a dashed reference line */
  LIMEN_KEY_PIN,    /* a pin below the base line */
} LimenKey;

/* Marker index of a curve without markers, in any theme. */
#define LIMEN_NO_MARKER G_MAXUINT

/* An item of a legend: sample, title and value. Texts are borrowed. */
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
/* Maximum share of a figure's height that a legend may take. */
#define LIMEN_LEGEND_MAX_SHARE 0.34
LimenRect limen_legend_take_top (LimenPen *pen, LimenRect *rect,
                                 LimenMargins margins,
                                 const LimenLegendItem *items, gsize n_items);
void limen_legend_draw (LimenPen *pen, LimenRect rect,
                        const LimenLegendItem *items, gsize n_items);
