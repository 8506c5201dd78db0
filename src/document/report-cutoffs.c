#include "report-builder.h"

#include <math.h>

#include "optima.h"
#include "threshold.h"

/* More cutoffs than these, of one class or of several, have no table of all
 * metrics, nor matrices. */
#define MOST_IN_FULL 12
#define MOST_OF_SEVERAL_IN_FULL 4
/* So many stand side by side. */
#define COLUMNS_OF_METRICS 4

static const LimenMarkedCutoff *
get (const LimenReportBuilder *self, guint i)
{
  return &g_array_index (self->cutoffs->cutoffs, LimenMarkedCutoff, i);
}

static guint
get_n (const LimenReportBuilder *self)
{
  return self->cutoffs->cutoffs->len;
}

static const char *
get_class_name (const LimenReportBuilder *self, guint i)
{
  return limen_threshold_scores_get_class_name (self->scores,
                                                get (self, i)->class);
}

/* "name", or where there are several classes "name, class". */
static char *
get_title (const LimenReportBuilder *self, guint i)
{
  return self->n_classes == 1
             ? g_strdup (get (self, i)->name)
             : g_strdup_printf ("%s, class %s", get (self, i)->name,
                                get_class_name (self, i));
}

static void
add_confusion (LimenDocumentTable *table, LimenConfusion confusion)
{
  limen_document_table_add_count (table, confusion.tp);
  limen_document_table_add_count (table, confusion.fp);
  limen_document_table_add_count (table, confusion.fn);
  limen_document_table_add_count (table, confusion.tn);
}

static double
get_metric (const LimenReportBuilder *self, guint i, LimenMetricId id)
{
  return get (self, i)->metrics[id];
}

/* A threshold in the units of the file. */
static void
add_threshold (LimenReportBuilder *self, LimenDocumentTable *table,
               double threshold)
{
  limen_document_table_add_threshold (
      table,
      limen_threshold_reverse (threshold, self->numbers->is_reversed));
}

/* What stands above the ends of an interval of thresholds. */
static void
add_interval_heads (LimenReportBuilder *self, LimenDocumentTable *table)
{
  gboolean is_reversed = self->numbers->is_reversed;

  limen_document_table_add_head (table, is_reversed ? "From" : "Above");
  limen_document_table_add_head (table, is_reversed ? "Below" : "Up to");
}

/* Where every cutoff stands, and what it does. */
static void
add_list (LimenReportBuilder *self)
{
  static const char *const head[]
      = { "TP", "FP", "FN", "TN", "Precision", "Recall", "F1", NULL };
  gboolean has_classes = self->n_classes > 1;
  LimenDocumentTable *table = limen_document_table_new (
      NULL, has_classes ? "llrrrrrrrrrr" : "lrrrrrrrrrr");

  if (!self->has_thresholds)
    return;
  limen_document_table_add_head (table, "Cutoff");
  if (has_classes)
    limen_document_table_add_head (table, "Class");
  limen_document_table_add_head (table, "Threshold");
  add_interval_heads (self, table);
  limen_document_table_add_heads (table, head);
  for (guint i = 0; i < get_n (self); i++)
    {
      const LimenMarkedCutoff *cutoff = get (self, i);
      double low, high;

      limen_document_table_add_name (table, cutoff->name);
      if (has_classes)
        limen_document_table_add_name (table, get_class_name (self, i));
      add_threshold (self, table, cutoff->threshold);
      low = cutoff->low;
      high = cutoff->high;
      limen_interval_reverse (&low, &high, self->numbers->is_reversed);
      limen_document_table_add_interval (table, low, high);
      add_confusion (table, cutoff->confusion);
      limen_document_table_add_number (
          table, get_metric (self, i, LIMEN_METRIC_PRECISION));
      limen_document_table_add_number (
          table, get_metric (self, i, LIMEN_METRIC_RECALL));
      limen_document_table_add_number (
          table, get_metric (self, i, LIMEN_METRIC_F1));
    }
  limen_document_add_table (self->document, table);
}

/* Which rows are referred to somebody, where any are. */
static void
add_grey_zones (LimenReportBuilder *self)
{
  gboolean is_reversed = self->numbers->is_reversed;
  const char *const head[]
      = { "Cutoff", is_reversed ? "Refers above" : "Refers from",
          is_reversed ? "up to" : "up to below", "Rows referred",
          "Each costs", "Rows decided", NULL };
  LimenDocumentTable *table
      = limen_document_table_new ("Rows that are not decided", "lrrrrr");
  gboolean has_any = FALSE;

  limen_document_table_add_heads (table, head);
  for (guint i = 0; i < get_n (self); i++)
    {
      const LimenMarkedCutoff *cutoff = get (self, i);
      g_autofree char *title = get_title (self, i);

      if (isnan (cutoff->refer_from))
        continue;
      limen_document_table_add_name (table, title);
      add_threshold (self, table,
                     is_reversed ? cutoff->threshold : cutoff->refer_from);
      add_threshold (self, table,
                     is_reversed ? cutoff->refer_from : cutoff->threshold);
      limen_document_table_add_count (table, cutoff->referred);
      limen_document_table_add_threshold (table, cutoff->refer_cost);
      limen_document_table_add_count (
          table, limen_confusion_get_total (cutoff->confusion));
      has_any = TRUE;
    }
  limen_document_add_table (self->document, table);
  if (has_any)
    limen_document_add_paragraph (
        self->document,
        "The counts and metrics of a cutoff that refers rows are those of the "
        "rows it decides; only its cost is that of all rows, decided or "
        "referred.");
}

