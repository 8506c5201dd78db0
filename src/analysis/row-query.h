#pragma once

#include <glib.h>

#include "decision.h"
#include "metric.h"
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
  LIMEN_CELL_WRONG, /* fp and fn; of several classes, another one */
  LIMEN_CELL_REFERRED, /* in the grey zone of a class */
} LimenCell;

typedef enum
{
  LIMEN_ROW_ORDER_LOSS,     /* the worst first */
  LIMEN_ROW_ORDER_SCORE,    /* the highest first */
  LIMEN_ROW_ORDER_LINE,     /* as they stand in the file */
  LIMEN_ROW_ORDER_COST,     /* the most expensive first */
  LIMEN_ROW_ORDER_DISTANCE, /* the nearest to the threshold first */
} LimenRowOrder;

/* Which rows to list; see limen_row_query_new(). */
typedef struct
{
  LimenThresholdScores *scores;
  int class; /* that scores and cells are about; -1: the decision for one of
              * several, whose cells are right and wrong */
  double threshold; /* of the class */
  double refer_from; /* rows from here on and below the threshold are
                      * referred; NaN: none are */
  LimenCosts costs; /* of the class; an error costs what its row says, times
                     * these, where rows have costs of their own */
  const double *thresholds; /* of the decision, and its rule; NULL: argmax */
  LimenDecisionRule rule;
  int label, decision; /* of several classes; -1: any */
  LimenRowOrder order;
  gboolean is_backwards; /* the last of the order first; equal ones stay as
                          * they stand in the file */
  LimenCell where;
  double low, high; /* of the scores: [low, high); both NaN: any */
  double loss_low, loss_high; /* of the losses, in the same way */
  gsize near; /* only so many on either side of the threshold, the nearest;
               * 0: all */
  gsize top;  /* so many at most */
} LimenRowQuery;

const char *limen_cell_get_name (LimenCell cell);
gboolean limen_cell_parse (const char *name, LimenCell *cell);
gboolean limen_row_order_parse (const char *name, LimenRowOrder *order);

LimenRowQuery limen_row_query_new (LimenThresholdScores *scores, int class,
                                   gsize top);
LimenRowQuery *limen_row_query_copy (const LimenRowQuery *self);
void limen_row_query_free (LimenRowQuery *self);
gboolean limen_row_query_has_classes (const LimenRowQuery *self);
gboolean limen_row_query_has_losses (const LimenRowQuery *self);
gboolean limen_row_query_has_costs (const LimenRowQuery *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenRowQuery, limen_row_query_free)
