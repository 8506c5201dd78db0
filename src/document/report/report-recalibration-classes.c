/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-builder.h"

#include <string.h>

#include "decimal.h"
#include "display-text.h"
#include "recalibrated-thresholds.h"
#include "recalibration-json.h"
#include "reliability-pair.h"

#define MAX_NAME_CHARS 40

/* Tables and diagrams collected over the classes. */
typedef struct
{
  LimenDocumentTable *losses, *slopes, *thresholds;
  GArray *pairs; /* LimenReliabilityPair, for classes with figures */
  gsize n_folds; /* maximum over the classes */
  gsize n_falling;
  const char *note, *falling_note;
} Gathering;

static Gathering
begin_gathering (LimenReportBuilder *self)
{
  static const char *const loss_head[]
      = { "Class", "BCE", "after", "Brier", "after", "ECE", "after", NULL };
  static const char *const slope_head[]
      = { "Class", "Map", "Slope", "after", "Intercept", "after", NULL };
  Gathering gathering = {
    .losses
    = limen_document_table_new ("Losses and calibration error", "lrrrrrr"),
    .slopes = limen_document_table_new ("Maps, fitted on all rows, and slopes",
                                        "llrrrr"),
    .thresholds = limen_recalibrated_thresholds_new (self),
    .pairs = g_array_new (FALSE, FALSE, sizeof (LimenReliabilityPair)),
  };

  limen_document_table_add_heads (gathering.losses, loss_head);
  limen_document_table_add_heads (gathering.slopes, slope_head);
  return gathering;
}

static void
add_both (LimenDocumentTable *table, double before, double after)
{
  limen_document_table_add_number (table, before);
  limen_document_table_add_number (table, after);
}

static void
add_class_rows (const Gathering *gathering, const char *name,
                const LimenRecalibrationTrial *trial)
{
  LimenDocumentTable *losses = gathering->losses;
  LimenDocumentTable *slopes = gathering->slopes;
  const LimenTrialFigures *before = &trial->before, *after = &trial->after;
  g_autofree char *map = limen_recalibration_trial_describe_map (trial);

  limen_document_table_add_name (losses, name);
  add_both (losses, before->loss, after->loss);
  add_both (losses, before->brier, after->brier);
  add_both (losses, before->ece, after->ece);
  limen_document_table_add_name (slopes, name);
  limen_document_table_add (slopes, map);
  add_both (slopes, before->slope.slope, after->slope.slope);
  add_both (slopes, before->slope.intercept, after->slope.intercept);
}

static void
gather_note (Gathering *gathering, const LimenRecalibrationTrial *trial)
{
  const char *note = limen_recalibration_trial_get_note (trial);

  if (trial->map != NULL && !limen_recalibration_is_monotone (trial->map))
    {
      gathering->falling_note = note;
      gathering->n_falling++;
    }
  else if (note != NULL)
    gathering->note = note;
}

static void
gather (LimenReportBuilder *self, Gathering *gathering, gsize k,
        gboolean has_figure)
{
  g_autoptr (LimenOneVsRest) class
      = limen_analysis_get_class (self->analysis, k,
                                  limen_report_builder_get_error (self));
  g_autoptr (LimenRecalibrationTrial) trial = NULL;

  if (class != NULL)
    trial = limen_recalibration_trial_new (
        class, self->options->recalibration, self->options->calibration, NULL,
        NULL, NULL, limen_report_builder_get_error (self));
  if (trial == NULL)
    return;
  gathering->n_folds = MAX (gathering->n_folds, trial->n_folds);
  gather_note (gathering, trial);
  add_class_rows (gathering, limen_one_vs_rest_get_name (class), trial);
  limen_recalibrated_thresholds_add_class (gathering->thresholds, self, trial,
                                           k);
  if (has_figure)
    {
      LimenReliabilityPair pair
          = limen_reliability_pair_new (self, class, trial);

      g_array_append_val (gathering->pairs, pair);
    }
}

