/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* What becomes of a file that is dropped on a widget. */
typedef void (*LimenFileDropFunc) (GtkWidget *widget, const char *path);

void limen_file_drop_add (GtkWidget *widget, GtkWidget *hint,
                          LimenFileDropFunc dropped);
