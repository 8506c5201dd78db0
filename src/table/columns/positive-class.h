/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Why one of two classes was chosen as the positive one. */
typedef enum
{
  LIMEN_POSITIVE_CERTAIN,   /* unambiguous: 1 and 0, yes and no */
  LIMEN_POSITIVE_BY_SCORE,  /* the score column is named after it */
  LIMEN_POSITIVE_BY_WORD,   /* by its meaning: "case" and "control" */
  LIMEN_POSITIVE_BY_NUMBER, /* the larger number */
  LIMEN_POSITIVE_BY_ORDER,  /* the second in alphabetical order */
} LimenPositiveReason;

/* Words for true and false that may be labels in any file */
int limen_truth_word_get_sign (const char *word);
const char *limen_class_word_get_counterpart (const char *word);

/* Pairs of class names */
int limen_positive_class_compare (const char *first, const char *second);
gboolean limen_positive_class_is_certain (const char *first,
                                          const char *second);
gboolean limen_class_words_have_harm (const char *name);
gboolean limen_class_words_are_akin (const char *first, const char *second);
char *limen_class_words_join (const char *name);
gboolean limen_class_words_equal (const char *first, const char *second);
