/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <gsl/gsl_rng.h>

/* Thresholds at which metrics are simulated: one above which lie as many rows
 * as are positive, and a stricter one above which lie a quarter of these. */
#define N_THRESHOLDS 2

/* How scores are spread. The logit of the probability that a row is positive
 * is drawn from one normal distribution or from two; the score is a function
 * of it. */
typedef enum
{
  SHAPE_CONTINUOUS, /* the probability itself */
  SHAPE_DISCRETE,   /* of the logit rounded to halves, which also decides the
                     * label */
  SHAPE_SATURATED,  /* of 2.5 times the logit, exactly 0 or 1 far out */
  SHAPE_BIMODAL,    /* the probability, from two groups of rows */
  N_SHAPES
} Shape;

/* How the rows of a file are drawn and reported. */
typedef enum
{
  SITUATION_GIVEN,      /* independent rows */
  SITUATION_STRATIFIED, /* as many rows of each class in every file, and
                         * --stratified */
  SITUATION_PREVALENCE, /* independent rows, and --prevalence */
  SITUATION_WEIGHTED,   /* negatives have three times the weight, times a
                         * random factor of mean 1 for each row */
  SITUATION_UNITS,      /* four rows each that resemble each other */
  N_SITUATIONS
} Situation;

/* The --prevalence of SITUATION_PREVALENCE. */
#define GIVEN_PREVALENCE 0.2

/* A population, of which all is known: for each of n points of the latent
 * logit, the score, and the expected weight of positive and of negative rows.
 * A row has weight 1 on average. */
typedef struct
{
  Shape shape;
  Situation situation;
  double prevalence;
  double parameter; /* the centre of the logits; of two groups, the share of
                     * the upper one */
  gsize n;
  double *scores, *positives, *negatives;
  double thresholds[N_THRESHOLDS];
} Population;

/* The rows of a file. */
typedef struct
{
  gsize n;
  double *scores, *weights; /* weights NULL: 1 each */
  guint16 *labels;          /* 1: positive */
  guint32 *units;           /* NULL: each row is a unit */
} SimulatedFile;

const char *shape_get_name (Shape shape);
const char *situation_get_name (Situation situation);

Population *population_new (Shape shape, Situation situation,
                            double prevalence);
void population_free (Population *self);

/* A file of n rows, with both classes. */
SimulatedFile *simulated_file_draw (const Population *population, gsize n,
                                    gsl_rng *random);
char *simulated_file_to_csv (const SimulatedFile *self);
void simulated_file_free (SimulatedFile *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Population, population_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (SimulatedFile, simulated_file_free)
