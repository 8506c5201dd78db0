#pragma once

#include "session.h"

/* One class in a list: its name, size, ROC AUC and threshold. Properties:
 * name, rows, auc, threshold, and each of the numbers as text: rows-text,
 * auc-text, threshold-text. */
#define LIMEN_TYPE_CLASS_ITEM (limen_class_item_get_type ())
G_DECLARE_FINAL_TYPE (LimenClassItem, limen_class_item, LIMEN, CLASS_ITEM,
                      GObject)

LimenClassItem *limen_class_item_new (LimenSession *session, gsize class);
gsize limen_class_item_get_class (LimenClassItem *self);
