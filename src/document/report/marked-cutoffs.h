/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "report-document.h"

/* A cutoff as it does on the rows of the report. */
typedef struct
{
  char *name;
  gsize class;
  double threshold; /* in the unit of their scores */
  double low, high; /* what decides alike there */
  double refer_from;  /* where a grey zone begins; NaN: there is none */
  LimenConfusion confusion; /* of the rows that are decided */
  double referred;          /* the weight of the others */
  double refer_cost;        /* what each of these costs */
  double metrics[LIMEN_N_METRICS]; /* of the rows decided; the cost of all */
  char *objective; /* NULL: set by hand */
  char *file;      /* another one that it was chosen on; NULL: this one */
  char *note;      /* why it was chosen; NULL: nobody said */
} LimenMarkedCutoff;

/* Those of one name, one for each class, that decide together. */
typedef struct
{
  char *name;
  LimenDecisionRule rule;
  GListStore *cutoffs; /* LimenCutoff */
  double *thresholds;  /* of each class, for what decides */
  LimenThresholdScores *mapped; /* what their maps make of the scores, which
                                 * then decides; NULL: the scores do */
} LimenMarkedSet;

typedef struct
{
  GArray *cutoffs; /* LimenMarkedCutoff, class by class of each name */
  GArray *sets;    /* LimenMarkedSet */
  guint n_left_out;
  guint n_sets_left_out; /* of cutoffs that are not */
} LimenMarkedCutoffs;

LimenMarkedCutoffs *
limen_marked_cutoffs_new (LimenAnalysis *analysis,
                          const LimenDocumentOptions *options, GError **error);
void limen_marked_cutoffs_free (LimenMarkedCutoffs *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenMarkedCutoffs, limen_marked_cutoffs_free)
