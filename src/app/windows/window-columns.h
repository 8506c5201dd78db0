/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

void limen_window_ask_columns (LimenWindow *self, const char *path,
                               const LimenReadOptions *options,
                               const char *reason);
