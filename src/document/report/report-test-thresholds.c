/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "report-builder.h"

#include <glib/gi18n.h>
#include <math.h>

#include "decimal.h"
#include "optima.h"
#include "threshold.h"

/* The thresholds of a report on the rows that they were tuned on and on test
 * rows. */

/* Metrics at a threshold; those of objectives are added. */
static const LimenMetricId shown_metrics[] = {
  LIMEN_METRIC_PRECISION,   LIMEN_METRIC_RECALL,   LIMEN_METRIC_F1,
  LIMEN_METRIC_SPECIFICITY, LIMEN_METRIC_ACCURACY, LIMEN_METRIC_MCC,
};

/* Metrics of cutoffs of several classes, each in a table of its own. */
static const LimenMetricId class_metrics[]
    = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL, LIMEN_METRIC_F1 };

/* A threshold, or a grey zone, on the rows of both files. */
typedef struct
{
  GString *names; /* of its cutoffs and objectives: "mine, maximize
                   * f1" */
  guint metrics;  /* set of LimenMetricId of its objectives */
  gsize class;    /* of the tuning data */
  LimenMarkedCutoff tuning, test;
} Judged;

G_STATIC_ASSERT (LIMEN_N_METRICS < 32);

static void
clear_judged (gpointer data)
{
  Judged *self = data;

  g_string_free (self->names, TRUE);
}

static gboolean
are_equal (double a, double b)
{
  return a == b || (isnan (a) && isnan (b));
}

static Judged *
find_judged (GArray *judged, gsize class, double threshold, double refer_from)
{
  for (guint i = 0; i < judged->len; i++)
    {
      Judged *one = &g_array_index (judged, Judged, i);

      if (one->class == class && are_equal (one->tuning.threshold, threshold)
          && are_equal (one->tuning.refer_from, refer_from))
        return one;
    }
  return NULL;
}

/* Adds a cutoff that was evaluated on the tuning rows; its name is joined to
 * those of an equal one. `name` may be NULL. Returns it; owned by the
 * array. */
static Judged *
add_judged (GArray *judged, const LimenMarkedCutoff *cutoff, const char *name)
{
  Judged *one = find_judged (judged, cutoff->class, cutoff->threshold,
                             cutoff->refer_from);

  if (one == NULL)
    {
      Judged new = { .names = g_string_new (NULL),
                     .class = cutoff->class,
                     .tuning = *cutoff };

      g_array_append_val (judged, new);
      one = &g_array_index (judged, Judged, judged->len - 1);
    }
  if (name != NULL)
    g_string_append_printf (one->names, "%s%s",
                            one->names->len > 0 ? ", " : "", name);
  return one;
}

/* Evaluates a threshold on the test rows of its class. FALSE with an error
 * when memory runs out. */
static gboolean
judge (LimenReportBuilder *self, Judged *one, LimenOneVsRest *test,
       GError **error)
{
  LimenTestData *data = self->options->test;

  one->test = (LimenMarkedCutoff){
    .threshold = limen_test_data_convert (data, one->tuning.threshold),
    .refer_from = one->tuning.refer_from,
    .refer_cost = one->tuning.refer_cost,
  };
  if (!isnan (one->test.refer_from))
    one->test.refer_from
        = limen_test_data_convert (data, one->test.refer_from);
  return limen_marked_cutoff_evaluate (&one->test, test, self->options, error);
}

/* Adds the best threshold of a class for the first `n` objectives. FALSE with
 * an error when memory runs out. */
static gboolean
add_optima (LimenReportBuilder *self, GArray *judged, LimenOneVsRest *class,
            gsize k, gsize n, GError **error)
{
  const LimenObjective *objectives = self->options->objectives;
  g_autofree LimenOptimum *optima
      = limen_optima_new (objectives, n, limen_one_vs_rest_get_sweep (class));

  for (gsize i = 0; i < n; i++)
    {
      LimenMarkedCutoff cutoff = { .class = k, .refer_from = NAN };
      char text[LIMEN_OBJECTIVE_SIZE];
      Judged *one;

      if (optima[i].status != LIMEN_OPTIMUM_FOUND)
        continue;
      cutoff.threshold = limen_threshold_reverse (
          optima[i].positive_from.threshold, self->numbers->is_reversed);
      if (find_judged (judged, k, cutoff.threshold, NAN) == NULL
          && !limen_marked_cutoff_evaluate (&cutoff, class, self->options,
                                            error))
        return FALSE;
      one = add_judged (
          judged, &cutoff,
          limen_objective_format (&objectives[i], text, sizeof text));
      if (objectives[i].metric.id < LIMEN_N_METRICS)
        one->metrics |= 1u << objectives[i].metric.id;
    }
  return TRUE;
}

