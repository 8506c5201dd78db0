/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "reader-private.h"
#include "sum.h"

/* Upper bound on the number of labels that a message lists. */
#define LIMEN_RESOLVE_MAX_NAMED 5

/* Number of rows of a class, and their total weight. */
typedef struct
{
  guint64 rows;
  LimenSum weight;
} LimenClassSum;

void limen_class_sum_add (LimenClassSum *sum, const LimenPredictions *numbers,
                          gsize row);
void limen_resolve_append_class (LimenReader *self, const char *name,
                                 const LimenClassSum *sum);
gboolean limen_resolve_binary_labels (LimenReader *self, GError **error);
