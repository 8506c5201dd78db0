/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cell-form.h"
#include "labels.h"

/* Rows at the head of a table that are looked at, at most. */
#define LIMEN_SAMPLE_ROWS 1000

/* A field of each row. It is one column; or, where cells hold several numbers,
 * such as "[0.1, 0.9]", one column for each of them. */
typedef struct
{
  GBytes *name; /* raw; "1", "2" without a header */
  LimenCellForm form;
  gsize first_column; /* of form.n_elements */
} LimenField;

/* The columns of a table by name, and some of its rows as texts: everything
 * that is guessed of columns is guessed from it, whatever the table came
 * from. */
typedef struct
{
  char delimiter; /* between the fields of a text, which may be
                   * LIMEN_DELIMITER_BLANKS; '\0' where cells have types:
                   * their texts have a decimal point */
  gboolean has_header; /* the columns have names */
  gsize n_fields;
  LimenField *fields;
  gboolean has_forms; /* some cells hold more than a plain number */
  gsize n_columns;
  gsize n_joined;   /* the last of them, labels that stand in another file */
  int id;           /* the column that such labels are matched by; -1: none */
  GPtrArray *names; /* GBytes, one a column: raw; "1", "2" without a header;
                     * "name[0]", "name[1]" of a field of two columns */
  GPtrArray *rows;  /* GPtrArray of GBytes: the cells of the data rows of
                     * n_fields, without what is around their numbers */
  guint n_first;    /* of those that stand at the head of the table */
  guint n_fair;     /* of those that were taken without a look at them */
  GError *trouble;  /* why there are no rows; or NULL */
  const char *likeness; /* what a text looks like besides a table, "source
                         * code"; NULL: nothing. Static */
  guint32 class_words; /* bits: words for a missing value, by their number,
                        * that a column names as its class */
} LimenSample;

LimenSample *limen_sample_new (void);
void limen_sample_free (LimenSample *self);

/* What a source fills it with */
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
