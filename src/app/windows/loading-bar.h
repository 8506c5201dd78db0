/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "session.h"

/* The bar shown while a session reads a file: its name, the progress, and a
 * button that cancels. */
#define LIMEN_TYPE_LOADING_BAR (limen_loading_bar_get_type ())
G_DECLARE_FINAL_TYPE (LimenLoadingBar, limen_loading_bar, LIMEN, LOADING_BAR,
                      GtkBox)

void limen_loading_bar_set_session (LimenLoadingBar *self,
                                    LimenSession *session);
