/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "name-sense.h"

/* What a word in a column's name suggests about the column. */
typedef enum
{
  LIMEN_MEANING_LABEL,       /* true labels */
  LIMEN_MEANING_CORRECTNESS, /* whether a decision was right; sometimes the
                              * label */
  LIMEN_MEANING_SCORE,       /* scores */
  LIMEN_MEANING_PREDICTION,  /* output of a model: a decision or a score */
  LIMEN_MEANING_INDEX, /* an identifier, or the number of a class or a row */
  LIMEN_MEANING_EVENT, /* an event that models predict, such as "fraud" */
  LIMEN_MEANING_ATTRIBUTE, /* a property of the person or thing that was
                            * scored; seldom a label */
  LIMEN_MEANING_OTHER,     /* neither labels nor scores */
  LIMEN_N_MEANINGS,
} LimenMeaning;
/* Points that each further word of a meaning adds; also the minimum that is
 * left after deductions. */
#define LIMEN_MEANING_REPEAT 0.5

/* Points per meaning, and the meaning of the last word that has one. */
typedef struct
{
  double points[LIMEN_N_MEANINGS];
  int last;           /* a LimenMeaning; -1 if no word has one */
  gboolean is_at_end; /* that word is the last word of the name */
} LimenMeaningTally;

void limen_meaning_tally_add (LimenMeaningTally *tally, LimenMeaning meaning,
                              double points);
LimenMeaningTally limen_meaning_tally_words (GStrv words);
