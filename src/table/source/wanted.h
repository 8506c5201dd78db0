/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cell-form.h"
#include "name-table.h"
#include "text-set.h"
#include "undo.h"

/* What the cells of a column become. */
typedef enum
{
  LIMEN_WANTED_SKIPPED,
  LIMEN_WANTED_NUMBER, /* a double from min, perhaps -inf, to max, which is
                        * finite; never -0 */
  LIMEN_WANTED_NAME,   /* a guint16: the number of a known name */
  LIMEN_WANTED_GROUP,  /* the same as a guint32, of another set of names */
  LIMEN_WANTED_TRUTH,  /* a guint16: 0 or 1 */
  LIMEN_WANTED_ID,     /* a guint32: the number of an id that is there */
} LimenWantedType;

/* What a number is among those of its row. */
typedef enum
{
  LIMEN_WANTED_ALONE,
  LIMEN_WANTED_SCORE,      /* undone with the others; its range is asked for */
  LIMEN_WANTED_SOFT_LABEL, /* which adds up to 1 with the others */
  N_LIMEN_WANTED_PARTS,
} LimenWantedPart;

typedef struct
{
  LimenWantedType type;
  LimenWantedPart part;
  guint16 index; /* among those of its part */
  double min, max;
  const LimenCellForm *form; /* of texts that this column, and maybe some that
                              * follow, are the elements of; NULL: they are
                              * plain, or unused */
  gsize n_elements; /* columns of the cell; 0: it is that of one before */
} LimenWantedColumn;

/* What is wanted of the rows of a source. */
typedef struct
{
  gsize n_columns;
  const LimenWantedColumn *columns;
  char decimal_point;      /* of numbers that are texts */
  LimenUndo undo;          /* of the scores */
  const LimenTextSet *ids; /* NULL: no column has any */
  /* The names and groups that are known; more may be after any row that was
   * taken. */
  LimenNameTable *const *names, *const *groups;
} LimenWanted;

gsize limen_wanted_type_get_size (LimenWantedType type);
