/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "test-values.h"

#include <glib/gi18n.h>
#include <math.h>

#include "difference.h"
#include "estimates.h"
#include "mean-ranking.h"

/* Metrics that are averaged over the classes. */
static const LimenMetricId averaged[]
    = { LIMEN_METRIC_PRECISION, LIMEN_METRIC_RECALL, LIMEN_METRIC_F1 };

static GArray *
new_values (void)
{
  return g_array_new (FALSE, FALSE, sizeof (LimenTestValue));
}

static void
add (GArray *values, const char *title, LimenEstimate tuning,
     LimenEstimate test)
{
  const LimenTestValue value
      = { .title = title,
          .tuning = tuning,
          .test = test,
          .optimism = limen_estimate_none (NAN, LIMEN_NO_INTERVAL_NONE) };

  g_array_append_val (values, value);
}

static gboolean
has_intervals (const LimenReportOptions *options)
{
  return options->intervals.n_resamples > 0;
}

/* Losses */

/* Estimates all losses of an analysis; without resamples, just their values.
 * FALSE with an error when memory runs out. */
static gboolean
estimate_losses (LimenAnalysis *analysis, const LimenReportOptions *options,
                 LimenEstimate estimates[LIMEN_MAX_LOSSES], GError **error)
{
  gsize n;
  const LimenLossValue *losses = limen_analysis_get_losses (analysis, &n);

  for (gsize i = 0; i < n; i++)
    estimates[i]
        = limen_estimate_none (losses[i].value, LIMEN_NO_INTERVAL_NONE);
  return !has_intervals (options)
         || limen_losses_estimate (limen_analysis_get_scores (analysis),
                                   options->losses, &options->intervals,
                                   losses, n, estimates, error);
}

/* Returns the losses of the tuning rows and of the test rows of the options,
 * as an array of LimenTestValue; empty for plain scores and decisions. Free
 * with g_array_unref(). NULL with an error when memory runs out. */
GArray *
limen_test_values_new_of_losses (const LimenReportOptions *options,
                                 GError **error)
{
  LimenAnalysis *tuning = limen_test_data_get_tuning (options->test);
  LimenAnalysis *test = limen_test_data_get_test (options->test);
  LimenEstimate first[LIMEN_MAX_LOSSES], second[LIMEN_MAX_LOSSES];
  gsize n, n_test;
  const LimenLossValue *losses = limen_analysis_get_losses (tuning, &n);
  GArray *values;

  limen_analysis_get_losses (test, &n_test);
  if (!estimate_losses (tuning, options, first, error)
      || !estimate_losses (test, options, second, error))
    return NULL;
  values = new_values ();
  for (gsize i = 0; i < MIN (n, n_test); i++)
    add (values, losses[i].title, first[i], second[i]);
  return values;
}

/* Ranking */

/* The ranking of the only class. FALSE with an error when memory runs out. */
static gboolean
estimate_ranking (LimenOneVsRest *class, const LimenReportOptions *options,
                  LimenRankingEstimates *estimates, GError **error)
{
  double prevalence = limen_report_options_get_view (options).prevalence;
  LimenRanking ranking = limen_one_vs_rest_get_ranking_at (class, prevalence);

  *estimates = (LimenRankingEstimates){
    .roc_auc = { .value = ranking.roc_auc },
    .average_precision = { .value = ranking.average_precision },
    .pr_auc_trapezoid = { .value = ranking.pr_auc_trapezoid },
    .ks = { .value = ranking.ks },
  };
  return !has_intervals (options)
         || limen_estimates_compute_ranking (
             class, prevalence, &options->intervals, estimates, error);
}

static gboolean
add_ranking (GArray *values, const LimenReportOptions *options, GError **error)
{
  g_autoptr (LimenOneVsRest) tuning = limen_analysis_get_class (
      limen_test_data_get_tuning (options->test), 0, error);
  g_autoptr (LimenOneVsRest) test = NULL;
  LimenRankingEstimates first, second;

  if (tuning != NULL)
    test = limen_test_data_get_class (options->test, 0, error);
  if (test == NULL || !estimate_ranking (tuning, options, &first, error)
      || !estimate_ranking (test, options, &second, error))
    return FALSE;
  add (values, _ ("ROC AUC"), first.roc_auc, second.roc_auc);
  if (!limen_kind_has_thresholds (
          limen_one_vs_rest_get_numbers (tuning)->kind))
    return TRUE;
  add (values, _ ("Average precision"), first.average_precision,
       second.average_precision);
  add (values, _ ("PR AUC, trapezoid"), first.pr_auc_trapezoid,
       second.pr_auc_trapezoid);
  add (values, _ ("KS"), first.ks, second.ks);
  return TRUE;
}

