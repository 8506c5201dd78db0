/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "cutoff-fields.h"

#include <float.h>
#include <math.h>

#include "link.h"
#include "threshold.h"

/* Names of enum values; NULL for values that no cutoff has */

static const char *
get_task_name (guint value)
{
  const LimenTaskInfo *task = limen_task_get (value);

  return task->thresholds != LIMEN_THRESHOLDS_NONE ? task->name : NULL;
}

static const char *
get_kind_name (guint value)
{
  return limen_kind_has_thresholds (value) ? limen_kind_get_name (value)
                                           : NULL;
}

static const char *
get_undo_name (guint value)
{
  return limen_undo_get_name (value);
}

static const char *
get_decision_name (guint value)
{
  return value < LIMEN_N_DECISION_RULES ? limen_decision_rule_get_name (value)
                                        : NULL;
}

/* Derived fields */

static const char *
make_decides (const LimenCutoffData *data)
{
  return data->edge.threshold == INFINITY ? LIMEN_THRESHOLD_NONE : NULL;
}

static double
make_logit_threshold (const LimenCutoffData *data)
{
  return limen_logit (data->edge.threshold);
}

static const char *
make_rule (const LimenCutoffData *data)
{
  return limen_threshold_get_rule (data->is_reversed);
}

/* Returns the prevalence among all rows, including referred ones. */
static double
make_prevalence (const LimenCutoffData *data)
{
  LimenConfusion c = data->confusion;

  if (data->has_grey_zone)
    {
      c.fn += data->referred_positives;
      c.tn += data->referred_negatives;
    }
  return limen_confusion_get_prevalence (c);
}

static const char *
make_positive (const LimenCutoffData *data)
{
  return data->class_name;
}

static const char *
make_method (const LimenCutoffData *data)
{
  return limen_recalibration_method_get_name (
      limen_recalibration_get_method (data->recalibration));
}

#define AT(MEMBER) .offset = G_STRUCT_OFFSET (LimenCutoffData, MEMBER)
#define NAME(NAMES, N) .get_name = get_##NAMES##_name, .n_names = N
#define TEXT LIMEN_FIELD_TEXT
#define NUMBER LIMEN_FIELD_NUMBER
#define WEIGHT LIMEN_FIELD_WEIGHT
#define MAP "recalibration"
#define PROVENANCE "provenance"
#define UNCERTAINTY "uncertainty"

