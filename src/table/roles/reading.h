/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "class-groups.h"
#include "read-options.h"
#include "roles.h"

/* A reason for a reading or, with points below 0, against it. The text is
 * static and English, has a translation, and may contain one %s, for the
 * column's name. */
typedef struct
{
  const char *text;
  int column; /* -1 if it is about no column */
  double points;
  gboolean is_named; /* whether the text needs the column's name, as it is also
                      * about other columns; else "it" may stand for it */
} LimenReason;

/* A reading of a file: an assignment of roles to columns, with the reasons for
 * and against it. */
typedef struct
{
  LimenRoles roles;
  double label_points, score_points; /* points for the labels and for the
                                      * scores; either below LIMEN_MIN_POINTS
                                      * rules the reading out */
  double points;                     /* sum of the points of all reasons */
  gboolean is_doubtful; /* the user must confirm it, whatever its lead */
  const char *doubt;    /* why, with one %s for a column; static and English,
                         * with a translation; or NULL */
  int doubted;          /* the column for `doubt` */
  gboolean is_low; /* positive rows have the lower scores */
  gboolean is_percent; /* the confidence may be a percentage */
  GArray *reasons; /* LimenReason */
} LimenReading;

/* Minimum points for the labels, and for the scores, of a plausible reading;
 * also for a name to count as that of labels or scores. */
#define LIMEN_MIN_POINTS 1.5
/* Lead over the second-best reading that the best needs to be taken without a
 * question. */
#define LIMEN_MIN_LEAD 1.0

/* Columns that the user assigned; `predicted` is -1 if not given. */
typedef struct
{
  GArray *labels, *scores; /* int */
  int predicted;
} LimenGivenColumns;

LimenReading *limen_reading_new (const LimenRoles *roles);
void limen_reading_free (LimenReading *self);
void limen_reading_add (LimenReading *self, double points, int column,
                        const char *text);
void limen_reading_add_named (LimenReading *self, double points, int column,
                              const char *text);
gboolean limen_reading_holds (const LimenReading *self);
void limen_reading_sort (const LimenReading *self);
char *limen_reading_name_column (const LimenFacts *facts, int column);
char *limen_reading_explain (const LimenReading *self,
                             const LimenFacts *facts);

GPtrArray *limen_readings_find (const LimenFacts *facts,
                                const LimenGivenColumns *given,
                                const LimenRoles *others,
                                const LimenReadOptions *options);
gboolean limen_readings_is_clear (GPtrArray *readings,
                                  const LimenFacts *facts);
gboolean limen_readings_is_unreadable (const LimenFacts *facts, int column);
gboolean limen_readings_are_alike (const LimenReading *first,
                                   const LimenReading *second,
                                   const LimenFacts *facts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenReading, limen_reading_free)
