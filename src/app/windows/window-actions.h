/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

/* Adds the actions of the window: win.open, win.pin, win.export ... */
void limen_window_add_actions (LimenWindow *self);
void limen_window_update_actions (LimenWindow *self);
