/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "objective.h"
#include "one-vs-rest.h"
#include "replicates.h"

gboolean limen_class_replicates_are_fast (LimenOneVsRest *class,
                                          gboolean needs_costs);
LimenBootstrapStatus limen_class_replicates_init (
    LimenReplicates *self, LimenOneVsRest *class, const LimenBootstrap *plan,
    const gsize *candidates, gsize n_candidates, GCancellable *cancellable);
