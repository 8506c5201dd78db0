#pragma once

#include <glib.h>

char *limen_timestamp_now (void);
