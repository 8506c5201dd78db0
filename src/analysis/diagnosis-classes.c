/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diagnosis-private.h"

#include <math.h>

#include "class-facts.h"
#include "diagnosis-each-class.h"
#include "score-reading.h"

/* Deviation of a row's sum from 1 that is always taken to be rounding; see
 * get_rounding(). */
#define ROUNDING 1e-2
/* Minimum rows for a perfect ranking to be suspicious. */
#define MIN_PERFECT_ROWS 20
/* Share of rows whose sum is not 1 below which they are reported as single bad
 * rows, not as a property of the model. */
#define FEW_GAPS 0.01
/* Tolerance for rounding to single precision. */
#define TOLERANCE 1e-6

typedef LimenClassFacts Facts;

static guint64
get_line (const Facts *self, gsize row)
{
  return limen_dataset_find_line (self->dataset, row, NULL);
}

static double
get_cross_entropy (const Facts *self)
{
  return limen_diagnosis_get_loss (
      self->analysis,
      self->numbers->kind == LIMEN_KIND_LOGIT ? "cross-entropy" : "nll");
}

/* Returns the cross-entropy after undoing a softmax; NaN if that is
 * impossible. */
static double
compute_loss_without_softmax (const LimenPredictions *numbers)
{
  g_autofree double *scores = g_new (double, numbers->n_scores);
  double sum = 0, total = 0;

  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      double weight = limen_predictions_get_weight (numbers, i);

      for (gsize k = 0; k < numbers->n_scores; k++)
        scores[k] = numbers->scores[k][i];
      if (!limen_undo_apply (LIMEN_UNDO_SOFTMAX, scores, numbers->n_scores))
        return NAN;
      sum += weight
             * fmin (-log (scores[numbers->labels[i]]), -LIMEN_BCE_LOG_FLOOR);
      total += weight;
    }
  return sum / total;
}

/* Checks for a softmax applied twice. Its range is 1 / (e + K - 1) to e / (e +
 * K - 1). The probabilities of a weak model lie there, too, but undoing a
 * softmax increases their loss. */
static void
check_softmax_twice (const Facts *self)
{
  double below = (double) self->numbers->n_scores - 1;
  double low = 1 / (M_E + below), high = M_E / (M_E + below);
  double loss_without;

  if (!limen_diagnosis_is_multiclass (self)
      || self->numbers->kind != LIMEN_KIND_PROBABILITY
      || self->numbers->n_rows < LIMEN_FEW_SCORES
      || self->gap > LIMEN_SUM_TOLERANCE || self->low < low - TOLERANCE
      || self->high > high + TOLERANCE || self->low == self->high)
    return;
  loss_without = compute_loss_without_softmax (self->numbers);
  if ((double) self->numbers->n_rows
          * (get_cross_entropy (self) - loss_without)
      > LIMEN_SURE_GAIN)
    limen_findings_add (
        self->findings, "softmax-twice", LIMEN_SEVERITY_WARNING,
        "All probabilities are between %.4g and %.4g, within %.4g to %.4g, "
        "the range of a softmax of probabilities: was the softmax applied "
        "twice? Without the second one, the cross-entropy is %.4f instead of "
        "%.4f. {Give --undo softmax, in the window press Undo the "
        "Softmax,|Press Undo the Softmax} or export the model's output from "
        "before the second softmax.",
        self->low, self->high, low, high, loss_without,
        get_cross_entropy (self));
}

/* Returns the gain in log-likelihood over all labels and rows from undoing a
 * sigmoid. */
static double
get_sigmoid_gain (const Facts *self)
{
  double gain = 0;

  for (gsize k = 0; k < self->numbers->n_scores; k++)
    {
      LimenPredictions numbers = limen_threshold_scores_get_class (
          limen_analysis_get_scores (self->analysis), k);

      if (numbers.n_rows > 0)
        gain += limen_predictions_get_effective_rows (&numbers)
                * (limen_score_reading_get_loss (LIMEN_READING_PROBABILITY,
                                                 &numbers)
                   - limen_score_reading_get_loss (
                       LIMEN_READING_SIGMOID_TWICE, &numbers));
    }
  return gain;
}

