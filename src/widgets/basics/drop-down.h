/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* A GtkDropDown of a GtkStringList whose long texts do not widen it: the
 * button shortens them, and the list shows them. */
void limen_drop_down_shorten (GtkDropDown *drop_down);
