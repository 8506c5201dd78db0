/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "class-facts.h"

gboolean limen_diagnosis_is_multiclass (const LimenClassFacts *self);
gboolean limen_diagnosis_has_label_sets (const LimenClassFacts *self);
void limen_diagnosis_check_sizes (const LimenClassFacts *self);
void limen_diagnosis_check_labels (const LimenClassFacts *self);
void limen_diagnosis_check_order (const LimenClassFacts *self);