/* Checks for a sigmoid applied twice. Genuine probabilities may lie in its
 * range, too, but then fit better unchanged. */
static void
check_sigmoid_twice (const Facts *self)
{
  if (limen_diagnosis_has_label_sets (self)
      && self->numbers->kind == LIMEN_KIND_PROBABILITY && self->low >= 0.5
      && self->high <= LIMEN_SIGMOID_OF_ONE + TOLERANCE
      && self->numbers->n_rows >= LIMEN_FEW_SCORES && self->low < self->high
      && get_sigmoid_gain (self) > LIMEN_SURE_GAIN)
    limen_findings_add (
        self->findings, "sigmoid-twice", LIMEN_SEVERITY_WARNING,
        "All probabilities are between %.4g and %.4g, within %g to %g, the "
        "range of a sigmoid of probabilities: was the sigmoid applied twice? "
        "{Give --undo sigmoid, in the window press Undo the Sigmoid,|Press "
        "Undo the Sigmoid} or export the model's output from before the "
        "second sigmoid.",
        self->low, self->high, 0.5, 0.731);
}

static void
check_kind (const Facts *self)
{
  LimenKind kind = self->numbers->kind;

  if (!limen_diagnosis_is_multiclass (self)
      || self->numbers->n_rows < LIMEN_FEW_SCORES)
    return;
  if (kind == LIMEN_KIND_LOGIT && self->low >= 0 && self->high <= 1
      && self->gap <= LIMEN_SUM_TOLERANCE)
    limen_findings_add (
        self->findings, "probabilities-as-logits", LIMEN_SEVERITY_WARNING,
        "The logits of every row lie between 0 and 1 and add up to 1: they "
        "look like probabilities. If they are, they get a second softmax "
        "here, and the losses are wrong; {give --kind probability, in the "
        "window press Treat as Probabilities.|press Treat as Probabilities.}");
  else if (kind == LIMEN_KIND_SCORE && self->high <= 0
           && self->log_gap <= LIMEN_SUM_TOLERANCE)
    limen_findings_add (
        self->findings, "log-probabilities", LIMEN_SEVERITY_WARNING,
        "No score is above 0, and the exponentials of every row add up to 1: "
        "the scores look like log-probabilities. {Give --kind "
        "log-probability, in the window press Treat as "
        "Log-Probabilities,|Press Treat as Log-Probabilities} to get their "
        "losses.");
  else if (kind == LIMEN_KIND_SCORE && self->low >= 0 && self->high <= 100
           && self->min_sum >= 100 - 1 && self->max_sum <= 100 + 1)
    limen_findings_add (
        self->findings, "percentages", LIMEN_SEVERITY_WARNING,
        "The scores of every row add up to 100: are they percentages? {Give "
        "--undo percent, in the window press Divide by 100,|Press Divide by "
        "100} to get losses and calibration.");
}

/* Whether all scores are 0 or 1. */
static gboolean
has_decisions (const Facts *self)
{
  return self->low == 0 && self->high == 1 && self->decimals == 0;
}

static void
check_decisions (const Facts *self)
{
  if (has_decisions (self))
    limen_diagnosis_add_decisions_only (self->findings);
}

/* Returns the deviation of a row's sum from 1 that rounding alone can cause:
 * for scores with few decimals half a unit of the last one per class, at least
 * ROUNDING. Whole numbers are not rounded probabilities. */
static double
get_rounding (const Facts *self)
{
  double unit = pow (10, -(double) self->decimals);

  if (self->decimals == 0 || self->decimals > LIMEN_MAX_ROUNDED_DECIMALS)
    return ROUNDING;
  return fmax (ROUNDING,
               0.5 * unit * (double) self->numbers->n_scores + TOLERANCE);
}

/* Reports that a few rows do not sum to 1, while most do. */
static void
note_odd_sums (const Facts *self)
{
  limen_findings_add (
      self->findings, "sums-not-one", LIMEN_SEVERITY_WARNING,
      "In %'zu of %'zu rows the probabilities do not add up to 1; the "
      "largest difference is %.4g, on %s %" PRIu64 ". No option can fix such "
      "rows: correct them, or remove them from the file.",
      self->n_gaps, self->numbers->n_rows, self->gap,
      limen_dataset_get_row_word (self->dataset),
      get_line (self, self->gap_row));
}

