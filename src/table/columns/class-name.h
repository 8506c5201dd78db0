/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sample.h"

/* Which vocabulary is looked for in a column's name. */
typedef enum
{
  LIMEN_CLASS_WORDS_OF_SCORES, /* words for scores, such as "prob" */
  LIMEN_CLASS_WORDS_OF_LABELS, /* words for labels, such as "label" */
} LimenClassWords;

/* Upper bound on the number of words in either vocabulary. */
#define LIMEN_MAX_CLASS_WORDS 40

/* A column's name, split into a prefix or suffix that several columns may
 * share and the class. */
typedef struct
{
  int word; /* index of the word in its vocabulary; -1 if there is none */
  gboolean is_suffix;
  char *stem; /* the class; NULL if there is no word */
} LimenClassName;

char *limen_class_name_get (const LimenSample *sample, int column);
LimenClassName limen_class_name_split (const char *name,
                                       LimenClassWords words);

char *limen_class_name_clean (const char *name);

/* Derive the classes of several columns from their names (char *): each class
 * is appended to `stems` (char *), which must be empty. FALSE, with `stems`
 * empty, unless all names follow the pattern. */
gboolean limen_class_names_strip_words (GPtrArray *names,
                                        LimenClassWords words,
                                        GPtrArray *stems);
gboolean limen_class_names_strip_common (GPtrArray *names, GPtrArray *stems);
