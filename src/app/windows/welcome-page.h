/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* The page of a window without predictions. If cutoffs are open already, it
 * asks for predictions to go with them. */
#define LIMEN_TYPE_WELCOME_PAGE (limen_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (LimenWelcomePage, limen_welcome_page, LIMEN,
                      WELCOME_PAGE, GtkBox)

void limen_welcome_page_set_cutoffs (LimenWelcomePage *self,
                                     GListModel *cutoffs);
