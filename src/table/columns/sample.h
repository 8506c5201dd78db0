/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cell-form.h"
#include "labels.h"

/* Upper bound on the number of rows in the sample. */
#define LIMEN_SAMPLE_ROWS 1000

/* A field of each row. It makes one column; a field whose cells hold several
 * numbers, such as "[0.1, 0.9]", makes one column per number. */
typedef struct
{
  GBytes *name; /* raw bytes; "1", "2" without a header */
  LimenCellForm form;
  gsize first_column; /* index of its first column; it has form.n_elements
                       * columns */
} LimenField;

/* The columns of a table by name, and some of its rows as text: whatever is
 * inferred about the columns is inferred from it. It does not depend on the
 * kind of source. */
typedef struct
{
  char delimiter; /* field delimiter of a text, perhaps LIMEN_DELIMITER_BLANKS;
                   * '\0' for a source with typed cells, whose texts use a
                   * decimal point */
  gboolean has_header; /* the columns have names */
  gsize n_fields;
  LimenField *fields;
  gboolean has_forms; /* some fields have cells that are not plain numbers or
                       * texts */
  gsize n_columns;
  gsize n_joined;   /* number of label columns, at the end, that were joined
                     * from another file */
  int id;           /* column that those labels are matched by; -1 if none */
  GPtrArray *names; /* GBytes, one per column: raw bytes; "1", "2" without a
                     * header; "name[0]", "name[1]" for a field with two
                     * columns */
  GPtrArray *rows;  /* GPtrArray of GBytes, one per row: n_fields cells each */
  guint n_first;    /* number of rows from the head of the table */
  guint n_fair;     /* number of rows that form an unbiased sample; the rest
                     * were chosen for their content */
  GError *rows_error;   /* why the sample has no rows; or NULL */
  const char *likeness; /* other kind of text that the file resembles, such as
                         * "source code"; NULL if none; static */
  guint32 class_words;  /* bit mask by index of missing-value words: those that
                         * are class names in a column's name */
} LimenSample;

LimenSample *limen_sample_new (void);
void limen_sample_free (LimenSample *self);

/* Called by a source to fill the sample */
void limen_sample_set_fields (LimenSample *self, GPtrArray *names);
void limen_sample_make_columns (LimenSample *self);
void limen_sample_add_row (LimenSample *self, GPtrArray *cells);

/* Columns */
char *limen_sample_format_name (const LimenSample *self, gsize column);
char *limen_sample_format_field_name (const LimenSample *self, gsize field);
gsize limen_sample_find_field (const LimenSample *self, gsize column);
char *limen_sample_format_number (const LimenSample *self, gsize column);
gboolean limen_sample_is_missing (const LimenSample *self, const char *text,
                                  gsize length);
gboolean limen_sample_may_have_comma (const LimenSample *self);

/* Cells */
GBytes *limen_sample_get_cell (const LimenSample *self, guint row, int column);
gboolean limen_sample_parse_number (const LimenSample *self, guint row,
                                    int column, double *number);
gboolean
limen_sample_is_cell_missing (const LimenSample *self, guint row, int column);
LimenLabels *limen_sample_collect_labels (const LimenSample *self, int column,
                                          GStrv ignored);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenSample, limen_sample_free)
