/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"

typedef struct _ClassesModel ClassesModel;

/* A multiclass or multilabel model of a test. Labels are drawn with its
 * probabilities, which may be transformed when they are written. */
struct _ClassesModel
{
  guint n_classes, n_rows;
  gboolean is_multilabel;
  double spread;    /* standard deviation of the logits; 0: 2 */
  const char *word; /* prefix of score columns; NULL: "prob" */
  /* Transforms the probabilities before writing; NULL: unchanged. */
  void (*transform) (const ClassesModel *model, guint row, double *p);
  /* Chooses the true class, or bits of labels; NULL: at random. */
  guint (*choose) (const ClassesModel *model, guint row, const double *p);
  guint copies;    /* extra copies of each row */
  guint least;     /* parameter of `choose` */
  double factor;   /* parameter of `transform` */
  guint n_written; /* number of columns, if not all */
  gboolean is_multiclass; /* keep two columns for two classes */
  guint32 seed;
};

/* Divides n numbers by their sum, in place. */
void classes_normalize (double *p, guint n);

/* Writes the file of a model; returns its path. */
char *classes_write_rows (const ClassesModel *model);

/* Analyses a file, with a task if given. */
LimenAnalysis *classes_analyze_file (const char *path, gboolean has_task,
                                     LimenTask task);

/* Analyses the file of a model. */
LimenAnalysis *classes_analyze (const ClassesModel *model);

/* Transformations that models write instead of probabilities. */

/* Multiplies the probabilities by the model's factor. */
void classes_scale (const ClassesModel *model, guint row, double *p);

/* Softmax of the probabilities, as if they were logits. */
void classes_softmax_again (const ClassesModel *model, guint row, double *p);

/* Takes the logarithms of the probabilities and adds the model's factor. */
void classes_add_to_log (const ClassesModel *model, guint row, double *p);

/* Rounds the probabilities to multiples of 1 / factor. */
void classes_round_off (const ClassesModel *model, guint row, double *p);

/* Moves each probability to the column of the next class. */
void classes_shift (const ClassesModel *model, guint row, double *p);

/* Reverses the scores of the first class only. */
void classes_turn_first (const ClassesModel *model, guint row, double *p);

/* Makes the score of the first class constant, or rise by `factor` per row. */
void classes_keep_first_constant (const ClassesModel *model, guint row,
                                  double *p);

/* Makes the first `factor` rows certain of the first class. */
void classes_saturate (const ClassesModel *model, guint row, double *p);

/* Halves the probabilities of row `factor`, which then sum to 1/2. */
void classes_halve_one (const ClassesModel *model, guint row, double *p);

/* Labels that are not random. */

/* Always the first label; the next two in turn (multilabel). */
guint classes_choose_first_always (const ClassesModel *model, guint row,
                                   const double *p);

/* A given number of rows of the first class, and the others in turn. */
guint classes_choose_few (const ClassesModel *model, guint row,
                          const double *p);

/* The first class in the first 20 rows, then as classes_choose_few(). */
guint classes_choose_first (const ClassesModel *model, guint row,
                            const double *p);

/* The finding with a code, or NULL. */
const LimenFinding *classes_find_finding (LimenAnalysis *analysis,
                                          const char *code);