/* Adds the cutoffs and requested thresholds of a class. */
static void
add_cutoffs (LimenReportBuilder *self, GArray *judged, gsize class)
{
  for (guint i = 0; i < limen_report_builder_get_n_cutoffs (self); i++)
    {
      const LimenMarkedCutoff *cutoff
          = limen_report_builder_get_cutoff (self, i);

      if (cutoff->class == class)
        add_judged (judged, cutoff,
                    cutoff->is_requested ? NULL : cutoff->name);
    }
}

/* Adds the decisions of a file without thresholds, unless they are there as a
 * cutoff. FALSE with an error when memory runs out. */
static gboolean
add_decided (LimenReportBuilder *self, GArray *judged, LimenOneVsRest *class,
             gsize k, GError **error)
{
  LimenMarkedCutoff cutoff
      = { .class = k, .threshold = NAN, .refer_from = NAN };

  if (!limen_marked_cutoff_evaluate (&cutoff, class, self->options, error))
    return FALSE;
  add_judged (judged, &cutoff, NULL);
  return TRUE;
}

/* Lists the thresholds of a class on both files: its cutoffs, then the best
 * ones. FALSE with an error when memory runs out. */
static gboolean
list_class (LimenReportBuilder *self, GArray *judged, gsize k, gsize n,
            GError **error)
{
  g_autoptr (LimenOneVsRest) tuning
      = limen_analysis_get_class (self->analysis, k, error);
  g_autoptr (LimenOneVsRest) test = NULL;
  guint first = judged->len;

  if (tuning != NULL)
    test = limen_test_data_get_class (self->options->test, k, error);
  if (test == NULL)
    return FALSE;
  add_cutoffs (self, judged, k);
  if (!(self->has_thresholds ? add_optima (self, judged, tuning, k, n, error)
                             : add_decided (self, judged, tuning, k, error)))
    return FALSE;
  for (guint i = first; i < judged->len; i++)
    if (!judge (self, &g_array_index (judged, Judged, i), test, error))
      return FALSE;
  return TRUE;
}

/* Adds a metric on both files and its optimism. */
static void
add_metric (LimenReportBuilder *self, LimenDocumentTable *table,
            const Judged *one, LimenMetricId metric)
{
  LimenEstimate tuning
      = limen_marked_cutoff_get_estimate (&one->tuning, metric);
  LimenEstimate test = limen_marked_cutoff_get_estimate (&one->test, metric);

  limen_report_builder_add_judged (self, table, tuning, test,
                                   limen_test_optimism (metric, tuning, test));
  if (limen_report_builder_has_intervals (self))
    limen_missing_intervals_add (
        self->missing, _ (limen_metric_get_info (metric)->title), test);
}

/* One class */

/* A threshold, or the two of a grey zone, in the units of the file; a new
 * string. */
static char *
format_threshold (const LimenReportBuilder *self,
                  const LimenMarkedCutoff *cutoff)
{
  gboolean is_reversed = self->numbers->is_reversed;
  char low[LIMEN_DECIMAL_SIZE], high[LIMEN_DECIMAL_SIZE];

  limen_report_format_threshold (
      limen_threshold_reverse (cutoff->threshold, is_reversed), high,
      sizeof high);
  if (isnan (cutoff->refer_from))
    return g_strdup (high);
  limen_report_format_threshold (
      limen_threshold_reverse (cutoff->refer_from, is_reversed), low,
      sizeof low);
  return g_strdup_printf (
      /* Translators: the two thresholds of a grey zone. */
      _ ("%s to %s"), is_reversed ? high : low, is_reversed ? low : high);
}

static char *
format_caption (const LimenReportBuilder *self, const Judged *one)
{
  g_autofree char *threshold = format_threshold (self, &one->tuning);

  if (!self->has_thresholds)
    return g_strdup (_ ("As decided"));
  if (!isnan (one->tuning.refer_from))
    return g_strdup_printf (
        /* Translators: the thresholds of a grey zone, "0.2 to 0.6", and the
         * name of a cutoff */
        _ ("Grey zone %s (%s)"), threshold, one->names->str);
  if (one->names->len == 0)
    return g_strdup_printf (_ ("At threshold %s"), threshold);
  return g_strdup_printf (
      /* Translators: a threshold, and objectives such as "maximize f1" */
      _ ("At threshold %s (%s)"), threshold, one->names->str);
}

static void
add_cell (LimenDocumentTable *table, const char *title, double tuning,
          double test)
{
  limen_document_table_add (table, title);
  limen_document_table_add_count (table, tuning);
  limen_document_table_add_count (table, test);
  limen_document_table_add (table, "");
}

/* Adds the cells of the confusion matrix and, for a grey zone, the referred
 * rows. */
