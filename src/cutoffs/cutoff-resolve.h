/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cutoff.h"

/* Whether a cutoff applies to the scores of a file, or the first reason why it
 * does not. */
typedef enum
{
  LIMEN_CUTOFF_APPLIES,
  LIMEN_CUTOFF_NO_SCORES, /* the file has decisions, without thresholds */
  LIMEN_CUTOFF_OTHER_TASK,
  LIMEN_CUTOFF_OTHER_CLASS,
  LIMEN_CUTOFF_OTHER_UNDO,
  LIMEN_CUTOFF_OTHER_DIRECTION, /* high scores mean positive, or low ones */
  LIMEN_CUTOFF_OTHER_KIND,      /* and none that converts to it */
} LimenCutoffFit;

/* What the user says of a file that cutoffs are applied to, which is taken for
 * true. NULL, or all of it 0: nothing. */
typedef struct
{
  const char *positive; /* what cutoffs call its only class */
  gboolean is_undone;   /* its scores are as they should be */
} LimenCutoffSaid;

/* A cutoff on the scale of a file's scores. */
typedef struct
{
  LimenCutoffFit fit; /* the rest is only there where it applies */
  gsize class;
  double threshold;
  double refer_from; /* NaN: no row is referred */
  /* What makes probabilities of the scores, owned by the cutoff, and the
   * thresholds for these; NULL: nothing does. */
  const LimenRecalibration *map;
  double calibrated_threshold;
  double calibrated_refer_from; /* NaN: no row is referred */
} LimenResolvedCutoff;

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
char *limen_cutoff_explain (LimenCutoff *cutoff, LimenThresholdScores *scores,
                            int class);
