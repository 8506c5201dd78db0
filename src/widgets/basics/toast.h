/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "holder.h"

/* A short message at the edge of the window, with a button for one action. It
 * hides after some time, but not while it has the pointer or the focus. */
#define LIMEN_TYPE_TOAST (limen_toast_get_type ())
G_DECLARE_FINAL_TYPE (LimenToast, limen_toast, LIMEN, TOAST, LimenHolder)

void limen_toast_show (LimenToast *self, const char *message,
                       const char *button_label, const char *action_name);
void limen_toast_hide (LimenToast *self);
