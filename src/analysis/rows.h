/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

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

/* One of the rows that were found. */
typedef struct
{
  gsize row;    /* from 0 */
  double score; /* of the class, or of the true one of several */
  double loss;  /* see limen_row_losses(); NaN for plain scores */
  double cost;  /* of what is decided for a class, less what is gained by it,
                 * whatever the row weighs; NaN for one of several classes and
                 * for a referred row */
  LimenCell cell;
  guint16 decision; /* for one of several classes, or LIMEN_CLASS_NONE */
} LimenFoundRow;

/* Called now and then by the thread that saves rows. */
typedef void (*LimenRowsProgressFunc) (gsize n_done, gsize n,
                                       gpointer user_data);

const char *limen_cell_get_name (LimenCell cell);
gboolean limen_cell_parse (const char *name, LimenCell *cell);
gboolean limen_row_order_parse (const char *name, LimenRowOrder *order);

LimenRowQuery limen_row_query_new (LimenThresholdScores *scores, int class,
                                   gsize top);
LimenRowQuery *limen_row_query_copy (const LimenRowQuery *self);
void limen_row_query_free (LimenRowQuery *self);
gboolean limen_row_query_has_costs (const LimenRowQuery *self);
gboolean limen_row_query_has_classes (const LimenRowQuery *self);
gboolean limen_row_query_has_losses (const LimenRowQuery *self);

/* The rows: their numbers only, or all that is known of them */
guint32 *limen_rows_list (const LimenRowQuery *query, gsize *n,
                          GCancellable *cancellable, GError **error);
LimenFoundRow limen_rows_look (const LimenRowQuery *query, gsize row);
LimenFoundRow *limen_rows_find (const LimenRowQuery *query, gsize *n_found);

const char *limen_rows_get_label (const LimenRowQuery *query, gsize row);
const char *limen_rows_get_decision (const LimenRowQuery *query,
                                     const LimenFoundRow *row);
double limen_rows_get_score (const LimenRowQuery *query,
                             const LimenFoundRow *row);
double limen_rows_get_distance (const LimenRowQuery *query,
                                const LimenFoundRow *row);

/* Rows with their own text, by their numbers */
gboolean limen_rows_save (const LimenRowQuery *query, const guint32 *rows,
                          gsize n, const char *path, const char *format,
                          LimenRowsProgressFunc progress, gpointer user_data,
                          GCancellable *cancellable, GError **error);
char *limen_rows_format_csv (const LimenRowQuery *query, const guint32 *rows,
                             gsize n, GCancellable *cancellable,
                             GError **error);
char *limen_rows_describe (const LimenRowQuery *query, const guint32 *rows,
                           gsize n, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenRowQuery, limen_row_query_free)
