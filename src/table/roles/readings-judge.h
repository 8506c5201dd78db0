/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "readings-private.h"

/* Minimum number of numbered columns that count as classes: fewer are more
 * likely several models. */
#define LIMEN_READINGS_MIN_BY_NUMBER 3

/* How completely the labels match the names of the columns. */
typedef enum
{
  LIMEN_CLASSES_NOT_NAMED,
  LIMEN_CLASSES_NAMED_IN_PART,
  LIMEN_CLASSES_ALL_NAMED, /* every column has a label, but not every label a
                            * column */
  LIMEN_CLASSES_NAMED,
} LimenClassFit;

gboolean limen_readings_are_given (const LimenReadings *self);
LimenClassFit limen_readings_get_fit (const LimenReadings *self,
                                      const LimenClassColumns *group,
                                      LimenLabels *labels);
double limen_readings_rate_name (const LimenReadings *self,
                                 const LimenClassColumns *group);
void limen_readings_judge_group (const LimenReadings *self,
                                 LimenReading *reading,
                                 const LimenClassColumns *group,
                                 LimenLabels *labels);
gboolean limen_readings_is_pair (const LimenReadings *self,
                                 const LimenClassColumns *group,
                                 LimenLabels *labels);
void limen_readings_judge_beginning (const LimenReadings *self,
                                     LimenReading *reading, int label);
void limen_readings_judge_decided (const LimenReadings *self,
                                   LimenReading *reading, int label);
void limen_readings_judge_rows (const LimenReadings *self,
                                LimenReading *reading, LimenLabels *labels);
