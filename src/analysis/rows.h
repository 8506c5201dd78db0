/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "decision.h"
#include "metric.h"
#include "threshold-scores.h"

/* A cell of the confusion matrix, or a group of cells. */
typedef enum
{
  LIMEN_CELL_ANY,
  LIMEN_CELL_TP,
  LIMEN_CELL_FP,
  LIMEN_CELL_FN,
  LIMEN_CELL_TN,
  LIMEN_CELL_RIGHT, /* tp and tn; multiclass: the true class */
  LIMEN_CELL_WRONG, /* fp and fn; multiclass: another class */
  LIMEN_CELL_REFERRED, /* in the grey zone */
} LimenCell;

typedef enum
{
  LIMEN_ROW_ORDER_LOSS,     /* highest loss first */
  LIMEN_ROW_ORDER_SCORE,    /* highest score first */
  LIMEN_ROW_ORDER_LINE,     /* file order */
  LIMEN_ROW_ORDER_COST,     /* highest cost first */
  LIMEN_ROW_ORDER_DISTANCE, /* nearest to the threshold first */
} LimenRowOrder;

/* A query for rows; see limen_row_query_new(). */
typedef struct
{
  LimenThresholdScores *scores;
  int class; /* the class that scores and cells refer to; -1: the multiclass
              * decision, whose cells are right and wrong */
  double threshold; /* threshold of the class */
  double refer_from; /* rows from here up to the threshold are referred; NaN:
                      * none */
  LimenCosts costs; /* costs of the class; multiplied by the rows' own costs if
                     * there are any */
  const double *thresholds; /* thresholds of the multiclass decision, one per
                             * class; NULL: argmax */
  LimenDecisionRule rule;
  int label, decision; /* multiclass: true class and decision; -1: any */
  LimenRowOrder order;
  gboolean is_backwards; /* reverse order; ties stay in file order */
  LimenCell where; /* only rows of these cells */
  double low, high; /* range of scores, [low, high); both NaN: any */
  double loss_low, loss_high; /* range of losses, [low, high); both NaN: any */
  gsize near; /* maximum number of rows on each side of the threshold, the
               * nearest ones; 0: all */
  gsize top;  /* maximum number of rows */
} LimenRowQuery;

/* A row that a query found, evaluated. */
typedef struct
{
  gsize row;    /* index in the dataset */
  double score; /* of the class; multiclass: of the true class */
  double loss;  /* see limen_row_losses(); NaN for plain scores and
                 * decisions */
  double cost;  /* cost of the decision minus its gain, unweighted; NaN for
                 * multiclass decisions and referred rows */
  LimenCell cell;
  guint16 decision; /* multiclass decision, or LIMEN_CLASS_NONE */
} LimenFoundRow;

/* Reports progress; called by the thread that saves rows. */
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

/* Finding rows: indices only, or everything about them */
guint32 *limen_rows_list (const LimenRowQuery *query, gsize *n,
                          GCancellable *cancellable, GError **error);
LimenFoundRow limen_rows_get (const LimenRowQuery *query, gsize row);
void limen_rows_get_all (const LimenRowQuery *query, const guint32 *rows,
                         gsize n, LimenFoundRow *found);
LimenFoundRow *limen_rows_find (const LimenRowQuery *query, gsize *n_found);

const char *limen_rows_get_label (const LimenRowQuery *query, gsize row);
const char *limen_rows_get_decision (const LimenRowQuery *query,
                                     const LimenFoundRow *row);
const char *limen_rows_get_label_title (const LimenRowQuery *query, gsize row);
const char *limen_rows_get_decision_title (const LimenRowQuery *query,
                                           const LimenFoundRow *row);
double limen_rows_get_score (const LimenRowQuery *query,
                             const LimenFoundRow *row);
double limen_rows_get_distance (const LimenRowQuery *query,
                                const LimenFoundRow *row);

/* Rows with their text in the file, by index */
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
