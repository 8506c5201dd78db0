/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "metric.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "decimal.h"
#include "translatable.h"

#define FBETA_PREFIX "fbeta:"

/* Returns the quotient, NaN if the denominator is 0. */
static double
divide (double numerator, double denominator)
{
  return denominator == 0 ? NAN : numerator / denominator;
}

/* Returns a b - c d without cancellation error (Kahan's algorithm with fused
 * multiply-add). */
static double
subtract_products (double a, double b, double c, double d)
{
  double cd = c * d;
  double error = fma (-c, d, cd);

  return fma (a, b, -cd) + error;
}

static double
get_precision (LimenConfusion c)
{
  return divide (c.tp, c.tp + c.fp);
}

static double
get_recall (LimenConfusion c)
{
  return divide (c.tp, c.tp + c.fn);
}

static double
get_specificity (LimenConfusion c)
{
  return divide (c.tn, c.tn + c.fp);
}

static double
get_npv (LimenConfusion c)
{
  return divide (c.tn, c.tn + c.fn);
}

static double
get_fpr (LimenConfusion c)
{
  return divide (c.fp, c.fp + c.tn);
}

static double
get_fnr (LimenConfusion c)
{
  return divide (c.fn, c.fn + c.tp);
}

static double
get_fbeta (LimenConfusion c, double beta)
{
  double b2 = beta * beta;

  return divide ((1 + b2) * c.tp, (1 + b2) * c.tp + b2 * c.fn + c.fp);
}

/* Matthews correlation coefficient (1975). The four square roots are taken
 * separately, so cells up to 1e100 do not overflow. 0 where the denominator is
 * 0, as in scikit-learn; NaN without rows. */
static double
get_mcc (LimenConfusion c)
{
  double denominator = sqrt (c.tp + c.fp) * sqrt (c.tp + c.fn)
                       * sqrt (c.tn + c.fp) * sqrt (c.tn + c.fn);

  if (limen_confusion_get_total (c) == 0 || isnan (denominator))
    return NAN;
  if (denominator == 0)
    return 0;
  return fmin (1, fmax (-1, subtract_products (c.tp, c.tn, c.fp, c.fn)
                                / denominator));
}

/* Cohen's kappa (1960), in the 2 x 2 form 2 (tp tn - fp fn) / ((tp+fp)(fp+tn)
 * + (tp+fn)(fn+tn)). 0 where the denominator is 0; NaN without rows. */
static double
get_kappa (LimenConfusion c)
{
  double denominator = (c.tp + c.fp) * (c.fp + c.tn)
                       + (c.tp + c.fn) * (c.fn + c.tn);

  if (limen_confusion_get_total (c) == 0 || isnan (denominator))
    return NAN;
  if (denominator == 0)
    return 0;
  return 2 * subtract_products (c.tp, c.tn, c.fp, c.fn) / denominator;
}

/* Net benefit (Vickers and Elkin, 2006): tp/n - w fp/n, where w is the
 * exchange rate between a false and a true positive implied by the costs. */
static double
get_net_benefit (LimenConfusion c, LimenCosts costs)
{
  double rate = divide (costs.fp_cost + costs.tn_gain,
                        costs.fn_cost + costs.tp_gain);

  return divide (c.tp - rate * c.fp, limen_confusion_get_total (c));
}

static double
get_cost (LimenConfusion c, LimenCosts costs)
{
  return divide (costs.fp_cost * c.fp + costs.fn_cost * c.fn
                     - costs.tp_gain * c.tp - costs.tn_gain * c.tn,
                 limen_confusion_get_total (c));
}

/* |fpr - fnr| over the common denominator, so that equal gaps on either side
 * give the same double. */
static double
get_error_rate_gap (LimenConfusion c)
{
  double positives = c.tp + c.fn, negatives = c.fp + c.tn;

  return divide (fabs (subtract_products (c.fp, positives, c.fn, negatives)),
                 positives * negatives);
}

/* |precision - recall| over the common denominator. NaN if tp = 0: precision
 * and recall are then equal only because both are 0. */
static double
get_precision_recall_gap (LimenConfusion c)
{
  double predicted = c.tp + c.fp, positives = c.tp + c.fn;

  return c.tp == 0 ? NAN
                   : divide (c.tp * fabs (c.fn - c.fp), predicted * positives);
}

/* |predicted positive rate - prevalence|; the true positives cancel. */
static double
get_prevalence_gap (LimenConfusion c)
{
  return divide (fabs (c.fp - c.fn), limen_confusion_get_total (c));
}

/* Values of LimenMetricInfo.rewards. */

static bool
always (LimenCosts costs)
{
  return true;
}

static bool
if_nothing_is_negative (LimenCosts costs)
{
  return costs.fp_cost >= 0 && costs.fn_cost >= 0 && costs.tp_gain >= 0
         && costs.tn_gain >= 0;
}

static bool
if_exchange_is_positive (LimenCosts costs)
{
  return costs.fp_cost + costs.tn_gain >= 0
         && costs.fn_cost + costs.tp_gain > 0;
}

/* Values of LimenMetricInfo.is_infinite. */

static bool
has_no_false_positive (LimenConfusion c)
{
  return c.fp == 0 && c.tp > 0;
}

static bool
has_no_true_negative (LimenConfusion c)
{
  return c.tn == 0 && c.fn > 0;
}

static bool
has_one_kind_of_error (LimenConfusion c)
{
  return (c.fp == 0 || c.fn == 0) && c.tp > 0 && c.tn > 0;
}

