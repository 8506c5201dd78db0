/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "dataset.h"

/* Reads a text of a length, or to its end where that is -1, as a file. */
LimenDataset *dataset_case_read (const char *text, gssize length,
                                 const LimenReadOptions *options,
                                 GError **error);

/* Reads a text that has to be good. */
LimenDataset *dataset_case_read_good (const char *text,
                                      const LimenReadOptions *options);

/* What was read, in a line: columns, classes with the positive one in
 * brackets, kind, scores with a sign for the class, weights. */
char *dataset_case_describe (LimenDataset *dataset);

/* The message of the finding with a code, or NULL. */
const char *dataset_case_find_message (LimenDataset *dataset,
                                       const char *code);

/* Whether a code is among the findings. */
gboolean dataset_case_has_finding (LimenDataset *dataset, const char *code);