static gboolean
has_notes (LimenReportBuilder *self)
{
  for (guint i = 0; i < get_n (self); i++)
    if (get (self, i)->note != NULL)
      return TRUE;
  return FALSE;
}

/* What led to the cutoffs, where anything did, and why if somebody said so. */
static void
add_origins (LimenReportBuilder *self)
{
  static const char *const head[]
      = { "Cutoff", "Chosen to", "On the file", NULL };
  gboolean says_why = has_notes (self);
  LimenDocumentTable *table
      = limen_document_table_new (NULL, says_why ? "llll" : "lll");
  const char *last = NULL;

  limen_document_table_add_heads (table, head);
  if (says_why)
    limen_document_table_add_head (table, "Note");
  for (guint i = 0; i < get_n (self); i++)
    {
      const LimenMarkedCutoff *cutoff = get (self, i);
      gboolean is_new = self->n_classes == 1
                        || g_strcmp0 (cutoff->name, last) != 0;

      last = cutoff->name;
      if (!is_new
          || (cutoff->objective == NULL && cutoff->file == NULL
              && cutoff->note == NULL))
        continue;
      limen_document_table_add_name (table, cutoff->name);
      limen_document_table_add (table, cutoff->objective != NULL
                                           ? cutoff->objective
                                           : "set by hand");
      limen_document_table_add_name (
          table, cutoff->file != NULL ? cutoff->file : "this one");
      if (says_why)
        limen_document_table_add (table,
                                  cutoff->note != NULL ? cutoff->note : "");
    }
  limen_document_add_table (self->document, table);
}

/* All metrics of cutoffs first to end - 1. */
static void
add_metric_table (LimenReportBuilder *self, guint first, guint end)
{
  g_autofree char *columns = g_strnfill (end - first + 1, 'r');
  LimenDocumentTable *table;

  columns[0] = 'l';
  table = limen_document_table_new (NULL, columns);
  limen_document_table_add_head (table, "Metric");
  for (guint i = first; i < end; i++)
    {
      g_autofree char *title = get_title (self, i);

      limen_document_table_add_head (table, title);
    }
  if (self->has_thresholds)
    limen_document_table_add (table, "Threshold");
  for (guint i = first; self->has_thresholds && i < end; i++)
    add_threshold (self, table, get (self, i)->threshold);
  for (int id = 0; id < LIMEN_N_METRICS; id++)
    {
      limen_document_table_add (table, limen_metric_get_info (id)->title);
      for (guint i = first; i < end; i++)
        limen_document_table_add_number (table, get_metric (self, i, id));
    }
  limen_document_add_table (self->document, table);
}

static void
add_metrics (LimenReportBuilder *self)
{
  limen_document_add_heading (self->document, 2, "All metrics");
  for (guint i = 0; i < get_n (self); i += COLUMNS_OF_METRICS)
    add_metric_table (self, i, MIN (get_n (self), i + COLUMNS_OF_METRICS));
}

static void
add_matrix_row (LimenDocumentTable *table, const char *name, double positive,
                double negative)
{
  limen_document_table_add_name (table, name);
  limen_document_table_add_count (table, positive);
  limen_document_table_add_count (table, negative);
  limen_document_table_add_count (table, positive + negative);
}

/* The four cells of a cutoff. */
static void
add_matrix (LimenReportBuilder *self, guint i)
{
  const LimenConfusion c = get (self, i)->confusion;
  const char *name = get_class_name (self, i);
  const char *rest = limen_threshold_scores_get_rest_name (self->scores);
  g_autofree char *title = get_title (self, i);
  g_autofree char *positive = g_strconcat ("Predicted ", name, NULL);
  g_autofree char *negative = g_strconcat ("Predicted ", rest, NULL);
  LimenDocumentTable *table = limen_document_table_new (title, "lrrr");

  limen_document_table_add_head (table, "True class");
  limen_document_table_add_head (table, positive);
  limen_document_table_add_head (table, negative);
  limen_document_table_add_head (table, "Total");
  add_matrix_row (table, name, c.tp, c.fn);
  add_matrix_row (table, rest, c.fp, c.tn);
  add_matrix_row (table, "Total", c.tp + c.fp, c.fn + c.tn);
  limen_document_add_table (self->document, table);
}

static void
add_matrices (LimenReportBuilder *self)
{
  limen_document_add_heading (self->document, 2, "Confusion matrices");
  for (guint i = 0; i < get_n (self); i++)
    add_matrix (self, i);
}

