/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "root.h"

#include <gsl/gsl_errno.h>
#include <gsl/gsl_roots.h>
#include <math.h>

#define MAX_ITERATIONS 200

/* A function with its values at both ends of the bracket, which are not
 * computed again. */
typedef struct
{
  LimenFunction function;
  void *data;
  LimenFunctionPoint low, high;
} Equation;

static double
equation_cb (double x, void *data)
{
  const Equation *self = data;

  if (x == self->low.x)
    return self->low.value;
  if (x == self->high.x)
    return self->high.value;
  return self->function (x, self->data);
}

/* Evaluates the function at x. */
LimenFunctionPoint
limen_function_at (LimenFunction function, void *data, double x)
{
  return (LimenFunctionPoint){ x, function (x, data) };
}

/* Returns the root of a continuous function in a bracket at whose ends its
 * signs differ, by Brent's method: within absolute + relative * |root|, or as
 * close as MAX_ITERATIONS get. NaN if the signs do not differ or the function
 * is not finite at an end; it must be finite in between. */
double
limen_root_find (LimenFunction function, void *data, LimenFunctionPoint low,
                 LimenFunctionPoint high, double absolute, double relative)
{
  Equation equation = { function, data, low, high };
  gsl_function wrapped = { equation_cb, &equation };
  gsl_root_fsolver *solver;
  double root;
  int status;

  if (!isfinite (low.value) || !isfinite (high.value)
      || (low.value < 0 && high.value < 0)
      || (low.value > 0 && high.value > 0))
    return NAN;
  solver = gsl_root_fsolver_alloc (gsl_root_fsolver_brent);
  status = gsl_root_fsolver_set (solver, &wrapped, low.x, high.x);
  for (int i = 0; i < MAX_ITERATIONS && status == GSL_SUCCESS
                  && gsl_root_test_interval (gsl_root_fsolver_x_lower (solver),
                                             gsl_root_fsolver_x_upper (solver),
                                             absolute, relative)
                         == GSL_CONTINUE;
       i++)
    status = gsl_root_fsolver_iterate (solver);
  root = gsl_root_fsolver_root (solver);
  gsl_root_fsolver_free (solver);
  return root;
}