const LimenCutoffField limen_cutoff_fields[] = {
  { NULL, "name", NULL, 1, TEXT, .is_required = TRUE, AT (name) },
  { NULL, "class", NULL, 2, TEXT, .is_required = TRUE, AT (class_name) },
  { NULL, "task", NULL, 24, LIMEN_FIELD_NAME, LIMEN_WRITTEN_SINCE, AT (task),
    .fallback = LIMEN_TASK_BINARY, NAME (task, LIMEN_N_TASKS) },
  { NULL, "kind", NULL, 3, LIMEN_FIELD_NAME, .is_required = TRUE, AT (kind),
    NAME (kind, LIMEN_KIND_DECISION) },
  { NULL, "undo", NULL, 25, LIMEN_FIELD_NAME, LIMEN_WRITTEN_SINCE, AT (undone),
    .fallback = LIMEN_UNDO_NONE, NAME (undo, LIMEN_UNDO_PERCENT + 1) },
  { NULL, "decision", NULL, 26, LIMEN_FIELD_NAME, LIMEN_WRITTEN_SINCE,
    AT (decision), .fallback = LIMEN_N_DECISION_RULES,
    NAME (decision, LIMEN_N_DECISION_RULES) },
  { NULL, "threshold", NULL, 4, LIMEN_FIELD_THRESHOLD, AT (edge) },
  { NULL, "decides", NULL, 38, LIMEN_FIELD_DERIVED_TEXT,
    LIMEN_WRITTEN_IF_KNOWN, .make_text = make_decides },
  { NULL, "logit-threshold", NULL, 5, LIMEN_FIELD_DERIVED_NUMBER,
    LIMEN_WRITTEN_IF_PROBABILITY, .make_number = make_logit_threshold },
  { NULL, "low", NULL, 6, LIMEN_FIELD_LOW, AT (edge) },
  { NULL, "high", NULL, 7, LIMEN_FIELD_HIGH, AT (edge) },
  { NULL, NULL, "recalibration", 35, LIMEN_FIELD_DERIVED_TEXT,
    LIMEN_WRITTEN_IF_MAPPED, .make_text = make_method },
  { MAP, "threshold", "calibrated-threshold", 36, LIMEN_FIELD_THRESHOLD,
    LIMEN_WRITTEN_IF_MAPPED, .is_calibrated = TRUE, AT (calibrated) },
  { MAP, "low", NULL, 0, LIMEN_FIELD_LOW, LIMEN_WRITTEN_IF_MAPPED,
    .is_calibrated = TRUE, AT (calibrated) },
  { MAP, "high", NULL, 0, LIMEN_FIELD_HIGH, LIMEN_WRITTEN_IF_MAPPED,
    .is_calibrated = TRUE, AT (calibrated) },
  { MAP, "refer-from", "calibrated-refer-from", 37, LIMEN_FIELD_THRESHOLD,
    LIMEN_WRITTEN_IF_MAPPED_REFERRING, .is_calibrated = TRUE,
    AT (calibrated_refer) },
  { MAP, "refer-low", NULL, 0, LIMEN_FIELD_LOW,
    LIMEN_WRITTEN_IF_MAPPED_REFERRING, .is_calibrated = TRUE,
    AT (calibrated_refer) },
  { MAP, "refer-high", NULL, 0, LIMEN_FIELD_HIGH,
    LIMEN_WRITTEN_IF_MAPPED_REFERRING, .is_calibrated = TRUE,
    AT (calibrated_refer) },
  { NULL, "rule", NULL, 8, LIMEN_FIELD_DERIVED_TEXT, .make_text = make_rule },
  { NULL, "reversed", NULL, 0, LIMEN_FIELD_TRUE, LIMEN_WRITTEN_IF_REVERSED },
  { NULL, "refer-from", NULL, 28, LIMEN_FIELD_THRESHOLD,
    LIMEN_WRITTEN_IF_REFERRING, AT (refer) },
  { NULL, "refer-low", NULL, 29, LIMEN_FIELD_LOW, LIMEN_WRITTEN_IF_REFERRING,
    AT (refer) },
  { NULL, "refer-high", NULL, 30, LIMEN_FIELD_HIGH, LIMEN_WRITTEN_IF_REFERRING,
    AT (refer) },
  { NULL, "referred-positives", NULL, 31, WEIGHT, LIMEN_WRITTEN_IF_REFERRING,
    AT (referred_positives) },
  { NULL, "referred-negatives", NULL, 32, WEIGHT, LIMEN_WRITTEN_IF_REFERRING,
    AT (referred_negatives) },
  { NULL, "coverage", NULL, 33, NUMBER, LIMEN_WRITTEN_IF_REFERRING,
    AT (coverage) },
  { NULL, "error", NULL, 34, NUMBER, LIMEN_WRITTEN_IF_REFERRING, AT (error) },
  { NULL, "objective", NULL, 9, TEXT, AT (objective) },
  { NULL, "objective-spec", NULL, 0, LIMEN_FIELD_OBJECTIVE,
    LIMEN_WRITTEN_IF_KNOWN, AT (objective_spec) },
  { NULL, "value", NULL, 10, NUMBER, AT (value) },
  { NULL, "tp", NULL, 11, WEIGHT, AT (confusion.tp) },
  { NULL, "fp", NULL, 12, WEIGHT, AT (confusion.fp) },
  { NULL, "fn", NULL, 13, WEIGHT, AT (confusion.fn) },
  { NULL, "tn", NULL, 14, WEIGHT, AT (confusion.tn) },
  { NULL, "metrics", NULL, 15, LIMEN_FIELD_METRICS, AT (metrics) },
  { NULL, "intervals", NULL, 40, LIMEN_FIELD_INTERVALS,
    LIMEN_WRITTEN_IF_ESTIMATED, AT (intervals) },
  { UNCERTAINTY, "method", "interval-method", 41, TEXT,
    LIMEN_WRITTEN_IF_ESTIMATED, AT (uncertainty.method) },
  { UNCERTAINTY, "resamples", NULL, 42, LIMEN_FIELD_COUNT,
    LIMEN_WRITTEN_IF_ESTIMATED, AT (uncertainty.n_resamples) },
  { UNCERTAINTY, "seed", NULL, 43, LIMEN_FIELD_SEED,
    LIMEN_WRITTEN_IF_ESTIMATED, AT (uncertainty.seed) },
  { UNCERTAINTY, "confidence", NULL, 44, NUMBER, LIMEN_WRITTEN_IF_ESTIMATED,
    AT (uncertainty.confidence) },
  { UNCERTAINTY, "unit", NULL, 45, TEXT, LIMEN_WRITTEN_IF_ESTIMATED,
    AT (uncertainty.unit) },
  { NULL, "n", NULL, 16, LIMEN_FIELD_COUNT, AT (n_rows) },
  { NULL, "rejected-rows", NULL, 17, LIMEN_FIELD_COUNT, AT (n_rejected) },
  { NULL, "prevalence", NULL, 18, LIMEN_FIELD_DERIVED_NUMBER,
    .make_number = make_prevalence },
  { NULL, "target-prevalence", NULL, 27, NUMBER, LIMEN_WRITTEN_IF_KNOWN,
    AT (target_prevalence) },
  { NULL, "positive", NULL, 19, LIMEN_FIELD_DERIVED_TEXT,
    .make_text = make_positive },
  { NULL, "file", NULL, 20, TEXT, AT (file) },
  { NULL, "sha256", NULL, 21, TEXT, AT (sha256) },
  { NULL, NULL, "program", 22, LIMEN_FIELD_OF_FILE },
  { NULL, NULL, "time", 23, LIMEN_FIELD_OF_FILE },
  { PROVENANCE, "model", NULL, 0, TEXT, LIMEN_WRITTEN_IF_KNOWN, AT (model) },
  { PROVENANCE, "data-from", NULL, 0, TEXT, LIMEN_WRITTEN_IF_KNOWN,
    AT (data_from) },
  { PROVENANCE, "data-to", NULL, 0, TEXT, LIMEN_WRITTEN_IF_KNOWN,
    AT (data_to) },
  { PROVENANCE, "author", NULL, 0, TEXT, LIMEN_WRITTEN_IF_KNOWN, AT (author) },
  { PROVENANCE, "note", NULL, 39, TEXT, LIMEN_WRITTEN_IF_KNOWN, AT (note) },
  { PROVENANCE, "previous-sha256", NULL, 0, TEXT, LIMEN_WRITTEN_IF_KNOWN,
    AT (previous_sha256) },
};
const gsize limen_n_cutoff_fields = G_N_ELEMENTS (limen_cutoff_fields);

