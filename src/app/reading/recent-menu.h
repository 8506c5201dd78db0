/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* The files opened last, as a menu of `win.open-recent` actions; kept up to
 * date. */
GMenuModel *limen_recent_menu_new (void);
void limen_recent_menu_add_file (const char *path);
