/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "cutoff-objective.h"
#include "bootstrap.h"
#include "decision.h"
#include "estimate.h"
#include "objective.h"
#include "one-vs-rest.h"

/* A chosen threshold, with its meaning and its results on the rows it was
 * chosen on. Only its name and note can change; they are properties. */
#define LIMEN_TYPE_CUTOFF (limen_cutoff_get_type ())
G_DECLARE_FINAL_TYPE (LimenCutoff, limen_cutoff, LIMEN, CUTOFF, GObject)

/* Constructors; rows from `refer_from` (NaN: none) up to the threshold are
 * referred. */
LimenCutoff *limen_cutoff_new (const char *name, LimenOneVsRest *class,
                               double threshold, double refer_from,
                               const LimenObjective *objective);
LimenCutoff *limen_cutoff_new_by_hand (const char *name, LimenOneVsRest *class,
                                       double threshold, double refer_from,
                                       double prevalence);
LimenCutoff *limen_cutoff_new_with_map (const char *name,
                                        LimenOneVsRest *class,
                                        double threshold, double refer_from,
                                        const LimenRecalibration *map,
                                        const LimenObjective *objective,
                                        double prevalence);

LimenCutoff *limen_cutoff_copy (LimenCutoff *self);

/* A grey zone: rows from refer_from up to the threshold are referred;
 * confusion matrix and metrics cover the other rows. */
typedef struct
{
  double refer_from, low, high; /* thresholds in (low, high] make the same
                                 * decisions */
  double referred_positives, referred_negatives;
  double coverage, error; /* share of rows decided, and of errors among them */
} LimenCutoffGreyZone;

/* Gets the grey zone; FALSE if the cutoff has none. */
gboolean limen_cutoff_get_grey_zone (LimenCutoff *self,
                                     LimenCutoffGreyZone *zone);

/* The rule of a set of cutoffs, one per class, that decide jointly. */
void limen_cutoff_set_decision (LimenCutoff *self, LimenDecisionRule rule);
gboolean limen_cutoff_get_decision (LimenCutoff *self,
                                    LimenDecisionRule *rule);

void limen_cutoff_set_objective (LimenCutoff *self,
                                 const LimenCutoffObjective *objective,
                                 double value);

/* How the intervals of a cutoff were computed. */
typedef struct
{
  char *method; /* "bootstrap" */
  guint64 n_resamples, seed;
  double confidence; /* NaN: unknown */
  char *unit;        /* column of the units that were drawn; NULL: rows */
} LimenCutoffUncertainty;

/* Intervals of the metrics, on the rows that the cutoff was made for. */
LimenEstimate *limen_cutoff_new_estimates (LimenCutoff *self,
                                           LimenOneVsRest *class,
                                           const LimenBootstrap *plan,
                                           GError **error);
void limen_cutoff_set_estimates (LimenCutoff *self, LimenOneVsRest *class,
                                 const LimenEstimate *estimates,
                                 const LimenBootstrap *plan);
gboolean limen_cutoff_estimate (LimenCutoff *self, LimenOneVsRest *class,
                                const LimenBootstrap *plan, GError **error);
void limen_cutoff_estimate_quickly (LimenCutoff *self, LimenOneVsRest *class);
gboolean limen_cutoff_get_interval (LimenCutoff *self, LimenMetricId metric,
                                    LimenInterval *interval);
gboolean limen_cutoff_get_uncertainty (LimenCutoff *self,
                                       LimenCutoffUncertainty *uncertainty);

const char *limen_cutoff_get_name (LimenCutoff *self);
void limen_cutoff_set_name (LimenCutoff *self, const char *name);
const char *limen_cutoff_get_note (LimenCutoff *self);
void limen_cutoff_set_note (LimenCutoff *self, const char *note);

double limen_cutoff_get_threshold (LimenCutoff *self);
/* The recalibration map, or NULL, and the thresholds on its probabilities. */
const LimenRecalibration *limen_cutoff_get_recalibration (LimenCutoff *self);
double limen_cutoff_get_calibrated_threshold (LimenCutoff *self);
double limen_cutoff_get_calibrated_refer_from (LimenCutoff *self);
double limen_cutoff_get_low (LimenCutoff *self);
double limen_cutoff_get_high (LimenCutoff *self);
const char *limen_cutoff_get_class_name (LimenCutoff *self);
LimenTask limen_cutoff_get_task (LimenCutoff *self);
LimenKind limen_cutoff_get_kind (LimenCutoff *self);
LimenUndo limen_cutoff_get_undone (LimenCutoff *self);
gboolean limen_cutoff_is_reversed (LimenCutoff *self);
LimenConfusion limen_cutoff_get_confusion (LimenCutoff *self);
const char *limen_cutoff_get_file (LimenCutoff *self);
gboolean limen_cutoff_is_of_other_rows (LimenCutoff *self,
                                        LimenDataset *dataset);
/* The objective as text: "maximize f1 subject to precision>=0.7"; NULL: set by
 * hand. */
const char *limen_cutoff_get_objective (LimenCutoff *self);
/* The structured objective; BY_HAND if only its text is known. */
const LimenCutoffObjective *
limen_cutoff_get_objective_spec (LimenCutoff *self);
/* Value of the objective's metric; NaN if set by hand. */
double limen_cutoff_get_value (LimenCutoff *self);
/* Prevalence that the metrics are for; NaN: that of the rows. */
double limen_cutoff_get_target_prevalence (LimenCutoff *self);
double limen_cutoff_get_metric (LimenCutoff *self, LimenMetric metric);
