/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "class-rates.h"
#include "session.h"

/* A class as an item of a list: its name, number of rows, ROC AUC, threshold,
 * and precision and recall there. Properties: name, rows, auc, threshold,
 * precision, recall, and each number as text: rows-text, auc-text,
 * threshold-text, precision-text, recall-text. */
#define LIMEN_TYPE_CLASS_ITEM (limen_class_item_get_type ())
G_DECLARE_FINAL_TYPE (LimenClassItem, limen_class_item, LIMEN, CLASS_ITEM,
                      GObject)

LimenClassItem *limen_class_item_new (LimenSession *session, gsize class);
gsize limen_class_item_get_class (LimenClassItem *self);
void limen_class_item_update (LimenClassItem *self, LimenSession *session);
void limen_class_item_set_rates (LimenClassItem *self, LimenClassRates rates);
