/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A function of one number. */
typedef double (*LimenFunction) (double x, void *data);

/* Where a function was computed, and what it is there. */
typedef struct
{
  double x, value;
} LimenFunctionPoint;

LimenFunctionPoint limen_function_at (LimenFunction function, void *data,
                                      double x);
double limen_root_find (LimenFunction function, void *data,
                        LimenFunctionPoint low, LimenFunctionPoint high,
                        double absolute, double relative);
