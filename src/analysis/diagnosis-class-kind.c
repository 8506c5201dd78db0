/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diagnosis-class-kind.h"

#include <math.h>

#include "diagnosis-private.h"
#include "misfit.h"
#include "score-reading.h"

/* Scores may be percentages if the largest is at least MIN_PERCENTAGE, and
 * their mean, divided by 100, differs from the share of positives by at most
 * NEAR_SHARE and a factor of two. */
#define MIN_PERCENTAGE 50
#define NEAR_SHARE 0.1
/* Scores may be log-probabilities if the smallest is below this, about log (1
 * / 20). */
#define LOG_OF_FEW (-3.0)
/* Logits may be probabilities if the smallest and the largest are within this
 * of 0 and of 1. */
#define NEAR_END 0.1
/* log 100: a sufficient gain in log-likelihood if the range of the scores is
 * evidence, too. */
#define LIKELY_GAIN 4.605170185988092
/* Divergence, relative to the base rate's cross-entropy, above which numbers
 * are not probabilities. */
#define WORST_CALIBRATION 0.2

static gboolean
contains_code (GPtrArray *findings, const char *code)
{
  for (guint i = 0; i < findings->len; i++)
    if (g_str_equal (((LimenFinding *) g_ptr_array_index (findings, i))->code,
                     code))
      return TRUE;
  return FALSE;
}

/* Whether a check has added a finding with this code. */
gboolean
limen_diagnosis_class_has_finding (const LimenDiagnosisClass *self,
                                   const char *code)
{
  return contains_code (self->findings, code);
}

/* Whether the scores are one of two columns, one per class, that add up to
 * 1. */
static gboolean
is_of_pair (const LimenDiagnosisClass *self)
{
  GPtrArray *read = limen_dataset_get_findings (self->dataset);

  return self->numbers->kind == LIMEN_KIND_PROBABILITY
         && contains_code (read, "two-columns")
         && !contains_code (read, "pair-not-one");
}

/* Returns the cross-entropy of the base rate. */
double
limen_diagnosis_class_get_base (const LimenDiagnosisClass *self)
{
  return limen_diagnosis_get_entropy (
      limen_sweep_get_positives (self->sweep),
      limen_sweep_get_negatives (self->sweep));
}

/* Returns the gain in log-likelihood over all rows if the scores are read as
 * `to` instead of `from`. NaN if either is impossible. */
static double
get_gain (const LimenDiagnosisClass *self, LimenScoreReading from,
          LimenScoreReading to)
{
  return self->n_effective
         * (limen_score_reading_get_loss (from, self->numbers)
            - limen_score_reading_get_loss (to, self->numbers));
}

/* Returns the gain in log-likelihood over all rows of a reading of the scores
 * against the base rate. NaN if the reading is impossible. */
static double
get_gain_over_base (const LimenDiagnosisClass *self, LimenScoreReading reading)
{
  return self->n_effective
         * (limen_diagnosis_class_get_base (self)
            - limen_score_reading_get_loss (reading, self->numbers));
}

/* Checks for a sigmoid applied twice. Genuine probabilities may lie in its
 * range, too, but then fit better unchanged. */
void
limen_diagnosis_class_check_sigmoid_twice (const LimenDiagnosisClass *self)
{
  if (self->numbers->kind != LIMEN_KIND_PROBABILITY || self->low < 0.5
      || self->high > LIMEN_SIGMOID_OF_ONE || self->n_scores < LIMEN_FEW_SCORES
      || !(get_gain (self, LIMEN_READING_PROBABILITY,
                     LIMEN_READING_SIGMOID_TWICE)
           > LIMEN_SURE_GAIN))
    return;
  limen_findings_add (
      self->findings, "sigmoid-twice", LIMEN_SEVERITY_WARNING,
      "All probabilities are between %.4g and %.4g, within %g to %g, the "
      "range of a sigmoid of probabilities: was the sigmoid applied twice? "
      "Without the second one, the binary cross-entropy is %.4f instead of "
      "%.4f. {Give --undo sigmoid, in the window press Undo the "
      "Sigmoid,|Press Undo the Sigmoid} or export the model's output from "
      "before the second sigmoid.",
      self->low, self->high, 0.5, 0.731,
      limen_score_reading_get_loss (LIMEN_READING_SIGMOID_TWICE,
                                    self->numbers),
      limen_score_reading_get_loss (LIMEN_READING_PROBABILITY, self->numbers));
}

/* Checks two probability columns for a softmax applied twice: its range is
 * that of a row certain of either class, 1 / (e + 1) to e / (e + 1). */
void
limen_diagnosis_class_check_softmax_twice (const LimenDiagnosisClass *self)
{
  if (!is_of_pair (self) || self->low < 1 - LIMEN_SIGMOID_OF_ONE
      || self->high > LIMEN_SIGMOID_OF_ONE || self->n_scores < LIMEN_FEW_SCORES
      || !(get_gain (self, LIMEN_READING_PROBABILITY,
                     LIMEN_READING_SOFTMAX_TWICE)
           > LIMEN_SURE_GAIN))
    return;
  limen_findings_add (
      self->findings, "softmax-twice", LIMEN_SEVERITY_WARNING,
      "All probabilities are between %.4g and %.4g, within %g to %g, the "
      "range of a softmax of the probabilities of two classes: was the "
      "softmax applied twice? Without the second one, the binary "
      "cross-entropy is %.4f instead of %.4f. {Give --undo softmax, in the "
      "window press Undo the Softmax,|Press Undo the Softmax} or export the "
      "model's output from before the second softmax.",
      self->low, self->high, 0.269, 0.731,
      limen_score_reading_get_loss (LIMEN_READING_SOFTMAX_TWICE,
                                    self->numbers),
      limen_score_reading_get_loss (LIMEN_READING_PROBABILITY, self->numbers));
}

