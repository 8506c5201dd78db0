/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "predictions.h"

/* Top labels as a binary task: the largest probability of each row, and
 * whether that class is right. */
typedef struct _LimenTopLabels LimenTopLabels;

LimenTopLabels *limen_top_labels_new (const LimenPredictions *numbers,
                                      const char *path, GError **error);
void limen_top_labels_free (LimenTopLabels *self);
const LimenPredictions *limen_top_labels_get_numbers (LimenTopLabels *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenTopLabels, limen_top_labels_free)
