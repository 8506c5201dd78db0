#pragma once

#include "labels.h"

/* How the labels of a column are written: every distinct text with a number,
 * and the label that it means, or LIMEN_LABEL_NONE. So much of it is kept as a
 * column of labels has; of any other column, such as one of names, the rest
 * reads as nothing. */
typedef struct _LimenLabelTexts LimenLabelTexts;

LimenLabelTexts *limen_label_texts_new (void);
void limen_label_texts_free (LimenLabelTexts *self);

guint16 limen_label_texts_add (LimenLabelTexts *self, const char *text,
                               guint16 label);
guint limen_label_texts_get_n (LimenLabelTexts *self);
const char *limen_label_texts_get (LimenLabelTexts *self, guint16 number);
guint16 limen_label_texts_get_label (LimenLabelTexts *self, guint16 number);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenLabelTexts, limen_label_texts_free)
