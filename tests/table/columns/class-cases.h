/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset.h"

/* Reads a text as a file, with options as one line of words: "label=A,B score=C
 * kind=logit skip". A word may be given more than once where the option may. */
LimenDataset *class_case_read (const char *text, const char *line,
                               gsize block_size, GError **error);

/* Reads a text that has to be good. */
LimenDataset *class_case_read_good (const char *text, const char *line);

/* What was read, in a line: the task, the kind, the classes with their rows,
 * then each row's label (its class's index, or 0s and 1s, or numbers in
 * brackets) and scores. */
char *class_case_describe (LimenDataset *dataset);

/* A text, options as above, and what class_case_describe() says of it. */
typedef struct
{
  const char *text, *options, *expected;
} ClassCase;

/* Reads n cases, in blocks as usual and of one byte, and checks them. */
void class_cases_check (const ClassCase *cases, guint n);

/* A header, and a row of each of three classes: by name, by index from 0, and
 * by index from 1. */
#define CLASS_ROWS_NAMED(head)                                                \
  head "\ncat,0.5,0.25,0.25\ndog,0.25,0.5,0.25\neel,0.25,0.25,0.5\n"
#define CLASS_ROWS_FROM_0(head)                                               \
  head "\n0,0.5,0.25,0.25\n1,0.25,0.5,0.25\n2,0.25,0.25,0.5\n"
#define CLASS_ROWS_FROM_1(head)                                               \
  head "\n1,0.5,0.25,0.25\n2,0.25,0.5,0.25\n3,0.25,0.25,0.5\n"

/* The finding with a code, or NULL. */
const LimenFinding *class_case_find_finding (LimenDataset *dataset,
                                             const char *code);
