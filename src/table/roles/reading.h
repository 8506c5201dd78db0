/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "class-groups.h"
#include "read-options.h"
#include "roles.h"

/* Something that speaks for a reading, or, with points below 0, against it.
 * The text is static and may have one %s, for the column's name. */
typedef struct
{
  const char *text;
  int column; /* -1: of none */
  double points;
} LimenReason;

/* One way to read a file: which column is what, and what speaks for it. */
typedef struct
{
  LimenRoles roles;
  double label_points, score_points; /* of both halves; below
                                      * LIMEN_LEAST_POINTS it is no reading */
  double points; /* all that speaks for it, and against */
  gboolean is_doubtful; /* must be said by the user, however far it leads */
  const char *doubt; /* why, with a %s for a column; static, or NULL */
  int doubted;       /* that column */
  gboolean is_low; /* positive rows have the lower scores */
  gboolean is_percent; /* the confidence may be in percent */
  GArray *reasons; /* LimenReason */
} LimenReading;

#define LIMEN_LEAST_POINTS 1.5
/* How far the best reading must lead to be taken without a question. */
#define LIMEN_LEAST_LEAD 1.0

/* What the user said of columns. */
typedef struct
{
  GArray *labels, *scores; /* int */
  int predicted;
} LimenSaid;

LimenReading *limen_reading_new (const LimenRoles *roles);
void limen_reading_free (LimenReading *self);
void limen_reading_add (LimenReading *self, double points, int column,
                        const char *text);
gboolean limen_reading_holds (const LimenReading *self);
void limen_reading_sort (const LimenReading *self);
char *limen_reading_name_column (const LimenFacts *facts, int column);
char *limen_reading_explain (const LimenReading *self,
                             const LimenFacts *facts);

GPtrArray *limen_readings_find (const LimenFacts *facts,
                                const LimenSaid *said,
                                const LimenRoles *others,
                                const LimenReadOptions *options);
gboolean limen_readings_is_clear (GPtrArray *readings,
                                  const LimenFacts *facts);
gboolean limen_readings_is_unreadable (const LimenFacts *facts, int column);
gboolean limen_readings_are_alike (const LimenReading *first,
                                   const LimenReading *second,
                                   const LimenFacts *facts);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenReading, limen_reading_free)
