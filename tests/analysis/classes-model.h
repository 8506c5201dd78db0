/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "analysis.h"

typedef struct _ClassesModel ClassesModel;

/* Rows of a model whose probabilities are the chances that labels come true
 * with, unless something is done to them on the way. */
struct _ClassesModel
{
  guint n_classes, n_rows;
  gboolean is_multilabel;
  double spread;    /* of the logits; 0: 2 */
  const char *word; /* before the class in a column's name; NULL: "prob" */
  /* What is written instead of the probabilities; NULL: they are. */
  void (*transform) (const ClassesModel *model, guint row, double *p);
  /* Which class is true, or for several labels which are, as bits; NULL: by
   * chance. */
  guint (*choose) (const ClassesModel *model, guint row, const double *p);
  guint copies;    /* of each row beyond the first */
  guint least;     /* for `choose` */
  double factor;   /* for `transform` */
  guint n_written; /* columns, if not all */
  gboolean is_multiclass; /* two classes are not to be one score */
  guint32 seed;
};

/* Divides n numbers by their sum. */
void classes_normalize (double *p, guint n);

/* Writes the file of a model; its path. */
char *classes_write_rows (const ClassesModel *model);

/* The analysis of a file, of a task where it is given. */
LimenAnalysis *classes_analyze_file (const char *path, gboolean has_task,
                                     LimenTask task);

/* The analysis of a model's file. */
LimenAnalysis *classes_analyze (const ClassesModel *model);

/* What models write instead of probabilities. */

/* All of them times the factor of the model. */
void classes_scale (const ClassesModel *model, guint row, double *p);

/* Softmax of the probabilities, as if they were logits. */
void classes_softmax_again (const ClassesModel *model, guint row, double *p);

/* Logarithms, and the factor added. */
void classes_add_to_log (const ClassesModel *model, guint row, double *p);

/* To so many steps from 0 to 1. */
void classes_round_off (const ClassesModel *model, guint row, double *p);

/* The columns of the classes one further on. */
void classes_shift (const ClassesModel *model, guint row, double *p);

/* The first class upside down, and the others as they are. */
void classes_turn_first (const ClassesModel *model, guint row, double *p);

/* A constant score of the first class, and the factor more in each row. */
void classes_keep_first_constant (const ClassesModel *model, guint row,
                                  double *p);

/* The first rows sure of the first class. */
void classes_saturate (const ClassesModel *model, guint row, double *p);

/* One row alone, as no model makes it. */
void classes_halve_one (const ClassesModel *model, guint row, double *p);

/* Labels that do not come by chance. */

/* Always the first class. */
guint classes_choose_first_always (const ClassesModel *model, guint row,
                                   const double *p);

/* As many of the first class as said, and the others in turn. */
guint classes_choose_few (const ClassesModel *model, guint row,
                          const double *p);

/* The first class in the first 20 rows, then as classes_choose_few(). */
guint classes_choose_first (const ClassesModel *model, guint row,
                            const double *p);

/* The finding with a code, or NULL. */
const LimenFinding *classes_find_finding (LimenAnalysis *analysis,
                                          const char *code);
