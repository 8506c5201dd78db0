/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "cutoff.h"

/* A cutoff as an element of "cutoffs" in limen-cutoffs/1 or /2. */
JsonObject *limen_cutoff_to_json (LimenCutoff *self);
LimenCutoff *limen_cutoff_new_from_json (JsonNode *node, const char *where,
                                         gboolean is_version_2,
                                         GError **error);
