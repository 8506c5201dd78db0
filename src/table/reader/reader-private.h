/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <float.h>

#include "dataset-private.h"
#include "label-file.h"
#include "labels.h"
#include "problems.h"
#include "roles.h"
#include "sample.h"
#include "source.h"

/* What a field of a column is read as. */
typedef enum
{
  LIMEN_USE_NONE,
  LIMEN_USE_LABEL,
  LIMEN_USE_PREDICTED,
  LIMEN_USE_TRUTH,  /* 0 or 1 of a class */
  LIMEN_USE_TARGET, /* a class's probability, or the real-valued label */
  LIMEN_USE_SCORE,
  LIMEN_USE_VARIANCE,
  LIMEN_USE_WEIGHT,
  LIMEN_USE_FP_COST,
  LIMEN_USE_FN_COST,
  LIMEN_USE_GROUP,
  LIMEN_USE_ID, /* by which labels of another file are matched */
} LimenUse;

/* A name: where it was not seen before, it counts once its row is found
 * good. */
typedef struct
{
  guint16 number; /* LIMEN_LABEL_NONE: new */
  GString *text;  /* as it is written */
  guint64 line;   /* of a new one */
  guint column;
} LimenName;

/* The row being read. */
typedef struct
{
  double *scores, *targets; /* as many as the predictions have columns */
  guint16 *truths;
  double weight, variance, fp_cost, fn_cost;
  LimenName label, predicted, group;
  GString *id;
  gsize joined; /* row of its labels in their file; LIMEN_LABEL_FILE_NONE */
  gboolean is_unlabelled; /* no row there is for it */
  gboolean is_ignored;
  gboolean is_comment; /* its first field begins like one */
  gboolean is_total;   /* its first field, or its label, is "Total" */
  guint n_rounded; /* soft labels that were beyond 0 and 1 by rounding */
  gboolean has_no_label; /* a row to be decided, whose soft one is no use */
  char *problem; /* the first thing wrong with it */
  char *problem_name; /* of the column that it is about; NULL: not told */
  const char *kind;   /* where many rows may have it: which; static */
  const char *remedy; /* for that; static, or NULL */
  guint64 problem_line;
  guint problem_column;
} LimenRow;

/* A source while it is read. */
typedef struct
{
  LimenSource *source;
  LimenDataset *dataset;
  const LimenReadOptions *options;
  gboolean is_excerpt; /* only that of the file is read */
  LimenSample *sample;
  LimenRoles roles;
  GCancellable *cancellable;
  LimenLabelFile *joined; /* of the labels; NULL: they stand in the rows */
  guint16 *joined_labels; /* by the number of their text; LIMEN_LABEL_NONE:
                           * not known yet */
  guint64 n_records, n_unlabelled;
  guint64 n_blank_lines_before; /* the last record */
  LimenWantedColumn *wanted; /* what plain rows hold; NULL: no row is plain */
  LimenLabels *labels, *groups;
  LimenLabelTexts *texts; /* of rows to be decided, which their labels, and
                           * predicted ones, are numbers of; or NULL */
  LimenNameTable *names, *group_names; /* of good rows */
  gboolean has_all_labels; /* every class is known: no more can come */
  LimenLabels *ignored;    /* NULL: none is */
  LimenProblems *problems;
  struct
  {
    LimenUse use;
    guint16 index; /* among the columns of this use */
  } * uses;        /* of each column */
  LimenRow row;
  LimenRow held;      /* a row that is no row if it is the last one */
  LimenRecord held_record;
  gboolean has_held;
  LimenCellContent content; /* of the cell being read */
  gsize capacity, skipped_capacity;
  double min, max;
  guint64 outside_line; /* the first row outside [0, 1], and not only by
                         * rounding; 0: none */
  guint64 n_rounded;    /* soft labels beyond 0 and 1 by rounding */
  gboolean takes_minus_infinity; /* as the logarithm of 0 */
  struct
  {
    guint64 line; /* 0: none */
    guint column;
  } minus_infinity; /* the first */
  GArray *surprises; /* LimenPlace: rows that the sample did not foretell */
  const GArray *known; /* those of an earlier reading; NULL: it is the first */
  const LimenRoles *known_roles; /* of that reading; or NULL */
  LimenKind kind;       /* said, or what the column's name says */
  gboolean has_kind;
  GError *error;
} LimenReader;

