#pragma once

#include <glib-object.h>

#include "decision.h"
#include "objective.h"
#include "one-vs-rest.h"

/* A threshold that somebody chose, with what it means and what it did on the
 * rows it was chosen on. Only its name may change. */
#define LIMEN_TYPE_CUTOFF (limen_cutoff_get_type ())
G_DECLARE_FINAL_TYPE (LimenCutoff, limen_cutoff, LIMEN, CUTOFF, GObject)

LimenCutoff *limen_cutoff_new (const char *name, LimenOneVsRest *class,
                               double threshold,
                               const LimenObjective *objective);

/* A set of cutoffs, one for each class, that this rule makes a decision of. */
void limen_cutoff_set_decision (LimenCutoff *self, LimenDecisionRule rule);
gboolean limen_cutoff_get_decision (LimenCutoff *self,
                                    LimenDecisionRule *rule);

void limen_cutoff_set_objective (LimenCutoff *self, const char *objective,
                                 double value);

const char *limen_cutoff_get_name (LimenCutoff *self);
void limen_cutoff_set_name (LimenCutoff *self, const char *name);

double limen_cutoff_get_threshold (LimenCutoff *self);
gboolean limen_cutoff_convert_threshold (LimenCutoff *self, LimenKind kind,
                                         double *threshold);
double limen_cutoff_get_low (LimenCutoff *self);
double limen_cutoff_get_high (LimenCutoff *self);
const char *limen_cutoff_get_class_name (LimenCutoff *self);
LimenTask limen_cutoff_get_task (LimenCutoff *self);
LimenKind limen_cutoff_get_kind (LimenCutoff *self);
LimenUndo limen_cutoff_get_undone (LimenCutoff *self);
LimenConfusion limen_cutoff_get_confusion (LimenCutoff *self);
const char *limen_cutoff_get_file (LimenCutoff *self);
/* "maximize f1 subject to precision>=0.7"; NULL: set by hand. */
const char *limen_cutoff_get_objective (LimenCutoff *self);
/* Of the objective's metric; NaN when set by hand. */
double limen_cutoff_get_value (LimenCutoff *self);
double limen_cutoff_get_metric (LimenCutoff *self, LimenMetric metric);
