#pragma once

#include "decision.h"
#include "threshold-scores.h"

/* A cell of the confusion matrix, or several of them. */
typedef enum
{
  LIMEN_CELL_ANY,
  LIMEN_CELL_TP,
  LIMEN_CELL_FP,
  LIMEN_CELL_FN,
  LIMEN_CELL_TN,
  LIMEN_CELL_RIGHT, /* tp and tn; of several classes, the true one */
  LIMEN_CELL_WRONG,
} LimenCell;

typedef enum
{
  LIMEN_ROW_ORDER_LOSS,  /* the worst first */
  LIMEN_ROW_ORDER_SCORE, /* the highest first */
  LIMEN_ROW_ORDER_LINE,  /* as they stand in the file */
} LimenRowOrder;

/* Which rows to list; see limen_row_query_new(). */
typedef struct
{
  LimenThresholdScores *scores;
  int class; /* that scores and cells are about; -1: the decision for one of
              * several, whose cells are right and wrong */
  double threshold; /* of the class */
  const double *thresholds; /* of the decision, and its rule; NULL: argmax */
  LimenDecisionRule rule;
  int label, decision; /* of several classes; -1: any */
  LimenRowOrder order;
  LimenCell where;
  double low, high; /* of the scores: [low, high); both NaN: any */
  double loss_low, loss_high; /* of the losses, in the same way */
  gsize top;        /* so many at most */
} LimenRowQuery;

/* One of the rows that were found. */
typedef struct
{
  gsize row;    /* from 0 */
  double score; /* of the class, or of the true one of several */
  double loss;  /* see limen_row_losses(); NaN for plain scores */
  LimenCell cell;
  guint16 decision; /* for one of several classes, or LIMEN_CLASS_NONE */
} LimenFoundRow;

const char *limen_cell_get_name (LimenCell cell);
gboolean limen_cell_parse (const char *name, LimenCell *cell);
gboolean limen_row_order_parse (const char *name, LimenRowOrder *order);

LimenRowQuery limen_row_query_new (LimenThresholdScores *scores, int class,
                                   gsize top);
LimenFoundRow *limen_rows_find (const LimenRowQuery *query, gsize *n_found);
const char *limen_rows_get_label (const LimenRowQuery *query, gsize row);
const char *limen_rows_get_decision (const LimenRowQuery *query,
                                     const LimenFoundRow *row);
double limen_rows_get_score (const LimenRowQuery *query,
                             const LimenFoundRow *row);
gboolean limen_rows_save (const LimenRowQuery *query,
                          const LimenFoundRow *rows, gsize n,
                          const char *path, GError **error);
char *limen_rows_describe (const LimenRowQuery *query,
                           const LimenFoundRow *rows, gsize n,
                           GError **error);
