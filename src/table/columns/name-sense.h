/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a column's name suggests about its contents, as points: about 4 for an
 * unambiguous name, 0 for a name that suggests nothing, below 0 for one that
 * suggests the opposite. */
typedef struct
{
  double label, score;
  gboolean is_prediction; /* output of a model: "pred", "y_hat" */
  gboolean is_index;      /* an identifier, or a count */
  gboolean is_by_letter;  /* only the first letter suggests it: "p_cat" */
  gboolean is_correctness; /* whether a decision was right: "correct" */
  gboolean is_other;     /* neither label nor score: an identifier, a date, an
                          * error, a spread */
} LimenNameSense;

LimenNameSense limen_name_sense_get (const char *name);
GStrv limen_name_sense_split (const char *name);
gboolean limen_name_sense_is_known (const char *word);
