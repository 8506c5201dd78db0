#pragma once

#include <gio/gio.h>

#include "row-query.h"

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
                          gsize n, const char *path,
                          LimenRowsProgressFunc progress, gpointer user_data,
                          GCancellable *cancellable, GError **error);
char *limen_rows_format_csv (const LimenRowQuery *query, const guint32 *rows,
                             gsize n, GCancellable *cancellable,
                             GError **error);
char *limen_rows_describe (const LimenRowQuery *query, const guint32 *rows,
                           gsize n, GError **error);
