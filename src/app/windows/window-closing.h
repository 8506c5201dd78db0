/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

void limen_window_ask_before_closing (LimenWindow *self);
