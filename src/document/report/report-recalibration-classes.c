/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-builder.h"

#include <glib/gi18n.h>
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
} Collection;

static Collection
begin_collection (LimenReportBuilder *self)
{
  const char *const loss_head[] = { _ ("Class"),       _ ("BCE before"),
                                    _ ("BCE after"),   _ ("Brier before"),
                                    _ ("Brier after"), _ ("ECE before"),
                                    _ ("ECE after"),   NULL };
  const char *const slope_head[] = { _ ("Class"),
                                     _ ("Map"),
                                     _ ("Slope before"),
                                     _ ("Slope after"),
                                     _ ("Intercept before"),
                                     _ ("Intercept after"),
                                     NULL };
  Collection collection = {
    .losses
    = limen_document_table_new (_ ("Losses and calibration error"), "lrrrrrr"),
    .slopes = limen_document_table_new (
        _ ("Maps, fitted on all rows, and slopes"), "llrrrr"),
    .thresholds = limen_recalibrated_thresholds_new (self),
    .pairs = g_array_new (FALSE, FALSE, sizeof (LimenReliabilityPair)),
  };

  limen_document_table_add_heads (collection.losses, loss_head);
  limen_document_table_add_heads (collection.slopes, slope_head);
  return collection;
}

static void
add_both (LimenDocumentTable *table, double before, double after)
{
  limen_document_table_add_number (table, before);
  limen_document_table_add_number (table, after);
}

static void
add_class_rows (const Collection *collection, const char *name,
                const LimenRecalibrationTrial *trial)
{
  LimenDocumentTable *losses = collection->losses;
  LimenDocumentTable *slopes = collection->slopes;
  const LimenTrialMeasures *before = &trial->before, *after = &trial->after;
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
collect_note (Collection *collection, const LimenRecalibrationTrial *trial)
{
  const char *note = limen_recalibration_trial_get_note (trial);

  if (trial->map != NULL && !limen_recalibration_is_monotone (trial->map))
    {
      collection->falling_note = note;
      collection->n_falling++;
    }
  else if (note != NULL)
    collection->note = note;
}

static void
collect (LimenReportBuilder *self, Collection *collection, gsize k,
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
  collection->n_folds = MAX (collection->n_folds, trial->n_folds);
  collect_note (collection, trial);
  add_class_rows (collection, limen_one_vs_rest_get_title (class), trial);
  limen_recalibrated_thresholds_add_class (collection->thresholds, self, trial,
                                           k);
  if (has_figure)
    {
      LimenReliabilityPair pair
          = limen_reliability_pair_new (self, class, trial);

      g_array_append_val (collection->pairs, pair);
    }
}

static void
add_notes (LimenReportBuilder *self, const Collection *collection)
{
  g_autofree char *falling = g_strdup_printf (
      /* Translators: a number, and a sentence about such maps. */
      _ ("Classes with a falling map: %zu. %s"), collection->n_falling,
      collection->n_falling > 0 ? collection->falling_note : "");

  if (collection->n_falling > 0)
    limen_document_add_notice (self->document, LIMEN_SEVERITY_WARNING,
                               falling);
  if (collection->note != NULL)
    limen_document_add_notice (self->document, LIMEN_SEVERITY_INFO,
                               collection->note);
}

static void
add_figure_of_class (LimenReportBuilder *self, const LimenReliabilityPair *pair)
{
  const char *name
      = limen_threshold_scores_get_class_title (self->scores, pair->class);
  g_autofree char *shown
      = limen_display_text_new (name, strlen (name), MAX_NAME_CHARS);
  g_autofree char *caption = g_strdup_printf (
      limen_task_get (self->numbers->task)->labels == LIMEN_LABELS_SETS
          ? _ ("Label %s, before and after recalibration.")
          : _ ("Class %s against the rest, before and after recalibration."),
      shown);

  limen_reliability_pair_add_to (pair, self, caption);
}

static void
add_collection (LimenReportBuilder *self, Collection *collection)
{
  limen_report_builder_add_method (self, collection->n_folds);
  add_notes (self, collection);
  limen_document_add_table (self->document, collection->losses);
  limen_document_add_table (self->document, collection->slopes);
  for (guint i = 0; i < collection->pairs->len; i++)
    add_figure_of_class (
        self, &g_array_index (collection->pairs, LimenReliabilityPair, i));
  limen_recalibrated_thresholds_add_to (collection->thresholds, self);
  g_array_unref (collection->pairs);
}

/* Adds the recalibration of each class against the rest, with diagrams for few
 * classes, or for a choice of many. */
static void
add_of_classes (LimenReportBuilder *self)
{
  gsize n_chosen, next = 0;
  g_autofree gsize *chosen
      = limen_report_builder_choose_classes (self, &n_chosen);
  Collection collection = begin_collection (self);

  for (gsize k = 0; k < self->n_classes; k++)
    {
      gboolean is_chosen = next < n_chosen && chosen[next] == k;

      next += is_chosen;
      collect (self, &collection, k, is_chosen);
    }
  add_collection (self, &collection);
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
  limen_document_add_heading (self->document, 2, _ ("All logits"));
  limen_document_add_paragraph (
      self->document,
      _ ("One temperature for the logits of all classes, before their "
         "softmax: %s, fitted on all rows."),
      limen_decimal_format (trial->temperature.temperature, number,
                            sizeof number));
  if (trial->temperature.floor > -LIMEN_LOGIT_BOUND)
    limen_document_add_paragraph (
        self->document, _ ("A probability of 0 is treated as %s."),
        limen_decimal_format (exp (trial->temperature.floor), number,
                              sizeof number));
  limen_report_builder_add_trial (
      self, trial,
      _ ("Cross-entropy, and calibration of the largest "
         "probability"));
  pair = limen_reliability_pair_new_of_top_labels (self, trial);
  limen_reliability_pair_add_to (
      &pair, self,
      _ ("Reliability diagrams of the most probable class, before and after "
         "recalibration."));
}

/* Adds the recalibration trials of several classes. */
void
limen_report_builder_add_class_recalibration (LimenReportBuilder *self)
{
  add_of_classes (self);
  add_temperature (self);
}
