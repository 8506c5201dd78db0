/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "folds.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_rng.h>
#include <stdlib.h>

/* A span of `rows`: those of one group or unit, or, without either, of one
 * label. */
typedef struct
{
  size_t first, n; /* first index in `rows`, and number of rows */
  size_t rank;     /* random rank, to break ties */
} Cluster;

typedef struct
{
  const LimenPredictions *predictions;
  size_t n_folds;
  size_t *rows; /* row indices, sorted by cluster */
  Cluster *clusters;
  size_t n_clusters;
  size_t n_labels;
  double *label_rows;  /* rows of each label */
  double *label_folds; /* rows of each [fold][label] */
  size_t *fold_rows;
} FoldAssignment;

static size_t
get_label (const LimenPredictions *predictions, size_t row)
{
  return predictions->labels != NULL ? predictions->labels[row] : 0;
}

/* Whether some rows must share a fold. */
static bool
has_groups (const LimenPredictions *predictions)
{
  return predictions->groups != NULL || predictions->units.of_rows != NULL;
}

static size_t
get_cluster (const LimenPredictions *predictions, size_t row)
{
  if (predictions->groups != NULL)
    return predictions->groups[row];
  return predictions->units.of_rows != NULL ? predictions->units.of_rows[row]
                                            : get_label (predictions, row);
}

/* Returns the number of clusters; some may be empty. */
static size_t
count_clusters (const LimenPredictions *predictions)
{
  size_t n = 0;

  for (size_t i = 0; i < predictions->n_rows; i++)
    if (get_cluster (predictions, i) >= n)
      n = get_cluster (predictions, i) + 1;
  return n;
}

static size_t
count_labels (const LimenPredictions *predictions)
{
  size_t n = 1;

  for (size_t i = 0; i < predictions->n_rows; i++)
    if (get_label (predictions, i) >= n)
      n = get_label (predictions, i) + 1;
  return n;
}

/* Sorts the rows by cluster, stably. */
static void
sort_rows (FoldAssignment *self)
{
  size_t n_rows = self->predictions->n_rows, first = 0;

  for (size_t i = 0; i < n_rows; i++)
    self->clusters[get_cluster (self->predictions, i)].n++;
  for (size_t i = 0; i < self->n_clusters; i++)
    {
      self->clusters[i].first = first;
      first += self->clusters[i].n;
      self->clusters[i].n = 0;
    }
  for (size_t i = 0; i < n_rows; i++)
    {
      Cluster *cluster = &self->clusters[get_cluster (self->predictions, i)];

      self->rows[cluster->first + cluster->n++] = i;
    }
}

/* Without groups or units: shuffles the rows of each label and deals them out
 * to the folds in turn, continuing from one label to the next. */
static void
assign_rows (FoldAssignment *self, gsl_rng *random, uint16_t *folds)
{
  size_t place = 0;

  for (size_t i = 0; i < self->n_clusters; i++)
    {
      const Cluster *cluster = &self->clusters[i];

      if (cluster->n > 1)
        gsl_ran_shuffle (random, self->rows + cluster->first, cluster->n,
                         sizeof *self->rows);
      for (size_t j = 0; j < cluster->n; j++)
        folds[self->rows[cluster->first + j]]
            = (uint16_t) (place++ % self->n_folds);
    }
}

/* Sort order: the largest cluster first, ties by random rank. */
static int
compare_clusters (const void *a, const void *b)
{
  const Cluster *first = a, *second = b;

  if (first->n != second->n)
    return first->n > second->n ? -1 : 1;
  return first->rank < second->rank ? -1 : first->rank > second->rank;
}

static void
rank_clusters (FoldAssignment *self, gsl_rng *random)
{
  if (self->n_clusters > 1)
    gsl_ran_shuffle (random, self->clusters, self->n_clusters,
                     sizeof *self->clusters);
  for (size_t i = 0; i < self->n_clusters; i++)
    self->clusters[i].rank = i;
  qsort (self->clusters, self->n_clusters, sizeof *self->clusters,
         compare_clusters);
}

/* Returns how well a fold is already supplied with the cluster's labels: the
 * sum, over its rows, of their label's share in the fold, relative to the
 * label's size. */
static double
get_label_density (const FoldAssignment *self, const Cluster *cluster,
                   size_t fold)
{
  double density = 0;

  for (size_t j = 0; j < cluster->n; j++)
    {
      size_t label = get_label (self->predictions,
                                self->rows[cluster->first + j]);

      density += self->label_folds[fold * self->n_labels + label]
                 / (self->label_rows[label] * self->label_rows[label]);
    }
  return density;
}

