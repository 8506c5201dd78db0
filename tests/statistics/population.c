/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "population.h"

#include <gsl/gsl_randist.h>
#include <math.h>

#include "link.h"

/* Points of each normal distribution, and their range in standard
 * deviations. */
#define N_GRID 20001
#define GRID_END 7.5
/* Halvings of the interval that holds the parameter or a threshold. */
#define N_HALVINGS 60

#define SPREAD 1.6
#define ROUNDED_TO 0.5
#define OVERCONFIDENCE 2.5
#define SATURATED_FROM 8.0

/* The two groups of SHAPE_BIMODAL. */
#define LOWER_CENTRE (-4.5)
#define UPPER_CENTRE 3.0
#define GROUP_SPREAD 1.0

#define NEGATIVE_WEIGHT 3.0
#define UNIT_SIZE 4
/* The share of the variance of the logits that is between units. */
#define UNIT_SHARE 0.7

static const char *const shapes[N_SHAPES] = {
  [SHAPE_CONTINUOUS] = "continuous",
  [SHAPE_DISCRETE] = "discrete",
  [SHAPE_SATURATED] = "saturated",
  [SHAPE_BIMODAL] = "bimodal",
};

static const char *const situations[N_SITUATIONS] = {
  [SITUATION_GIVEN] = "given",           [SITUATION_STRATIFIED] = "stratified",
  [SITUATION_PREVALENCE] = "prevalence", [SITUATION_WEIGHTED] = "weighted",
  [SITUATION_UNITS] = "units",
};

/* Factors of the weights of rows, with equal probability. */
static const double factors[] = { 0.25, 0.5, 1, 2.25 };

const char *
shape_get_name (Shape shape)
{
  return shapes[shape];
}

const char *
situation_get_name (Situation situation)
{
  return situations[situation];
}

static double
get_logit (const Population *self, double deviate, gboolean is_upper)
{
  if (self->shape == SHAPE_BIMODAL)
    return (is_upper ? UPPER_CENTRE : LOWER_CENTRE) + GROUP_SPREAD * deviate;
  return self->parameter + SPREAD * deviate;
}

/* The score of a latent logit; *share is the probability that the row is
 * positive. */
static double
get_score (const Population *self, double logit, double *share)
{
  if (self->shape == SHAPE_DISCRETE)
    logit = rint (logit / ROUNDED_TO) * ROUNDED_TO;
  *share = limen_sigmoid (logit);
  if (self->shape != SHAPE_SATURATED)
    return *share;
  logit *= OVERCONFIDENCE;
  if (fabs (logit) >= SATURATED_FROM)
    return logit > 0;
  return limen_sigmoid (logit);
}

static double
get_upper_share (const Population *self)
{
  return self->shape == SHAPE_BIMODAL ? self->parameter : 0;
}

/* Fills in the points for the current parameter; returns the prevalence. */
static double
fill (Population *self)
{
  double sums[2] = { 0 }, density = 0;

  for (gsize i = 0; i < N_GRID; i++)
    density += gsl_ran_ugaussian_pdf (GRID_END
                                      * (2.0 * (double) i / (N_GRID - 1) - 1));
  self->n = 0;
  for (int group = 0; group < (self->shape == SHAPE_BIMODAL ? 2 : 1); group++)
    for (gsize i = 0; i < N_GRID; i++)
      {
        double deviate = GRID_END * (2.0 * (double) i / (N_GRID - 1) - 1);
        double of_group
            = group == 1 ? get_upper_share (self) : 1 - get_upper_share (self);
        double mass = of_group * gsl_ran_ugaussian_pdf (deviate) / density;
        double share;

        self->scores[self->n]
            = get_score (self, get_logit (self, deviate, group == 1), &share);
        sums[1] += self->positives[self->n] = mass * share;
        sums[0] += self->negatives[self->n] = mass * (1 - share);
        self->n++;
      }
  return sums[1] / (sums[0] + sums[1]);
}

/* Finds the parameter that gives the prevalence. */
static void
fit (Population *self)
{
  double low = self->shape == SHAPE_BIMODAL ? 0 : -20;
  double high = self->shape == SHAPE_BIMODAL ? 1 : 20;

  for (int i = 0; i < N_HALVINGS; i++)
    {
      self->parameter = (low + high) / 2;
      if (fill (self) < self->prevalence)
        low = self->parameter;
      else
        high = self->parameter;
    }
}

static double
sum_from (const Population *self, double threshold)
{
  double sum = 0;

  for (gsize i = 0; i < self->n; i++)
    sum += self->scores[i] >= threshold
               ? self->positives[i] + self->negatives[i]
               : 0;
  return sum;
}

/* The threshold at or above which lies a share of the rows, as near as the
 * scores allow: half-way between two scores. */
