/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

char *limen_json_to_text (JsonNode *node);
void limen_json_append_string (GString *out, const char *text);
void limen_json_append_number (GString *out, double value);