static void
add_optimum (LimenDocumentTable *table, const LimenObjective *objective,
             const LimenOptimum *optimum)
{
  char text[LIMEN_OBJECTIVE_SIZE];

  limen_document_table_add (
      table, limen_objective_format (objective, text, sizeof text));
  if (optimum->status != LIMEN_OPTIMUM_FOUND)
    {
      limen_document_table_add (
          table, limen_optimum_status_get_name (optimum->status));
      for (int i = 0; i < 7; i++)
        limen_document_table_add (table, "");
      return;
    }
  limen_document_table_add_number (table, optimum->value);
  limen_document_table_add_threshold (table, optimum->threshold);
  limen_document_table_add_interval (table, optimum->low, optimum->high);
  add_confusion (table, optimum->confusion);
}

static void
add_optima (LimenReportBuilder *self)
{
  static const char *const head[]
      = { "TP", "FP", "FN", "TN", NULL };
  const LimenReportOptions *options = self->options;
  LimenDocumentTable *table = limen_document_table_new (NULL, "lrrrrrrrr");
  g_autoptr (LimenOneVsRest) class
      = limen_analysis_get_class (self->analysis, 0,
                                  limen_report_builder_get_error (self));
  g_autofree LimenOptimum *optima = NULL;

  if (class != NULL)
    optima = limen_optima_new (options->objectives, options->n_objectives,
                               limen_one_vs_rest_get_sweep (class));
  limen_document_table_add_head (table, "Objective");
  limen_document_table_add_head (table, "Value");
  limen_document_table_add_head (table, "Threshold");
  add_interval_heads (self, table);
  limen_document_table_add_heads (table, head);
  for (gsize i = 0; optima != NULL && i < options->n_objectives; i++)
    add_optimum (table, &options->objectives[i], &optima[i]);
  limen_document_add_heading (self->document, 2, "Best thresholds");
  limen_document_add_table (self->document, table);
}

/* What a set decides; NULL when memory runs out. */
static LimenOutcome *
new_outcome (LimenReportBuilder *self, const LimenMarkedSet *set)
{
  g_autoptr (LimenThresholdScores) mapped = NULL;

  if (!set->is_mapped)
    return limen_outcome_new (self->scores, set->thresholds, set->rule);
  mapped = limen_threshold_scores_map (
      self->scores, (const LimenRecalibration *const *) set->maps->pdata,
      NULL);
  return mapped != NULL
             ? limen_outcome_new (mapped, set->thresholds, set->rule)
             : NULL;
}

/* What the thresholds of all classes decide together. */
static void
add_set (LimenReportBuilder *self, const LimenMarkedSet *set)
{
  g_autofree char *title = g_strdup_printf ("Decided by %s", set->name);
  g_autofree char *by = g_strdup_printf ("by the cutoffs %s", set->name);
  g_autoptr (LimenOutcome) outcome = new_outcome (self, set);
  const char *rule = limen_decision_rule_get_title (set->rule);

  if (outcome == NULL)
    {
      limen_report_builder_fail_memory (self);
      return;
    }
  limen_document_add_heading (self->document, 2, title);
  if (outcome->matrix != NULL)
    limen_document_add_paragraph (
        self->document, "Rule: %s%s.", rule,
        set->is_mapped ? ", of the scores as the maps of these cutoffs "
                         "recalibrate them"
                       : "");
  limen_report_builder_add_outcome (self, outcome, by);
  if (outcome->matrix != NULL)
    limen_report_builder_add_confusion_figure (
        self, g_steal_pointer (&outcome), by);
}

static void
add_left_out (LimenReportBuilder *self)
{
  g_autofree char *text = g_strdup_printf (
      "%u of the pinned cutoffs are for other classes or scores than those "
      "of this file, and are left out.",
      self->cutoffs->n_left_out);

  if (self->cutoffs->n_left_out > 0)
    limen_document_add_notice (self->document, LIMEN_SEVERITY_WARNING, text);
}

static void
add_sets (LimenReportBuilder *self)
{
  GArray *sets = self->cutoffs->sets;

  for (guint i = 0; i < sets->len; i++)
    add_set (self, &g_array_index (sets, LimenMarkedSet, i));
}

/* The chosen cutoffs, what they do, and the best there are. */
void
limen_report_builder_add_cutoffs (LimenReportBuilder *self)
{
  gboolean has_cutoffs = get_n (self) > 0;
  guint most = self->n_classes > 1 ? MOST_OF_SEVERAL_IN_FULL : MOST_IN_FULL;

  if (self->n_classes == 0
      || (!has_cutoffs && self->cutoffs->n_left_out == 0))
    return;
  limen_document_add_heading (
      self->document, 1, self->has_thresholds ? "Cutoffs" : "Decisions");
  add_left_out (self);
  add_list (self);
  add_origins (self);
  add_grey_zones (self);
  add_sets (self);
  if (has_cutoffs && get_n (self) <= most)
    {
      add_matrices (self);
      add_metrics (self);
    }
  if (self->n_classes == 1 && self->has_thresholds)
    add_optima (self);
}
