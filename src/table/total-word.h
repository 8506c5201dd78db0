#pragma once

#include <glib.h>

gboolean limen_is_total_word (const char *text, gsize length);
