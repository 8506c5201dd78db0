/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* How numbers are written in the labels of an axis. */
typedef enum
{
  LIMEN_TICK_FIXED,      /* 0.25 */
  LIMEN_TICK_COMPACT,    /* 2.5k */
  LIMEN_TICK_SCIENTIFIC, /* 2.5e-7 */
} LimenTickStyle;

/* Number format of the labels of an axis. */
typedef struct
{
  LimenTickStyle style;
  int last_digit; /* place of the last digit: 10^last_digit */
} LimenTickFormat;

LimenTickFormat limen_tick_format_choose (double greatest, int last_digit);
void limen_tick_label_write (LimenTickFormat format, double value,
                             const char *decimal_point, char *label,
                             gsize size);
void limen_tick_label_write_single (double value, const char *decimal_point,
                                    char *label, gsize size);
void limen_tick_label_write_loss (double value, const char *decimal_point,
                                  char *label, gsize size);
