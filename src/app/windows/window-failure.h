/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "error-bar.h"
#include "window.h"

void limen_window_handle_failure (LimenWindow *self, const GError *error,
                                  LimenErrorBar *bar);
