#pragma once

#include "cutoff.h"

/* What people say about a cutoff, by the keys of a file's "provenance". */
typedef enum
{
  LIMEN_PROVENANCE_MODEL,
  LIMEN_PROVENANCE_DATA_FROM,
  LIMEN_PROVENANCE_DATA_TO,
  LIMEN_PROVENANCE_AUTHOR,
  LIMEN_PROVENANCE_NOTE,
  LIMEN_PROVENANCE_PREVIOUS_SHA256,
  LIMEN_N_PROVENANCE
} LimenProvenance;

/* All that a cutoff is, as it stands in a file. */
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
  gboolean has_decision;
  LimenDecisionRule decision; /* that makes one of all of its name */
  double threshold, low, high;
  /* What the scores were made into before the threshold was chosen, and it on
   * that scale; NULL: nothing. */
  LimenRecalibration *recalibration;
  double calibrated_threshold, calibrated_low, calibrated_high;
  double calibrated_refer_from; /* the same of a grey zone */
  double calibrated_refer_low, calibrated_refer_high;
  char *objective; /* NULL: set by hand */
  double value;
  LimenConfusion confusion;
  double metrics[LIMEN_N_METRICS]; /* in the target population */
  double target_prevalence;        /* NaN: that of the rows */
  gboolean has_grey_zone;
  LimenCutoffGreyZone grey_zone; /* where it has */
  guint64 n_rows;
  guint64 n_rejected;
  char *file, *sha256;
  char *provenance[LIMEN_N_PROVENANCE]; /* NULL: not said */
} LimenCutoffData;

void limen_cutoff_data_clear (LimenCutoffData *data);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimenCutoffData, limen_cutoff_data_clear)

LimenCutoff *limen_cutoff_new_from_data (LimenCutoffData *data);
const LimenCutoffData *limen_cutoff_get_data (LimenCutoff *self);
