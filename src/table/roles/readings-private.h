/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reading.h"

/* Columns of scores that are looked at: those of most points. */
#define MOST_SCORES 12
/* Labels of more values than this, or of more than so many in a hundred rows,
 * are texts. */
#define MOST_CLASSES 20
/* Whole numbers of no more values than this are levels. */
#define FEW_LEVELS 10
/* What shows beyond doubt that scores tell labels apart. */
#define SURE_DEVIATION 5
#define SURE_AUC 0.6
/* Fewer rows do not show what values a column has. */
#define FEW_ROWS 10
/* And so many show whether scores tell anything of a label. */
#define ENOUGH_ROWS 30
/* What is more than chance, in its standard deviations. */
#define CLEAR_DEVIATION 3
/* What the user said needs no reasons. */
#define SAID 6
/* What a name has at least that leaves little doubt. */
#define CLEAR_NAME 3

/* A column, and what speaks for it. */
typedef struct
{
  int column;
  double points;
} LimenCandidate;

/* How clearly the likeliest scores tell two labels of a column apart. */
typedef struct
{
  int label;
  guint n_scores;   /* that were looked at */
  double deviation; /* the largest, in standard deviations of chance */
  double auc; /* of the same score, at least one half */
  gboolean is_cut; /* some score has all of one label above a threshold */
} LimenTold;

/* What readings are made from. */
typedef struct
{
  const LimenFacts *facts;
  const LimenSaid *said;
  const LimenRoles *others;
  const LimenReadOptions *options;
  LimenLabels *known;  /* classes known from elsewhere; perhaps empty */
  GArray *scores; /* LimenCandidate: the likeliest ones, the best first */
  GPtrArray *groups;   /* LimenClassColumns that may be of classes */
  GArray *told; /* LimenTold, of each column that may hold two labels */
  gboolean has_single; /* some column may well be the only score */
  GArray *decided; /* int: the columns with the values of the label column
                    * that is looked at, which is none of them */
  GPtrArray *named; /* the groups, named after its values */
  gboolean *is_class; /* of each column: beside these labels, it is most
                       * likely the score of one class of several */
  GPtrArray *readings; /* LimenReading: those that were found */
} LimenReadings;

gboolean limen_readings_is_free (const LimenFacts *facts, int column);
gboolean limen_readings_can_be_score (const LimenFacts *facts, int column);
gboolean limen_readings_takes (const LimenReadings *self, LimenTask task);
LimenLabels *limen_readings_get_labels (const LimenReadings *self, int label);
LimenReading *limen_readings_begin (const LimenReadings *self, int label);
void limen_readings_keep (LimenReadings *self, LimenReading *reading);
void limen_readings_say_label (LimenReading *self, double points, int column,
                               const char *text);
void limen_readings_say_score (LimenReading *self, double points, int column,
                               const char *text);
void limen_readings_doubt (LimenReading *self, int column, const char *text);

/* Labels */
gboolean limen_readings_has_fractions (const LimenColumnFacts *of);
int limen_readings_count_contained (const LimenReadings *self, int label,
                                    int column);
gboolean limen_readings_is_one_of_list (const LimenFacts *facts, int column);
void limen_readings_judge_empty (const LimenReadings *self,
                                 LimenReading *reading, int label);

/* What scores tell of labels */
GArray *limen_readings_list_told (const LimenReadings *self, GArray *labels);
int limen_readings_find_rival (const LimenReadings *self, int label);
void limen_readings_judge_told (const LimenReadings *self,
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

/* A predicted class, with its confidence or alone */
GArray *limen_readings_list_predicted (const LimenReadings *self, int label);
void limen_readings_add_confidence (LimenReadings *self, int label,
                                    int predicted, int score);
void limen_readings_add_decisions (LimenReadings *self, int label,
                                   GArray *predicted);

/* Columns of several classes */
void limen_readings_add_classes (LimenReadings *self, int label);
void limen_readings_add_multilabel (LimenReadings *self);
gboolean *limen_readings_find_classes (LimenReadings *self, int label);
