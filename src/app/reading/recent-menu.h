/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* The recently opened files, as a menu of `win.open-recent` actions. */
GMenuModel *limen_recent_menu_new (void);
void limen_recent_menu_add_file (const char *path);
