/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "theme.h"

LimenTheme limen_screen_theme_get (GtkWidget *widget,
                                   LimenThemeVariant variant);
