/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "joint.h"

/* Bounds of a file. */
#define MAX_JOINT_CLASSES 5
#define MAX_JOINT_ROWS 600

/* As many files as tests draw, about. */
#define N_JOINT_FILES 400

/* Powers of ten that scores go down to: those that leave thresholds their
 * range, and those that leave the normal doubles. */
#define JOINT_SCORES_USUAL -25
#define JOINT_SCORES_EXTREME -320

/* A small random file, and what it is optimised for. */
typedef struct
{
  LimenPredictions predictions;
  double columns[MAX_JOINT_CLASSES][MAX_JOINT_ROWS];
  double *scores[MAX_JOINT_CLASSES];
  guint16 labels[MAX_JOINT_ROWS];
  double weights[MAX_JOINT_ROWS];
  double costs[MAX_JOINT_CLASSES * MAX_JOINT_CLASSES];
  double start[MAX_JOINT_CLASSES];
  LimenJointOptions options;
} JointFile;

/* Weights are quarters, so that their sums are exact. Some files have scores
 * down to a power of ten. */
void joint_file_draw_rows (JointFile *self, gsize n_rows, gsize n_classes,
                           double power);

/* A file of few rows and a goal for it; `power` is of ten, as above. */
void joint_file_draw (JointFile *self, gsize n_classes, double power);

/* Whether a class is true of a row that weighs something. */
gboolean joint_file_is_present (const JointFile *self, gsize class);

/* Whether each class is true of a row that weighs something. */
gboolean joint_file_has_all (const JointFile *self);

/* By how much one value is better than another. */
double joint_file_get_lead (const JointFile *self, double value, double than);

/* The joint optimum of a file from a start, which has to be found. */
LimenJointResult joint_file_optimize (const JointFile *self,
                                      const double *start, double *thresholds);
