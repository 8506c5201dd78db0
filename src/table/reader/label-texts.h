/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "labels.h"

/* How the labels of a column are written: every distinct text with a number,
 * and the label that it means, or LIMEN_LABEL_NONE. The number of texts, and
 * of their bytes, is bounded; in a column with more of them, such as one of
 * names, the rest reads as empty. */
typedef struct _LimenLabelTexts LimenLabelTexts;

LimenLabelTexts *limen_label_texts_new (void);
void limen_label_texts_free (LimenLabelTexts *self);

guint16 limen_label_texts_add (LimenLabelTexts *self, const char *text,
                               guint16 label);
guint limen_label_texts_get_n (LimenLabelTexts *self);
const char *limen_label_texts_get (LimenLabelTexts *self, guint16 number);
guint16 limen_label_texts_get_label (LimenLabelTexts *self, guint16 number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenLabelTexts, limen_label_texts_free)
