/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "decision-estimate.h"

#include <math.h>
#include <stdlib.h>

#include "big-array.h"
#include "influence-estimate.h"
#include "parallel.h"
#include "proportion.h"

/* Units per chunk, and upper bound on the number of chunks. */
#define MIN_CHUNK 2048
#define MAX_CHUNKS 256

/* Sums of powers of the weights of rows. */
typedef struct
{
  double squares, fourths;
} WeightPowers;

/* Sums over units of powers of their influences. */
typedef struct
{
  double squares[LIMEN_N_DECISION_VALUES];
  double fourths[LIMEN_N_DECISION_VALUES];
} Powers;

/* The pass over all units, shared by the threads; or, if each row is a unit
 * and has one label, over the cells of the matrix, in which all rows have
 * equal influences per unit of weight. */
typedef struct
{
  const LimenDecidedRows *rows;
  const LimenDecisionInfluence *influence;
  const LimenUnits *units; /* NULL: each row is one */
  size_t n_units;
  size_t *order;       /* rows by unit; NULL: in their order */
  size_t *starts;      /* first row of each unit, and the end */
  uint16_t *decisions; /* NULL for several labels */
  WeightPowers *cells; /* of each label and decision, the last of which is
                        * "none"; NULL: the pass is over units */
  LimenChunks chunks;
  Powers *powers; /* of each chunk */
} Pass;

static void
pass_clear (Pass *self)
{
  free (self->order);
  free (self->starts);
  free (self->decisions);
  free (self->cells);
  free (self->powers);
}

/* Sorts the rows by unit. False when memory runs out. */
static bool
sort_rows (Pass *self)
{
  size_t n_rows = self->rows->predictions->n_rows;

  self->n_units = self->units != NULL ? self->units->n_units : n_rows;
  if (self->units == NULL)
    return true;
  self->order = limen_big_array_new (n_rows, sizeof *self->order);
  self->starts = calloc (self->n_units + 2, sizeof *self->starts);
  if (self->order == NULL || self->starts == NULL)
    return false;
  for (size_t i = 0; i < n_rows; i++)
    self->starts[self->units->of_rows[i] + 2]++;
  for (size_t i = 2; i < self->n_units + 2; i++)
    self->starts[i] += self->starts[i - 1];
  for (size_t i = 0; i < n_rows; i++)
    self->order[self->starts[self->units->of_rows[i] + 1]++] = i;
  return true;
}

static bool
decide_rows (Pass *self)
{
  const LimenPredictions *predictions = self->rows->predictions;

  self->decisions
      = limen_big_array_new (predictions->n_rows, sizeof *self->decisions);
  if (self->decisions != NULL)
    limen_decide_all (predictions, self->rows->thresholds, self->rows->rule,
                      self->decisions, NULL);
  return self->decisions != NULL;
}

/* Sums the powers of the weights in each cell. */
static bool
count_cells (Pass *self)
{
  const LimenPredictions *predictions = self->rows->predictions;
  size_t n = predictions->n_classes;

  self->cells = calloc (n * (n + 1) + 1, sizeof *self->cells);
  if (self->cells == NULL)
    return false;
  for (size_t i = 0; i < predictions->n_rows; i++)
    {
      size_t label = predictions->labels[i], decision = self->decisions[i];
      double weight = limen_predictions_get_weight (predictions, i);
      double square = weight * weight;
      WeightPowers *cell;

      if (label == LIMEN_UNKNOWN_LABEL)
        continue;
      cell = &self->cells[label * (n + 1) + (decision < n ? decision : n)];
      cell->squares += square;
      cell->fourths += square * square;
    }
  return true;
}

/* Decides the rows and allocates the sums. False when memory runs out. */
static bool
prepare (Pass *self)
{
  bool has_matrix = self->rows->matrix != NULL;
  size_t n = self->rows->predictions->n_classes;

  if (!sort_rows (self) || (has_matrix && !decide_rows (self))
      || (has_matrix && self->units == NULL && !count_cells (self)))
    return false;
  self->chunks
      = limen_chunks_new (self->cells != NULL ? n * (n + 1) : self->n_units,
                          MIN_CHUNK, MAX_CHUNKS, 1);
  self->powers = calloc (self->chunks.n_chunks + 1, sizeof *self->powers);
  return self->powers != NULL;
}

