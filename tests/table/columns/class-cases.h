/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset.h"

/* Reads a text as a file, with options in one line: "label=A,B score=C
 * kind=logit skip". Options that may be repeated may occur several times. */
LimenDataset *class_case_read (const char *text, const char *line,
                               gsize block_size, GError **error);

/* Reads a text that must be valid. */
LimenDataset *class_case_read_good (const char *text, const char *line);

/* The dataset in one line: task, kind, classes with their numbers of rows,
 * then each row's label (class index, or 0s and 1s, or numbers in brackets)
 * and scores. */
char *class_case_describe (LimenDataset *dataset);

/* A text, its options, and the expected result of class_case_describe(). */
typedef struct
{
  const char *text, *options, *expected;
} ClassCase;

/* Reads and checks n cases, with the usual block size and with blocks of one
 * byte. */
void class_cases_check (const ClassCase *cases, guint n);

/* A header with three score columns, and one row per class: by name, by index
 * from 0, and by number from 1. */
#define CLASS_ROWS_NAMED(head)                                                \
  head "\ncat,0.5,0.25,0.25\ndog,0.25,0.5,0.25\neel,0.25,0.25,0.5\n"
#define CLASS_ROWS_FROM_0(head)                                               \
  head "\n0,0.5,0.25,0.25\n1,0.25,0.5,0.25\n2,0.25,0.25,0.5\n"
#define CLASS_ROWS_FROM_1(head)                                               \
  head "\n1,0.5,0.25,0.25\n2,0.25,0.5,0.25\n3,0.25,0.25,0.5\n"

/* The finding with this code; NULL if there is none. */
const LimenFinding *class_case_find_finding (LimenDataset *dataset,
                                             const char *code);