/* Whether logits are probabilities: logits of a weak model may be as small,
 * but fit badly as probabilities. */
static gboolean
are_probabilities (const LimenDiagnosisClass *self)
{
  double gain;

  if (self->numbers->kind != LIMEN_KIND_LOGIT || self->low < 0
      || self->high > 1)
    return FALSE;
  gain = get_gain (self, LIMEN_READING_LOGIT, LIMEN_READING_PROBABILITY);
  return gain > LIMEN_SURE_GAIN
         || (gain > LIKELY_GAIN && self->low < NEAR_END
             && self->high > 1 - NEAR_END);
}

/* Whether the exponentials of the scores are calibrated as probabilities. */
static gboolean
fit_as_log_probabilities (const LimenDiagnosisClass *self)
{
  const LimenPredictions *numbers = self->numbers;
  LimenCalibrationBin bins[LIMEN_CALIBRATION_DEFAULT_BINS];
  LimenCalibration sums;

  return limen_calibration_compute (
             LIMEN_KIND_LOG_PROBABILITY, numbers->scores[0], numbers->labels,
             numbers->positive, numbers->weights, numbers->n_rows, bins,
             G_N_ELEMENTS (bins), &sums)
         && limen_misfit_compute (bins, G_N_ELEMENTS (bins), 0, 1).divergence
                < WORST_CALIBRATION * limen_diagnosis_class_get_base (self);
}

/* Whether scores are log-probabilities. Distances, log-densities and anomaly
 * scores may be negative, too. */
static gboolean
are_log_probabilities (const LimenDiagnosisClass *self)
{
  return self->numbers->kind == LIMEN_KIND_SCORE && self->high <= 0
         && self->low < LOG_OF_FEW
         && get_gain_over_base (self, LIMEN_READING_LOG_PROBABILITY)
                > LIMEN_SURE_GAIN
         && fit_as_log_probabilities (self);
}

static double
get_mean_score (const LimenDiagnosisClass *self)
{
  double sum = 0, total = 0;

  for (gsize i = 0; i < self->numbers->n_rows; i++)
    {
      double weight = limen_predictions_get_weight (self->numbers, i);

      sum += weight * self->numbers->scores[0][i];
      total += weight;
    }
  return sum / total;
}

/* Whether scores are distributed like percentages: most above 1, the largest
 * at least MIN_PERCENTAGE, with a mean near the share of positives. */
static gboolean
spread_as_percentages (const LimenDiagnosisClass *self)
{
  double positives = limen_sweep_get_positives (self->sweep);
  double all = positives + limen_sweep_get_negatives (self->sweep);
  gsize above_1 = limen_sweep_find (self->sweep, nextafter (1, 2));
  LimenConfusion above = limen_sweep_get_confusion (self->sweep, above_1);
  double mean = get_mean_score (self) / 100, share = positives / all;

  return self->high >= MIN_PERCENTAGE && above.tp + above.fp > 0.5 * all
         && fabs (mean - share) <= NEAR_SHARE && mean <= 2 * share
         && share <= 2 * mean;
}

/* Whether scores are percentages. A single value above 1 among probabilities
 * is not enough: divided by 100 they would be far too small. */
static gboolean
are_percentages (const LimenDiagnosisClass *self)
{
  return self->numbers->kind == LIMEN_KIND_SCORE && self->low >= 0
         && self->high > 1 && self->high <= 100
         && (spread_as_percentages (self)
             || get_gain_over_base (self, LIMEN_READING_PERCENT)
                    > LIMEN_SURE_GAIN);
}

/* Checks for scores of another kind than they are read as. */
void
limen_diagnosis_class_check_kind (const LimenDiagnosisClass *self)
{
  if (self->n_scores < LIMEN_FEW_SCORES || self->numbers->is_reversed
      || self->n_positives == 0 || self->n_negatives == 0)
    return;
  if (are_probabilities (self))
    limen_findings_add (
        self->findings, "probabilities-as-logits", LIMEN_SEVERITY_WARNING,
        "All logits are between %.4g and %.4g, and they fit the labels better "
        "as probabilities: read as logits they get a second sigmoid here, and "
        "the losses are wrong. {Give --kind probability, in the window press "
        "Treat as Probabilities.|Press Treat as Probabilities.}",
        self->low, self->high);
  else if (are_log_probabilities (self))
    limen_findings_add (
        self->findings, "log-probabilities", LIMEN_SEVERITY_WARNING,
        "No score is above 0 (they range from %.4g to %.4g), and they fit the "
        "labels as log-probabilities. If that is what they are, {give --kind "
        "log-probability, in the window press Treat as "
        "Log-Probabilities,|press Treat as Log-Probabilities} to get their "
        "losses.",
        self->low, self->high);
  else if (are_percentages (self))
    limen_findings_add (
        self->findings, "percentages", LIMEN_SEVERITY_WARNING,
        "The scores range from %.4g to %.4g, and divided by 100 they match "
        "how often rows are positive: are they percentages? {Give --undo "
        "percent, in the window press Divide by 100,|Press Divide by 100} to "
        "get losses and calibration.",
        self->low, self->high);
}
