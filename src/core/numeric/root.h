/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* A real function of one variable. */
typedef double (*LimenFunction) (double x, void *data);

/* A point (x, f (x)) of a function. */
typedef struct
{
  double x, value;
} LimenFunctionPoint;

LimenFunctionPoint limen_function_at (LimenFunction function, void *data,
                                      double x);
double limen_root_find (LimenFunction function, void *data,
                        LimenFunctionPoint low, LimenFunctionPoint high,
                        double absolute, double relative);
