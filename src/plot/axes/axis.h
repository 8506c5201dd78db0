/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "figure.h"
#include "pen.h"

/* The parts around the data that figures over the threshold axis have in
 * common: axes, lines, pills, pins. */

#define LIMEN_LINE_WIDTH 2.0

/* Height of the pill, height of a line of text, and margins for the labels. */
double limen_axis_get_pill_height (const LimenTheme *theme);
double limen_axis_get_row_height (const LimenTheme *theme);
LimenMargins limen_axis_get_margins (const LimenThresholdAxis *axis,
                                     const LimenTheme *theme);

/* Margins of a figure whose y axis has a title. */
LimenMargins limen_axis_get_titled_margins (const LimenThresholdAxis *axis,
                                            const LimenTheme *theme);

double limen_axis_get_line_x (const LimenPen *pen,
                              const LimenThresholdAxis *axis, LimenRect plot);

#define LIMEN_MAX_Y_TICKS 9
void limen_axis_draw_y (LimenPen *pen, LimenRect rect, LimenRect plot,
                        const LimenScale *y, double max_ticks);
void limen_axis_draw_titled_y (LimenPen *pen, LimenRect rect, LimenRect plot,
                               const LimenScale *y, double max_ticks,
                               const char *title);
void limen_axis_draw_x_grid (LimenPen *pen, LimenRect plot,
                             const LimenScale *x);
void limen_axis_draw_x (LimenPen *pen, LimenRect rect, LimenRect plot,
                        const LimenThresholdAxis *axis);
void limen_axis_draw_message (LimenPen *pen, LimenRect plot,
                              const char *message, LimenColor paper);
void limen_axis_draw_band (LimenPen *pen, LimenRect plot,
                           const LimenThresholdAxis *axis);
double limen_axis_get_lower_x (const LimenPen *pen,
                               const LimenThresholdAxis *axis, LimenRect plot);
void limen_axis_draw_zone (LimenPen *pen, LimenRect plot,
                           const LimenThresholdAxis *axis);
void limen_axis_draw_zone_name (LimenPen *pen, LimenRect plot,
                                const LimenThresholdAxis *axis);
void limen_axis_draw_hover (LimenPen *pen, LimenRect plot,
                            const LimenThresholdAxis *axis);
void limen_axis_draw_line (LimenPen *pen, LimenRect rect, LimenRect plot,
                           const LimenThresholdAxis *axis, double top,
                           double bottom);
void limen_axis_draw_pills (LimenPen *pen, LimenRect rect, LimenRect plot,
                            const LimenThresholdAxis *axis);

/* A pin below the base line; limen_axis_add_pin() adds its path, to be
 * filled. */
#define LIMEN_PIN_HEIGHT 7.0
void limen_axis_add_pin (LimenPen *pen, double x, double y);
void limen_axis_draw_pins (LimenPen *pen, LimenRect plot,
                           const LimenThresholdAxis *axis);
void limen_axis_draw_marks (LimenPen *pen, LimenRect plot,
                            const LimenThresholdAxis *axis);
void limen_axis_draw_focus (LimenPen *pen, LimenRect rect, LimenRect plot,
                            const LimenThresholdAxis *axis);
