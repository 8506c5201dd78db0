/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Called with the widget and the path of a file that was dropped on it. */
typedef void (*LimenFileDropFunc) (GtkWidget *widget, const char *path);

/* A part of a widget where a dropped file does something else. */
typedef struct
{
  GtkWidget *zone; /* a descendant of the widget */
  GtkWidget *hint; /* shown while a file is dragged over the zone */
  gboolean (*is_open) (GtkWidget *widget); /* whether it takes files now */
  LimenFileDropFunc dropped;
} LimenFileDropZone;

void limen_file_drop_add_zone (GtkWidget *widget, GtkWidget *hint,
                               LimenFileDropFunc dropped,
                               LimenFileDropZone zone);
void limen_file_drop_add (GtkWidget *widget, GtkWidget *hint,
                          LimenFileDropFunc dropped);
