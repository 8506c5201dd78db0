/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

/* Adds the actions that save and copy: win.export, win.save-figure ... */
void limen_saving_actions_add (LimenWindow *self);

void limen_window_choose_export (LimenWindow *self, gboolean closes_after);
