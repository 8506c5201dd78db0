/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* A table of named columns, written row by row: as CSV, or as a JSON array
 * with an object per row, whose keys are the column names. First add the
 * columns, then the cells of each row, in the order of the columns. */
typedef struct _LimenTableWriter LimenTableWriter;

/* Cells that are made once, for many rows of a table. Immutable after the last
 * one is added; any thread may read them. */
typedef struct _LimenTableCells LimenTableCells;

LimenTableWriter *limen_table_writer_new (const char *path, const char *format,
                                          GError **error);
LimenTableWriter *limen_table_writer_new_text (const char *format);
void limen_table_writer_free (LimenTableWriter *self);

void limen_table_writer_add_column (LimenTableWriter *self, const char *name);
void limen_table_writer_add_columns (LimenTableWriter *self,
                                     const char *const *names);
void limen_table_writer_add_text (LimenTableWriter *self, const char *text);
void limen_table_writer_add_verbatim (LimenTableWriter *self,
                                      const char *text);
void limen_table_writer_add_number (LimenTableWriter *self, double value);
void limen_table_writer_add_number_text (LimenTableWriter *self, double value,
                                         const char *text, gsize length);
void limen_table_writer_add_numbers (LimenTableWriter *self,
                                     const double *values, gsize n);
void limen_table_writer_add_whole (LimenTableWriter *self, guint64 value);
void limen_table_writer_add_made (LimenTableWriter *self,
                                  const LimenTableCells *cells, gsize cell);
gboolean limen_table_writer_end_row (LimenTableWriter *self, GError **error);

/* Cells that are made before they are added */
LimenTableCells *limen_table_cells_new (const LimenTableWriter *table);
void limen_table_cells_free (LimenTableCells *self);
void limen_table_cells_add_verbatim (LimenTableCells *self, const char *text);
void limen_table_cells_add_number (LimenTableCells *self, double value);

/* Adds the rows for the indices from `first` to `end` - 1, each ended by
 * limen_table_writer_end_row(), which does not fail here. Called from several
 * threads. */
typedef void (*LimenTableFill) (LimenTableWriter *self, gsize first, gsize end,
                                gconstpointer data);

gboolean limen_table_writer_add_rows (LimenTableWriter *self, gsize n,
                                      LimenTableFill fill, gconstpointer data,
                                      GError **error);
gboolean limen_table_writer_flush (LimenTableWriter *self, GError **error);
gboolean limen_table_writer_commit (LimenTableWriter *self, GError **error);
char *limen_table_writer_take_text (LimenTableWriter *self);

const char *limen_table_writer_find_format (const char *path,
                                            const char *format,
                                            GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenTableWriter, limen_table_writer_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenTableCells, limen_table_cells_free)
