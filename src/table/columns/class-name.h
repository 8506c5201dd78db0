/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample.h"

/* Which words make a name that of a score, or of a label. */
typedef enum
{
  LIMEN_CLASS_WORDS_OF_SCORES, /* "prob" */
  LIMEN_CLASS_WORDS_OF_LABELS, /* "label" */
} LimenClassWords;

/* There are fewer of either. */
#define LIMEN_MAX_CLASS_WORDS 40

/* A column's name in two: a word that many may share, and the class. */
typedef struct
{
  int word; /* its number; -1: there is none */
  gboolean is_suffix;
  char *stem; /* NULL without a word */
} LimenClassName;

char *limen_class_name_get (const LimenSample *sample, int column);
LimenClassName limen_class_name_split (const char *name,
                                       LimenClassWords words);

char *limen_class_name_clean (const char *name);

/* What the names (char *) of several columns say their classes are: appended
 * to `stems` (char *) where all say so; FALSE, and nothing there, where not. */
gboolean limen_class_names_strip_words (GPtrArray *names,
                                        LimenClassWords words,
                                        GPtrArray *stems);
gboolean limen_class_names_strip_common (GPtrArray *names, GPtrArray *stems);