static void
add_notes (LimenReportBuilder *self, const Gathering *gathering)
{
  g_autofree char *falling
      = g_strdup_printf ("Classes with a falling map: %" G_GSIZE_FORMAT ". %s",
                         gathering->n_falling, gathering->falling_note);

  if (gathering->n_falling > 0)
    limen_document_add_notice (self->document, LIMEN_SEVERITY_WARNING,
                               falling);
  if (gathering->note != NULL)
    limen_document_add_notice (self->document, LIMEN_SEVERITY_INFO,
                               gathering->note);
}

static void
add_figure_of_class (LimenReportBuilder *self, const LimenReliabilityPair *pair)
{
  const char *name
      = limen_threshold_scores_get_class_name (self->scores, pair->class);
  g_autofree char *shown
      = limen_display_text_new (name, strlen (name), MAX_NAME_CHARS);
  g_autofree char *caption = g_strdup_printf (
      limen_task_get (self->numbers->task)->labels == LIMEN_LABELS_SETS
          ? "Label %s, before and after recalibration."
          : "Class %s against the rest, before and after recalibration.",
      shown);

  limen_reliability_pair_add_to (pair, self, caption);
}

static void
add_gathering (LimenReportBuilder *self, Gathering *gathering)
{
  limen_report_builder_add_method (self, gathering->n_folds);
  add_notes (self, gathering);
  limen_document_add_table (self->document, gathering->losses);
  limen_document_add_table (self->document, gathering->slopes);
  for (guint i = 0; i < gathering->pairs->len; i++)
    add_figure_of_class (self, &g_array_index (gathering->pairs,
                                                LimenReliabilityPair, i));
  limen_recalibrated_thresholds_add_to (gathering->thresholds, self);
  g_array_unref (gathering->pairs);
}

/* Adds the recalibration of each class against the rest, with diagrams for few
 * classes, or for a choice of many. */
static void
add_of_classes (LimenReportBuilder *self)
{
  gsize n_chosen, next = 0;
  g_autofree gsize *chosen
      = limen_report_builder_choose_classes (self, &n_chosen);
  Gathering gathering = begin_gathering (self);

  for (gsize k = 0; k < self->n_classes; k++)
    {
      gboolean is_chosen = next < n_chosen && chosen[next] == k;

      next += is_chosen;
      gather (self, &gathering, k, is_chosen);
    }
  add_gathering (self, &gathering);
}

/* Adds the trial of one temperature for all logits, judged by the top-label
 * probability. */
static void
add_temperature (LimenReportBuilder *self)
{
  g_autoptr (LimenRecalibrationTrial) trial = NULL;
  char number[LIMEN_DECIMAL_SIZE];
  LimenReliabilityPair pair;

  if (self->options->recalibration != LIMEN_RECALIBRATION_TEMPERATURE
      || !limen_recalibration_trial_new_temperature (
          self->scores, self->options->calibration, &trial,
          limen_report_builder_get_error (self))
      || trial == NULL)
    return;
  limen_document_add_heading (self->document, 2, "All logits");
  limen_document_add_paragraph (
      self->document,
      "One temperature for the logits of all classes, before their softmax: "
      "%s, fitted on all rows.",
      limen_decimal_format (trial->temperature.temperature, number,
                            sizeof number));
  if (trial->temperature.floor > -LIMEN_LOGIT_BOUND)
    limen_document_add_paragraph (
        self->document, "A probability of 0 is treated as %s.",
        limen_decimal_format (exp (trial->temperature.floor), number,
                              sizeof number));
  limen_report_builder_add_trial (self, trial,
                     "Cross-entropy, and calibration of the largest "
                     "probability");
  pair = limen_reliability_pair_new_of_top_labels (self, trial);
  limen_reliability_pair_add_to (
      &pair, self,
      "Reliability diagrams of the most probable class, before and after "
      "recalibration.");
}

/* Adds the recalibration trials of several classes. */
void
limen_report_builder_add_class_recalibration (LimenReportBuilder *self)
{
  add_of_classes (self);
  add_temperature (self);
}
