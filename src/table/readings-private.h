#pragma once

#include "reading.h"

/* How clearly the likeliest scores tell two labels of a column apart. */
typedef struct
{
  int label;
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
  GArray *scores; /* the likeliest columns of scores, the best first */
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

gboolean limen_readings_can_be_score (const LimenFacts *facts, int column);
gboolean limen_readings_takes (const LimenReadings *self, LimenTask task);
LimenLabels *limen_readings_get_labels (const LimenReadings *self, int label);
LimenReading *limen_readings_begin (const LimenReadings *self, int label);
void limen_readings_keep (LimenReadings *self, LimenReading *reading);
void limen_readings_say_label (LimenReading *self, double points, int column,
                               const char *text);
void limen_readings_say_score (LimenReading *self, double points, int column,
                               const char *text);
void limen_readings_judge_told (const LimenReadings *self,
                                LimenReading *reading);
void limen_readings_doubt (LimenReading *self, int column, const char *text);

/* Columns of several classes */
void limen_readings_add_classes (LimenReadings *self, int label);
void limen_readings_add_multilabel (LimenReadings *self);
gboolean *limen_readings_find_classes (LimenReadings *self, int label);
