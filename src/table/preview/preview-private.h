/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "preview.h"

guint limen_preview_count_classes (const LimenPreview *self, int label,
                                   int predicted);
LimenFacts *limen_preview_get_facts (LimenPreview *self, GStrv ignored);
