/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample.h"
#include "labels.h"
#include "name-sense.h"
#include "role-names.h"

/* Facts about one column: what its name suggests, and statistics of its cells
 * in the sample. Missing cells are not counted. */
typedef struct
{
  char *name;  /* name in display form; empty without a header */
  GStrv words; /* significant words of the name, in lower case */
  LimenNameSense sense;
  LimenRole named_role; /* role that the name suggests */
  LimenRole role;  /* named_role, or LIMEN_ROLE_ASSIGNED where the
                    * user assigned the column */
  gsize n_values;  /* non-missing cells in the unbiased sample (n_fair rows) */
  gsize n_numbers; /* numbers in the unbiased sample */
  double *numbers; /* one per row; NaN if the cell is not a number */
  double min, max;
  gsize n_fractions; /* number of values that are not whole numbers */
  gboolean has_fraction;
  gboolean is_counting; /* whole numbers that increase by one from row to
                         * row */
  LimenLabels *values;  /* distinct values, at most LIMEN_MANY_VALUES */
  guint16 *value_of;    /* index into `values`, one per row; LIMEN_LABEL_NONE
                         * if the cell has none */
  gboolean has_many;    /* there are more distinct values than
                         * LIMEN_MANY_VALUES */
} LimenColumnFacts;

#define LIMEN_MANY_VALUES 1000

/* Facts about all columns of a sample. */
typedef struct
{
  gsize n_columns, n_rows;
  const LimenSample *sample;
  LimenColumnFacts *columns;
} LimenFacts;

LimenFacts *limen_facts_new (const LimenSample *sample, GStrv ignored);
void limen_facts_free (LimenFacts *self);
void limen_facts_forget_given (LimenFacts *self);

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
