/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "simulation.h"

#include <glib/gstdio.h>
#include <math.h>

#include "parallel.h"

/* Files that one thread draws and reports at a time. */
#define CHUNK 20
/* Added to the seed of a file, so that those of cells differ. */
#define SEED 20261130
#define MAX_FILES 1000000

static const gsize sizes[] = { 200, 1000, 10000 };
static const double prevalences[] = { 0.05, 0.5 };
static const Situation situations[]
    = { SITUATION_GIVEN, SITUATION_STRATIFIED, SITUATION_PREVALENCE,
        SITUATION_WEIGHTED, SITUATION_UNITS };

gsize
cells_get_n (void)
{
  return G_N_ELEMENTS (situations) * N_SHAPES * G_N_ELEMENTS (sizes)
         * G_N_ELEMENTS (prevalences);
}

Cell
cells_get (gsize i)
{
  Cell cell;

  cell.n = sizes[i % G_N_ELEMENTS (sizes)];
  i /= G_N_ELEMENTS (sizes);
  cell.prevalence = prevalences[i % G_N_ELEMENTS (prevalences)];
  i /= G_N_ELEMENTS (prevalences);
  cell.shape = (Shape) (i % N_SHAPES);
  cell.situation = situations[i / N_SHAPES];
  return cell;
}

/* A cell's name, "given/continuous/0.05/200"; a new string. */
char *
cell_get_name (const Cell *self)
{
  return g_strdup_printf (
      "%s/%s/%g/%" G_GSIZE_FORMAT, situation_get_name (self->situation),
      shape_get_name (self->shape), self->prevalence, self->n);
}

static void
tally_count (Tally *self, Reported reported, double truth)
{
  LimenInterval interval = reported.interval;
  double error = reported.value - truth;

  self->n_files++;
  if (isnan (reported.value))
    {
      self->n_undefined++;
      return;
    }
  self->sum += error;
  self->squares += error * error;
  if (isnan (interval.low))
    {
      self->n_refused++;
      return;
    }
  g_assert_cmpfloat (interval.low, <, interval.high);
  self->n_below += interval.high < truth;
  self->n_above += interval.low > truth;
  if (isfinite (interval.high) && isfinite (interval.low))
    self->width += interval.high - interval.low;
  else
    self->n_unbounded++;
}

static void
tally_add (Tally *self, const Tally *other)
{
  self->n_files += other->n_files;
  self->n_undefined += other->n_undefined;
  self->n_refused += other->n_refused;
  self->n_unbounded += other->n_unbounded;
  self->n_below += other->n_below;
  self->n_above += other->n_above;
  self->width += other->width;
  self->sum += other->sum;
  self->squares += other->squares;
}

typedef struct
{
  const CellResult *result;
  const Population *population;
  gsize n_files, seed;
  const char *folder;
  Tally (*tallies)[N_REPORT_VALUES]; /* of each part */
} Run;

static void
simulate_file (const Run *self, gsize i, const char *path, Tally *tallies)
{
  gsl_rng *random = gsl_rng_alloc (gsl_rng_mt19937);
  g_autoptr (SimulatedFile) file = NULL;
  Reported values[N_REPORT_VALUES];

  gsl_rng_set (random, SEED + self->seed * MAX_FILES + i);
  file = simulated_file_draw (self->population, self->result->cell.n, random);
  gsl_rng_free (random);
  report_values_simulate (self->population, file, path, values);
  for (gsize k = 0; k < N_REPORT_VALUES; k++)
    tally_count (&tallies[k], values[k], self->result->truths[k]);
}

static void
simulate_part (void *data, size_t part)
{
  const Run *self = data;
  g_autofree char *path
      = g_strdup_printf ("%s/part-%zu.csv", self->folder, part);
  gsize end = MIN (self->n_files, (part + 1) * CHUNK);

  for (gsize i = part * CHUNK; i < end; i++)
    simulate_file (self, i, path, self->tallies[part]);
  g_remove (path);
}

/* Draws and reports n_files files. Their random numbers are a function of
 * `seed`, the number of the cell, and of their own number. Files are written
 * into `folder` for the time of their report. */
CellResult *
cell_simulate (const Cell *self, gsize n_files, gsize seed, const char *folder)
{
  CellResult *result = g_new0 (CellResult, 1);
  g_autoptr (Population) population
      = population_new (self->shape, self->situation, self->prevalence);
  gsize n_parts = (n_files + CHUNK - 1) / CHUNK;
  Run run = { result, population, n_files, seed, folder, NULL };

  result->cell = *self;
  report_values_get_truths (population, self->n, result->truths,
                            result->expected);
  run.tallies = g_malloc0 (n_parts * sizeof *run.tallies);
  limen_parallel_run (simulate_part, &run, n_parts, 0);
  for (gsize i = 0; i < n_parts; i++)
    for (gsize k = 0; k < N_REPORT_VALUES; k++)
      tally_add (&result->tallies[k], &run.tallies[i][k]);
  g_free (run.tallies);
  return result;
}

gsize
tally_get_n_intervals (const Tally *self)
{
  return self->n_files - self->n_undefined - self->n_refused;
}

/* The share of the intervals that hold the truth; NaN without intervals. */
double
tally_get_coverage (const Tally *self)
{
  return 1
         - (double) (self->n_below + self->n_above)
               / (double) tally_get_n_intervals (self);
}

/* The mean width of the intervals with both ends. */
double
tally_get_width (const Tally *self)
{
  return self->width
         / (double) (tally_get_n_intervals (self) - self->n_unbounded);
}

/* The mean of the values minus the truth. */
double
tally_get_bias (const Tally *self)
{
  return self->sum / (double) (self->n_files - self->n_undefined);
}

/* The standard error of the bias. */
double
tally_get_bias_error (const Tally *self)
{
  double n = (double) (self->n_files - self->n_undefined);
  double bias = tally_get_bias (self);

  return sqrt ((self->squares / n - bias * bias) / (n - 1));
}
