/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "window.h"

/* Test data in the main window: choosing, dropping and removing it. */
void limen_window_add_test_actions (LimenWindow *self);
gboolean limen_window_takes_test (LimenWindow *self);
void limen_window_add_test (LimenWindow *self, const char *path);
void limen_window_fail_test (LimenWindow *self, const GError *error);
GMenuModel *limen_window_files_menu_new (LimenWindow *self);
void limen_window_accept_drops (LimenWindow *self, GtkWidget *hint,
                                GtkWidget *figures, GtkWidget *test_hint);
