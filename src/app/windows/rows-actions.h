/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

/* The verbs that list rows in a window of their own: win.rows ... */
void limen_rows_actions_add (LimenWindow *self);
