/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Called with the widget and the path of a file that was dropped on it. */
typedef void (*LimenFileDropFunc) (GtkWidget *widget, const char *path);

void limen_file_drop_add (GtkWidget *widget, GtkWidget *hint,
                          LimenFileDropFunc dropped);