static void
check_sums (const Facts *self)
{
  if (!limen_diagnosis_is_multiclass (self)
      || self->numbers->kind != LIMEN_KIND_PROBABILITY
      || self->gap <= LIMEN_SUM_TOLERANCE)
    return;
  if (self->gap <= get_rounding (self))
    limen_findings_add_of_losses (
        self->findings, "rounded-sums", LIMEN_SEVERITY_INFO,
        "The probabilities of a row add up to 1 within %.2g (%s %" PRIu64 " "
        "is the farthest off): they seem to be rounded. Losses use them as "
        "they are; no option can restore the lost digits.",
        self->gap, limen_dataset_get_row_word (self->dataset),
        get_line (self, self->gap_row));
  else if ((double) self->n_gaps
           < FEW_GAPS * (double) self->numbers->n_rows)
    note_odd_sums (self);
  else if (self->max_sum <= 1 + LIMEN_SUM_TOLERANCE)
    limen_findings_add (
        self->findings, "class-left-out", LIMEN_SEVERITY_WARNING,
        "The probabilities of a row add up to less than 1, down to %.4g on "
        "%s %" PRIu64 ": is the column of a class missing? The missing part "
        "counts for no class. {Name the columns of all classes with --score, "
        "in the window under Columns\342\200\246.|Choose the columns of all "
        "classes under Columns\342\200\246.}",
        1 - self->gap, limen_dataset_get_row_word (self->dataset),
        get_line (self, self->gap_row));
  else
    limen_findings_add (
        self->findings, "sums-not-one", LIMEN_SEVERITY_WARNING,
        "The probabilities of a row add up to %.4g to %.4g instead of 1; %s "
        "%" PRIu64 " is the farthest off. If each comes from a sigmoid of "
        "its own, this is a multilabel model {(--task multilabel with a "
        "column of each label, in the window under "
        "Columns\342\200\246)|(choose a column of each label under "
        "Columns\342\200\246)}; cross-entropy uses them as they are.",
        self->min_sum, self->max_sum,
        limen_dataset_get_row_word (self->dataset),
        get_line (self, self->gap_row));
}

static void
check_leak (const Facts *self)
{
  if (limen_diagnosis_is_multiclass (self)
      && self->n_right == self->numbers->n_rows
      && self->n_right >= MIN_PERFECT_ROWS && self->low < self->high)
    limen_findings_add (
        self->findings, "label-leaked", LIMEN_SEVERITY_WARNING,
        "The true class has the largest score in every row. Real models are "
        "rarely that good: is the label among the model's inputs, or are "
        "these its training rows? No option can fix this; check how the "
        "file was made.");
}

static void
check_spread (const Facts *self)
{
  for (gsize k = 0; k < self->numbers->n_scores; k++)
    {
      const double *scores = self->numbers->scores[k];
      gsize i = 1;

      while (i < self->numbers->n_rows && scores[i] == scores[0])
        i++;
      if (i < self->numbers->n_rows || i < 2)
        continue;
      limen_findings_add (
          self->findings, "constant-scores", LIMEN_SEVERITY_WARNING,
          "Every score of class \"%s\" is %.6g, so no threshold can separate "
          "its rows from the rest. Is column \"%s\" the right one? {Name "
          "another with --score, in the window under "
          "Columns\342\200\246.|Choose another under Columns\342\200\246.}",
          limen_dataset_get_class_name (self->dataset, k), scores[0],
          limen_dataset_get_score_column (self->dataset, k));
      return;
    }
}

/* Whether the probabilities have few decimals (rounded, or votes of trees), so
 * that 0 and 1 do not mean saturation. */
static gboolean
are_rounded (const Facts *self)
{
  return self->decimals <= LIMEN_MAX_ROUNDED_DECIMALS;
}

