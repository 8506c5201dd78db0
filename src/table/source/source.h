/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "read-options.h"
#include "record.h"
#include "row-index.h"
#include "sample.h"
#include "wanted.h"

/* A source of predictions: a table with named columns, or counts. Callers do
 * not depend on the kind of source. Once its rows are read it is immutable,
 * and any thread may read rows again. Reference counted. */
typedef struct _LimenSource LimenSource;

/* Consecutive rows whose cells were all read as wanted. */
typedef struct
{
  gsize n_rows;
  guint64 line, offset;        /* position of the first row */
  const gconstpointer *values; /* one array of n_rows values per column; NULL
                                * if skipped */
  const char *bytes;           /* what the spans of texts refer to; */
  const LimenTextSpan *texts;  /* the text of the number of each row, of the
                                * column that keeps it; NULL if none does */
  double min, max;             /* range of all scores */
} LimenBatch;

/* Receiver of a source's rows. It is called from several threads, but one call
 * at a time, in the order of the rows. */
typedef struct
{
  gpointer user_data;
  /* Takes a batch of rows, if columns are wanted. Sets *is_taken to FALSE to
   * get the batch again cell by cell. Returns FALSE with an error. */
  const LimenWanted *wanted; /* NULL to get no batches */
  gboolean (*take_batch) (gpointer user_data, const LimenBatch *batch,
                          gboolean *is_taken, GError **error);
  /* Take any other row: its cells as text, field by field, then its position.
   * FALSE with an error stops reading. */
  LimenFieldFunc take_cell;
  gboolean (*take_row) (gpointer user_data, const LimenRecord *row,
                        GError **error);
  /* Called where input arrives slowly, as through a pipe: all rows so far were
   * passed, and the next may take a while. FALSE with an error. NULL to
   * ignore pauses. */
  gboolean (*pause) (gpointer user_data, GError **error);
} LimenSink;

/* Called at intervals by the thread that reads. `bytes_total` is -1 if
 * unknown. */
typedef void (*LimenProgressFunc) (goffset bytes_done, goffset bytes_total,
                                   gpointer user_data);

/* Position of a row: n_lines lines after a byte offset that the source can
 * seek to. */
typedef struct
{
  guint64 offset, n_lines;
} LimenPlace;

/* Current position of reading. */
typedef struct
{
  guint64 line;          /* line of the current cell */
  guint64 n_blank_lines; /* blank lines between the rows so far */
} LimenCursor;

/* Rows to read again, and how to format them. */
typedef struct
{
  const LimenRowIndex *index; /* positions of all rows */
  const gsize *rows;
  gsize n_rows;
  char separator;  /* put between the fields of a row */
  gsize max_chars; /* maximum length of a field */
} LimenSourceQuery;

/* Aggregated rows: the number of positives and negatives at each score; a
 * score may occur more than once. */
typedef struct
{
  gsize n;
  double *scores, *positives, *negatives; /* n elements each;
                                           * limen_counts_clear() frees them */
} LimenCounts;

LimenSource *limen_source_open (const char *path, GCancellable *cancellable,
                                GError **error);
LimenSource *limen_source_reopen (const LimenSource *self,
                                  GCancellable *cancellable, GError **error);
LimenSource *limen_source_ref (LimenSource *self);
void limen_source_unref (LimenSource *self);

/* The sample that the columns' roles are inferred from */
LimenSample *limen_source_sample (LimenSource *self,
                                  const LimenReadOptions *options,
                                  GError **error);
void limen_source_spread (LimenSource *self, LimenSample *sample);
void limen_source_add_places (LimenSource *self, LimenSample *sample,
                              const GArray *places);
gsize limen_source_estimate_rows (LimenSource *self, gboolean is_excerpt);

/* Reading the rows */
gboolean limen_source_take_excerpt (LimenSource *self, double *share,
                                    GError **error);
void limen_source_keep_to_head (LimenSource *self);
gboolean limen_source_read (LimenSource *self, const LimenReadOptions *options,
                            const LimenSink *sink, LimenProgressFunc progress,
                            gpointer progress_data, GError **error);
LimenCursor limen_source_get_cursor (LimenSource *self);

/* Counts, for a source that has them instead of rows */
gboolean limen_source_has_counts (const LimenSource *self);
gboolean limen_source_read_counts (LimenSource *self, LimenCounts *counts,
                                   GError **error);
void limen_counts_clear (LimenCounts *self);

/* Positions as text */
const char *limen_source_get_row_word (const LimenSource *self);
const char *limen_source_get_rows_word (const LimenSource *self);
gboolean limen_source_numbers_fields (const LimenSource *self);
char *limen_source_format_place (const LimenSource *self, guint64 line,
                                 int field, const char *column);

/* Known once all rows are read */
const char *limen_source_get_path (const LimenSource *self);
guint64 limen_source_get_n_bytes (const LimenSource *self);
const char *limen_source_get_sha256 (const LimenSource *self);
gint64 limen_source_get_time (const LimenSource *self);
guint64 limen_source_get_n_comments (const LimenSource *self);
guint64 limen_source_get_n_blank_lines (const LimenSource *self);
char **limen_source_read_rows (const LimenSource *self,
                               const LimenSourceQuery *query,
                               GCancellable *cancellable, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenSource, limen_source_unref)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimenCounts, limen_counts_clear)
