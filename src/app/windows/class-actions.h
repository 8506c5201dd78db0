/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

/* Adds the actions on the thresholds of all classes: win.pin-all ... */
void limen_class_actions_add (LimenWindow *self);
