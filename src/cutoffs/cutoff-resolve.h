/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cutoff.h"

/* Whether a cutoff applies to the scores of a file, or the first reason why
 * not. */
typedef enum
{
  LIMEN_CUTOFF_APPLIES,
  LIMEN_CUTOFF_NO_SCORES, /* the file has decisions, not scores */
  LIMEN_CUTOFF_OTHER_TASK,
  LIMEN_CUTOFF_OTHER_CLASS,
  LIMEN_CUTOFF_OTHER_UNDO,      /* another transformation was undone */
  LIMEN_CUTOFF_OTHER_DIRECTION, /* whether high or low scores mean positive */
  LIMEN_CUTOFF_OTHER_KIND,      /* a kind that cannot be converted */
} LimenCutoffFit;

/* What the user states about a file that cutoffs are applied to; overrides
 * what the file says. NULL or zeroed: nothing. */
typedef struct
{
  const char *positive; /* name of its positive class in the cutoffs */
  gboolean is_undone;   /* the user chose which transformation to undo: it may
                         * differ from the cutoffs' */
} LimenCutoffSaid;

/* A cutoff converted to the scale of a file's scores. */
typedef struct
{
  LimenCutoffFit fit; /* the other members are only set if this is APPLIES */
  gsize class;
  double threshold;
  double refer_from; /* NaN: no grey zone */
  /* The recalibration map, owned by the cutoff, and the thresholds on its
   * probabilities; NULL: none. */
  const LimenRecalibration *map;
  double calibrated_threshold;
  double calibrated_refer_from; /* NaN: no grey zone */
} LimenResolvedCutoff;

/* Class index for limen_cutoff_resolve() that accepts a cutoff for any
 * class. */
#define LIMEN_ANY_CLASS (-1)

LimenResolvedCutoff limen_cutoff_resolve (LimenCutoff *cutoff,
                                          LimenThresholdScores *scores,
                                          int class,
                                          const LimenCutoffSaid *said);
gboolean limen_cutoff_resolve_or_fail (LimenCutoff *cutoff,
                                       LimenThresholdScores *scores,
                                       const LimenCutoffSaid *said,
                                       LimenResolvedCutoff *resolved,
                                       GError **error);
gboolean limen_cutoff_has_own_class (LimenCutoff *cutoff,
                                     LimenThresholdScores *scores);
const char *limen_cutoff_get_class_title (LimenCutoff *cutoff,
                                          LimenThresholdScores *scores);
char *limen_cutoff_explain (LimenCutoff *cutoff, LimenThresholdScores *scores,
                            int class);
