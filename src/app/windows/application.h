/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#define LIMEN_APPLICATION_ID "io.github.limen.Limen"

/* The application: windows, shortcuts, settings and appearance. */
#define LIMEN_TYPE_APPLICATION (limen_application_get_type ())
G_DECLARE_FINAL_TYPE (LimenApplication, limen_application, LIMEN, APPLICATION,
                      GtkApplication)

GtkApplication *limen_application_new (void);
