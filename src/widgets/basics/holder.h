/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* A widget made of others, in all of its space, which it lets go of when it is
 * disposed of. */
#define LIMEN_TYPE_HOLDER (limen_holder_get_type ())
G_DECLARE_DERIVABLE_TYPE (LimenHolder, limen_holder, LIMEN, HOLDER, GtkWidget)

struct _LimenHolderClass
{
  GtkWidgetClass parent_class;
};