static size_t
find_fold (const FoldAssignment *self, const Cluster *cluster)
{
  size_t best = 0;
  double min_density = get_label_density (self, cluster, 0);

  for (size_t fold = 1; fold < self->n_folds; fold++)
    {
      double density = get_label_density (self, cluster, fold);

      if (density < min_density
          || (density == min_density
              && self->fold_rows[fold] < self->fold_rows[best]))
        {
          best = fold;
          min_density = density;
        }
    }
  return best;
}

/* With groups or units: puts each whole one into the fold that has the
 * smallest share of its labels so far, the largest first. Greedy minimisation
 * of the sum of squared label shares per fold. */
static void
assign_groups (FoldAssignment *self, gsl_rng *random, uint16_t *folds)
{
  for (size_t i = 0; i < self->predictions->n_rows; i++)
    self->label_rows[get_label (self->predictions, i)]++;
  rank_clusters (self, random);
  for (size_t i = 0; i < self->n_clusters; i++)
    {
      const Cluster *cluster = &self->clusters[i];
      size_t fold = find_fold (self, cluster);

      for (size_t j = 0; j < cluster->n; j++)
        {
          size_t row = self->rows[cluster->first + j];
          size_t label = get_label (self->predictions, row);

          folds[row] = (uint16_t) fold;
          self->label_folds[fold * self->n_labels + label]++;
        }
      self->fold_rows[fold] += cluster->n;
    }
}

/* Returns the number of folds: n_wanted, or the number of rows, groups or
 * units if that is smaller. */
static size_t
count_folds (const FoldAssignment *self, size_t n_wanted)
{
  size_t n = self->predictions->n_rows;

  if (has_groups (self->predictions))
    {
      n = 0;
      for (size_t i = 0; i < self->n_clusters; i++)
        n += self->clusters[i].n > 0;
    }
  return n < n_wanted ? n : n_wanted;
}

static bool
allocate (FoldAssignment *self)
{
  self->n_clusters = count_clusters (self->predictions);
  self->n_labels = count_labels (self->predictions);
  self->rows = calloc (self->predictions->n_rows + 1, sizeof *self->rows);
  self->clusters = calloc (self->n_clusters + 1, sizeof *self->clusters);
  self->label_rows = calloc (self->n_labels, sizeof *self->label_rows);
  self->label_folds = calloc (self->n_labels * self->n_folds + 1,
                              sizeof *self->label_folds);
  self->fold_rows = calloc (self->n_folds + 1, sizeof *self->fold_rows);
  return self->rows != NULL && self->clusters != NULL
         && self->label_rows != NULL && self->label_folds != NULL
         && self->fold_rows != NULL;
}

static void
clear (FoldAssignment *self)
{
  free (self->rows);
  free (self->clusters);
  free (self->label_rows);
  free (self->label_folds);
  free (self->fold_rows);
}

/* Assigns each row to one of *n_folds folds, numbered from 0, for
 * cross-validation, stratified: each fold has about the same share of every
 * label. Rows of one group share a fold; without groups, rows of one unit. The
 * assignment is random but reproducible: it depends only on the rows, their
 * order and the seed. *n_folds is n_wanted, or less if there are fewer rows,
 * groups or units; 0 without rows. `folds` has n_rows entries. False when
 * memory runs out. O(n) without groups and units, O(n n_folds) with them. */
bool
limen_folds_assign (const LimenPredictions *predictions, size_t n_wanted,
                    uint64_t seed, uint16_t *folds, size_t *n_folds)
{
  FoldAssignment assignment
      = { .predictions = predictions, .n_folds = n_wanted };
  gsl_rng *random = gsl_rng_alloc (gsl_rng_mt19937);
  bool has_memory = random != NULL && allocate (&assignment);

  if (has_memory)
    {
      gsl_rng_set (random, (unsigned long) seed);
      sort_rows (&assignment);
      assignment.n_folds = *n_folds = count_folds (&assignment, n_wanted);
      if (has_groups (predictions))
        assign_groups (&assignment, random, folds);
      else if (assignment.n_folds > 0)
        assign_rows (&assignment, random, folds);
    }
  clear (&assignment);
  gsl_rng_free (random);
  return has_memory;
}