static void
check_saturated_rows (const Facts *self)
{
  double n_rows = (double) self->numbers->n_rows;

  if (self->n_impossible > 0
      && self->numbers->kind == LIMEN_KIND_LOG_PROBABILITY)
    limen_findings_add_of_losses (
        self->findings, "infinite-loss", LIMEN_SEVERITY_WARNING,
        "The true class has a log-probability of -inf in %'zu of the rows, "
        "the first on %s %" PRIu64 ". Their cross-entropy is infinite, and so "
        "is the total, as in PyTorch; in JSON, which has no infinity, it is "
        "null.",
        self->n_impossible, limen_dataset_get_row_word (self->dataset),
        get_line (self, self->first_impossible));
  else if (self->n_impossible > 0)
    limen_findings_add_of_losses (
        self->findings, "clamped-rows", LIMEN_SEVERITY_WARNING,
        "The true class has a probability of 0 in %'zu of the rows, the first "
        "on %s %" PRIu64 ". Their cross-entropy would be infinite; it is "
        "clamped at 100 each, and may dominate the loss. {Recalibrate with "
        "--recalibrate temperature, in the window with Recalibrate,|Press "
        "Recalibrate,} or export logits.",
        self->n_impossible, limen_dataset_get_row_word (self->dataset),
        get_line (self, self->first_impossible));
  if (self->n_sure >= LIMEN_MIN_SATURATED && !are_rounded (self)
      && (double) self->n_sure >= LIMEN_SATURATED_SHARE * n_rows)
    limen_findings_add (
        self->findings, "saturated-scores", LIMEN_SEVERITY_WARNING,
        "In %.1f %% of the rows a class has a probability of exactly 1. "
        "Single-precision outputs saturate there, and such rows can no "
        "longer be ranked. No option can undo this: export logits instead.",
        100 * (double) self->n_sure / n_rows);
}

static void
check_saturated_labels (const Facts *self)
{
  double n_scores
      = (double) self->numbers->n_rows * (double) self->numbers->n_scores;

  if (self->n_impossible > 0)
    limen_findings_add_of_losses (
        self->findings, "clamped-rows", LIMEN_SEVERITY_WARNING,
        "Wrong probabilities of exactly 0 or 1: %'zu, the first on %s %" PRIu64
        ". Their cross-entropy would be infinite; it is clamped at 100 each, "
        "as in PyTorch, and may dominate the loss. {Recalibrate with "
        "--recalibrate beta, in the window with Recalibrate,|Press "
        "Recalibrate,} or export logits.",
        self->n_impossible, limen_dataset_get_row_word (self->dataset),
        get_line (self, self->first_impossible));
  if (self->n_sure >= LIMEN_MIN_SATURATED && !are_rounded (self)
      && (double) self->n_sure >= LIMEN_SATURATED_SHARE * n_scores)
    limen_findings_add (
        self->findings, "saturated-scores", LIMEN_SEVERITY_WARNING,
        "%.1f %% of the probabilities are exactly 0 or 1. Single-precision "
        "outputs saturate there, and such rows can no longer be ranked. No "
        "option can undo this: export logits instead.",
        100 * (double) self->n_sure / n_scores);
}

static void
check_saturation (const Facts *self)
{
  if (has_decisions (self))
    return;
  if (limen_diagnosis_is_multiclass (self))
    check_saturated_rows (self);
  else if (self->numbers->truths != NULL)
    check_saturated_labels (self);
}

/* Returns the number of classes with rows, minus one. */
static gsize
count_free_parameters (const Facts *self)
{
  gsize n = 0;

  for (gsize k = 0; k < self->numbers->n_classes; k++)
    n += limen_dataset_get_class_rows (self->dataset, k) > 0;
  return n - 1;
}

static gboolean
has_finding (const Facts *self, const char *code)
{
  for (guint i = 0; i < self->findings->len; i++)
    if (g_str_equal (
            ((LimenFinding *) g_ptr_array_index (self->findings, i))->code,
            code))
      return TRUE;
  return FALSE;
}

/* Reports a loss that exceeds that of the base rate, fitted to these rows, by
 * more than chance. */
