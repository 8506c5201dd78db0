/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* What was done to probabilities on their way into a file, and is taken back
 * as they are read. */
typedef enum
{
  LIMEN_UNDO_NONE,
  LIMEN_UNDO_SIGMOID, /* a sigmoid of what was a probability already */
  LIMEN_UNDO_SOFTMAX, /* a softmax of what summed to one already */
  LIMEN_UNDO_PERCENT, /* 0 to 100 instead of 0 to 1 */
} LimenUndo;

const char *limen_undo_get_name (LimenUndo undo);
bool limen_undo_parse (const char *name, LimenUndo *undo);
bool limen_undo_apply (LimenUndo undo, double *scores, size_t n);
