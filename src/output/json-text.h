#pragma once

#include <json-glib/json-glib.h>

char *limen_json_to_text (JsonNode *node);
