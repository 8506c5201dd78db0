#pragma once

#include <glib.h>

char *limen_option_clauses_drop (const char *message);
