#pragma once

#include <glib.h>

#include "cell-form.h"
#include "preamble.h"
#include "read-options.h"

/* The rows of a file's head that are looked at, at most. */
#define LIMEN_SAMPLE_ROWS 1000
/* A field of each record. It is one column; or, where cells hold several
 * numbers, such as "[0.1, 0.9]", one column for each of them. */
typedef struct
{
  GBytes *name; /* raw; "1", "2" without a header */
  LimenCellForm form;
  gsize first_column; /* of form.n_elements */
} LimenField;

/* How a file is written, found out from its first bytes, with the rows that
 * stand there. */
typedef struct
{
  LimenPreamble preamble; /* without last_comment */
  char delimiter;         /* may be LIMEN_DELIMITER_BLANKS */
  gboolean has_header;
  gboolean has_header_comment; /* it is the preamble's last line */
  gsize n_fields;
  LimenField *fields;
  gboolean has_forms; /* some cells hold more than a plain number */
  gsize n_columns;
  gsize n_joined; /* the last of them, labels that stand in another file */
  int id;         /* the column that such labels are matched by; -1: none */
  GPtrArray *names; /* GBytes, one a column: raw; "1", "2" without a header;
                     * "name[0]", "name[1]" of a field of two columns */
  GPtrArray *rows;  /* GPtrArray of GBytes: the cells of the data rows of
                     * n_fields, without what is around their numbers */
  guint n_first;    /* of those that stand at the head of the file */
  guint n_fair;     /* of those that were taken without a look at them */
  GError *trouble;  /* why there are no rows; or NULL */
  guint32 class_words; /* bits: words for a missing value, by their number,
                        * that a column names as its class */
} LimenDialect;

LimenDialect *limen_dialect_detect (const char *path, const char *bytes,
                                    gsize length, gboolean is_whole_file,
                                    const LimenReadOptions *options,
                                    GError **error);
void limen_dialect_add_rows (LimenDialect *self, const char *path,
                             const char *bytes, gsize length);
void limen_dialect_free (LimenDialect *self);
char *limen_dialect_format_name (const LimenDialect *self, gsize column);
char *limen_dialect_format_field_name (const LimenDialect *self, gsize field);
gsize limen_dialect_get_field (const LimenDialect *self, gsize column);
char *limen_dialect_format_number (const LimenDialect *self, gsize column);
gboolean limen_dialect_is_missing (const LimenDialect *self, const char *text,
                                   gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenDialect, limen_dialect_free)
