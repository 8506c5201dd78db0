/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "class-columns.h"

/* Predicate: whether a column may hold scores. */
typedef gboolean (*LimenColumnFunc) (const LimenFacts *facts, int column);

GPtrArray *limen_class_groups_find (const LimenFacts *facts,
                                    LimenColumnFunc can_be_score,
                                    GPtrArray *labels);
GHashTable *limen_class_groups_map_labels (const LimenFacts *facts);
LimenClassColumns *
limen_class_groups_find_labels (const LimenFacts *facts, GHashTable *map,
                                const LimenClassColumns *scores);

gboolean limen_class_groups_sum_to_one (const LimenFacts *facts,
                                        const LimenClassColumns *columns);
gboolean limen_class_groups_are_one_hot (const LimenFacts *facts,
                                         const LimenClassColumns *columns);
gboolean limen_class_groups_are_units (const LimenFacts *facts,
                                       const LimenClassColumns *columns);
gboolean limen_class_groups_are_ranks (const LimenFacts *facts,
                                       const LimenClassColumns *columns);
