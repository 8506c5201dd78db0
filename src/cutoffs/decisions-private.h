/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "decisions.h"

/* One column of decisions: a cutoff's, 1 or 0, or nothing where it refers the
 * row; or that of a set of cutoffs of one name, which is a class. A set decides
 * in its own order, whatever that of the file's columns: it is the order in
 * which the first is looked for. */
typedef struct
{
  char *title;
  gboolean is_set;
  LimenDecisionRule rule;       /* of a set */
  gsize n;                      /* cutoffs of a set, so far */
  double *thresholds;           /* of each of them */
  gsize *classes;               /* of the file, that they are for */
  double **scores;              /* of those, on the thresholds' scale */
  GPtrArray *maps;              /* of each class of the file, or NULL */
  LimenThresholdScores *mapped; /* what they make of the scores, or NULL */
  gsize class;                  /* of a cutoff */
  double threshold;
  double refer_from;            /* the threshold itself: no row is referred */
  LimenCutoff *cutoff;          /* the first one */
} LimenDecisionColumn;

struct _LimenDecisions
{
  LimenDataset *dataset;
  LimenThresholdScores *scores;
  GArray *columns; /* LimenDecisionColumn */
  GHashTable *name_counts; /* how many cutoffs have each name */
  GHashTable *set_places;  /* the column of each set, by name */
};

LimenDecisionColumn *limen_decisions_get_column (LimenDecisions *self,
                                                 guint i);
LimenPredictions
limen_decisions_get_numbers (LimenDecisions *self,
                             const LimenDecisionColumn *set);