static void
add_row (const Pass *self, size_t row, double *sums)
{
  double influences[LIMEN_N_DECISION_VALUES];
  double weight = limen_predictions_get_weight (self->rows->predictions, row);

  limen_decision_influence_get_row (
      self->influence, row,
      self->decisions != NULL ? self->decisions[row] : LIMEN_CLASS_NONE,
      influences);
  for (size_t i = 0; i < LIMEN_N_DECISION_VALUES; i++)
    sums[i] += weight * influences[i];
}

/* Adds the powers of influences; those of a unit, or of a row of weight 1 and
 * of others whose weights have these powers. */
static void
add_powers (Powers *self, const double *influences, WeightPowers weights)
{
  for (size_t i = 0; i < LIMEN_N_DECISION_VALUES; i++)
    {
      double square = influences[i] * influences[i];

      self->squares[i] += weights.squares * square;
      self->fourths[i] += weights.fourths * square * square;
    }
}

static void
add_unit (const Pass *self, size_t unit, Powers *powers)
{
  double sums[LIMEN_N_DECISION_VALUES] = { 0 };

  if (self->order == NULL)
    add_row (self, unit, sums);
  else
    for (size_t i = self->starts[unit]; i < self->starts[unit + 1]; i++)
      add_row (self, self->order[i], sums);
  add_powers (powers, sums, (WeightPowers){ 1, 1 });
}

static void
add_cell (const Pass *self, size_t cell, Powers *powers)
{
  size_t n_columns = self->rows->predictions->n_classes + 1;
  size_t decision = cell % n_columns;
  double influences[LIMEN_N_DECISION_VALUES];

  if (self->cells[cell].squares == 0)
    return;
  limen_decision_influence_get_cell (
      self->influence, cell / n_columns,
      decision < n_columns - 1 ? (uint16_t) decision : LIMEN_CLASS_NONE,
      influences);
  add_powers (powers, influences, self->cells[cell]);
}

static void
add_part (void *data, size_t part)
{
  Pass *self = data;
  LimenSpan span = limen_chunks_get (self->chunks, part);

  for (size_t i = span.first; i < span.end; i++)
    if (self->cells != NULL)
      add_cell (self, i, &self->powers[part]);
    else
      add_unit (self, i, &self->powers[part]);
}

/* Sums over all chunks, in their order. */
static Powers
add_up (const Pass *self)
{
  Powers sum = { 0 };

  for (size_t i = 0; i < self->chunks.n_chunks; i++)
    for (size_t j = 0; j < LIMEN_N_DECISION_VALUES; j++)
      {
        sum.squares[j] += self->powers[i].squares[j];
        sum.fourths[j] += self->powers[i].fourths[j];
      }
  return sum;
}

/* Estimates number i. */
static LimenEstimate
estimate (const Pass *self, const Powers *powers, size_t i, LimenRange range,
          double confidence)
{
  double value = limen_decision_influence_get_values (self->influence)[i];

  return limen_estimate_by_influences (
      value,
      (LimenInfluencePowers){ (double) self->n_units, powers->squares[i],
                              powers->fourths[i] },
      range, confidence);
}

/* The range of a measure: kappas and correlations go down to -1, the rest
 * are shares. */
static LimenRange
get_range_of_measure (LimenDecisionMeasure measure)
{
  bool is_signed = measure >= LIMEN_MEASURE_MCC
                   && measure <= LIMEN_MEASURE_QUADRATIC_KAPPA;

  return limen_range_of_bounds (is_signed ? -1 : 0, 1);
}

/* Estimates a share of independent rows without weights from their number. */
static void
estimate_share (const Pass *self, size_t n_rows, double confidence,
                LimenEstimate *share)
{
  LimenProportion proportion
      = { share->value * (double) n_rows, (double) n_rows };

  if (self->units == NULL && self->rows->predictions->weights == NULL
      && isfinite (share->value))
    *share = limen_estimate_proportion (proportion, confidence);
}

/* Number of rows with a known label. */
static size_t
count_known (const LimenDecidedRows *rows)
{
  const LimenPredictions *predictions = rows->predictions;
  size_t n = 0;

  if (rows->matrix != NULL)
    return limen_matrix_get_all (rows->matrix).n_rows;
  for (size_t i = 0; i < predictions->n_rows; i++)
    {
      bool is_known = false;

      for (size_t k = 0; k < predictions->n_scores; k++)
        is_known |= predictions->truths[k][i] != LIMEN_UNKNOWN_LABEL;
      n += is_known;
    }
  return n;
}

