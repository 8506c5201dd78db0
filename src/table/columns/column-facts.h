/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample.h"
#include "labels.h"
#include "name-sense.h"
#include "role-names.h"

/* What a column's name and the cells of the sample's rows show of it; missing
 * cells show nothing. */
typedef struct
{
  char *name; /* as it is shown; empty without a header */
  GStrv words; /* of its name that say what it is about, in lower case */
  LimenNameSense sense;
  LimenRole named_role; /* by its name */
  LimenRole role; /* by its name, or that the user said what it is */
  gsize n_values; /* cells that are not missing */
  gsize n_numbers; /* of those that are numbers */
  double *numbers; /* one a row; NaN where there is none */
  double min, max;
  gsize n_fractions; /* numbers that are not whole */
  gboolean has_fraction;
  gboolean is_counting;  /* whole numbers that go up by one from row to row */
  LimenLabels *values;   /* the distinct ones, LIMEN_MANY_VALUES at most */
  guint16 *value_of;     /* one a row: its number; LIMEN_LABEL_NONE: none */
  gboolean has_many;     /* there are more */
} LimenColumnFacts;

#define LIMEN_MANY_VALUES 1000

/* All columns. */
typedef struct
{
  gsize n_columns, n_rows;
  const LimenSample *sample;
  LimenColumnFacts *columns;
} LimenFacts;

LimenFacts *limen_facts_new (const LimenSample *sample, GStrv ignored);
void limen_facts_free (LimenFacts *self);
void limen_facts_forget_said (LimenFacts *self);

gboolean limen_facts_is_numeric (const LimenFacts *self, int column);
gboolean limen_facts_is_unit (const LimenFacts *self, int column);
gboolean limen_facts_is_two_valued (const LimenFacts *self, int column);
gboolean limen_facts_are_equal (const LimenFacts *self, int first,
                                int second);
gboolean limen_facts_are_same_values (const LimenFacts *self, int first,
                                      int second);
gboolean limen_facts_share_word (const LimenFacts *self, int first,
                                 int second);
int limen_facts_get_value (const LimenFacts *self, int column, gsize row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenFacts, limen_facts_free)
