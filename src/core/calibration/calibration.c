/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "calibration.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "link.h"
#include "parallel.h"
#include "sum.h"
#include "wide.h"

/* Rows processed at once, upper bound on the number of chunks, and minimum
 * blocks per chunk. */
#define BLOCK_SIZE 256
#define MAX_PARTS 256
#define MIN_PART_BLOCKS 256

/* Sums over the rows of a bin, with probability p, weight w, and y = 1 for
 * positives. */
typedef struct
{
  LimenSum w, ww, wp, wy, wpp, wpy;
  size_t n_rows;
} BinSums;

enum
{
  W,
  WW,
  WP,
  WPP,
  N_SUMS
};

/* A vector of N_SUMS doubles, one per sum. */
typedef double Lanes
    __attribute__ ((vector_size (N_SUMS * 8), aligned (sizeof (double))));

/* Sums over the rows of one class in a bin. */
typedef struct
{
  Lanes sums, compensations;
  size_t n_rows;
} ClassSums;

/* State of binning all rows. */
typedef struct
{
  const LimenPredictions *numbers;
  size_t n_bins;
  const double *lows; /* lowest score of each bin; NULL: equal width */
  LimenChunks chunks;
  ClassSums *classes; /* [chunk][bin][negative, positive] */
  LimenSums *squares; /* per chunk: sums of w (p - y)^2 */
  BinSums *sums;      /* per bin, over all chunks */
} Binned;

/* A block of rows. Rows of weight 0, or without a valid probability, get
 * weight 0 and do not count. */
typedef struct
{
  size_t n;
  double p[BLOCK_SIZE], weights[BLOCK_SIZE], squares[BLOCK_SIZE];
  uint32_t places[BLOCK_SIZE]; /* 2 * bin + is_positive */
} Block;

static void
load_probabilities (const LimenPredictions *numbers, size_t first,
                    Block *block)
{
  const double *scores = numbers->scores[0] + first;

  if (numbers->kind == LIMEN_KIND_PROBABILITY)
    memcpy (block->p, scores, block->n * sizeof *scores);
  else
    for (size_t i = 0; i < block->n; i++)
      block->p[i] = limen_score_to_probability (numbers->kind, scores[i]);
  for (size_t i = 0; i < block->n; i++)
    block->weights[i]
        = numbers->weights != NULL ? numbers->weights[first + i] : 1;
}

/* Returns the index of the bin of a probability among n_bins of equal width,
 * [low, high), the last one closed. Rounding of probability * n_bins may give
 * an adjacent bin, which is corrected. */
static inline uint32_t
find_width_bin (double probability, uint32_t n_bins)
{
  double n = n_bins;
  int32_t bin = (int32_t) (probability * n), last = (int32_t) n_bins - 1;
  int32_t is_below = probability < bin / n;
  int32_t is_above = probability >= (bin + 1) / n;

  bin += is_above - is_below;
  return (uint32_t) (bin < last ? bin : last);
}

static void
find_bins (const Binned *self, const double *scores, Block *block)
{
  uint32_t n_bins = (uint32_t) self->n_bins;

  if (self->lows == NULL)
    for (size_t i = 0; i < block->n; i++)
      block->places[i] = find_width_bin (block->p[i], n_bins);
  else
    for (size_t i = 0; i < block->n; i++)
      block->places[i]
          = (uint32_t) limen_binning_find_bin (scores[i], self->lows, n_bins);
}

static void
load_block (const Binned *self, Block *block, size_t first)
{
  const LimenPredictions *numbers = self->numbers;
  const uint16_t *labels = numbers->labels + first;

  load_probabilities (numbers, first, block);
  for (size_t i = 0; i < block->n; i++)
    {
      bool counts
          = block->p[i] >= 0 && block->p[i] <= 1 && block->weights[i] > 0;

      block->weights[i] = counts ? block->weights[i] : 0;
      block->p[i] = counts ? block->p[i] : 0;
    }
  find_bins (self, numbers->scores[0] + first, block);
  for (size_t i = 0; i < block->n; i++)
    {
      double truth = labels[i] == numbers->positive;
      double error = block->p[i] - truth;

      block->squares[i] = block->weights[i] * error * error;
    }
  for (size_t i = 0; i < block->n; i++)
    block->places[i]
        = 2 * block->places[i] + (labels[i] == numbers->positive);
}

