/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

/* Fails the test if the node does not conform to the JSON Schema. */
void test_assert_schema (JsonNode *node, JsonObject *schema,
                         const char *place);