static double
find_threshold (const Population *self, double share)
{
  double low = 0, high = 1, below = -INFINITY, above = INFINITY;

  for (int i = 0; i < N_HALVINGS; i++)
    {
      double middle = (low + high) / 2;

      if (sum_from (self, middle) > share)
        low = middle;
      else
        high = middle;
    }
  for (gsize i = 0; i < self->n; i++)
    if (self->scores[i] < high)
      below = fmax (below, self->scores[i]);
    else
      above = fmin (above, self->scores[i]);
  return above < INFINITY ? (below + above) / 2 : high;
}

Population *
population_new (Shape shape, Situation situation, double prevalence)
{
  Population *self = g_new0 (Population, 1);

  self->shape = shape;
  self->situation = situation;
  self->prevalence = prevalence;
  self->scores = g_new (double, 2 * N_GRID);
  self->positives = g_new (double, 2 * N_GRID);
  self->negatives = g_new (double, 2 * N_GRID);
  fit (self);
  self->thresholds[0] = find_threshold (self, prevalence);
  self->thresholds[1] = find_threshold (self, prevalence / 4);
  for (gsize i = 0; i < self->n && situation == SITUATION_WEIGHTED; i++)
    self->negatives[i] *= NEGATIVE_WEIGHT;
  return self;
}

void
population_free (Population *self)
{
  g_free (self->scores);
  g_free (self->positives);
  g_free (self->negatives);
  g_free (self);
}

/* What the rows of a unit share. */
typedef struct
{
  gboolean is_upper;
  double deviate, uniform;
} Unit;

static Unit
draw_unit (const Population *population, gsl_rng *random)
{
  return (Unit){ gsl_rng_uniform (random) < get_upper_share (population),
                 gsl_ran_ugaussian (random), gsl_rng_uniform (random) };
}

/* Draws row i. Each is distributed as the population is, also within units:
 * these share a part of the deviate, and what decides the label. */
static void
draw_row (SimulatedFile *self, gsize i, const Population *population,
          Unit unit, gsl_rng *random)
{
  double share;

  if (self->units != NULL)
    unit.deviate = sqrt (UNIT_SHARE) * unit.deviate
                   + sqrt (1 - UNIT_SHARE) * gsl_ran_ugaussian (random);
  self->scores[i] = get_score (
      population, get_logit (population, unit.deviate, unit.is_upper), &share);
  self->labels[i] = unit.uniform < share;
  if (self->units != NULL)
    self->units[i] = (guint32) (i / UNIT_SIZE);
  if (self->weights != NULL)
    self->weights[i]
        = (self->labels[i] ? 1 : NEGATIVE_WEIGHT)
          * factors[gsl_rng_uniform_int (random, G_N_ELEMENTS (factors))];
}

/* Draws all rows. Stratified, a row of a class that has all its rows is drawn
 * again. Returns the number of positives. */
static gsize
draw_rows (SimulatedFile *self, const Population *population, gsl_rng *random)
{
  gboolean is_stratified = population->situation == SITUATION_STRATIFIED;
  gsize n_positives
      = (gsize) lrint ((double) self->n * population->prevalence);
  gsize most[2] = { self->n - n_positives, n_positives }, counts[2] = { 0 };
  Unit unit = { 0 };

  for (gsize i = 0; i < self->n;)
    {
      if (self->units == NULL || i % UNIT_SIZE == 0)
        unit = draw_unit (population, random);
      draw_row (self, i, population, unit, random);
      if (is_stratified && counts[self->labels[i]] == most[self->labels[i]])
        continue;
      counts[self->labels[i++]]++;
    }
  return counts[1];
}

SimulatedFile *
simulated_file_draw (const Population *population, gsize n, gsl_rng *random)
{
  SimulatedFile *self = g_new0 (SimulatedFile, 1);
  gsize n_positives;

  self->n = n;
  self->scores = g_new (double, n);
  self->labels = g_new (guint16, n);
  if (population->situation == SITUATION_WEIGHTED)
    self->weights = g_new (double, n);
  if (population->situation == SITUATION_UNITS)
    self->units = g_new (guint32, n);
  do
    n_positives = draw_rows (self, population, random);
  while (n_positives == 0 || n_positives == n);
  return self;
}

/* The file as CSV, with the columns label, score and, if rows have these,
 * weight and unit; a new string. */
char *
simulated_file_to_csv (const SimulatedFile *self)
{
  GString *text = g_string_new ("label,score");
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  g_string_append (text, self->weights != NULL ? ",weight" : "");
  g_string_append (text, self->units != NULL ? ",unit\n" : "\n");
  for (gsize i = 0; i < self->n; i++)
    {
      g_string_append_c (text, self->labels[i] ? '1' : '0');
      g_string_append_c (text, ',');
      g_string_append (
          text, g_ascii_dtostr (number, sizeof number, self->scores[i]));
      if (self->weights != NULL)
        g_string_append_printf (
            text, ",%s",
            g_ascii_dtostr (number, sizeof number, self->weights[i]));
      if (self->units != NULL)
        g_string_append_printf (text, ",u%u", self->units[i]);
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}

void
simulated_file_free (SimulatedFile *self)
{
  g_free (self->scores);
  g_free (self->weights);
  g_free (self->labels);
  g_free (self->units);
  g_free (self);
}
