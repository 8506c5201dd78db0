#pragma once

#include <glib.h>

char *limen_sample_file_find (void);
