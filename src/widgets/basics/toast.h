/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "holder.h"

/* A short message over what matters least, with a button for one action. It
 * goes by itself, but not from under the pointer or the focus. */
#define LIMEN_TYPE_TOAST (limen_toast_get_type ())
G_DECLARE_FINAL_TYPE (LimenToast, limen_toast, LIMEN, TOAST, LimenHolder)

void limen_toast_show (LimenToast *self, const char *message,
                       const char *button_label, const char *action_name);
void limen_toast_hide (LimenToast *self);