/* Adds a block to the sums of its bins, with Knuth's two-sum; see LimenSum. */
static void
add_block (ClassSums *classes, const Block *block)
{
  for (size_t i = 0; i < block->n; i++)
    {
      ClassSums *class = &classes[block->places[i]];
      double p = block->p[i], weight = block->weights[i], wp = weight * p;
      Lanes values = { weight, weight * weight, wp, wp * p };
      Lanes sum = class->sums, total = sum + values, part = total - sum;

      class->sums = total;
      class->compensations += (sum - (total - part)) + (values - part);
      class->n_rows += weight > 0;
    }
}

LIMEN_WIDE static void
sum_part (void *data, size_t part)
{
  Binned *self = data;
  LimenSpan rows = limen_chunks_get (self->chunks, part);
  Block block;

  for (size_t first = rows.first; first < rows.end; first += BLOCK_SIZE)
    {
      block.n = rows.end - first < BLOCK_SIZE ? rows.end - first : BLOCK_SIZE;
      load_block (self, &block, first);
      add_block (self->classes + part * 2 * self->n_bins, &block);
      limen_sums_add (&self->squares[part], block.squares, block.n);
    }
}

static void
add_sum (LimenSum *sum, const ClassSums *class, size_t which)
{
  limen_sum_add_sum (sum, &(LimenSum){ class->sums[which],
                                       class->compensations[which] });
}

static void
add_sums (BinSums *sums, const ClassSums *class, bool is_positive)
{
  add_sum (&sums->w, class, W);
  add_sum (&sums->ww, class, WW);
  add_sum (&sums->wp, class, WP);
  add_sum (&sums->wpp, class, WPP);
  if (is_positive)
    {
      add_sum (&sums->wy, class, W);
      add_sum (&sums->wpy, class, WP);
    }
  sums->n_rows += class->n_rows;
}

static void
sum_rows (Binned *self)
{
  limen_parallel_run (sum_part, self, self->chunks.n_chunks, 0);
  for (size_t part = 0; part < self->chunks.n_chunks; part++)
    for (size_t i = 0; i < 2 * self->n_bins; i++)
      add_sums (&self->sums[i / 2],
                &self->classes[part * 2 * self->n_bins + i], i % 2 == 1);
}

/* Returns the sum of w (p - y)^2 over all rows. */
static double
get_squares (const Binned *self)
{
  LimenSum total = { 0 };

  for (size_t part = 0; part < self->chunks.n_chunks; part++)
    {
      LimenSum sum = limen_sums_get_sum (&self->squares[part]);

      limen_sum_add_sum (&total, &sum);
    }
  return limen_sum_value (&total);
}

static LimenCalibrationBin
describe_bin (const BinSums *sums)
{
  double weight = limen_sum_value (&sums->w);
  LimenCalibrationBin bin = {
    .weight = weight,
    .mean_score = NAN,
    .frequency = NAN,
    .n_rows = sums->n_rows,
  };

  if (weight > 0)
    {
      bin.mean_score = limen_sum_value (&sums->wp) / weight;
      bin.frequency = limen_sum_value (&sums->wy) / weight;
    }
  /* Effective sample size of weighted rows (Kish, 1965). */
  bin.n_effective = weight * weight / limen_sum_value (&sums->ww);
  bin.wilson = limen_interval_wilson (bin.frequency, bin.n_effective,
                                      LIMEN_CALIBRATION_CONFIDENCE);
  return bin;
}

static void
describe_bins (const Binned *self, LimenKind kind, LimenCalibrationBin *bins)
{
  size_t n = self->n_bins;

  for (size_t i = 0; i < n; i++)
    {
      bins[i] = describe_bin (&self->sums[i]);
      if (self->lows == NULL || i == 0)
        bins[i].low = (double) i / (double) n;
      else
        bins[i].low = limen_score_to_probability (kind, self->lows[i]);
      if (self->lows == NULL)
        bins[i].high = (double) (i + 1) / (double) n;
      else if (i > 0)
        bins[i - 1].high = bins[i].low;
    }
  if (n > 0)
    bins[n - 1].high = 1;
}

