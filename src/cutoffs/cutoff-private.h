/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cutoff.h"

/* All that a cutoff is. limen_cutoff_fields says how files have each of
 * these. */
typedef struct
{
  char *name;
  char *class_name;
  LimenTask task;
  LimenKind kind;
  LimenUndo undone; /* from the scores before they were compared */
  gboolean is_reversed; /* the scores were minus those of the file, and so are
                         * the thresholds for them here; a file has both as
                         * they stand there */
  /* What makes one decision of all of its name; LIMEN_N_DECISION_RULES: it
   * decides alone. */
  LimenDecisionRule decision;
  LimenEdge edge; /* from where on rows are positive */
  gboolean has_grey_zone;
  LimenEdge refer; /* where it has: from where on rows are referred */
  double referred_positives, referred_negatives;
  double coverage, error;
  /* What the scores were made into before the threshold was chosen, and both
   * thresholds on that scale; NULL: nothing. */
  LimenRecalibration *recalibration;
  LimenEdge calibrated, calibrated_refer;
  char *objective; /* NULL: set by hand */
  LimenCutoffObjective objective_spec; /* that makes the text, where known */
  double value;
  LimenConfusion confusion;
  double metrics[LIMEN_N_METRICS]; /* in the target population */
  double target_prevalence;        /* NaN: that of the rows */
  guint64 n_rows;
  guint64 n_rejected;
  char *file, *sha256;
  /* What people say about it; NULL: nobody did. */
  char *model, *data_from, *data_to, *author, *note, *previous_sha256;
} LimenCutoffData;

void limen_cutoff_data_clear (LimenCutoffData *data);
LimenCutoffData limen_cutoff_data_copy (const LimenCutoffData *data);
void limen_cutoff_data_set_objective (LimenCutoffData *data,
                                      const LimenCutoffObjective *objective,
                                      double value);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimenCutoffData, limen_cutoff_data_clear)

LimenCutoff *limen_cutoff_new_from_data (LimenCutoffData *data);
LimenCutoffData *limen_cutoff_get_data (LimenCutoff *self);
