/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "predictions.h"

/* The largest probability of each row, and whether it is the true class's, as
 * a binary task. */
typedef struct _LimenTopLabels LimenTopLabels;

LimenTopLabels *limen_top_labels_new (const LimenPredictions *numbers,
                                      const char *path, GError **error);
void limen_top_labels_free (LimenTopLabels *self);
const LimenPredictions *limen_top_labels_get_numbers (LimenTopLabels *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenTopLabels, limen_top_labels_free)