/* The row being read */
void limen_reader_row_init (LimenReader *self, LimenRow *row);
void limen_reader_row_clear (LimenRow *row);
void limen_reader_row_take_column (LimenReader *self, guint column,
                                   const char *text, gsize length);
void limen_reader_row_take_field (LimenReader *self, guint field,
                                  const char *text, gsize length);
void limen_reader_row_take_id (LimenReader *self, guint column,
                               const char *text, gsize length);
const LimenCellForm *limen_reader_get_form (LimenReader *self, gsize field);
void limen_reader_row_refuse_total (LimenReader *self,
                                    const LimenRecord *record);
gboolean limen_reader_is_ignored (LimenReader *self, const char *text,
                                  gsize length);
gboolean limen_reader_row_check (LimenReader *self, const LimenRecord *record);
void limen_reader_row_report (LimenReader *self);
void limen_reader_row_reset (LimenReader *self);

/* Rows into the columns of the dataset */
void limen_reader_prepare_columns (LimenReader *self);
gboolean limen_reader_resize (LimenReader *self, gsize capacity);
void limen_reader_plan_columns (LimenReader *self);
void limen_reader_keep_row (LimenReader *self, const LimenRecord *record);
gboolean limen_reader_keep_batch (LimenReader *self, const LimenBatch *batch,
                                  GError **error);

/* Labels that stand in another file */
gsize limen_reader_get_n_own_columns (LimenReader *self);
gboolean limen_reader_join (LimenReader *self, GError **error);
gboolean limen_reader_prepare_joined (LimenReader *self, GError **error);
gboolean limen_reader_can_join_plain (LimenReader *self);
void limen_reader_join_row (LimenReader *self, const LimenRecord *record);
void limen_reader_learn_joined (LimenReader *self);
gboolean limen_reader_knows_joined (LimenReader *self,
                                    const LimenBatch *batch);
gboolean limen_reader_join_batch (LimenReader *self, const LimenBatch *batch,
                                  GError **error);
char *limen_reader_format_problem_place (LimenReader *self, guint64 *line);
const char *limen_reader_get_label_path (LimenReader *self);
gboolean limen_reader_finish_joined (LimenReader *self, GError **error);
void limen_reader_note_joined (LimenReader *self);

/* The labels of rows to be decided */
void limen_reader_skip_row (LimenReader *self, const LimenRecord *record);
gboolean limen_reader_separate_labels (LimenReader *self, GError **error);

/* Rows that the sample did not foretell */
void limen_reader_note_surprise (LimenReader *self, guint64 offset,
                                 guint64 n_lines);

/* What is known once all rows are read. */
gboolean limen_reader_resolve_pair (LimenReader *self, GError **error);
gboolean limen_reader_resolve_confidence (LimenReader *self, GError **error);
gboolean limen_reader_find_positive (LimenReader *self, int *positive,
                                     GError **error);
gboolean limen_reader_sort_classes (LimenReader *self, int positive,
                                    GError **error);
gsize limen_reader_find_first_number (LimenReader *self);
gboolean limen_reader_fail_unequal (LimenReader *self, guint n_labels,
                                    GError **error);
gboolean limen_reader_resolve_scores (LimenReader *self, GError **error);
LimenTask limen_reader_get_task_of_predicted (LimenReader *self);
gboolean limen_reader_resolve_decisions (LimenReader *self, GError **error);
void limen_reader_note_reversed (LimenReader *self);
gboolean limen_reader_resolve (LimenReader *self, GError **error);
