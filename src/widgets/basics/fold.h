/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

/* Container for a side panel and the content beside it. In a narrow window the
 * side is hidden; when it is shown there, it overlaps the content. */
#define LIMEN_TYPE_FOLD (limen_fold_get_type ())
G_DECLARE_FINAL_TYPE (LimenFold, limen_fold, LIMEN, FOLD, GtkWidget)

gboolean limen_fold_get_folded (LimenFold *self);
void limen_fold_set_side_visible (LimenFold *self, gboolean is_visible);
