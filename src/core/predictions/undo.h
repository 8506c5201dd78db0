/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>

/* A transformation that probabilities went through before they were saved, to
 * be inverted on reading. */
typedef enum
{
  LIMEN_UNDO_NONE,
  LIMEN_UNDO_SIGMOID, /* a sigmoid applied to probabilities */
  LIMEN_UNDO_SOFTMAX, /* a softmax applied to probabilities that sum to 1 */
  LIMEN_UNDO_PERCENT, /* percentages, 0 to 100 */
} LimenUndo;

const char *limen_undo_get_name (LimenUndo undo);
bool limen_undo_parse (const char *name, LimenUndo *undo);
bool limen_undo_apply (LimenUndo undo, double *scores, size_t n);
