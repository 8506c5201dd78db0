#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "status.h"

#define LIMEN_LOGISTIC_MAX_COLUMNS 3

/* Rows to fit a logistic model on: the log-odds are offset + the sum of
 * coefficient times column. */
typedef struct
{
  size_t n_rows;
  size_t n_columns;
  /* NULL: all ones, the intercept; only the last may be. */
  const double *columns[LIMEN_LOGISTIC_MAX_COLUMNS];
  const double *offsets; /* NULL: 0 */
  const double *targets; /* in [0, 1] */
  const double *weights; /* NULL: 1 each */
  double ridge; /* times half the squared coefficients of the standardised
                 * columns, but for the intercept, is added to the mean loss */
} LimenLogistic;

LIMEN_MUST_CHECK LimenStatus limen_logistic_fit (const LimenLogistic *self,
                                                 double *coefficients);
