/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "cutoff-private.h"

/* The intervals of a cutoff in JSON. */
JsonObject *limen_cutoff_intervals_to_json (const LimenInterval *intervals);
gboolean limen_cutoff_intervals_read (LimenCutoffData *data,
                                      JsonObject *object, const char *where,
                                      GError **error);
