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
#include "text-set.h"

/* What the cells of a column are used for. */
typedef enum
{
  LIMEN_USE_NONE,
  LIMEN_USE_LABEL,
  LIMEN_USE_PREDICTED,
  LIMEN_USE_TRUTH,  /* 0 or 1 of one class */
  LIMEN_USE_TARGET, /* probability of one class (soft label), or a real-valued
                     * label */
  LIMEN_USE_SCORE,
  LIMEN_USE_VARIANCE,
  LIMEN_USE_WEIGHT,
  LIMEN_USE_FP_COST,
  LIMEN_USE_FN_COST,
  LIMEN_USE_GROUP,
  LIMEN_USE_SPLIT, /* tells test data from others */
  LIMEN_USE_UNIT,  /* equal texts mark rows that belong together */
  LIMEN_USE_ID,    /* identifier that matches rows of a label file */
} LimenUse;

/* A class or group name in a row. A new one is added to the known names only
 * if the row is accepted. */
typedef struct
{
  guint16 number; /* index; LIMEN_LABEL_NONE if new */
  GString *text;  /* text as written */
  guint64 line;   /* line of a new name, for messages */
  guint column;
} LimenName;

/* The text of a unit in a row, without blanks around it, and its place. */
typedef struct
{
  GString *text;
  guint64 line;
  guint column;
} LimenUnitText;

/* The row being read. */
typedef struct
{
  double *scores, *targets; /* one element per column of the predictions */
  guint16 *truths;
  double weight, variance, fp_cost, fn_cost;
  LimenName label, predicted, group;
  LimenUnitText unit;
  GString *id, *score_text;
  gsize joined; /* matching row of the label file; or LIMEN_LABEL_FILE_NONE */
  gboolean is_unlabelled; /* the label file has no row for it */
  gboolean is_ignored;
  gboolean is_elsewhere; /* it belongs to the other part of a split file */
  gboolean is_comment; /* its first field begins like a comment */
  gboolean is_total;   /* its first field, or its label, is "Total" */
  guint n_rounded;     /* soft labels outside [0, 1] by rounding only */
  gboolean has_no_label; /* for applying cutoffs: its soft labels are unusable,
                          * so it counts as unlabelled */
  char *problem;         /* first problem found, as an argument of a message;
                          * NULL if none */
  char *problem_name; /* column that the problem is about; NULL to omit it */
  const char *kind;   /* kind of problem, if many rows may have it; static, or
                       * NULL */
  const char *remedy; /* remedy for that kind; static, or NULL */
  guint64 problem_line;
  guint problem_column;
} LimenRow;

/* The parts of a file that has test data; `value` is NULL if it has none. */
typedef struct
{
  LimenLabels *value;  /* the value of test data, as the only label */
  LimenLabels *found;  /* the first values that were found */
  LimenTextSet *texts; /* texts of the column, and for each: */
  GArray *are_test;    /* gboolean: whether it is that value */
  guint64 n_elsewhere; /* rows of the part that is not read */
} LimenSplit;

/* State of reading a source. */
typedef struct
{
  LimenSource *source;
  LimenDataset *dataset;
  const LimenReadOptions *options;
  gboolean is_excerpt; /* read only the excerpt */
  LimenSample *sample;
  LimenRoles roles;
  GCancellable *cancellable;
  LimenLabelFile *joined; /* label file; NULL if the labels are in the rows */
  guint16 *joined_labels; /* label by index of its text in the label file;
                           * LIMEN_LABEL_NONE if not known yet */
  guint64 n_records, n_unlabelled;
  guint64 n_blank_lines_before; /* blank lines before the last record */
  LimenWantedColumn *wanted;    /* column formats for the fast path; NULL if it
                                 * cannot be used */
  LimenLabels *labels, *groups;
  LimenLabelTexts *texts; /* for applying cutoffs: texts of the labels and
                           * predicted labels; or NULL */
  LimenNameTable *names, *group_names; /* names found in accepted rows */
  LimenTextSet *units;     /* units found in accepted rows; NULL if rows do not
                            * belong together */
  LimenSplit split;
  gboolean has_all_labels; /* all classes are known; a new one is an error */
  LimenLabels *ignored;    /* NULL if no label is ignored */
  LimenProblems *problems;
  struct
  {
    LimenUse use;
    guint16 index; /* index among the columns of this use */
  } * uses;        /* one per column */
  LimenRow row;
  LimenRow held; /* a row that is dropped if it turns out to be the last
                  * one (a summary) */
  LimenRecord held_record;
  gboolean has_held;
  LimenCellContent content; /* buffer for the cell being read */
  gsize capacity, skipped_capacity;
  double min, max;
  guint64 outside_line; /* line of the first row outside [0, 1] by more than
                         * rounding; 0 if none */
  guint64 n_rounded;    /* number of soft labels outside [0, 1] by rounding
                         * only */
  guint64 n_clamped;    /* number of scores out of range by rounding only */
  guint64 n_outside;    /* number of scores outside [0, 1], if the kind of the
                         * scores is inferred, and is not probabilities */
  guint64 n_not_one;    /* number of rows whose probabilities of two classes do
                         * not sum to one */
  double total_weight;
  gboolean takes_minus_infinity; /* -inf is accepted, as the logarithm of 0 */
  struct
  {
    guint64 line; /* 0 if none */
    guint column;
  } minus_infinity;    /* place of the first -inf */
  GArray *surprises;   /* LimenPlace: rows whose content the sample did not
                        * anticipate */
  const GArray *known; /* surprises of the previous reading; NULL on the
                        * first */
  const LimenRoles *known_roles; /* roles of the previous reading; or NULL */
  LimenKind kind; /* as given, or as the column's name suggests */
  gboolean has_kind;
  LimenKind range; /* kind whose range every score must be in */
  gboolean has_range;
  /* Reading in pieces: */
  gboolean is_in_pieces;           /* the dataset holds one piece at a time */
  gsize piece_rows;                /* rows at which a piece is complete */
  guint64 n_pieces, n_rows_before; /* pieces, and their rows, before this
                                    * one */
  GArray *label_counts;     /* guint64: rows of each label of a binary file */
  guint64 *n_unknown_cells; /* as the dataset's, before this piece; or NULL */
  GError *error;
} LimenReader;

