/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cell-form.h"
#include "name-table.h"
#include "text-set.h"
#include "undo.h"

/* Type that the cells of a column are converted to. */
typedef enum
{
  LIMEN_WANTED_SKIPPED,
  LIMEN_WANTED_NUMBER, /* double in [min, max]; -inf if min is -inf; max is
                        * finite; never -0 */
  LIMEN_WANTED_NAME,   /* guint16: index of a known class name */
  LIMEN_WANTED_GROUP,  /* guint32: index of a known group name */
  LIMEN_WANTED_TRUTH,  /* guint16: 0 or 1 */
  LIMEN_WANTED_ID,     /* guint32: index of a known identifier */
  LIMEN_WANTED_TEXT,   /* LimenTextSpan: a text without blanks around it, in
                        * the bytes of the batch; not a missing value */
} LimenWantedType;

/* Group of columns that a number is checked with. */
typedef enum
{
  LIMEN_WANTED_ALONE,
  LIMEN_WANTED_SCORE,      /* with all scores: `undo` applies, and their range
                            * is reported */
  LIMEN_WANTED_SOFT_LABEL, /* with all soft labels of the row, which must sum
                            * to 1 */
  N_LIMEN_WANTED_PARTS,
} LimenWantedPart;

/* What is wanted of a column, and the notation of its cells. */
typedef struct
{
  LimenWantedType type;
  LimenWantedPart part;
  guint16 index; /* index within its part */
  double min, max;
  const LimenCellForm *form; /* notation of the cells; this column and perhaps
                              * the next ones are their elements; NULL if
                              * plain, or not used */
  gsize n_elements; /* columns that the cell makes; 0 if it belongs to a
                     * previous column's cell */
  gboolean keeps_text; /* the text of the number is wanted as well; of one
                        * LIMEN_WANTED_NUMBER without a form at most */
} LimenWantedColumn;

/* Where a text is in a block of bytes. */
typedef struct
{
  guint32 start, length;
} LimenTextSpan;

/* What a sink wants from the rows of a source. */
typedef struct
{
  gsize n_columns;
  const LimenWantedColumn *columns;
  char decimal_point;      /* of numbers given as text */
  LimenUndo undo;          /* transformation of the scores to invert */
  const LimenTextSet *ids; /* NULL if no column is LIMEN_WANTED_ID */
  /* Known names of classes and groups; the sink may replace them by larger
   * tables after any row. */
  LimenNameTable *const *names, *const *groups;
} LimenWanted;

gsize limen_wanted_type_get_size (LimenWantedType type);
