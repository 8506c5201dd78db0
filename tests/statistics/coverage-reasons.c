/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "coverage-table.h"

#include <math.h>

#include "proportion.h"

/* With fewer rows in a cell of the confusion matrix on average, it has so few
 * in some files that the method for these is used. */
#define SMALL_CELL 15
/* With fewer rows of a class, placements and losses are too few to show how
 * skewed they are. */
#define FEW_ROWS 120

/* What decides why intervals are off. */
typedef struct
{
  const Cell *cell;
  ReportValue value;
  double coverage;
  double smallest; /* rows on average in the smallest part: the hits or
                    * misses of a proportion, a cell of the confusion
                    * matrix, or a class */
} Facts;

static double
find_smallest (const CellResult *result, ReportValue value)
{
  LimenConfusion c = result->expected[MAX (value.threshold, 0)];
  LimenProportion proportion;

  if (value.threshold < 0)
    return (double) result->cell.n
           * fmin (result->cell.prevalence, 1 - result->cell.prevalence);
  if (value.quantity == LIMEN_QUANTITY_COMPOSITE
      || result->cell.situation == SITUATION_PREVALENCE
      || result->cell.situation == SITUATION_WEIGHTED)
    return fmin (fmin (c.tp, c.fp), fmin (c.fn, c.tn));
  proportion = limen_metric_get_proportion (value.metric, c);
  return fmin (proportion.n_hits, proportion.n_rows - proportion.n_hits);
}

static gboolean
has_fixed_classes (const Facts *self)
{
  return self->coverage > MOST_COVERAGE
         && self->cell->situation == SITUATION_STRATIFIED
         && (self->value.quantity == LIMEN_QUANTITY_SHARE
             || self->value.quantity == LIMEN_QUANTITY_CALIBRATION_FIT);
}

/* The interval of cost, whose range has no end, extends to the exact intervals
 * of the rates at larger cells. */
static gboolean
is_extended (const Facts *self)
{
  return self->coverage > MOST_COVERAGE && self->value.threshold >= 0
         && self->smallest < SMALL_CELL
         && self->cell->situation != SITUATION_WEIGHTED;
}

static gboolean
has_small_cell (const Facts *self)
{
  return self->value.threshold >= 0 && self->smallest < SMALL_CELL
         && self->cell->situation != SITUATION_WEIGHTED;
}

static gboolean
has_few_weights (const Facts *self)
{
  return self->cell->situation == SITUATION_WEIGHTED
         && (self->value.threshold < 0 ? self->smallest < 4 * FEW_ROWS
                                       : self->smallest < 4 * SMALL_CELL);
}

static gboolean
has_few_units (const Facts *self)
{
  return self->cell->situation == SITUATION_UNITS
         && (self->value.threshold < 0 ? self->smallest < 4 * FEW_ROWS
                                       : self->smallest < 4 * SMALL_CELL);
}

/* The interval of ECE is from bounds, and that of KS for few rows. */
static gboolean
has_bounds (const Facts *self)
{
  return self->coverage > MOST_COVERAGE
         && (self->value.quantity == LIMEN_QUANTITY_CALIBRATION_ERROR
             || self->value.quantity == LIMEN_QUANTITY_KS);
}

static gboolean
has_rare_losses (const Facts *self)
{
  return self->cell->shape == SHAPE_SATURATED
         && self->value.quantity == LIMEN_QUANTITY_MEAN_LOSS;
}

static gboolean
has_far_logits (const Facts *self)
{
  return self->cell->shape == SHAPE_SATURATED
         && self->value.quantity == LIMEN_QUANTITY_CALIBRATION_FIT;
}

static gboolean
has_few_rows (const Facts *self)
{
  return self->value.threshold < 0 && self->smallest < FEW_ROWS;
}

/* Reasons in the order in which they are looked for. */
static const struct
{
  gboolean (*applies) (const Facts *facts);
  const char *text;
} reasons[] = {
  { has_fixed_classes,
    "the interval allows for class totals that vary, and here they do not" },
  { is_extended, "few rows in a cell: exact intervals, which cover more" },
  { has_bounds, "bounds, which cover more" },
  { has_few_units, "few units" },
  { has_few_weights, "few rows with unequal weights" },
  { has_small_cell, "few rows in a cell" },
  { has_rare_losses,
    "a rare loss of 100, of a wrong probability of exactly 0 or 1, is in few "
    "files" },
  { has_far_logits,
    "the few rows with probabilities of exactly 0 or 1 decide the fit" },
  { has_few_rows, "few rows of a class" },
};

const char *
coverage_find_reason (const CellResult *result, gsize i)
{
  ReportValue value = report_value_get (i);
  Facts facts
      = { &result->cell, value, tally_get_coverage (&result->tallies[i]),
          find_smallest (result, value) };

  for (gsize k = 0; k < G_N_ELEMENTS (reasons); k++)
    if (reasons[k].applies (&facts))
      return reasons[k].text;
  return NULL;
}
