/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* What a column's name says of what it holds, in points: about 4 where the
 * name leaves no doubt, 0 where it says nothing, below 0 where it speaks
 * against. */
typedef struct
{
  double label, score;
  gboolean is_prediction; /* what a model said: "pred", "y_hat" */
  gboolean is_index; /* an identifier, or a number of something */
  gboolean is_by_letter; /* only the first word says so: "p_cat" */
  gboolean is_rightness; /* whether a decision was right: "correct" */
  gboolean is_other; /* neither: an identifier, a date, an error, a spread */
} LimenNameSense;

LimenNameSense limen_name_sense_get (const char *name);
GStrv limen_name_sense_split (const char *name);
gboolean limen_name_sense_is_known (const char *word);