/* Sums over the bins, still to be divided by the total weight. */
typedef struct
{
  LimenSum weight, expected, observed;
  LimenSum gaps, squared_gaps, resolution, variance, covariance;
  double largest_gap;
} Total;

static void
add_totals (Total *self, const BinSums *sums)
{
  limen_sum_add_sum (&self->weight, &sums->w);
  limen_sum_add_sum (&self->expected, &sums->wp);
  limen_sum_add_sum (&self->observed, &sums->wy);
}

static void
add_bin (Total *self, const BinSums *sums, const LimenCalibrationBin *bin,
         double base_rate)
{
  double gap = fabs (bin->frequency - bin->mean_score);
  double above = bin->frequency - base_rate;

  limen_sum_add (&self->gaps, bin->weight * gap);
  limen_sum_add (&self->squared_gaps, bin->weight * gap * gap);
  limen_sum_add (&self->resolution, bin->weight * above * above);
  limen_sum_add (&self->variance,
                 limen_sum_value (&sums->wpp)
                     - limen_sum_value (&sums->wp) * bin->mean_score);
  limen_sum_add (&self->covariance,
                 2
                     * (limen_sum_value (&sums->wpy)
                        - limen_sum_value (&sums->wp) * bin->frequency));
  self->largest_gap = fmax (self->largest_gap, gap);
}

static LimenCalibration
summarize (const Binned *self, const LimenCalibrationBin *bins)
{
  Total total = { 0 };
  double weight, observed, base_rate;

  for (size_t i = 0; i < self->n_bins; i++)
    add_totals (&total, &self->sums[i]);
  weight = limen_sum_value (&total.weight);
  if (!(weight > 0))
    return LIMEN_CALIBRATION_NONE;
  observed = limen_sum_value (&total.observed);
  base_rate = observed / weight;
  for (size_t i = 0; i < self->n_bins; i++)
    if (bins[i].weight > 0)
      add_bin (&total, &self->sums[i], &bins[i], base_rate);
  return (LimenCalibration){
    .ece = limen_sum_value (&total.gaps) / weight,
    .mce = total.largest_gap,
    .rms = sqrt (limen_sum_value (&total.squared_gaps) / weight),
    .brier = get_squares (self) / weight,
    .reliability = limen_sum_value (&total.squared_gaps) / weight,
    .resolution = limen_sum_value (&total.resolution) / weight,
    .uncertainty = base_rate * (1 - base_rate),
    .within_variance = limen_sum_value (&total.variance) / weight,
    .within_covariance = limen_sum_value (&total.covariance) / weight,
    .expected_over_observed
    = observed > 0 ? limen_sum_value (&total.expected) / observed : NAN,
  };
}

/* Fills bins with given edges (`lows` as in Binned). False when memory runs
 * out. */
static bool
compute (const LimenPredictions *numbers, const double *lows,
         LimenCalibrationBin *bins, size_t n_bins,
         LimenCalibration *calibration)
{
  LimenChunks chunks = limen_chunks_new (
      numbers->n_rows, MIN_PART_BLOCKS * BLOCK_SIZE, MAX_PARTS, BLOCK_SIZE);
  Binned binned = {
    .numbers = numbers,
    .n_bins = n_bins,
    .lows = lows,
    .chunks = chunks,
    .classes = calloc (chunks.n_chunks * 2 * n_bins + 1, sizeof (ClassSums)),
    .squares = calloc (chunks.n_chunks + 1, sizeof (LimenSums)),
    .sums = calloc (n_bins + 1, sizeof (BinSums)),
  };
  bool has_memory = binned.classes != NULL && binned.squares != NULL
                    && binned.sums != NULL;

  if (has_memory)
    {
      if (n_bins > 0) /* no bins: no row counts */
        sum_rows (&binned);
      describe_bins (&binned, numbers->kind, bins);
      *calibration = summarize (&binned, bins);
    }
  free (binned.classes);
  free (binned.squares);
  free (binned.sums);
  return has_memory;
}

