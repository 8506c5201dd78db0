#pragma once

#include "cell-form.h"
#include "spellings.h"
#include "text-set.h"
#include "undo.h"

/* What the fields of a column become. */
typedef enum
{
  LIMEN_PLAIN_SKIPPED,
  LIMEN_PLAIN_NUMBER, /* a double from min, perhaps -inf, to max, which is
                       * finite */
  LIMEN_PLAIN_NAME,   /* a guint16: the number of a known name */
  LIMEN_PLAIN_GROUP,  /* the same as a guint32, of another set of names */
  LIMEN_PLAIN_TRUTH,  /* a guint16: 0 or 1 */
  LIMEN_PLAIN_ID,     /* a guint32: the number of an id that is there */
} LimenPlainType;

/* What a number is among those of its row. */
typedef enum
{
  LIMEN_PLAIN_ALONE,
  LIMEN_PLAIN_SCORE,      /* undone with the others; its range is asked for */
  LIMEN_PLAIN_SOFT_LABEL, /* which adds up to 1 with the others */
  N_LIMEN_PLAIN_PARTS,
} LimenPlainPart;

typedef struct
{
  LimenPlainType type;
  LimenPlainPart part;
  guint16 index; /* among those of its part */
  double min, max;
  const LimenCellForm *form; /* of cells that this column, and maybe some that
                              * follow, are the elements of; NULL: they are
                              * plain, or unused */
  gsize n_elements; /* columns of the cell; 0: it is that of one before */
} LimenPlainColumn;

/* How plain lines are written and what becomes of them. */
typedef struct
{
  char delimiter; /* may be LIMEN_DELIMITER_BLANKS */
  char decimal_point;
  LimenUndo undo; /* of the scores */
  gsize n_columns;
  const LimenPlainColumn *columns;
  const LimenTextSet *ids; /* NULL: no column has any */
} LimenPlainFormat;

/* Lines in a row that were read, or that were left in doubt. */
typedef struct
{
  gsize start, length; /* bytes of the block */
  gboolean is_plain;
  gsize first_row, n_rows; /* plain: as many lines */
  double min, max;         /* plain: of the scores */
} LimenStretch;

/* A block of whole lines, read as fast as plain lines can be: fields without
 * quotes, or with quotes around them and none within, numbers within the
 * grammar and their range, names that are known, and lists of them that are
 * written as most of their column are. Any other line is left in
 * doubt, for a reader that knows better. */
typedef struct _LimenPlainLines LimenPlainLines;

LimenPlainLines *limen_plain_lines_new (const LimenPlainFormat *format,
                                        gsize max_bytes);
void limen_plain_lines_free (LimenPlainLines *self);

void limen_plain_lines_read (LimenPlainLines *self, const char *bytes,
                             gsize length, const LimenSpellings *names,
                             const LimenSpellings *groups);
const LimenStretch *limen_plain_lines_get_stretches (LimenPlainLines *self,
                                                     gsize *n_stretches);
gsize limen_plain_type_get_size (LimenPlainType type);
gconstpointer limen_plain_lines_get_values (LimenPlainLines *self,
                                            gsize column, gsize row);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LimenPlainLines, limen_plain_lines_free)
