/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-builder.h"

#include <glib/gi18n.h>
#include <string.h>

#include "display-text.h"
#include "timestamp.h"

#define MAX_TITLE_CHARS 90

/* The time of the document: SOURCE_DATE_EPOCH or the file's modification time,
 * so that a file always gives the same document; NULL if neither is known. */
static char *
find_time (LimenDataset *dataset)
{
  g_autoptr (GDateTime) time = NULL;

  if (g_getenv ("SOURCE_DATE_EPOCH") != NULL)
    return limen_timestamp_now ();
  if (limen_dataset_get_time (dataset) < 0)
    return NULL;
  time = g_date_time_new_from_unix_utc (limen_dataset_get_time (dataset));
  return time != NULL ? g_date_time_format (time, "%Y-%m-%dT%H:%M:%SZ")
                      : NULL;
}

static const char *
get_subtitle (LimenDataset *dataset)
{
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);

  if (limen_task_get (numbers->task)->thresholds == LIMEN_THRESHOLDS_NONE)
    return _ ("Report on the losses of a regression");
  return limen_kind_has_thresholds (numbers->kind)
             ? _ ("Report on the decision thresholds of a classifier")
             : _ ("Report on the decisions of a classifier");
}

static LimenDocument *
new_document (LimenDataset *dataset)
{
  const char *name = limen_dataset_get_name (dataset);
  g_autofree char *title
      = limen_display_text_new (name, strlen (name), MAX_TITLE_CHARS);
  LimenDocument *document
      = limen_document_new (title, get_subtitle (dataset));

  document->time = find_time (dataset);
  return document;
}

/* Adds all sections: first the decision with its pros and cons, then the data
 * behind it. */
static void
add_sections (LimenReportBuilder *self)
{
  limen_report_builder_add_decision (self);
  limen_report_builder_add_test (self);
  limen_report_builder_add_figures (self);
  limen_report_builder_add_classes (self);
  limen_report_builder_add_cutoffs (self);
  limen_report_builder_add_losses (self);
  limen_report_builder_add_calibration (self);
  limen_report_builder_add_recalibration (self);
  limen_report_builder_add_data (self);
  limen_report_builder_add_conventions (self);
}

/* The report on an analysis as a document, which keeps a reference to the
 * analysis. NULL with an error if a cutoff does not apply to the file, or
 * memory runs out. */
LimenDocument *
limen_report_document_new (LimenAnalysis *analysis,
                           const LimenDocumentOptions *options, GError **error)
{
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);
  g_autoptr (LimenMarkedCutoffs) cutoffs
      = limen_marked_cutoffs_new (analysis, options, error);
  g_autoptr (LimenDocument) document = NULL;
  g_autoptr (LimenMissingIntervals) missing = limen_missing_intervals_new ();
  g_autofree double *average_precisions = NULL;
  const LimenObjective view = limen_report_options_get_view (&options->report);
  LimenReportBuilder builder;

  if (cutoffs == NULL)
    return NULL;
  average_precisions = limen_analysis_new_average_precisions (
      analysis, view.prevalence, error);
  if (average_precisions == NULL)
    return NULL;
  document = new_document (dataset);
  builder = (LimenReportBuilder){
    .document = document,
    .analysis = analysis,
    .dataset = dataset,
    .scores = limen_analysis_get_scores (analysis),
    .numbers = limen_threshold_scores_get_numbers (
        limen_analysis_get_scores (analysis)),
    .n_classes = limen_analysis_get_n_classes (analysis),
    .has_thresholds = limen_kind_has_thresholds (
        limen_dataset_get_predictions (dataset)->kind),
    .options = &options->report,
    .view = view,
    .average_precisions = average_precisions,
    .cutoffs = cutoffs,
    .missing = missing,
  };
  add_sections (&builder);
  if (builder.error == NULL)
    return g_steal_pointer (&document);
  g_propagate_error (error, builder.error);
  return NULL;
}
