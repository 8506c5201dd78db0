/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sample-sizes.h"

#include <glib/gi18n.h>
#include <math.h>

#include "decimal.h"
#include "metrics-json.h"
#include "number-text.h"
#include "proportion.h"
#include "sample-size.h"

/* Text says how many rows would do where an interval is wider than this. */
#define WIDE 0.05
/* Digits of a number of rows in text. */
#define N_DIGITS 3

/* Metrics with a sample size. In text: the first two. */
static const LimenMetricId metrics[] = {
  LIMEN_METRIC_RECALL,
  LIMEN_METRIC_PRECISION,
  LIMEN_METRIC_SPECIFICITY,
};

#define N_TEXT_METRICS 2

/* Half widths of intervals that are aimed at, from the widest. */
static const double half_widths[] = { 0.05, 0.01 };

/* The interval of a share, and the number of rows of which it is one. */
typedef struct
{
  double share, n_rows;
  LimenInterval interval;
} Proportion;

/* Gets the proportion that a metric is at threshold i; FALSE where its
 * interval is not that of a proportion of independent, unweighted rows. */
static gboolean
get_proportion (const LimenReportThresholds *thresholds, gsize i,
                LimenMetricId metric, const LimenSweep *sweep,
                const LimenReportOptions *options, Proportion *proportion)
{
  const LimenEstimate *estimate
      = &limen_report_thresholds_get_estimates (thresholds, i)[metric];
  double prevalence = limen_report_options_get_view (options).prevalence;
  LimenEstimatePlan plan = limen_estimate_plan (
      limen_quantity_of_metric (metric),
      (LimenSituation){ .is_weighted = limen_sweep_is_weighted (sweep),
                        .has_prevalence = !isnan (prevalence) });
  LimenConfusion confusion
      = limen_sweep_get_confusion (sweep, thresholds->candidates[i]);

  *proportion
      = (Proportion){ estimate->value,
                      limen_metric_get_proportion (metric, confusion).n_rows,
                      estimate->interval };
  return plan.method == LIMEN_ESTIMATE_WILSON
         && (estimate->method == LIMEN_ESTIMATE_WILSON
             || estimate->method == LIMEN_ESTIMATE_EXACT);
}

static JsonObject *
new_sample_size (const Proportion *proportion, double confidence)
{
  JsonObject *object = json_object_new ();
  JsonArray *needed = json_array_new ();

  limen_json_set_number (object, "rows", proportion->n_rows);
  for (guint i = 0; i < G_N_ELEMENTS (half_widths); i++)
    {
      JsonObject *size = json_object_new ();

      limen_json_set_number (size, "half-width", half_widths[i]);
      limen_json_set_number (
          size, "rows",
          limen_sample_size (proportion->share, half_widths[i], confidence));
      json_array_add_object_element (needed, size);
    }
  json_object_set_array_member (object, "needed", needed);
  return object;
}

/* For metrics at threshold i, how many rows they are a share of, and how many
 * would make their interval narrow, as a new object; null for a metric that is
 * no share of independent, unweighted rows. */
JsonObject *
limen_json_new_sample_sizes (const LimenReportThresholds *thresholds, gsize i,
                             const LimenSweep *sweep,
                             const LimenReportOptions *options)
{
  JsonObject *object = json_object_new ();

  for (guint j = 0; j < G_N_ELEMENTS (metrics); j++)
    {
      const char *name = limen_metric_get_info (metrics[j])->name;
      Proportion proportion;

      if (get_proportion (thresholds, i, metrics[j], sweep, options,
                          &proportion))
        json_object_set_object_member (
            object, name,
            new_sample_size (&proportion, options->intervals.confidence));
      else
        json_object_set_null_member (object, name);
    }
  return object;
}

/* A number of rows, rounded up to a few digits, as a new string. */
static char *
format_size (double n)
{
  double unit = pow (10, fmax (floor (log10 (n)) + 1 - N_DIGITS, 0));

  return limen_number_text_count (ceil (n / unit) * unit);
}

/* The sizes that would make an interval narrow, as a new string. */
static char *
describe_sizes (const Proportion *proportion, double confidence)
{
  g_autofree char *first = format_size (
      limen_sample_size (proportion->share, half_widths[0], confidence));
  g_autofree char *second = format_size (
      limen_sample_size (proportion->share, half_widths[1], confidence));

  if (proportion->interval.high - proportion->interval.low
      <= 2 * half_widths[0])
    /* Translators: the number of rows that gives an interval of this width. */
    return g_strdup_printf (_ ("\302\2610.01 takes about %s"), second);
  return g_strdup_printf (_ ("\302\2610.05 takes about %s, \302\2610.01 about "
                             "%s"),
                          first, second);
}

/* Appends a line on a metric with a wide interval. */
static void
append_line (GString *out, LimenMetricId metric, const Proportion *proportion,
             double confidence)
{
  g_autofree char *sizes = describe_sizes (proportion, confidence);
  g_autofree char *n_rows = limen_number_text_count (proportion->n_rows);
  g_autofree char *share = limen_number_text (proportion->share);
  g_autofree char *low = limen_number_text (proportion->interval.low);
  g_autofree char *high = limen_number_text (proportion->interval.high);
  gulong n = (gulong) proportion->n_rows;

  g_string_append_printf (
      out,
      metric == LIMEN_METRIC_RECALL
          /* Translators: a value, its interval, rows, "±0.01 takes 900". */
          ? ngettext ("Recall %s (%s to %s) with %s positive row: %s\n",
                      "Recall %s (%s to %s) with %s positive rows: %s\n", n)
          : ngettext (
              "Precision %s (%s to %s) with %s row predicted positive: %s\n",
              "Precision %s (%s to %s) with %s rows predicted positive: %s\n",
              n),
      share, low, high, n_rows, sizes);
}

/* Appends, for each threshold, how many rows would make the intervals of
 * recall and precision narrow, if they are wide. */
void
limen_text_append_sample_sizes (GString *out,
                                const LimenReportThresholds *thresholds,
                                const LimenSweep *sweep,
                                const LimenReportOptions *options)
{
  for (gsize i = 0; i < thresholds->n && thresholds->estimates != NULL; i++)
    for (guint j = 0; j < N_TEXT_METRICS; j++)
      {
        char text[LIMEN_DECIMAL_SIZE];
        Proportion proportion;

        if (!get_proportion (thresholds, i, metrics[j], sweep, options,
                             &proportion)
            || proportion.interval.high - proportion.interval.low <= WIDE)
          continue;
        g_string_append (out, "  ");
        if (thresholds->n > 1)
          g_string_append_printf (
              out, "%s: ",
              limen_report_format_threshold (thresholds->thresholds[i], text,
                                             sizeof text));
        append_line (out, metrics[j], &proportion,
                     options->intervals.confidence);
      }
}
