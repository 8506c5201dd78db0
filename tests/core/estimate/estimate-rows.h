/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "sweep.h"
#include "units.h"

/* Rows of a binary task with logits, and their sweep. */
typedef struct
{
  gsize n;
  double *scores, *weights; /* weights NULL: 1 each */
  guint16 *labels;
  guint32 *of_rows;
  LimenUnits units;
  double *columns[1];
  LimenPredictions numbers;
  LimenSweep *sweep;
} EstimateRows;

/* Rows of a case in reference/estimates.json. Calls `check` with each and
 * returns their number. */
guint estimate_rows_for_each (void (*check) (EstimateRows *rows,
                                             JsonObject *object));

/* Random rows; both classes have at least three. Scores are rounded to `step`
 * unless that is 0. Units have `unit_size` rows on average. */
EstimateRows *estimate_rows_draw (gsize n, double step, gboolean is_weighted,
                                  gsize unit_size);
EstimateRows *estimate_rows_new (const double *scores, const guint16 *labels,
                                 const double *weights, gsize n);
/* Makes the sweep again, after a change of the rows. */
void estimate_rows_update (EstimateRows *self);
void estimate_rows_free (EstimateRows *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EstimateRows, estimate_rows_free)
