#pragma once

#include "window.h"

/* Dialogs in which the user chooses a file for a window. */
gboolean limen_window_can_ask_file (LimenWindow *self);
void limen_window_add_filter (GtkFileChooser *chooser, const char *name,
                              const char *const *patterns);
