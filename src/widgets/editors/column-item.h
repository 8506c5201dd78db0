/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/* A column of a file, as an item of the list in a LimenColumnChooser, with its
 * place among the chosen columns (from 1; 0: not chosen). Property: name.
 * Signal: `changed`, when the place or the number of chosen columns changes.
 */
#define LIMEN_TYPE_COLUMN_ITEM (limen_column_item_get_type ())
G_DECLARE_FINAL_TYPE (LimenColumnItem, limen_column_item, LIMEN, COLUMN_ITEM,
                      GObject)

LimenColumnItem *limen_column_item_new (guint column, const char *name);

guint limen_column_item_get_column (LimenColumnItem *self);
const char *limen_column_item_get_name (LimenColumnItem *self);
guint limen_column_item_get_place (LimenColumnItem *self);
guint limen_column_item_get_n_places (LimenColumnItem *self);
void limen_column_item_set_place (LimenColumnItem *self, guint place,
                                  guint n_places);
