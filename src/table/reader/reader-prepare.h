#pragma once

#include "reader-private.h"

gboolean limen_reader_prepare (LimenReader *self, LimenSource *source,
                               const char *sample, gsize length,
                               GError **error);
