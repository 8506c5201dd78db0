/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "bootstrap.h"
#include "decisions.h"
#include "estimate.h"
#include "matrix.h"
#include "sum.h"

/* What a cutoff does to the rows of one label: the weight of those below its
 * thresholds, between them (referred), and at or above both. */
typedef struct
{
  LimenSum below, between, above;
} LimenLabelTally;

/* A column of decisions, with the rows that it has counted. */
typedef struct
{
  LimenCutoff *cutoff; /* the cutoff, or the first one of a set; owned */
  gboolean is_set;
  LimenMatrix *matrix; /* of a set, its classes in the order of its cutoffs;
                        * NULL before the first labelled row */
  /* Of a single cutoff: */
  double threshold, refer_from; /* equal without a grey zone */
  GArray *labels;               /* LimenLabelTally by label */
  guint16 positive;             /* the label of positive rows */
} LimenTallyColumn;

/* Counts of what decisions do to rows with known labels, from which metrics
 * are computed. Rows are added piece by piece; memory does not grow with
 * them. */
typedef struct
{
  GArray *columns;     /* LimenTallyColumn */
  LimenMatrix *argmax; /* argmax of the file's scores, in the order of the
                        * last set; NULL without sets or labelled rows */
  gsize n_rows, n_labelled, n_skipped;
  GPtrArray *label_names; /* char *: label columns of a multilabel file; else
                           * empty */
  GArray *n_unknown;      /* guint64: rows where each of them is unknown */
  gboolean is_reversed, has_classes; /* has_classes: several thresholds */
  gboolean is_weighted;              /* rows have weights */
} LimenDecisionTally;

LimenDecisionTally *limen_decision_tally_new (void);
void limen_decision_tally_free (LimenDecisionTally *self);

gboolean limen_decision_tally_add (LimenDecisionTally *self,
                                   LimenDecisions *decisions, GError **error);
void limen_decision_tally_conclude (LimenDecisionTally *self,
                                    LimenDataset *dataset);
LimenSweep *limen_tally_column_get_sweep (const LimenTallyColumn *self);
LimenOptimum limen_tally_column_find_point (const LimenTallyColumn *self,
                                            const LimenSweep *sweep);
LimenEstimate *limen_tally_column_new_estimates (const LimenTallyColumn *self,
                                                 gboolean is_weighted,
                                                 const LimenBootstrap *plan);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenDecisionTally, limen_decision_tally_free)
