/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "cutoff-private.h"

LimenObjective limen_cutoff_data_get_view (const LimenCutoffData *data,
                                           const LimenSweep *sweep);

/* The intervals of a cutoff in JSON. */
gboolean limen_cutoff_interval_read (JsonNode *node, LimenInterval *interval);
JsonObject *limen_cutoff_intervals_to_json (const LimenInterval *intervals);
gboolean limen_cutoff_intervals_read (LimenCutoffData *data,
                                      JsonObject *object, const char *where,
                                      GError **error);