/* The mean ranking of several classes. FALSE with an error when memory runs
 * out. */
static gboolean
estimate_mean (LimenAnalysis *analysis, const LimenReportOptions *options,
               LimenMeanRankingEstimates *estimates, GError **error)
{
  double prevalence = limen_report_options_get_view (options).prevalence;
  g_autofree double *precisions
      = limen_analysis_new_average_precisions (analysis, prevalence, error);
  LimenAverages auc = limen_analysis_get_roc_auc (analysis), precision;

  if (precisions == NULL)
    return FALSE;
  precision = limen_analysis_average (analysis, precisions);
  *estimates = (LimenMeanRankingEstimates){
    .roc_auc = { .macro = { .value = auc.macro } },
    .average_precision = { .macro = { .value = precision.macro } },
  };
  return !has_intervals (options)
         || limen_mean_ranking_estimate (analysis, prevalence,
                                         options->intervals.confidence,
                                         estimates, error);
}

static gboolean
add_mean (GArray *values, const LimenReportOptions *options, GError **error)
{
  LimenAnalysis *tuning = limen_test_data_get_tuning (options->test);
  LimenMeanRankingEstimates first, second;

  if (!estimate_mean (tuning, options, &first, error)
      || !estimate_mean (limen_test_data_get_test (options->test), options,
                         &second, error))
    return FALSE;
  add (values, _ ("ROC AUC, macro mean"), first.roc_auc.macro,
       second.roc_auc.macro);
  if (limen_kind_has_thresholds (limen_threshold_scores_get_numbers (
                                     limen_analysis_get_scores (tuning))
                                     ->kind))
    add (values, _ ("AP, macro mean"), first.average_precision.macro,
         second.average_precision.macro);
  return TRUE;
}

/* Returns how the scores rank the tuning rows and the test rows of the
 * options, as an array of LimenTestValue: of the only class, or as a mean over
 * all classes; empty for a regression. Free with g_array_unref(). NULL with an
 * error when memory runs out. */
GArray *
limen_test_values_new_of_ranking (const LimenReportOptions *options,
                                  GError **error)
{
  gsize n = limen_analysis_get_n_classes (
      limen_test_data_get_tuning (options->test));
  g_autoptr (GArray) values = new_values ();

  if ((n == 1 && !add_ranking (values, options, error))
      || (n > 1 && !add_mean (values, options, error)))
    return NULL;
  return g_steal_pointer (&values);
}

/* Joint decisions */

/* Adds a value with its optimism. Estimates are NULL without intervals. */
static void
add_judged (GArray *values, const char *title, gboolean is_lower_better,
            double tuning, const LimenEstimate *of_tuning, double test,
            const LimenEstimate *of_test)
{
  LimenTestValue value = { .title = title };

  value.tuning = of_tuning != NULL
                     ? *of_tuning
                     : limen_estimate_none (tuning, LIMEN_NO_INTERVAL_NONE);
  value.test = of_test != NULL
                   ? *of_test
                   : limen_estimate_none (test, LIMEN_NO_INTERVAL_NONE);
  value.tuning.value = tuning;
  value.test.value = test;
  value.optimism = is_lower_better
                       ? limen_estimate_difference (value.test, value.tuning)
                       : limen_estimate_difference (value.tuning, value.test);
  g_array_append_val (values, value);
}

/* The value of a measure of a joint decision. */
static double
get_measure (const LimenMulticlassResult *result, int measure)
{
  switch (measure)
    {
    case LIMEN_MEASURE_ACCURACY:
      return result->accuracy;
    case LIMEN_MEASURE_MCC:
      return result->mcc;
    case LIMEN_MEASURE_KAPPA:
      return result->kappa;
    case LIMEN_MEASURE_SUBSET_ACCURACY:
      return result->multilabel.subset_accuracy;
    default:
      return result->multilabel.hamming_loss;
    }
}

static void
add_balanced_accuracy (GArray *values, const LimenMulticlassResult *tuning,
                       const LimenDecisionEstimates *of_tuning,
                       const LimenMulticlassResult *test,
                       const LimenDecisionEstimates *of_test)
{
  add_judged (values, _ ("Balanced accuracy"), FALSE,
              tuning->balanced_accuracy,
              of_tuning != NULL ? &of_tuning->balanced_accuracy : NULL,
              test->balanced_accuracy,
              of_test != NULL ? &of_test->balanced_accuracy : NULL);
}

