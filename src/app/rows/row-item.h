/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "rows.h"

G_BEGIN_DECLS

/* The parts of a row. The fields of the row in the file follow: part
 * LIMEN_ROW_FIRST_FIELD + i is field i. */
typedef enum
{
  LIMEN_ROW_LINE,
  LIMEN_ROW_LABEL,
  LIMEN_ROW_DECISION,
  LIMEN_ROW_SCORE,
  LIMEN_ROW_LOSS,
  LIMEN_ROW_COST,
  LIMEN_ROW_DISTANCE,
  LIMEN_ROW_CELL,
  LIMEN_ROW_FIRST_FIELD,
} LimenRowPart;

/* A row of a dataset as an item of a list. Its fields are read from the file
 * when one of them is first asked for.
 *
 * Signals: changed; wanted (its fields are to be read). */
#define LIMEN_TYPE_ROW_ITEM (limen_row_item_get_type ())
G_DECLARE_FINAL_TYPE (LimenRowItem, limen_row_item, LIMEN, ROW_ITEM, GObject)

LimenRowItem *limen_row_item_new (const LimenRowQuery *query, gsize row);
void limen_row_item_update (LimenRowItem *self, const LimenRowQuery *query);
void limen_row_item_set_fields (LimenRowItem *self, GStrv fields);

gsize limen_row_item_get_row (LimenRowItem *self);
char *limen_row_item_format (LimenRowItem *self, guint part);
char *limen_row_item_describe (LimenRowItem *self);

G_END_DECLS
