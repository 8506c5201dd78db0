#include "metric.h"

#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <stdio.h>
#include <string.h>

#include "decimal.h"

#define FBETA_PREFIX "fbeta:"

static const LimenMetricInfo infos[] = {
  [LIMEN_METRIC_ACCURACY] = { "accuracy", "Accuracy", 0, 1, false },
  [LIMEN_METRIC_BALANCED_ACCURACY]
  = { "balanced-accuracy", "Balanced accuracy", 0, 1, false },
  [LIMEN_METRIC_PRECISION] = { "precision", "Precision", 0, 1, false },
  [LIMEN_METRIC_RECALL] = { "recall", "Recall", 0, 1, false },
  [LIMEN_METRIC_SPECIFICITY] = { "specificity", "Specificity", 0, 1, false },
  [LIMEN_METRIC_NPV] = { "npv", "NPV", 0, 1, false },
  [LIMEN_METRIC_FPR] = { "fpr", "False positive rate", 0, 1, true },
  [LIMEN_METRIC_FNR] = { "fnr", "False negative rate", 0, 1, true },
  [LIMEN_METRIC_FDR] = { "fdr", "False discovery rate", 0, 1, true },
  [LIMEN_METRIC_FOR] = { "for", "False omission rate", 0, 1, true },
  [LIMEN_METRIC_F1] = { "f1", "F1", 0, 1, false },
  [LIMEN_METRIC_F2] = { "f2", "F2", 0, 1, false },
  [LIMEN_METRIC_F0_5] = { "f0.5", "F0.5", 0, 1, false },
  [LIMEN_METRIC_MCC] = { "mcc", "MCC", -1, 1, false },
  [LIMEN_METRIC_KAPPA] = { "kappa", "Cohen's kappa", -1, 1, false },
  [LIMEN_METRIC_YOUDEN_J] = { "youden-j", "Youden's J", -1, 1, false },
  [LIMEN_METRIC_G_MEAN] = { "g-mean", "G-mean", 0, 1, false },
  [LIMEN_METRIC_JACCARD] = { "jaccard", "Jaccard", 0, 1, false },
  [LIMEN_METRIC_MARKEDNESS] = { "markedness", "Markedness", -1, 1, false },
  [LIMEN_METRIC_PREDICTED_POSITIVE_RATE]
  = { "predicted-positive-rate", "Predicted positive rate", 0, 1, true },
  [LIMEN_METRIC_LIFT] = { "lift", "Lift", 0, INFINITY, false },
  [LIMEN_METRIC_LR_POSITIVE] = { "lr+", "LR+", 0, INFINITY, false },
  [LIMEN_METRIC_LR_NEGATIVE] = { "lr-", "LR\342\210\222", 0, INFINITY, true },
  [LIMEN_METRIC_DOR]
  = { "dor", "Diagnostic odds ratio", 0, INFINITY, false },
  [LIMEN_METRIC_COST] = { "cost", "Cost", -INFINITY, INFINITY, true },
  [LIMEN_METRIC_NET_BENEFIT]
  = { "net-benefit", "Net benefit", -INFINITY, 1, false },
  [LIMEN_METRIC_FBETA] = { "fbeta", "F-beta", 0, 1, false },
  [LIMEN_METRIC_PREDICTED_POSITIVES]
  = { "predicted-positives", "Predicted positives", 0, INFINITY, true },
  [LIMEN_METRIC_ERROR_RATE_GAP]
  = { "error-rate-gap", "Error rate gap", 0, 1, true },
  [LIMEN_METRIC_CORNER_DISTANCE]
  = { "corner-distance", "Corner distance", 0, M_SQRT2, true },
  [LIMEN_METRIC_PRECISION_RECALL_GAP]
  = { "precision-recall-gap", "Precision recall gap", 0, 1, true },
  [LIMEN_METRIC_PREVALENCE_GAP]
  = { "prevalence-gap", "Prevalence gap", 0, 1, true },
};

#define N_INFOS (sizeof infos / sizeof infos[0])

/* What is fixed about a metric; static. */
const LimenMetricInfo *
limen_metric_get_info (LimenMetricId id)
{
  return &infos[id];
}

