#include "calibration.h"

#include <math.h>
#include <stdlib.h>

#include "link.h"
#include "sum.h"

typedef struct
{
  LimenSum weight, scores, positives;
} BinSums;

/* The product may round up to an edge that the probability lies below, or
 * down from one that it has reached. */
static size_t
find_bin (double probability, size_t n_bins)
{
  double n = (double) n_bins;
  size_t bin = (size_t) (probability * n);

  if (bin > 0 && probability < (double) bin / n)
    bin--;
  else if (probability >= (double) (bin + 1) / n)
    bin++;
  return bin < n_bins ? bin : n_bins - 1;
}

static void
sum_bins (BinSums *sums, size_t n_bins, LimenKind kind, const double *scores,
          const uint16_t *labels, uint16_t positive, const double *weights,
          size_t n_rows)
{
  for (size_t i = 0; i < n_rows; i++)
    {
      double p = limen_score_to_probability (kind, scores[i]);
      double weight = weights != NULL ? weights[i] : 1;
      BinSums *bin;

      if (!(p >= 0 && p <= 1))
        continue;
      bin = &sums[find_bin (p, n_bins)];
      limen_sum_add (&bin->weight, weight);
      limen_sum_add (&bin->scores, weight * p);
      if (labels[i] == positive)
        limen_sum_add (&bin->positives, weight);
    }
}

static LimenCalibration
summarize (const BinSums *sums, LimenCalibrationBin *bins, size_t n_bins)
{
  LimenSum total = { 0 }, gaps = { 0 };
  double mce = NAN;

  for (size_t i = 0; i < n_bins; i++)
    {
      double weight = limen_sum_value (&sums[i].weight);
      double gap;

      bins[i].low = (double) i / (double) n_bins;
      bins[i].high = (double) (i + 1) / (double) n_bins;
      bins[i].weight = weight;
      bins[i].mean_score = limen_sum_value (&sums[i].scores) / weight;
      bins[i].frequency = limen_sum_value (&sums[i].positives) / weight;
      if (weight == 0)
        {
          bins[i].mean_score = bins[i].frequency = NAN;
          continue;
        }
      gap = fabs (bins[i].frequency - bins[i].mean_score);
      limen_sum_add (&gaps, weight * gap);
      limen_sum_add (&total, weight);
      mce = fmax (gap, isnan (mce) ? 0 : mce);
    }
  return (LimenCalibration){
    .ece = limen_sum_value (&gaps) / limen_sum_value (&total),
    .mce = mce,
  };
}

/* Fills n_bins bins of equal width over [0, 1], each [low, high), the last
 * closed, and returns what they sum up to: the expected calibration error, the
 * weighted mean of |frequency - mean score| over the bins (Naeini and others,
 * 2015), and the largest one. In the binary case the frequency is that of the
 * positives and the score their probability. NaN, and empty bins, for plain
 * scores, without rows, and when memory runs out. */
LimenCalibration
limen_calibration_compute (LimenKind kind, const double *scores,
                           const uint16_t *labels, uint16_t positive,
                           const double *weights, size_t n_rows,
                           LimenCalibrationBin *bins, size_t n_bins)
{
  BinSums *sums = calloc (n_bins, sizeof *sums);
  LimenCalibration calibration = { NAN, NAN };

  if (sums == NULL)
    return calibration;
  sum_bins (sums, n_bins, kind, scores, labels, positive, weights, n_rows);
  calibration = summarize (sums, bins, n_bins);
  free (sums);
  return calibration;
}
