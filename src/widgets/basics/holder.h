/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Base class of composite widgets: its children fill it, and it unparents them
 * in dispose. */
#define LIMEN_TYPE_HOLDER (limen_holder_get_type ())
G_DECLARE_DERIVABLE_TYPE (LimenHolder, limen_holder, LIMEN, HOLDER, GtkWidget)

struct _LimenHolderClass
{
  GtkWidgetClass parent_class;
};
