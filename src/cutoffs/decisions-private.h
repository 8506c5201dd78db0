/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "decisions.h"

/* A column of decisions. For a single cutoff, each row gets 1, 0, or nothing
 * if it is referred. For a set of cutoffs with one name, each row gets a
 * class. Ties go to the class that comes first in the set, whatever the order
 * of the file's columns. */
typedef struct
{
  char *title;
  gboolean is_set;
  LimenDecisionRule rule;       /* of a set; else unset */
  gsize n;                      /* number of cutoffs of a set so far */
  double *thresholds;           /* n thresholds, one per cutoff of the set */
  gsize *classes;               /* index in the file of each cutoff's class */
  double **scores;              /* scores of these classes, on the scale of the
                                 * thresholds */
  GPtrArray *maps;              /* recalibration map of each class of the file,
                                 * or NULL */
  LimenThresholdScores *mapped; /* the scores after the maps, or NULL */
  gsize class;                  /* of a single cutoff, as is the threshold */
  double threshold;
  double refer_from;            /* equal to the threshold: no grey zone */
  LimenCutoff *cutoff;          /* the cutoff, or the first one of the set;
                                 * owned */
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
