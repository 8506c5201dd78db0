/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* What a window shows before it has predictions. Where cutoffs are open already
 * it says that they are there, and what is missing. */
#define LIMEN_TYPE_WELCOME_PAGE (limen_welcome_page_get_type ())
G_DECLARE_FINAL_TYPE (LimenWelcomePage, limen_welcome_page, LIMEN,
                      WELCOME_PAGE, GtkBox)

void limen_welcome_page_set_cutoffs (LimenWelcomePage *self,
                                     GListModel *cutoffs);