static void
estimate_all (const Pass *self, double confidence,
              LimenDecisionEstimates *estimates)
{
  Powers powers = add_up (self);
  size_t next = 0, n_known = count_known (self->rows);

  for (int i = 0; i < LIMEN_N_METRICS; i++)
    for (int j = 0; j < LIMEN_N_AVERAGES; j++, next++)
      {
        const LimenMetricInfo *info = limen_metric_get_info (i);

        estimates->averages[i][j] = estimate (
            self, &powers, next, limen_range_of_bounds (info->low, info->high),
            confidence);
      }
  for (int i = 0; i < LIMEN_N_MEASURES; i++, next++)
    estimates->measures[i]
        = estimate (self, &powers, next, get_range_of_measure (i), confidence);
  estimate_share (self, n_known, confidence,
                  &estimates->measures[LIMEN_MEASURE_ACCURACY]);
  estimate_share (self, n_known, confidence,
                  &estimates->measures[LIMEN_MEASURE_SUBSET_ACCURACY]);
  /* The mean recall of the classes that occur; see
   * limen_matrix_get_balanced_accuracy(). */
  estimates->balanced_accuracy
      = estimates->averages[LIMEN_METRIC_RECALL][LIMEN_AVERAGE_MACRO];
  if (self->rows->matrix == NULL)
    estimates->balanced_accuracy
        = limen_estimate_none (NAN, LIMEN_NO_INTERVAL_UNDEFINED);
}

/* Estimates the numbers of a joint decision by the infinitesimal jackknife
 * of limen_estimate_by_influences(): the variance is the sum of the squared
 * influences of the units, each the sum of those of its rows. Shares of rows
 * without weights and units have the interval of a proportion. With `costs`
 * for cost and net benefit. There is no interval where all units agree. O(n
 * classes); the same bits for any number of threads. False when memory runs
 * out. */
bool
limen_estimate_decision (const LimenDecidedRows *rows, LimenCosts costs,
                         const LimenUnits *units, double confidence,
                         LimenDecisionEstimates *estimates)
{
  LimenDecisionInfluence *influence
      = limen_decision_influence_new (rows, costs);
  Pass pass = { .rows = rows, .influence = influence, .units = units };
  bool has_memory = influence != NULL && prepare (&pass);

  if (has_memory)
    {
      limen_parallel_run (add_part, &pass, pass.chunks.n_chunks, 0);
      estimate_all (&pass, confidence, estimates);
    }
  pass_clear (&pass);
  limen_decision_influence_free (influence);
  return has_memory;
}

/* Takes the cells of a matrix of rows without weights. False when memory runs
 * out. */
static bool
take_cells (Pass *self)
{
  size_t n = self->rows->predictions->n_classes;
  size_t n_cells = n * (n + 1);

  self->cells = calloc (n_cells + 1, sizeof *self->cells);
  self->n_units = limen_matrix_get_all (self->rows->matrix).n_rows;
  self->chunks = limen_chunks_new (n_cells, MIN_CHUNK, MAX_CHUNKS, 1);
  self->powers = calloc (self->chunks.n_chunks + 1, sizeof *self->powers);
  if (self->cells == NULL || self->powers == NULL)
    return false;
  for (size_t i = 0; i < n_cells; i++)
    {
      double n_rows = limen_matrix_get_cell (self->rows->matrix, i / (n + 1),
                                             i % (n + 1));

      self->cells[i] = (WeightPowers){ n_rows, n_rows };
    }
  return true;
}

/* As limen_estimate_decision() for rows that a matrix has counted, which must
 * have no weights; each row is a unit of its own. `confusions` are those of
 * the matrix, one per class. */
bool
limen_estimate_decision_of_matrix (const LimenMatrix *matrix,
                                   const LimenConfusion *confusions,
                                   LimenCosts costs, double confidence,
                                   LimenDecisionEstimates *estimates)
{
  const LimenPredictions none
      = { .n_classes = limen_matrix_get_n_classes (matrix) };
  const LimenDecidedRows rows = { .predictions = &none,
                                  .matrix = matrix,
                                  .confusions = confusions,
                                  .multilabel = { NAN, NAN } };
  LimenDecisionInfluence *influence
      = limen_decision_influence_new (&rows, costs);
  Pass pass = { .rows = &rows, .influence = influence };
  bool has_memory = influence != NULL && take_cells (&pass);

  if (has_memory)
    {
      limen_parallel_run (add_part, &pass, pass.chunks.n_chunks, 0);
      estimate_all (&pass, confidence, estimates);
    }
  pass_clear (&pass);
  limen_decision_influence_free (influence);
  return has_memory;
}