/* Reading one row */
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

/* Storing rows in the columns of the dataset */
void limen_reader_prepare_columns (LimenReader *self);
gboolean limen_reader_resize (LimenReader *self, gsize capacity);
void limen_reader_plan_columns (LimenReader *self);
void limen_reader_keep_row (LimenReader *self, const LimenRecord *record);
gboolean limen_reader_keep_unit (LimenReader *self, gsize i);
gboolean limen_reader_keep_units (LimenReader *self, gsize first,
                                  const LimenBatch *batch, GError **error);
void limen_reader_leave_units (LimenReader *self);
void limen_reader_resolve_units (LimenReader *self);
gboolean limen_reader_keep_batch (LimenReader *self, const LimenBatch *batch,
                                  GError **error);

/* Labels from a separate file */
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

/* Reading one part of a file */
void limen_reader_prepare_split (LimenReader *self);
void limen_reader_clear_split (LimenReader *self);
void limen_reader_row_take_part (LimenReader *self, guint column,
                                 const char *text, gsize length);
gboolean limen_reader_keep_part (LimenReader *self, const LimenBatch *batch,
                                 GError **error);
gboolean limen_reader_check_split (LimenReader *self, GError **error);
void limen_reader_note_split (LimenReader *self);

/* Reading in pieces, for applying cutoffs */
void limen_reader_prepare_pieces (LimenReader *self);
guint64 limen_reader_get_n_rows (const LimenReader *self);
gboolean limen_reader_offer_piece (LimenReader *self, gboolean is_pause,
                                   GError **error);
gboolean limen_reader_finish_pieces (LimenReader *self, GError **error);

/* Label texts, for applying cutoffs */
void limen_reader_skip_row (LimenReader *self, const LimenRecord *record);
gboolean limen_reader_separate_labels (LimenReader *self, GError **error);
int limen_reader_find_given_positive (LimenReader *self);
void limen_reader_place_labels (LimenReader *self);

/* Rows that the sample did not anticipate */
void limen_reader_note_surprise (LimenReader *self, guint64 offset,
                                 guint64 n_lines);

/* Conclusions once all rows are read */
gboolean limen_reader_resolve_pair (LimenReader *self, GError **error);
gboolean limen_reader_knows_pair (LimenReader *self);
void limen_reader_reduce_pair (LimenReader *self);
void limen_reader_note_pair (LimenReader *self);
gboolean limen_reader_resolve_confidence (LimenReader *self, GError **error);
gboolean limen_reader_find_positive (LimenReader *self, int *positive,
                                     GError **error);
gboolean limen_reader_sort_classes (LimenReader *self, int positive,
                                    GError **error);
gsize limen_reader_find_first_number (LimenReader *self);
gboolean limen_reader_fail_unequal (LimenReader *self, guint n_labels,
                                    GError **error);
LimenKind limen_reader_find_kind (LimenReader *self, double min, double max);
gboolean limen_reader_resolve_scores (LimenReader *self, GError **error);
void limen_reader_note_scores (LimenReader *self);
LimenTask limen_reader_get_task_of_predicted (LimenReader *self);
gboolean limen_reader_resolve_decisions (LimenReader *self, GError **error);
void limen_reader_note_reversed (LimenReader *self);
void limen_reader_note_reading (LimenReader *self);
void limen_reader_keep_reading (LimenReader *self);
gboolean limen_reader_resolve (LimenReader *self, GError **error);
gboolean limen_reader_resolve_piece (LimenReader *self, GError **error);
gboolean limen_reader_conclude (LimenReader *self, GError **error);
