/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

/* Adds the actions about which file is read, and how: win.open, win.columns
 * ... */
void limen_reading_actions_add (LimenWindow *self);
