#pragma once

#include <glib.h>

#include "read-options.h"

/* The rows of a file's head that are looked at, at most. */
#define LIMEN_SAMPLE_ROWS 1000

/* How a file is written, found out from its first bytes, with the rows that
 * stand there. */
typedef struct
{
  char delimiter;
  gboolean has_header;
  gsize n_columns;
  gsize n_joined; /* the last of them, labels that stand in another file */
  int id;         /* the column that such labels are matched by; -1: none */
  GPtrArray *names; /* GBytes, one a column: raw; "1", "2" without a header */
  GPtrArray *rows;  /* GPtrArray of GBytes: the data rows of n_columns fields */
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
gboolean limen_dialect_is_missing (const LimenDialect *self, const char *text,
                                   gsize length);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenDialect, limen_dialect_free)
