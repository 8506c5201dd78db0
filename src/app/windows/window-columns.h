#pragma once

#include "window.h"

void limen_window_ask_columns (LimenWindow *self, const char *path,
                               const LimenReadOptions *options,
                               const char *reason);
