/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "positive-class.h"
#include "predictions.h"

/* Tolerance for the sum of a row's soft labels, which should be 1. */
#define LIMEN_SOFT_LABEL_TOLERANCE 1e-3

/* The distinct labels of a column, numbered from 0 in order of first
 * appearance. */
typedef struct _LimenLabels LimenLabels;

#define LIMEN_LABEL_NONE LIMEN_UNKNOWN_LABEL

LimenLabels *limen_labels_new (guint max_labels, char decimal_point);
LimenLabels *limen_labels_new_of (LimenLabels *labels, const guint16 *which,
                                  guint n);
void limen_labels_free (LimenLabels *self);

guint limen_labels_get_n (LimenLabels *self);
guint16 limen_labels_lookup (LimenLabels *self, const char *text,
                             gsize length);
guint16 limen_labels_take (LimenLabels *self, const char *text, gsize length);
int limen_labels_find (LimenLabels *self, const char *text);
const char *limen_labels_get_name (LimenLabels *self, guint label);
guint16 *limen_labels_sort (LimenLabels *self);
int limen_labels_find_positive (LimenLabels *self, const char *score,
                                LimenPositiveReason *reason);
gboolean limen_labels_parse_truth (const char *text, gsize length,
                                   char decimal_point, gboolean *truth);
void limen_labels_complete (LimenLabels *self, const char *positive);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenLabels, limen_labels_free)
