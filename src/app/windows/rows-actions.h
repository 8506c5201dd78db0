/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

/* Adds the actions that list rows in a separate window: win.rows ... */
void limen_rows_actions_add (LimenWindow *self);