/* Returns a pointer to the field's value in the data; for a threshold or an
 * end of its interval, to the LimenEdge. */
gpointer
limen_cutoff_field_get_pointer (const LimenCutoffField *self,
                                LimenCutoffData *data)
{
  return G_STRUCT_MEMBER_P (data, self->offset);
}

/* Whether the value is a text rather than a number. */
gboolean
limen_cutoff_field_is_text (const LimenCutoffField *self)
{
  return self->type == LIMEN_FIELD_TEXT || self->type == LIMEN_FIELD_NAME
         || self->type == LIMEN_FIELD_DERIVED_TEXT
         || self->type == LIMEN_FIELD_OF_FILE;
}

static gboolean
is_known (const LimenCutoffField *self, const LimenCutoffData *data)
{
  if (self->type == LIMEN_FIELD_OBJECTIVE)
    return data->objective_spec.type != LIMEN_CUTOFF_BY_HAND;
  return limen_cutoff_field_is_text (self)
             ? limen_cutoff_field_get_text (self, data) != NULL
             : !isnan (limen_cutoff_field_get_number (self, data));
}

/* Whether the field is written for these data. If so, its JSON value may be
 * null; if not, JSON lacks it and its CSV column is empty. */
gboolean
limen_cutoff_field_is_written (const LimenCutoffField *self,
                               const LimenCutoffData *data)
{
  switch (self->presence)
    {
    case LIMEN_WRITTEN_IF_KNOWN:
      return is_known (self, data);
    case LIMEN_WRITTEN_IF_PROBABILITY:
      return data->kind == LIMEN_KIND_PROBABILITY;
    case LIMEN_WRITTEN_IF_REVERSED:
      return data->is_reversed;
    case LIMEN_WRITTEN_IF_REFERRING:
      return data->has_grey_zone;
    case LIMEN_WRITTEN_IF_MAPPED:
      return data->recalibration != NULL;
    case LIMEN_WRITTEN_IF_MAPPED_REFERRING:
      return data->recalibration != NULL && data->has_grey_zone;
    case LIMEN_WRITTEN_IF_ESTIMATED:
      return data->has_intervals;
    case LIMEN_WRITTEN_ALWAYS:
    case LIMEN_WRITTEN_SINCE:
    default:
      return TRUE;
    }
}