/* Whether a metric is made of the rates of either class alone, and so is the
 * same in a population of any prevalence. */
bool
limen_metric_is_of_rates (LimenMetricId id)
{
  switch (id)
    {
    case LIMEN_METRIC_BALANCED_ACCURACY:
    case LIMEN_METRIC_RECALL:
    case LIMEN_METRIC_SPECIFICITY:
    case LIMEN_METRIC_FPR:
    case LIMEN_METRIC_FNR:
    case LIMEN_METRIC_YOUDEN_J:
    case LIMEN_METRIC_G_MEAN:
    case LIMEN_METRIC_LR_POSITIVE:
    case LIMEN_METRIC_LR_NEGATIVE:
    case LIMEN_METRIC_DOR:
    case LIMEN_METRIC_ERROR_RATE_GAP:
    case LIMEN_METRIC_CORNER_DISTANCE:
      return true;
    default:
      return false;
    }
}

/* Whether a metric never gets worse, where it is defined, when a row that was
 * decided wrongly is decided rightly; what is worse says is_lower_better. */
bool
limen_metric_rewards (LimenMetric metric, LimenCosts costs)
{
  switch (metric.id)
    {
    case LIMEN_METRIC_PREDICTED_POSITIVE_RATE:
    case LIMEN_METRIC_PREDICTED_POSITIVES:
    case LIMEN_METRIC_ERROR_RATE_GAP:
    case LIMEN_METRIC_PRECISION_RECALL_GAP:
    case LIMEN_METRIC_PREVALENCE_GAP:
      return false;
    case LIMEN_METRIC_COST:
      return costs.fp_cost >= 0 && costs.fn_cost >= 0 && costs.tp_gain >= 0
             && costs.tn_gain >= 0;
    case LIMEN_METRIC_NET_BENEFIT:
      return costs.fp_cost + costs.tn_gain >= 0
             && costs.fn_cost + costs.tp_gain > 0;
    default:
      return true;
    }
}

/* Whether a metric that is undefined, for its denominator is 0, has a
 * numerator that is not, so that it is beyond every bound: a likelihood ratio
 * or the odds ratio. Both classes must have rows. Its value is undefined all
 * the same, and is shown so; only a constraint sees the difference. */
