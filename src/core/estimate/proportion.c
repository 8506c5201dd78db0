/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "proportion.h"

#include <gsl/gsl_cdf.h>
#include <math.h>

#include "root.h"

/* With fewer hits or misses, the exact interval is used. Wilson's covers a
 * share near 0 or 1 too rarely: at a nominal 95 %, in 84 % of samples where
 * one hit is expected in 5 (Brown, Cai and DasGupta, 2001, section 4.1.1, who
 * mend its ends for 1 to 3 hits). Both together cover at least 92.7 % for 10
 * to 400 rows and any share. */
#define SMALL_CELL 5
/* Relative tolerance of the ends. */
#define TOLERANCE 1e-12

/* Cells of a confusion matrix. */
enum
{
  TP = 1,
  FP = 2,
  FN = 4,
  TN = 8
};

/* The metrics that are a proportion: of the rows in some cells, those in some
 * of these cells. */
static const struct
{
  unsigned char hits, rows;
} proportions[] = {
  [LIMEN_METRIC_ACCURACY] = { TP | TN, TP | FP | FN | TN },
  [LIMEN_METRIC_PRECISION] = { TP, TP | FP },
  [LIMEN_METRIC_RECALL] = { TP, TP | FN },
  [LIMEN_METRIC_SPECIFICITY] = { TN, FP | TN },
  [LIMEN_METRIC_NPV] = { TN, FN | TN },
  [LIMEN_METRIC_FPR] = { FP, FP | TN },
  [LIMEN_METRIC_FNR] = { FN, TP | FN },
  [LIMEN_METRIC_FDR] = { FP, TP | FP },
  [LIMEN_METRIC_FOR] = { FN, FN | TN },
  [LIMEN_METRIC_JACCARD] = { TP, TP | FP | FN },
  [LIMEN_METRIC_PREDICTED_POSITIVE_RATE] = { TP | FP, TP | FP | FN | TN },
};

#define N_PROPORTIONS (sizeof proportions / sizeof proportions[0])

/* An end of the interval of n_hits in n_rows: the share at which the
 * probability of at least as many hits (lower end), or at most as many (upper
 * end), is `tail`. */
typedef struct
{
  double n_hits, n_rows, tail;
} Bound;

static double
lower_cb (double share, void *data)
{
  const Bound *self = data;

  return gsl_cdf_beta_P (share, self->n_hits, self->n_rows - self->n_hits + 1)
         - self->tail;
}

static double
upper_cb (double share, void *data)
{
  const Bound *self = data;

  return gsl_cdf_beta_Q (share, self->n_hits + 1, self->n_rows - self->n_hits)
         - self->tail;
}

static double
find_lower (Bound self)
{
  double share = self.n_hits / self.n_rows;

  if (self.n_hits <= 0)
    return 0;
  if (self.n_hits >= self.n_rows)
    return exp (log (self.tail) / self.n_rows);
  return limen_root_find (
      lower_cb, &self, limen_function_at (lower_cb, &self, 0),
      limen_function_at (lower_cb, &self, share), 0, TOLERANCE);
}

static double
find_upper (Bound self)
{
  double share = self.n_hits / self.n_rows;

  if (self.n_hits >= self.n_rows)
    return 1;
  if (self.n_hits <= 0)
    return -expm1 (log (self.tail) / self.n_rows);
  return limen_root_find (
      upper_cb, &self, limen_function_at (upper_cb, &self, share),
      limen_function_at (upper_cb, &self, 1), 0, TOLERANCE);
}

/* Returns the exact interval of Clopper and Pearson (1934): the shares at
 * which neither as many hits nor as few have a probability below
 * (1 - confidence) / 2. It covers the share in at least `confidence` of all
 * samples, and never has width 0. n_hits, from 0 to n_rows, may be fractional.
 * NaN without rows. */
LimenInterval
limen_interval_exact (LimenProportion proportion, double confidence)
{
  Bound bound = { proportion.n_hits, proportion.n_rows, (1 - confidence) / 2 };

  if (!(proportion.n_rows > 0) || isnan (proportion.n_hits))
    return (LimenInterval){ NAN, NAN };
  return (LimenInterval){ find_lower (bound), find_upper (bound) };
}

/* Estimates a proportion of independent rows: Wilson's interval, or the exact
 * one where fewer than 5 rows are hits or misses. No interval without rows. */
LimenEstimate
limen_estimate_proportion (LimenProportion proportion, double confidence)
{
  double n_misses = proportion.n_rows - proportion.n_hits;
  double share = proportion.n_hits / proportion.n_rows;

  if (!(proportion.n_rows > 0) || isnan (share))
    return limen_estimate_none (NAN, LIMEN_NO_INTERVAL_UNDEFINED);
  if (fmin (proportion.n_hits, n_misses) < SMALL_CELL)
    return (LimenEstimate){ share,
                            limen_interval_exact (proportion, confidence),
                            LIMEN_ESTIMATE_EXACT, LIMEN_NO_INTERVAL_NONE };
  return (LimenEstimate){
    share, limen_interval_wilson (share, proportion.n_rows, confidence),
    LIMEN_ESTIMATE_WILSON, LIMEN_NO_INTERVAL_NONE
  };
}

/* Returns what kind of quantity a metric is. Predicted positives, a count of
 * these rows rather than a share, are composite as well. */
LimenQuantity
limen_quantity_of_metric (LimenMetricId id)
{
  unsigned rows = id < N_PROPORTIONS ? proportions[id].rows : 0;

  if (rows == 0)
    return LIMEN_QUANTITY_COMPOSITE;
  return rows == (TP | FN) || rows == (FP | TN) ? LIMEN_QUANTITY_RATE
                                                : LIMEN_QUANTITY_SHARE;
}

static double
sum_cells (LimenConfusion c, unsigned cells)
{
  return (cells & TP ? c.tp : 0) + (cells & FP ? c.fp : 0)
         + (cells & FN ? c.fn : 0) + (cells & TN ? c.tn : 0);
}

/* Returns the proportion that a metric is, in a confusion matrix of counts;
 * NaN for composite metrics. */
LimenProportion
limen_metric_get_proportion (LimenMetricId id, LimenConfusion c)
{
  if (limen_quantity_of_metric (id) == LIMEN_QUANTITY_COMPOSITE)
    return (LimenProportion){ NAN, NAN };
  return (LimenProportion){ sum_cells (c, proportions[id].hits),
                            sum_cells (c, proportions[id].rows) };
}
