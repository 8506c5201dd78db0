/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report-values.h"

/* A population and the number of rows of its files. */
typedef struct
{
  Shape shape;
  gsize n;
  double prevalence;
  Situation situation;
} Cell;

/* What became of a value in the files of a cell. */
typedef struct
{
  gsize n_files;
  gsize n_undefined;      /* files without the value */
  gsize n_refused;        /* with the value, without an interval */
  gsize n_unbounded;      /* with an interval that has no lower or upper end */
  gsize n_below, n_above; /* with an interval below, or above, the truth */
  double width;           /* sum over the intervals with both ends */
  double sum, squares;    /* of the errors of the values */
} Tally;

/* The results of a cell. */
typedef struct
{
  Cell cell;
  double truths[N_REPORT_VALUES];
  LimenConfusion expected[N_THRESHOLDS]; /* in a file of average size */
  Tally tallies[N_REPORT_VALUES];
} CellResult;

/* Cells are numbered from 0. */
gsize cells_get_n (void);
Cell cells_get (gsize i);
char *cell_get_name (const Cell *self);

CellResult *cell_simulate (const Cell *self, gsize n_files, gsize seed,
                           const char *folder);

gsize tally_get_n_intervals (const Tally *self);
double tally_get_coverage (const Tally *self);
double tally_get_width (const Tally *self);
double tally_get_bias (const Tally *self);
double tally_get_bias_error (const Tally *self);
