/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "decisions.h"

/* A column of decisions. Of a single cutoff: 1, 0, or empty for referred rows.
 * Of a set of cutoffs with one name: a class. A set decides in its own order
 * of classes, not that of the file's columns, as ties go to the first. */
typedef struct
{
  char *title;
  gboolean is_set;
  LimenDecisionRule rule;       /* of a set */
  gsize n;                      /* number of cutoffs of a set so far */
  double *thresholds;           /* of each cutoff */
  gsize *classes;               /* index in the file of each cutoff's class */
  double **scores;              /* scores of these classes, on the scale of the
                                 * thresholds */
  GPtrArray *maps;              /* recalibration map of each class of the file,
                                 * or NULL */
  LimenThresholdScores *mapped; /* the scores after the maps, or NULL */
  gsize class;                  /* of a single cutoff */
  double threshold;
  double refer_from;            /* equal to the threshold: no grey zone */
  LimenCutoff *cutoff;          /* the first cutoff */
} LimenDecisionColumn;

struct _LimenDecisions
{
  LimenDataset *dataset;
  LimenThresholdScores *scores;
  GArray *columns; /* LimenDecisionColumn */
  GHashTable *name_counts; /* number of cutoffs per name */
  GHashTable *set_places;  /* column index of each set, by name */
};

LimenDecisionColumn *limen_decisions_get_column (LimenDecisions *self,
                                                 guint i);
LimenPredictions
limen_decisions_get_numbers (LimenDecisions *self,
                             const LimenDecisionColumn *set);
