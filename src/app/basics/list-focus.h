#pragma once

#include <gtk/gtk.h>

void limen_list_focus_keep (GtkColumnView *view);
