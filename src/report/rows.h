#pragma once

#include "analysis.h"

/* A cell of the confusion matrix, or all of them. */
typedef enum
{
  LIMEN_CELL_ANY,
  LIMEN_CELL_TP,
  LIMEN_CELL_FP,
  LIMEN_CELL_FN,
  LIMEN_CELL_TN,
} LimenCell;

typedef enum
{
  LIMEN_ROW_ORDER_LOSS,  /* the worst first */
  LIMEN_ROW_ORDER_SCORE, /* the highest first */
  LIMEN_ROW_ORDER_LINE,  /* as they stand in the file */
} LimenRowOrder;

/* Which rows to list. */
typedef struct
{
  LimenRowOrder order;
  LimenCell where;
  double threshold; /* that the cells are about */
  double low, high; /* of the scores: [low, high); both NaN: any */
  double loss_low, loss_high; /* of the losses, in the same way */
  gsize top;        /* so many at most */
} LimenRowQuery;

/* One of the rows that were found. */
typedef struct
{
  gsize row; /* from 0 */
  double score;
  double loss; /* see limen_row_losses(); NaN for plain scores */
  LimenCell cell;
} LimenFoundRow;

const char *limen_cell_get_name (LimenCell cell);
gboolean limen_cell_parse (const char *name, LimenCell *cell);
gboolean limen_row_order_parse (const char *name, LimenRowOrder *order);

LimenFoundRow *limen_rows_find (LimenDataset *dataset,
                                const LimenRowQuery *query, gsize *n_found);
gboolean limen_rows_save (LimenDataset *dataset, const LimenFoundRow *rows,
                          gsize n, const char *path, GError **error);
char *limen_rows_describe (LimenDataset *dataset, const LimenFoundRow *rows,
                           gsize n, GError **error);
