/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "theme.h"

/* Style of text on a page; sizes are in points. */
typedef struct
{
  double size;
  gboolean is_bold;
  LimenColor color;
} LimenPdfStyle;

#define LIMEN_PDF_INK ((LimenColor){ 0.1, 0.1, 0.1, 1 })
#define LIMEN_PDF_DIM ((LimenColor){ 0.32, 0.32, 0.32, 1 })
#define LIMEN_PDF_RULE ((LimenColor){ 0.45, 0.45, 0.45, 1 })
#define LIMEN_PDF_HAIRLINE ((LimenColor){ 0.86, 0.86, 0.86, 1 })

extern const char limen_pdf_font[];

PangoContext *limen_pdf_text_new_context (cairo_t *cr);
PangoLayout *limen_pdf_text_new (PangoContext *context, const char *text,
                                 LimenPdfStyle style, double width);
double limen_pdf_text_get_width (PangoLayout *layout);
double limen_pdf_text_get_height (PangoLayout *layout);
void limen_pdf_text_set_color (cairo_t *cr, LimenColor color);
void limen_pdf_text_draw (cairo_t *cr, PangoLayout *layout, double x,
                          double y);
void limen_pdf_text_draw_rule (cairo_t *cr, double x, double y, double width,
                               double thickness, LimenColor color);
