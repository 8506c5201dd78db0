/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "theme.h"

/* The appearance of the program: light, dark, or that of the desktop.
 * Signal `changed`: figures must be drawn in another theme. */
#define LIMEN_TYPE_APPEARANCE (limen_appearance_get_type ())
G_DECLARE_FINAL_TYPE (LimenAppearance, limen_appearance, LIMEN, APPEARANCE,
                      GObject)

LimenAppearance *limen_appearance_new (void);
/* "system", "light" or "dark". */
void limen_appearance_set_choice (LimenAppearance *self, const char *choice);
LimenThemeVariant limen_appearance_get_variant (LimenAppearance *self);
