/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Makes a GtkDropDown of a GtkStringList ellipsize long texts in its button,
 * so that they do not widen it; the list shows them whole. */
void limen_drop_down_shorten (GtkDropDown *drop_down);
