/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "name-sense.h"

/* What a word says of a column. */
typedef enum
{
  LIMEN_MEANING_TRUTH,     /* a label */
  LIMEN_MEANING_RIGHTNESS, /* whether a decision was right: at times a label */
  LIMEN_MEANING_SCORE,     /* a score */
  LIMEN_MEANING_PREDICTION, /* what a model said: its decision or its score */
  LIMEN_MEANING_INDEX, /* an identifier, or the number of a class or a row */
  LIMEN_MEANING_EVENT, /* what models are made to foresee: "fraud" */
  LIMEN_MEANING_BYSTANDER, /* a property of who or what was judged: seldom a
                              label */
  LIMEN_MEANING_OTHER,     /* neither of them */
  LIMEN_N_MEANINGS,
} LimenMeaning;
/* What another word of the same meaning adds, and the most of it. */
#define LIMEN_MEANING_AGAIN 0.5

/* The points of each meaning, and which one the last word with any has. */
typedef struct
{
  double points[LIMEN_N_MEANINGS];
  int last;            /* a meaning; -1: none */
  gboolean is_at_end; /* nothing stands behind that word */
} LimenMeaningTally;

void limen_meaning_tally_add (LimenMeaningTally *tally, LimenMeaning meaning,
                              double points);
LimenMeaningTally limen_meaning_tally_words (GStrv words);
