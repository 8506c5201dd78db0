/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "joint.h"

/* Maximum sizes of a file. */
#define MAX_JOINT_CLASSES 6
#define MAX_JOINT_ROWS 600

/* Approximate number of random files per test. */
#define N_JOINT_FILES 400

/* Powers of ten of the smallest scores: those that push thresholds out of
 * range, and subnormal ones. */
#define JOINT_SCORES_USUAL -25
#define JOINT_SCORES_EXTREME -320

/* A small random file and its goal. */
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

/* Draws a file. Weights are multiples of 1/4, so that sums are exact; some
 * files have scores down to a power of ten. */
void joint_file_draw_rows (JointFile *self, gsize n_rows, gsize n_classes,
                           double power);

/* Draws a file of few rows with a goal; `power` as above. */
void joint_file_draw (JointFile *self, gsize n_classes, double power);

/* Whether a class has rows of positive weight. */
gboolean joint_file_is_present (const JointFile *self, gsize class);

/* Whether each class has rows of positive weight. */
gboolean joint_file_has_all (const JointFile *self);

/* Returns by how much a value is better than another. */
double joint_file_get_lead (const JointFile *self, double value, double than);

/* Finds the joint optimum of a file from a start; it must succeed. */
LimenJointResult joint_file_optimize (const JointFile *self,
                                      const double *start, double *thresholds);
