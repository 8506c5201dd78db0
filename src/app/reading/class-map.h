/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "holder.h"

/* A form that assigns a label to each score column. Signal `changed`: the
 * label of a column changed. */
#define LIMEN_TYPE_CLASS_MAP (limen_class_map_get_type ())
G_DECLARE_FINAL_TYPE (LimenClassMap, limen_class_map, LIMEN, CLASS_MAP,
                      LimenHolder)

void limen_class_map_set_columns (LimenClassMap *self, GPtrArray *columns,
                                  GPtrArray *labels, GPtrArray *classes);
GPtrArray *limen_class_map_list_classes (LimenClassMap *self);
