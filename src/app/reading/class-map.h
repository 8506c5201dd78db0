/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "holder.h"

/* Says of each score column which label it is for. Signal `changed`: another
 * label was chosen of a column. */
#define LIMEN_TYPE_CLASS_MAP (limen_class_map_get_type ())
G_DECLARE_FINAL_TYPE (LimenClassMap, limen_class_map, LIMEN, CLASS_MAP,
                      LimenHolder)

void limen_class_map_set_columns (LimenClassMap *self, GPtrArray *columns,
                                  GPtrArray *labels, GPtrArray *classes);
GPtrArray *limen_class_map_list_classes (LimenClassMap *self);
