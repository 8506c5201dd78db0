/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "labels.h"

/* The texts of a label column as they were written: each distinct text has an
 * index and the label it stands for, or LIMEN_LABEL_NONE. The number of texts
 * and of their bytes is bounded; in a column that exceeds it, such as one of
 * names, later texts read as empty. */
typedef struct _LimenLabelTexts LimenLabelTexts;

LimenLabelTexts *limen_label_texts_new (void);
void limen_label_texts_free (LimenLabelTexts *self);

guint16 limen_label_texts_add (LimenLabelTexts *self, const char *text,
                               guint16 label);
guint limen_label_texts_get_n (LimenLabelTexts *self);
const char *limen_label_texts_get (LimenLabelTexts *self, guint16 number);
guint16 limen_label_texts_get_label (LimenLabelTexts *self, guint16 number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenLabelTexts, limen_label_texts_free)
