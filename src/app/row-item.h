#pragma once

#include "rows.h"

G_BEGIN_DECLS

/* A row of a dataset as a list shows it. Its own text is read from the file
 * when somebody first asks for it. */
#define LIMEN_TYPE_ROW_ITEM (limen_row_item_get_type ())
G_DECLARE_FINAL_TYPE (LimenRowItem, limen_row_item, LIMEN, ROW_ITEM, GObject)

LimenRowItem *limen_row_item_new (const LimenRowQuery *query,
                                  const LimenFoundRow *row);

G_END_DECLS