/* Fills n_bins bins of equal width over [0, 1], each [low, high), the last one
 * closed, and *calibration from them. The frequency is that of the positives,
 * the score their probability. Rows of weight 0 do not count.
 *
 * - The expected calibration error is the weighted mean of |frequency - mean
 *   score| over the bins (Naeini and others, 2015); mce is the largest gap,
 *   rms the root of their mean square.
 * - The Brier score is reliability - resolution + uncertainty (Murphy, 1973),
 *   plus the variance of the probabilities within the bins, minus twice their
 *   covariance with the label, so that it adds up for any bins (Stephenson,
 *   Coelho and Jolliffe, 2008).
 * - The intervals of the frequencies are Wilson's, at 95 %; the effective
 *   sample size of weighted rows is (sum w)^2 / sum w^2.
 *
 * NaN and empty bins for plain scores, decisions, and without rows. False when
 * memory runs out. */
bool
limen_calibration_compute (LimenKind kind, const double *scores,
                           const uint16_t *labels, uint16_t positive,
                           const double *weights, size_t n_rows,
                           LimenCalibrationBin *bins, size_t n_bins,
                           LimenCalibration *calibration)
{
  double *columns[] = { (double *) scores };
  LimenPredictions numbers = {
    .kind = kind,
    .n_rows = n_rows,
    .n_scores = 1,
    .positive = positive,
    .labels = (uint16_t *) labels,
    .scores = columns,
    .weights = (double *) weights,
  };

  return compute (&numbers, NULL, bins, n_bins, calibration);
}

static bool
compute_equal_mass (const LimenPredictions *numbers, const LimenSweep *sweep,
                    LimenCalibrationBin *bins, size_t *n_bins,
                    LimenCalibration *calibration)
{
  double *lows = malloc ((*n_bins + 1) * sizeof *lows);
  bool has_memory = false;

  if (lows != NULL)
    {
      *n_bins = limen_binning_find_equal_mass (
          sweep, limen_predictions_count_weighted (numbers), lows, *n_bins);
      has_memory = compute (numbers, lows, bins, *n_bins, calibration);
    }
  free (lows);
  return has_memory;
}

/* Fills bins of binary predictions, and *calibration from them, as
 * limen_calibration_compute() does, with a choice of binning. Equal-mass bins
 * hold about equal weight and do not split ties; they cover [0, 1], each
 * begins at its smallest probability, and *n_bins is set to their number,
 * which may be smaller than the number wanted (see
 * limen_binning_find_equal_mass()). Their ECE is the adaptive ECE (Nguyen and
 * O'Connor, 2015). `sweep` is that of the rows; NULL: built if needed. False
 * when memory runs out. */
bool
limen_calibration_compute_binned (const LimenPredictions *numbers,
                                  LimenBinning binning,
                                  const LimenSweep *sweep,
                                  LimenCalibrationBin *bins, size_t *n_bins,
                                  LimenCalibration *calibration)
{
  LimenSweep *own = NULL;
  bool has_memory;

  if (binning == LIMEN_BINNING_EQUAL_WIDTH)
    return compute (numbers, NULL, bins, *n_bins, calibration);
  if (sweep == NULL)
    sweep = own = limen_sweep_new (numbers->scores[0], numbers->labels,
                                   numbers->positive, numbers->weights,
                                   numbers->n_rows);
  if (sweep == NULL)
    return false;
  has_memory = compute_equal_mass (numbers, sweep, bins, n_bins, calibration);
  limen_sweep_free (own);
  return has_memory;
}

/* Copies the ends of the bins' confidence intervals into two arrays. */
void
limen_calibration_bins_get_intervals (const LimenCalibrationBin *bins,
                                      size_t n_bins, double *low, double *high)
{
  for (size_t i = 0; i < n_bins; i++)
    {
      low[i] = bins[i].wilson.low;
      high[i] = bins[i].wilson.high;
    }
}
