#pragma once

#include "window.h"

void limen_window_ask_before_closing (LimenWindow *self);