static void
add_measures (GArray *values, const LimenMulticlassResult *tuning,
              const LimenDecisionEstimates *of_tuning,
              const LimenMulticlassResult *test,
              const LimenDecisionEstimates *of_test)
{
  const struct
  {
    int measure;
    gboolean is_of_matrix, is_lower_better;
    const char *title;
  } measures[] = {
    { LIMEN_MEASURE_ACCURACY, TRUE, FALSE, _ ("Accuracy") },
    { LIMEN_MEASURE_MCC, TRUE, FALSE, _ ("MCC") },
    { LIMEN_MEASURE_KAPPA, TRUE, FALSE, _ ("Kappa") },
    { LIMEN_MEASURE_SUBSET_ACCURACY, FALSE, FALSE, _ ("Subset accuracy") },
    { LIMEN_MEASURE_HAMMING_LOSS, FALSE, TRUE, _ ("Hamming loss") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (measures); i++)
    {
      int measure = measures[i].measure;

      if (i == 1 && tuning->matrix != NULL)
        add_balanced_accuracy (values, tuning, of_tuning, test, of_test);
      if (measures[i].is_of_matrix == (tuning->matrix != NULL))
        add_judged (values, measures[i].title, measures[i].is_lower_better,
                    get_measure (tuning, measure),
                    of_tuning != NULL ? &of_tuning->measures[measure] : NULL,
                    get_measure (test, measure),
                    of_test != NULL ? &of_test->measures[measure] : NULL);
    }
}

static double
get_macro (const LimenMulticlassResult *result, LimenMetricId metric)
{
  return metric == LIMEN_METRIC_PRECISION ? result->precision.macro
         : metric == LIMEN_METRIC_RECALL  ? result->recall.macro
                                          : result->f1.macro;
}

/* Returns what the joint decisions of all classes give on tuning rows and on
 * test rows, as an array of LimenTestValue: accuracy or, with several labels
 * per row, subset accuracy, and so on, then macro averages. The estimates are
 * NULL for values without intervals. Free with g_array_unref(). */
GArray *
limen_test_values_new_of_results (const LimenMulticlassResult *tuning,
                                  const LimenDecisionEstimates *of_tuning,
                                  const LimenMulticlassResult *test,
                                  const LimenDecisionEstimates *of_test)
{
  const char *const titles[]
      = { _ ("Precision, macro mean"), _ ("Recall, macro mean"),
          _ ("F1, macro mean") };
  GArray *values = new_values ();

  add_measures (values, tuning, of_tuning, test, of_test);
  for (guint i = 0; i < G_N_ELEMENTS (averaged); i++)
    add_judged (values, titles[i], FALSE, get_macro (tuning, averaged[i]),
                of_tuning != NULL
                    ? &of_tuning->averages[averaged[i]][LIMEN_AVERAGE_MACRO]
                    : NULL,
                get_macro (test, averaged[i]),
                of_test != NULL
                    ? &of_test->averages[averaged[i]][LIMEN_AVERAGE_MACRO]
                    : NULL);
  return values;
}

/* Returns what the decisions of all classes without chosen thresholds give on
 * both files of the options: by the largest score, as the file decides or,
 * with several labels per row, each label at a probability of one half; as
 * limen_test_values_new_of_results(). Empty where the task has no such
 * decisions. NULL with an error when memory runs out. */
GArray *
limen_test_values_new_of_decision (const LimenReportOptions *options,
                                   GError **error)
{
  LimenAnalysis *tuning = limen_test_data_get_tuning (options->test);
  LimenAnalysis *test = limen_test_data_get_test (options->test);
  const LimenMulticlass *first = limen_analysis_get_multiclass (tuning);
  const LimenMulticlass *second = limen_analysis_get_multiclass (test);
  LimenCosts costs = limen_report_options_get_view (options).costs;
  double confidence = options->intervals.confidence;
  LimenDecisionEstimates of_tuning, of_test;

  if (first == NULL || second == NULL)
    return new_values ();
  if (!has_intervals (options))
    return limen_test_values_new_of_results (first->result, NULL,
                                             second->result, NULL);
  if (!limen_multiclass_estimate (first, limen_analysis_get_scores (tuning),
                                  costs, confidence, &of_tuning, error)
      || !limen_multiclass_estimate (second, limen_analysis_get_scores (test),
                                     costs, confidence, &of_test, error))
    return NULL;
  return limen_test_values_new_of_results (first->result, &of_tuning,
                                           second->result, &of_test);
}