bool
limen_metric_is_infinite (LimenMetric metric, LimenConfusion c)
{
  if (!(c.tp + c.fn > 0 && c.fp + c.tn > 0))
    return false;
  switch (metric.id)
    {
    case LIMEN_METRIC_LR_POSITIVE:
      return c.fp == 0 && c.tp > 0;
    case LIMEN_METRIC_LR_NEGATIVE:
      return c.tn == 0 && c.fn > 0;
    case LIMEN_METRIC_DOR:
      return (c.fp == 0 || c.fn == 0) && c.tp > 0 && c.tn > 0;
    default:
      return false;
    }
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

/* Reads a metric's name; "fbeta:B" for an F-beta with any finite B > 0. False,
 * and *metric untouched, for any other text. */
bool
limen_metric_parse (const char *name, LimenMetric *metric)
{
  size_t prefix = strlen (FBETA_PREFIX);
  double beta;

  for (unsigned i = 0; i < N_INFOS; i++)
    if (i != LIMEN_METRIC_FBETA && strcmp (name, infos[i].name) == 0)
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

/* Writes the name that limen_metric_parse() reads, into LIMEN_METRIC_NAME_SIZE
 * bytes; returns the buffer. */
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
    snprintf (buffer, size, "%s", infos[metric.id].name);
  return buffer;
}

/* A quotient that is NaN wherever its denominator is 0. */
static double
divide (double numerator, double denominator)
{
  return denominator == 0 ? NAN : numerator / denominator;
}

/* a b - c d without the cancellation that two rounded products would bring
 * (Kahan's algorithm, with a fused multiply-add). */
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

/* Matthews, 1975. The product under the root would leave 64-bit integers at a
 * few ten thousand rows; so cells of up to 1e100 are no trouble. 0 where the
 * denominator is, as scikit-learn has it; NaN without rows. */
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

/* Cohen, 1960, in its 2 x 2 form 2 (tp tn - fp fn) / ((tp+fp)(fp+tn) +
 * (tp+fn)(fn+tn)). 0 where the denominator is; NaN without rows. */
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

/* Vickers and Elkin, 2006: tp/n - w fp/n, with the exchange rate w between a
 * false and a true positive that the costs imply. */
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

/* |fpr - fnr| over the common denominator, so that a gap to either side is the
 * same double. */
static double
get_error_rate_gap (LimenConfusion c)
{
  double positives = c.tp + c.fn, negatives = c.fp + c.tn;

  return divide (fabs (subtract_products (c.fp, positives, c.fn, negatives)),
                 positives * negatives);
}

/* |precision - recall|, likewise. Undefined where no positive is found: both
 * are 0 then, which balances nothing. */
static double
get_precision_recall_gap (LimenConfusion c)
{
  double predicted = c.tp + c.fp, positives = c.tp + c.fn;

  return c.tp == 0 ? NAN
                   : divide (c.tp * fabs (c.fn - c.fp), predicted * positives);
}

/* |predicted-positive-rate - prevalence|: true positives are in both. */
static double
get_prevalence_gap (LimenConfusion c)
{
  return divide (fabs (c.fp - c.fn), limen_confusion_get_total (c));
}

/* Inlined, so that a loop over one metric has no switch in it. */
static inline __attribute__ ((always_inline)) double
evaluate (LimenMetric metric, LimenConfusion c, LimenCosts costs)
{
  switch (metric.id)
    {
    case LIMEN_METRIC_ACCURACY:
      return divide (c.tp + c.tn, limen_confusion_get_total (c));
    case LIMEN_METRIC_BALANCED_ACCURACY:
      return (get_recall (c) + get_specificity (c)) / 2;
    case LIMEN_METRIC_PRECISION:
      return get_precision (c);
    case LIMEN_METRIC_RECALL:
      return get_recall (c);
    case LIMEN_METRIC_SPECIFICITY:
      return get_specificity (c);
    case LIMEN_METRIC_NPV:
      return get_npv (c);
    case LIMEN_METRIC_FPR:
      return get_fpr (c);
    case LIMEN_METRIC_FNR:
      return get_fnr (c);
    case LIMEN_METRIC_FDR:
      return divide (c.fp, c.fp + c.tp);
    case LIMEN_METRIC_FOR:
      return divide (c.fn, c.fn + c.tn);
    case LIMEN_METRIC_F1:
      return get_fbeta (c, 1);
    case LIMEN_METRIC_F2:
      return get_fbeta (c, 2);
    case LIMEN_METRIC_F0_5:
      return get_fbeta (c, 0.5);
    case LIMEN_METRIC_FBETA:
      return get_fbeta (c, metric.beta);
    case LIMEN_METRIC_MCC:
      return get_mcc (c);
    case LIMEN_METRIC_KAPPA:
      return get_kappa (c);
    case LIMEN_METRIC_YOUDEN_J:
      return get_recall (c) + get_specificity (c) - 1;
    case LIMEN_METRIC_G_MEAN:
      return sqrt (get_recall (c) * get_specificity (c));
    case LIMEN_METRIC_JACCARD:
      return divide (c.tp, c.tp + c.fp + c.fn);
    case LIMEN_METRIC_MARKEDNESS:
      return get_precision (c) + get_npv (c) - 1;
    case LIMEN_METRIC_PREDICTED_POSITIVE_RATE:
      return divide (c.tp + c.fp, limen_confusion_get_total (c));
    case LIMEN_METRIC_LIFT:
      return divide (get_precision (c), limen_confusion_get_prevalence (c));
    case LIMEN_METRIC_LR_POSITIVE:
      return divide (get_recall (c), get_fpr (c));
    case LIMEN_METRIC_LR_NEGATIVE:
      return divide (get_fnr (c), get_specificity (c));
    case LIMEN_METRIC_DOR:
      return divide (c.tp * c.tn, c.fp * c.fn);
    case LIMEN_METRIC_COST:
      return get_cost (c, costs);
    case LIMEN_METRIC_NET_BENEFIT:
      return get_net_benefit (c, costs);
    case LIMEN_METRIC_PREDICTED_POSITIVES:
      return c.tp + c.fp;
    case LIMEN_METRIC_ERROR_RATE_GAP:
      return get_error_rate_gap (c);
    case LIMEN_METRIC_CORNER_DISTANCE:
      return hypot (get_fpr (c), get_fnr (c));
    case LIMEN_METRIC_PRECISION_RECALL_GAP:
      return get_precision_recall_gap (c);
    case LIMEN_METRIC_PREVALENCE_GAP:
      return get_prevalence_gap (c);
    default:
      return NAN;
    }
}

/* A metric of one confusion matrix; NaN where it is undefined: wherever its
 * denominator is 0, but for F-beta (0 where tp = 0 and fp + fn > 0), MCC and
 * kappa (0), as scikit-learn has them. `cost` is the mean cost of a row;
 * `net-benefit` weighs a false positive by (fp_cost + tn_gain) / (fn_cost +
 * tp_gain). Only these two look at the costs. `corner-distance` is that of a
 * point of the ROC curve from its upper left corner. */
double
limen_metric_value (LimenMetric metric, LimenConfusion c, LimenCosts costs)
{
  return evaluate (metric, c, costs);
}

#define EVALUATE_ALL(ID)                                                      \
  case ID:                                                                    \
    for (size_t i = 0; i < n; i++)                                            \
      values[i] = evaluate ((LimenMetric){ ID, metric.beta }, confusions[i],  \
                            costs);                                           \
    break

/* The metric of each of n confusion matrices, as limen_metric_value() gives
 * it. */
void
limen_metric_values (LimenMetric metric, const LimenConfusion *confusions,
                     size_t n, LimenCosts costs, double *values)
{
  switch (metric.id)
    {
      EVALUATE_ALL (LIMEN_METRIC_ACCURACY);
      EVALUATE_ALL (LIMEN_METRIC_BALANCED_ACCURACY);
      EVALUATE_ALL (LIMEN_METRIC_PRECISION);
      EVALUATE_ALL (LIMEN_METRIC_RECALL);
      EVALUATE_ALL (LIMEN_METRIC_SPECIFICITY);
      EVALUATE_ALL (LIMEN_METRIC_NPV);
      EVALUATE_ALL (LIMEN_METRIC_FPR);
      EVALUATE_ALL (LIMEN_METRIC_FNR);
      EVALUATE_ALL (LIMEN_METRIC_FDR);
      EVALUATE_ALL (LIMEN_METRIC_FOR);
      EVALUATE_ALL (LIMEN_METRIC_F1);
      EVALUATE_ALL (LIMEN_METRIC_F2);
      EVALUATE_ALL (LIMEN_METRIC_F0_5);
      EVALUATE_ALL (LIMEN_METRIC_FBETA);
      EVALUATE_ALL (LIMEN_METRIC_MCC);
      EVALUATE_ALL (LIMEN_METRIC_KAPPA);
      EVALUATE_ALL (LIMEN_METRIC_YOUDEN_J);
      EVALUATE_ALL (LIMEN_METRIC_G_MEAN);
      EVALUATE_ALL (LIMEN_METRIC_JACCARD);
      EVALUATE_ALL (LIMEN_METRIC_MARKEDNESS);
      EVALUATE_ALL (LIMEN_METRIC_PREDICTED_POSITIVE_RATE);
      EVALUATE_ALL (LIMEN_METRIC_LIFT);
      EVALUATE_ALL (LIMEN_METRIC_LR_POSITIVE);
      EVALUATE_ALL (LIMEN_METRIC_LR_NEGATIVE);
      EVALUATE_ALL (LIMEN_METRIC_DOR);
      EVALUATE_ALL (LIMEN_METRIC_COST);
      EVALUATE_ALL (LIMEN_METRIC_NET_BENEFIT);
      EVALUATE_ALL (LIMEN_METRIC_PREDICTED_POSITIVES);
      EVALUATE_ALL (LIMEN_METRIC_ERROR_RATE_GAP);
      EVALUATE_ALL (LIMEN_METRIC_CORNER_DISTANCE);
      EVALUATE_ALL (LIMEN_METRIC_PRECISION_RECALL_GAP);
      EVALUATE_ALL (LIMEN_METRIC_PREVALENCE_GAP);
    }
}
