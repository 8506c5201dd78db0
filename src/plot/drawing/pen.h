/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <pango/pangocairo.h>

#include "geometry.h"
#include "theme.h"

/* Drawing context of a figure: cairo context, theme and text layout. Lives on
 * the stack, between limen_pen_begin() and limen_pen_end(). */
typedef struct
{
  cairo_t *cr;
  const LimenTheme *theme;
  PangoLayout *layout; /* created with the first text */
  cairo_matrix_t matrix; /* from user space to device pixels */
} LimenPen;

/* Alignment of a text to its position. */
typedef enum
{
  LIMEN_ALIGN_START,
  LIMEN_ALIGN_CENTER,
  LIMEN_ALIGN_END,
} LimenAlign;

/* A line of text and its style. */
typedef struct
{
  const char *text;
  LimenColor color;
  gboolean is_bold;
  double max_width; /* 0: unlimited; longer text is ellipsized */
} LimenText;

void limen_pen_begin (LimenPen *self, cairo_t *cr, const LimenTheme *theme);
void limen_pen_end (LimenPen *self);

double limen_pen_snap_x (const LimenPen *self, double x, double width);
double limen_pen_snap_y (const LimenPen *self, double y, double width);
double limen_pen_get_pixel (const LimenPen *self);

void limen_pen_set_color (LimenPen *self, LimenColor color);
void limen_pen_clip (LimenPen *self, LimenRect rect);
void limen_pen_fill_rect (LimenPen *self, LimenRect rect, LimenColor color);
void limen_pen_add_vertical (LimenPen *self, double x, double y1, double y2,
                             double width);
void limen_pen_add_horizontal (LimenPen *self, double y, double x1, double x2,
                               double width);
void limen_pen_add_rounded (LimenPen *self, LimenRect rect, double radius);

double limen_pen_measure (LimenPen *self, const LimenText *text);
void limen_pen_draw_text (LimenPen *self, const LimenText *text, double x,
                          double y, LimenAlign align);
void limen_pen_draw_turned_text (LimenPen *self, const LimenText *text,
                                 double x, double y, LimenAlign align);
