/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

/* A column of a file in a list to choose from, with its place among the chosen
 * ones. Property: name. Signal `changed`: its place changed. */
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