static void
add_counts (LimenDocumentTable *table, const Judged *one)
{
  LimenConfusion tuning = one->tuning.confusion, test = one->test.confusion;

  add_cell (table, _ ("TP"), tuning.tp, test.tp);
  add_cell (table, _ ("FP"), tuning.fp, test.fp);
  add_cell (table, _ ("FN"), tuning.fn, test.fn);
  add_cell (table, _ ("TN"), tuning.tn, test.tn);
  if (!isnan (one->tuning.refer_from))
    add_cell (table, _ ("Rows referred"), one->tuning.referred,
              one->test.referred);
}

/* Adds a threshold of the only class: the cells and metrics on both files. */
static void
add_threshold (LimenReportBuilder *self, const Judged *one)
{
  g_autofree char *caption = format_caption (self, one);
  LimenDocumentTable *table = limen_document_table_new (caption, "lrrr");
  guint metrics = one->metrics;

  limen_document_table_add_head (table, _ ("Metric"));
  limen_report_builder_add_judged_heads (self, table);
  add_counts (table, one);
  for (guint i = 0; i < G_N_ELEMENTS (shown_metrics); i++)
    metrics &= ~(1u << shown_metrics[i]);
  if (limen_report_has_costs (&self->view) || !isnan (one->tuning.refer_from))
    metrics |= 1u << LIMEN_METRIC_COST;
  for (guint i = 0; i < G_N_ELEMENTS (shown_metrics); i++)
    {
      limen_document_table_add (
          table, _ (limen_metric_get_info (shown_metrics[i])->title));
      add_metric (self, table, one, shown_metrics[i]);
    }
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    if ((metrics & 1u << i) != 0)
      {
        limen_document_table_add (table, _ (limen_metric_get_info (i)->title));
        add_metric (self, table, one, i);
      }
  limen_document_add_table (self->document, table);
}

/* Several classes */

/* Adds a table of one metric of all thresholds of all classes, a row each, or
 * of all decided classes. */
static void
add_metric_of_classes (LimenReportBuilder *self, GArray *judged,
                       LimenMetricId metric)
{
  const char *title = _ (limen_metric_get_info (metric)->title);
  LimenDocumentTable *table = limen_document_table_new (
      title, self->has_thresholds ? "lllrrr" : "lrrr");

  limen_document_table_add_head (table, _ ("Class"));
  if (self->has_thresholds)
    {
      limen_document_table_add_head (table, _ ("Cutoff"));
      limen_document_table_add_head (table, _ ("Threshold"));
    }
  limen_report_builder_add_judged_heads (self, table);
  for (guint i = 0; i < judged->len; i++)
    {
      const Judged *one = &g_array_index (judged, Judged, i);
      g_autofree char *threshold = format_threshold (self, &one->tuning);

      limen_document_table_add_name (
          table,
          limen_threshold_scores_get_class_title (self->scores, one->class));
      if (self->has_thresholds)
        {
          limen_document_table_add (table, one->names->str);
          limen_document_table_add (table, threshold);
        }
      add_metric (self, table, one, metric);
    }
  limen_document_add_table (self->document, table);
}

static void
add_classes (LimenReportBuilder *self, GArray *judged)
{
  guint metrics = 0;

  for (guint i = 0; i < judged->len; i++)
    metrics |= g_array_index (judged, Judged, i).metrics;
  for (guint i = 0; i < G_N_ELEMENTS (class_metrics); i++)
    {
      add_metric_of_classes (self, judged, class_metrics[i]);
      metrics &= ~(1u << class_metrics[i]);
    }
  for (int i = 0; i < LIMEN_N_METRICS; i++)
    if ((metrics & 1u << i) != 0)
      add_metric_of_classes (self, judged, i);
}

/* Adds the metrics at the cutoffs and at the best thresholds on both files:
 * with one class a table for each threshold, with several classes, of which
 * the best threshold is that for the first objective, one for each metric. */
void
limen_report_builder_add_test_thresholds (LimenReportBuilder *self)
{
  g_autoptr (GArray) judged = g_array_new (FALSE, FALSE, sizeof (Judged));
  gsize n = self->n_classes > 1 ? MIN (self->options->n_objectives, 1)
                                : self->options->n_objectives;

  g_array_set_clear_func (judged, clear_judged);
  for (gsize k = 0; k < self->n_classes; k++)
    if (!list_class (self, judged, k, n,
                     limen_report_builder_get_error (self)))
      return;
  if (judged->len == 0)
    return;
  limen_document_add_heading (self->document, 2, _ ("At thresholds"));
  for (guint i = 0; self->n_classes == 1 && i < judged->len; i++)
    add_threshold (self, &g_array_index (judged, Judged, i));
  if (self->n_classes > 1)
    add_classes (self, judged);
}
