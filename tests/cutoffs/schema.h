/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* Ends the test where the node does not follow the JSON Schema. */
void test_assert_schema (JsonNode *node, JsonObject *schema,
                         const char *place);