static void
check_calibration (const Facts *self)
{
  double loss = get_cross_entropy (self);
  double base = limen_diagnosis_get_loss (self->analysis, "base-rate");
  double n_rows = (double) self->numbers->n_rows;

  if (!limen_diagnosis_is_multiclass (self) || has_decisions (self)
      || has_finding (self, "softmax-twice")
      || has_finding (self, "auc-below-half")
      || has_finding (self, "probabilities-as-logits")
      || !(n_rows * (loss - base) > LIMEN_SURE_GAIN
                                        + limen_diagnosis_get_fitted_gain (
                                            count_free_parameters (self))))
    return;
  limen_findings_add_of_losses (
      self->findings, "badly-calibrated", LIMEN_SEVERITY_WARNING,
      "The cross-entropy of %.4f is above the %.4f of always predicting the "
      "base rate, although the true class has the largest score in %.1f %% "
      "of the rows: the scores are badly calibrated and should not be read "
      "as probabilities. {Recalibrate all classes together with "
      "--recalibrate temperature, or each class separately with beta, in the "
      "window with Recalibrate.|Press Recalibrate, for all classes together "
      "or each separately.}",
      loss, base, 100 * (double) self->n_right / n_rows);
}

static gboolean
have_equal_labels (const LimenPredictions *numbers, gsize a, gsize b)
{
  if (numbers->labels != NULL)
    return numbers->labels[a] == numbers->labels[b];
  for (gsize k = 0; k < numbers->n_scores; k++)
    if (numbers->truths[k][a] != numbers->truths[k][b])
      return FALSE;
  return TRUE;
}

/* Returns the probability that two rows with these scores have the same
 * label. */
static double
get_chance (const LimenPredictions *numbers, gsize row)
{
  double chance = numbers->truths != NULL ? 1 : 0;

  if (numbers->kind != LIMEN_KIND_PROBABILITY)
    return 0.5;
  for (gsize k = 0; k < numbers->n_scores; k++)
    {
      double p = numbers->scores[k][row];

      if (numbers->truths != NULL)
        chance *= p * p + (1 - p) * (1 - p);
      else
        chance += p * p;
    }
  return fmin (chance, 1);
}

/* Reports rows that seem to be copies: rows with equal scores that all agree
 * on the label. */
static void
check_duplicates (const Facts *self)
{
  gsize n = self->numbers->n_rows, n_repeated = 0;
  double expected = 0;

  for (gsize i = 1; i < n; i++)
    {
      gsize row = (gsize) self->rows[i], other = (gsize) self->rows[i - 1];

      if (self->hashes[i] != self->hashes[i - 1])
        continue;
      if (!have_equal_labels (self->numbers, row, other))
        return;
      n_repeated++;
      expected += 1 - get_chance (self->numbers, row);
    }
  if (expected >= LIMEN_EXPECTED_MIXED
      && (double) n_repeated >= LIMEN_REPEATED_SHARE * (double) n)
    limen_findings_add (
        self->findings, "duplicated-rows", LIMEN_SEVERITY_WARNING,
        "%.1f %% of the rows repeat the scores and the label of another "
        "row, and no two rows with equal scores have different labels: rows "
        "seem to be in the file more than once, so results look more "
        "certain than they are. No option can fix this: remove the copies "
        "from the file.",
        100 * (double) n_repeated / (double) n);
}

/* Adds the findings about the scores of several classes. FALSE with an error
 * when memory runs out. */
gboolean
limen_diagnosis_check_classes (LimenAnalysis *analysis, GPtrArray *findings,
                               GError **error)
{
  static void (*const checks[]) (const Facts *) = {
    check_decisions,
    check_softmax_twice,
    check_sigmoid_twice,
    check_kind,
    check_sums,
    limen_diagnosis_check_order,
    limen_diagnosis_check_labels,
    check_leak,
    check_spread,
    check_saturation,
    check_calibration,
    limen_diagnosis_check_sizes,
    check_duplicates,
  };
  Facts facts;

  if (!limen_class_facts_init (&facts, analysis, findings, error))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    checks[i](&facts);
  limen_class_facts_clear (&facts);
  return TRUE;
}
