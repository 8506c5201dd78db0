#pragma once

#include <gtk/gtk.h>

void limen_announcement_prepare (GtkWidget *widget);
