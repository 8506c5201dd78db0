/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "scale.h"
#include "sweep.h"

/* A point of a grid: a place on the x axis, and the index, among the grid's
 * candidates, of the one that decides there. */
typedef struct
{
  double x;
  gsize index;
} LimenBandPlace;

/* Places at which a band is computed, and their candidates, in ascending
 * order and each once. Candidates are chosen, within what a figure resolves,
 * so that few draws determine their confusion matrices. */
typedef struct
{
  gsize *candidates;
  gsize n_candidates;
  GArray *places; /* LimenBandPlace, x ascending; NULL: none */
} LimenBandGrid;

LimenBandGrid limen_band_grid_new_over_axis (const LimenSweep *sweep,
                                             const LimenScale *axis);
LimenBandGrid limen_band_grid_new_over_curve (
    const LimenSweep *sweep,
    double (*get_position) (gconstpointer data, gsize candidate),
    gconstpointer data);
void limen_band_grid_clear (LimenBandGrid *self);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimenBandGrid, limen_band_grid_clear)
