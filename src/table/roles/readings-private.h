/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reading.h"

/* Upper bound on the number of candidate score columns. */
#define MAX_SCORES 12
/* Upper bound on the distinct values of a column of decisions. A label column
 * may have more, unless it has so many per row that it looks like text. */
#define MAX_CLASSES 20
/* Whole numbers with at most this many distinct values may be levels of a
 * scale. */
#define FEW_LEVELS 10
/* Separation that proves that scores belong to labels: deviation of the AUC in
 * standard deviations, and the AUC itself. */
#define SURE_DEVIATION 5
#define SURE_AUC 0.6
/* With fewer rows, the distinct values of a column are not conclusive. */
#define FEW_ROWS 10
/* Minimum number of rows to judge whether scores separate labels. */
#define ENOUGH_ROWS 30
/* Deviation that is more than chance, in standard deviations. */
#define CLEAR_DEVIATION 3
/* Points that decide: for what the user gave and, negated, for what rules a
 * reading out. */
#define DECISIVE 6
/* Minimum points of a name that is fairly unambiguous. */
#define CLEAR_NAME 3

/* A candidate column with its points. */
typedef struct
{
  int column;
  double points;
} LimenCandidate;

/* How well the most likely score columns separate the two labels of a column:
 * the best result. */
typedef struct
{
  int label;
  guint n_scores;   /* number of score columns that were tried */
  double deviation; /* largest deviation of the AUC from one half, in standard
                     * deviations */
  double auc;       /* of that score; at least one half */
  gboolean is_cut;  /* some score separates the labels perfectly by a
                     * threshold */
} LimenBestSeparation;

/* The search for readings: its input and what it found. */
typedef struct
{
  const LimenFacts *facts;
  const LimenGivenColumns *given;
  const LimenRoles *others;
  const LimenReadOptions *options;
  LimenLabels *known; /* classes known from elsewhere; may be empty */
  GArray *scores;    /* LimenCandidate: the most likely score columns, the best
                      * first */
  GPtrArray *groups; /* LimenClassColumns: groups that may have one column
                      * per class */
  GArray *separations; /* LimenBestSeparation, one per column that may hold two
                          labels */
  gboolean has_single; /* some column is a plausible only score */
  GArray *decided;    /* int: other columns with the values of the label column
                       * being considered */
  GPtrArray *named;   /* the groups, named after the values of the label
                       * column */
  gboolean *is_class; /* per column: with these labels, it is most likely the
                       * score of one of several classes */
  GPtrArray *readings; /* LimenReading: the readings found */
} LimenReadings;

gboolean limen_readings_is_free (const LimenFacts *facts, int column);
gboolean limen_readings_can_be_score (const LimenFacts *facts, int column);
gboolean limen_readings_takes (const LimenReadings *self, LimenTask task);
LimenLabels *limen_readings_get_labels (const LimenReadings *self, int label);
LimenReading *limen_readings_begin (const LimenReadings *self, int label);
void limen_readings_keep (LimenReadings *self, LimenReading *reading);
void limen_readings_say_label (LimenReading *self, double points, int column,
                               const char *text);
void limen_readings_say_label_named (LimenReading *self, double points,
                                     int column, const char *text);
void limen_readings_say_score (LimenReading *self, double points, int column,
                               const char *text);
void limen_readings_say_score_named (LimenReading *self, double points,
                                     int column, const char *text);
void limen_readings_doubt (LimenReading *self, int column, const char *text);

/* Labels */
gboolean limen_readings_has_fractions (const LimenColumnFacts *of);
int limen_readings_count_contained (const LimenReadings *self, int label,
                                    int column);
gboolean limen_readings_is_one_of_list (const LimenFacts *facts, int column);
void limen_readings_judge_empty (const LimenReadings *self,
                                 LimenReading *reading, int label);

/* How well scores separate labels */
GArray *limen_readings_list_separations (const LimenReadings *self,
                                         GArray *labels);
int limen_readings_find_rival (const LimenReadings *self, int label);
void limen_readings_judge_separation (const LimenReadings *self,
                                      LimenReading *reading);

/* One column of scores */
gboolean limen_readings_holds_decisions (const LimenFacts *facts, int column);
double limen_readings_rate_numbers (const LimenFacts *facts, int column,
                                    const char **text);
gboolean limen_readings_is_scale (const LimenFacts *facts, int column);
gboolean limen_readings_is_blank (const LimenFacts *facts, int column);
gboolean limen_readings_are_words (LimenLabels *values);
gboolean limen_readings_agrees (const LimenReadings *self, int label,
                                int column);
void limen_readings_lift_name (const LimenReadings *self,
                               LimenReading *reading);
void limen_readings_judge_score (const LimenReadings *self,
                                 LimenReading *reading, int label, int score);
void limen_readings_judge_alone (const LimenReadings *self,
                                 LimenReading *reading, int score);
void limen_readings_set_score (LimenReading *reading,
                               const LimenReadings *self, int score);
void limen_readings_add_single (LimenReadings *self, int label, int score);

/* A column of predicted classes, with its confidence or alone */
GArray *limen_readings_list_predicted (const LimenReadings *self, int label);
void limen_readings_add_confidence (LimenReadings *self, int label,
                                    int predicted, int score);
void limen_readings_add_decisions (LimenReadings *self, int label,
                                   GArray *predicted);

/* Columns of several classes */
void limen_readings_add_classes (LimenReadings *self, int label);
void limen_readings_add_multilabel (LimenReadings *self);
gboolean *limen_readings_find_classes (LimenReadings *self, int label);