/* Returns the value of a text field as written to files; NULL if unknown or a
 * property of the file. Owned by the cutoff, or static. */
const char *
limen_cutoff_field_get_text (const LimenCutoffField *self,
                             const LimenCutoffData *data)
{
  gconstpointer value = G_STRUCT_MEMBER_P (data, self->offset);

  if (self->type == LIMEN_FIELD_TEXT)
    return *(char *const *) value;
  if (self->type == LIMEN_FIELD_NAME)
    return self->get_name (*(const guint *) value);
  return self->make_text != NULL ? self->make_text (data) : NULL;
}

/* Whether LIMEN_NEVER_REACHED can represent a threshold that no score reaches:
 * scores are probabilities or log-probabilities and are compared with the
 * threshold rather than divided by it. */
static gboolean
has_number_for_none (const LimenCutoffData *data)
{
  return (data->kind == LIMEN_KIND_PROBABILITY
          || data->kind == LIMEN_KIND_LOG_PROBABILITY)
         && (data->decision == LIMEN_N_DECISION_RULES
             || data->decision == LIMEN_DECISION_FIRST_ABOVE);
}

/* Returns a threshold as written, in the file's units. */
static double
get_threshold (const LimenCutoffData *data, double threshold,
               gboolean is_reversed)
{
  if (threshold == INFINITY && has_number_for_none (data))
    threshold = LIMEN_NEVER_REACHED;
  return limen_threshold_reverse (threshold, is_reversed);
}

/* Returns the value of a numeric field as written to files; thresholds and
 * intervals of reversed scores are in the file's units. */
double
limen_cutoff_field_get_number (const LimenCutoffField *self,
                               const LimenCutoffData *data)
{
  gconstpointer value = G_STRUCT_MEMBER_P (data, self->offset);
  gboolean is_reversed = data->is_reversed && !self->is_calibrated;
  LimenEdge edge;

  switch (self->type)
    {
    case LIMEN_FIELD_NUMBER:
    case LIMEN_FIELD_WEIGHT:
      return *(const double *) value;
    case LIMEN_FIELD_COUNT:
    case LIMEN_FIELD_SEED:
      return (double) *(const guint64 *) value;
    case LIMEN_FIELD_THRESHOLD:
    case LIMEN_FIELD_LOW:
    case LIMEN_FIELD_HIGH:
      edge = *(const LimenEdge *) value;
      limen_interval_reverse (&edge.low, &edge.high, is_reversed);
      return self->type == LIMEN_FIELD_LOW    ? edge.low
             : self->type == LIMEN_FIELD_HIGH ? edge.high
                                              : get_threshold (
                                                    data, edge.threshold,
                                                    is_reversed);
    default:
      return self->make_number != NULL ? self->make_number (data) : NAN;
    }
}

/* Frees the members that are owned; the struct itself is the caller's. */
void
limen_cutoff_data_clear (LimenCutoffData *data)
{
  for (gsize i = 0; i < limen_n_cutoff_fields; i++)
    if (limen_cutoff_fields[i].type == LIMEN_FIELD_TEXT)
      g_clear_pointer ((char **) limen_cutoff_field_get_pointer (
                           &limen_cutoff_fields[i], data),
                       g_free);
  g_clear_pointer (&data->recalibration, limen_recalibration_free);
  g_clear_pointer (&data->test, limen_cutoff_test_unref);
}

/* Returns a deep copy of the data. */
LimenCutoffData
limen_cutoff_data_copy (const LimenCutoffData *data)
{
  LimenCutoffData copy = *data;

  for (gsize i = 0; i < limen_n_cutoff_fields; i++)
    {
      char **text
          = limen_cutoff_field_get_pointer (&limen_cutoff_fields[i], &copy);

      if (limen_cutoff_fields[i].type == LIMEN_FIELD_TEXT)
        *text = g_strdup (*text);
    }
  copy.recalibration = limen_recalibration_ref (data->recalibration);
  copy.test = limen_cutoff_test_ref (data->test);
  return copy;
}

/* Sets the objective, its text, and its value. */
void
limen_cutoff_data_set_objective (LimenCutoffData *data,
                                 const LimenCutoffObjective *objective,
                                 double value)
{
  data->objective_spec = *objective;
  g_free (data->objective);
  data->objective = limen_cutoff_objective_format (objective);
  data->value = value;
}
