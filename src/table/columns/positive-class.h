/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Why one of two classes is the positive one. */
typedef enum
{
  LIMEN_POSITIVE_CERTAIN,   /* 1 beside 0, yes beside no: nothing to say */
  LIMEN_POSITIVE_BY_SCORE,  /* the scores are named after it */
  LIMEN_POSITIVE_BY_WORD,   /* "case" beside "control" */
  LIMEN_POSITIVE_BY_NUMBER, /* the larger one */
  LIMEN_POSITIVE_BY_ORDER,  /* the second in the alphabet */
} LimenPositiveReason;

/* Words for true and false, as labels of any file may say them */
int limen_truth_word_get_sign (const char *word);
const char *limen_class_word_get_counterpart (const char *word);

/* Two classes */
int limen_positive_class_compare (const char *first, const char *second);
gboolean limen_positive_class_is_certain (const char *first,
                                          const char *second);
gboolean limen_class_words_have_harm (const char *name);
gboolean limen_class_words_are_akin (const char *first, const char *second);
char *limen_class_words_join (const char *name);
gboolean limen_class_words_equal (const char *first, const char *second);
