#pragma once

#include <glib.h>

#include "read-options.h"

/* The options that say how to read a file, the same for every command. */
GOptionGroup *limen_reading_group_new (LimenReadOptions *options);
