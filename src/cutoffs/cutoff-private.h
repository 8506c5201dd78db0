/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "cutoff-test.h"
#include "cutoff.h"

/* The data of a cutoff; limen_cutoff_fields describes how files store each
 * member. */
typedef struct
{
  char *name;
  char *class_name;
  LimenTask task;
  LimenKind kind;
  LimenUndo undone; /* transformation undone before the scores were compared */
  gboolean is_reversed; /* the thresholds here are negated; cutoff files have
                         * them in the scores' own units */
  /* The rule that combines all cutoffs of this name into one decision;
   * LIMEN_N_DECISION_RULES: decides alone. */
  LimenDecisionRule decision;
  LimenEdge edge; /* rows at or above it are positive */
  gboolean has_grey_zone;
  LimenEdge refer; /* with a grey zone: rows from here on are referred */
  double referred_positives, referred_negatives;
  double coverage, error;
  /* The recalibration map applied before the thresholds were chosen, and both
   * thresholds on the scale of its probabilities; NULL: none. */
  LimenRecalibration *recalibration;
  LimenEdge calibrated, calibrated_refer;
  char *objective;                     /* text; NULL: set by hand */
  LimenCutoffObjective objective_spec; /* structured form of the text, if
                                        * known */
  double value;
  LimenConfusion confusion;
  double metrics[LIMEN_N_METRICS]; /* at the target prevalence */
  gboolean has_intervals;
  LimenInterval intervals[LIMEN_N_METRICS]; /* of the metrics; ends NaN: none,
                                             * infinite: not bounded */
  LimenCutoffUncertainty uncertainty;
  double target_prevalence; /* NaN: that of the rows */
  guint64 n_rows;
  guint64 n_rejected;
  char *file, *sha256;
  LimenCutoffTest *test; /* results on test rows; NULL: none */
  /* Provenance, entered by people; NULL: none. */
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
