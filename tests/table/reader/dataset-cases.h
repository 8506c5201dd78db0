/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset.h"

/* Reads a text as a file; `length` is -1 for NUL-terminated text. */
LimenDataset *dataset_case_read (const char *text, gssize length,
                                 const LimenReadOptions *options,
                                 GError **error);

/* Reads a text that must be valid. */
LimenDataset *dataset_case_read_good (const char *text,
                                      const LimenReadOptions *options);

/* The dataset in one line: columns, classes with the positive one in brackets,
 * kind, scores with a sign for the class, weights. */
char *dataset_case_describe (LimenDataset *dataset);

/* The message of the finding with this code; NULL if there is none. */
const char *dataset_case_find_message (LimenDataset *dataset,
                                       const char *code);

/* Whether there is a finding with this code. */
gboolean dataset_case_has_finding (LimenDataset *dataset, const char *code);
