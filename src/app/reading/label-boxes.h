/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "holder.h"

/* Check boxes for labels. Signal `changed`: the checked labels changed. */
#define LIMEN_TYPE_LABEL_BOXES (limen_label_boxes_get_type ())
G_DECLARE_FINAL_TYPE (LimenLabelBoxes, limen_label_boxes, LIMEN, LABEL_BOXES,
                      LimenHolder)

void limen_label_boxes_set_labels (LimenLabelBoxes *self, GPtrArray *labels,
                                   GPtrArray *checked);
GPtrArray *limen_label_boxes_list_checked (LimenLabelBoxes *self);
