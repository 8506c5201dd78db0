#pragma once

#include <gtk/gtk.h>

#include "theme.h"

double limen_screen_get_text_size (GtkWidget *widget);
LimenTheme limen_screen_theme_get (GtkWidget *widget,
                                   LimenThemeVariant variant);
