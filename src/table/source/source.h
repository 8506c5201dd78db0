/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "read-options.h"
#include "record.h"
#include "row-index.h"
#include "sample.h"
#include "wanted.h"

/* Where predictions come from: a table of named columns, or counts. Nothing
 * above knows which kind of source it is. Once its rows are read it does not
 * change any more, and any thread may ask for rows again; counted. */
typedef struct _LimenSource LimenSource;

/* Rows one below the other whose cells are all what is wanted of them. */
typedef struct
{
  gsize n_rows;
  guint64 line, offset;        /* the place of the first */
  const gconstpointer *values; /* of each column, n_rows; NULL: skipped */
  double min, max;             /* of all scores */
} LimenBatch;

/* What takes the rows of a source: from several threads, but one after the
 * other and in their order. */
typedef struct
{
  gpointer user_data;
  /* Whole rows at a time, where columns are wanted; sets *is_taken to FALSE
   * where it wants them cell by cell. Returns FALSE with an error. */
  const LimenWanted *wanted; /* NULL: none come so */
  gboolean (*take_batch) (gpointer user_data, const LimenBatch *batch,
                          gboolean *is_taken, GError **error);
  /* Any other row: its cells as texts, field by field, then where it stands.
   * FALSE with an error ends the reading. */
  LimenFieldFunc take_cell;
  gboolean (*take_row) (gpointer user_data, const LimenRecord *row,
                        GError **error);
} LimenSink;

/* Called now and then by the reading thread. `bytes_total` is -1 when nobody
 * knows it. */
typedef void (*LimenProgressFunc) (goffset bytes_done, goffset bytes_total,
                                   gpointer user_data);

/* Where a row stands: some rows after a place of the source, which only the
 * source knows how to find. */
typedef struct
{
  guint64 offset, n_lines;
} LimenPlace;

/* How far the rows were read. */
typedef struct
{
  guint64 line;          /* of the cell that is taken */
  guint64 n_blank_lines; /* between the rows until here */
} LimenCursor;

/* Rows to read again, and how. */
typedef struct
{
  const LimenRowIndex *index; /* of where all rows stand */
  const gsize *rows;
  gsize n_rows;
  char separator;  /* between the fields of a row */
  gsize max_chars; /* of a field */
} LimenSourceQuery;

/* Rows that somebody else has counted: at each score, which may come more than
 * once, so many positive and negative ones. */
typedef struct
{
  gsize n;
  double *scores, *positives, *negatives; /* n, to be freed with g_free() */
} LimenCounts;

LimenSource *limen_source_open (const char *path, GCancellable *cancellable,
                                GError **error);
LimenSource *limen_source_reopen (const LimenSource *self,
                                  GCancellable *cancellable, GError **error);
LimenSource *limen_source_ref (LimenSource *self);
void limen_source_unref (LimenSource *self);

/* What its columns are guessed from */
LimenSample *limen_source_sample (LimenSource *self,
                                  const LimenReadOptions *options,
                                  GError **error);
void limen_source_spread (LimenSource *self, LimenSample *sample);
void limen_source_add_places (LimenSource *self, LimenSample *sample,
                              const GArray *places);
gsize limen_source_estimate_rows (LimenSource *self, gboolean is_excerpt);

/* All rows */
gboolean limen_source_take_excerpt (LimenSource *self, double *share,
                                    GError **error);
void limen_source_keep_to_head (LimenSource *self);
gboolean limen_source_read (LimenSource *self, const LimenReadOptions *options,
                            const LimenSink *sink, LimenProgressFunc progress,
                            gpointer progress_data, GError **error);
LimenCursor limen_source_get_cursor (LimenSource *self);

/* Counts, which a source has instead of rows */
gboolean limen_source_has_counts (const LimenSource *self);
gboolean limen_source_read_counts (LimenSource *self, LimenCounts *counts,
                                   GError **error);
void limen_counts_clear (LimenCounts *self);

/* Places in words */
const char *limen_source_get_row_word (const LimenSource *self);
gboolean limen_source_numbers_fields (const LimenSource *self);
char *limen_source_format_place (const LimenSource *self, guint64 line,
                                 int field, const char *column);

/* What is known once they are read */
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
