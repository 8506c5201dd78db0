/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

void limen_child_window_set_parent (GtkWindow *self, GtkWindow *parent);