/* A function per metric for one matrix, inlined into one for n matrices. */
#define METRIC(ID, VALUE, ...)                                                \
  static inline __attribute__ ((always_inline)) double                        \
  get_value_of_##ID (LimenConfusion c, double beta, LimenCosts costs)         \
  {                                                                           \
    return VALUE;                                                             \
  }                                                                           \
                                                                              \
  static void                                                                 \
  get_values_of_##ID (const LimenConfusion *confusions, size_t n,             \
                      double beta, LimenCosts costs, double *values)          \
  {                                                                           \
    for (size_t i = 0; i < n; i++)                                            \
      values[i] = get_value_of_##ID (confusions[i], beta, costs);             \
  }
#include "metric-list.h"
#undef METRIC

static const struct
{
  LimenMetricInfo info;
  double (*get_value) (LimenConfusion c, double beta, LimenCosts costs);
  void (*get_values) (const LimenConfusion *confusions, size_t n, double beta,
                      LimenCosts costs, double *values);
} metrics[] = {
#define METRIC(ID, VALUE, ...)                                                \
  { { __VA_ARGS__ }, get_value_of_##ID, get_values_of_##ID },
#include "metric-list.h"
#undef METRIC
};

/* Returns the description of a metric; static. */
const LimenMetricInfo *
limen_metric_get_info (LimenMetricId id)
{
  return &metrics[id].info;
}

/* Whether correcting a wrong decision never makes the metric worse where it is
 * defined. is_lower_better says which direction is worse. */
bool
limen_metric_rewards (LimenMetric metric, LimenCosts costs)
{
  const LimenMetricInfo *info = &metrics[metric.id].info;

  return info->rewards != NULL && info->rewards (costs);
}

/* Whether an undefined metric is a likelihood or odds ratio with denominator 0
 * and a non-zero numerator, hence infinite. Both classes must have rows. Its
 * value is still NaN and shown as undefined; only constraints treat it as
 * infinite. */
bool
limen_metric_is_infinite (LimenMetric metric, LimenConfusion c)
{
  const LimenMetricInfo *info = &metrics[metric.id].info;

  return info->is_infinite != NULL && c.tp + c.fn > 0 && c.fp + c.tn > 0
         && info->is_infinite (c);
}

static bool
parse_beta (const char *text, double *beta)
{
  locale_t plain = newlocale (LC_ALL_MASK, "C", (locale_t) 0);
  char *end;

  *beta = strtod_l (text, &end, plain);
  freelocale (plain);
  return strspn (text, "0123456789.eE+-") == strlen (text) && end != text
         && *end == '\0' && *beta > 0 && isfinite (*beta * *beta);
}

static LimenMetric
new_fbeta (double beta)
{
  if (beta == 1)
    return (LimenMetric){ LIMEN_METRIC_F1, 1 };
  if (beta == 2)
    return (LimenMetric){ LIMEN_METRIC_F2, 2 };
  if (beta == 0.5)
    return (LimenMetric){ LIMEN_METRIC_F0_5, 0.5 };
  return (LimenMetric){ LIMEN_METRIC_FBETA, beta };
}

/* Parses the name of a metric; "fbeta:B" is F-beta with any finite B > 0.
 * False, with *metric untouched, if unknown. */
bool
limen_metric_parse (const char *name, LimenMetric *metric)
{
  size_t prefix = strlen (FBETA_PREFIX);
  double beta;

  for (unsigned i = 0; i < LIMEN_N_ALL_METRICS; i++)
    if (i != LIMEN_METRIC_FBETA && strcmp (name, metrics[i].info.name) == 0)
      {
        *metric = (LimenMetric){ .id = (LimenMetricId) i, .beta = 1 };
        return true;
      }
  if (strncmp (name, FBETA_PREFIX, prefix) != 0
      || !parse_beta (name + prefix, &beta))
    return false;
  *metric = new_fbeta (beta);
  return true;
}

/* Writes the name that limen_metric_parse() reads into `buffer` of at least
 * LIMEN_METRIC_NAME_SIZE bytes; returns it. */
char *
limen_metric_format (LimenMetric metric, char *buffer, size_t size)
{
  char beta[LIMEN_DECIMAL_SIZE];

  if (metric.id == LIMEN_METRIC_FBETA)
    metric = new_fbeta (metric.beta);
  if (metric.id == LIMEN_METRIC_FBETA)
    snprintf (buffer, size, FBETA_PREFIX "%s",
              limen_decimal_format (metric.beta, beta, sizeof beta));
  else
    snprintf (buffer, size, "%s", metrics[metric.id].info.name);
  return buffer;
}

/* Returns a metric of a confusion matrix. NaN where it is undefined, that is
 * where its denominator is 0, except F-beta (0 if tp = 0 and fp + fn > 0), MCC
 * and kappa (0), as in scikit-learn. `cost` is the mean cost per row;
 * `net-benefit` weighs a false positive by (fp_cost + tn_gain) / (fn_cost +
 * tp_gain); `corner-distance` is the distance of the ROC point from the upper
 * left corner. */
double
limen_metric_value (LimenMetric metric, LimenConfusion c, LimenCosts costs)
{
  return metrics[metric.id].get_value (c, metric.beta, costs);
}

/* Computes a metric of n confusion matrices, as limen_metric_value() does. */
void
limen_metric_values (LimenMetric metric, const LimenConfusion *confusions,
                     size_t n, LimenCosts costs, double *values)
{
  metrics[metric.id].get_values (confusions, n, metric.beta, costs, values);
}
