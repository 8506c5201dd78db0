/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "simulation.h"

/* How a value is reported, as columns of the table in the documentation. */
typedef enum
{
  COLUMN_GIVEN,      /* at a threshold that was given */
  COLUMN_TUNED,      /* at a threshold that was chosen on these rows */
  COLUMN_PREVALENCE, /* for a given prevalence */
  COLUMN_WEIGHTED,
  COLUMN_UNITS,
  N_COLUMNS
} Column;

/* The method of a value in a column, as data/interval-methods.csv documents
 * it, and how often its intervals held the truth in simulations. */
typedef struct
{
  char *value, *column, *method; /* the latter "apparent" if the value is */
  char *files;                   /* files of a cell; "": not simulated */
  char *lowest, *highest;        /* coverage in percent, over the cells */
} DocumentedMethod;

/* All values and columns with the methods of the program: DocumentedMethod. */
GPtrArray *documented_methods_new (void);
GPtrArray *documented_methods_read (const char *path);
/* Takes the coverage from other entries, and from results. */
void documented_methods_update (GPtrArray *self, GPtrArray *others);
/* `keeps_measured`: of entries without coverage only, so that a run of few
 * cells or files does not replace a longer one. */
void documented_methods_measure (GPtrArray *self, CellResult *const *results,
                                 gsize n, gboolean keeps_measured);
void documented_methods_write (GPtrArray *self, const char *path);
