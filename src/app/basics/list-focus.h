/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

void limen_list_focus_keep (GtkColumnView *view);
