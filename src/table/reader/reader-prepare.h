#pragma once

#include "reader-private.h"

gboolean limen_reader_prepare (LimenReader *self, GError **error);
