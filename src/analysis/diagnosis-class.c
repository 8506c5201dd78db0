/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diagnosis-private.h"

#include <math.h>

#include "diagnosis-class-kind.h"
#include "link.h"
#include "misfit.h"
#include "sample-size.h"
#include "score-reading.h"
#include "threshold.h"

/* Standard deviations of the ROC AUC of uninformative scores that count as
 * chance. */
#define LIKELY_DEVIATIONS 2
/* Minimum rows per class for a perfect ranking to be suspicious. */
#define MIN_PERFECT_ROWS 10
/* Share of repeated scores among rows that are not 0 or 1 above which 0 and 1
 * are steps, too, and not saturation. */
#define INNER_SHARE 0.2
/* A grid this many times finer than the number of rows rarely gives different
 * rows equal scores. */
#define FINE_GRID 20.0
/* Upper bound on the decimals of coarse scores. */
#define MAX_DECIMALS 6
/* log 100: minimum gain in log-likelihood beyond what fitting gives by
 * chance. */
#define LIKELY_GAIN 4.605170185988092
/* Divergence, relative to the base rate's cross-entropy, above which
 * calibration is bad: about 10 percentage points off where half of the rows
 * are positive. */
#define BAD_CALIBRATION 0.03
/* Range of the scores, relative to the largest, up to which they are nearly
 * constant. */
#define CONSTANT_SHARE 1e-6
/* Spacing of single-precision numbers just below 1, 2^-24. */
#define SINGLE_STEP 5.9604644775390625e-08
/* Tolerance for the rounding of scores, in steps, and number of steps below 1
 * that are searched for saturated scores. */
#define SINGLE_STEP_TOLERANCE 0.02
#define MAX_SINGLE_STEPS 16

/* Whether the file's scores are all 0 or 1, with both present. */
static gboolean
has_decisions (LimenOneVsRest *class)
{
  LimenPredictions source = limen_one_vs_rest_get_source (class);
  gboolean has_any[2] = { FALSE, FALSE };

  for (gsize i = 0; i < source.n_rows; i++)
    {
      double score
          = limen_score_reverse (source.scores[0][i], source.is_reversed);

      if (score != 0 && score != 1)
        return FALSE;
      has_any[score == 1] = TRUE;
    }
  return has_any[0] && has_any[1];
}

static void
check_decisions (const LimenDiagnosisClass *self)
{
  if (self->has_decisions)
    limen_diagnosis_add_decisions_only (self->findings);
}

/* Warns if scores are reversed but do not rank that way. */
static void
check_reversed (const LimenDiagnosisClass *self)
{
  double auc = limen_one_vs_rest_get_ranking (self->class).roc_auc;

  if (self->numbers->is_reversed && auc < 0.5)
    limen_findings_add (
        self->findings, "auc-below-half", LIMEN_SEVERITY_WARNING,
        "The ROC AUC is %.*f, below one half, although low scores count as "
        "positive: rows of class \"%s\" tend to have higher scores. {Leave "
        "out --reverse-scores, or press Reverse.|Press Reverse.}",
        auc < 0.4995 ? 3 : 6, auc, limen_one_vs_rest_get_name (self->class));
}

/* Whether a ROC AUC is below one half by more than chance: its variance for
 * uninformative scores is (n + 1) / (12 n+ n-) (Mann and Whitney, 1947). */
static gboolean
is_below_chance (const LimenDiagnosisClass *self, double auc)
{
  double positives = (double) self->n_positives;
  double negatives = (double) self->n_negatives;
  double variance
      = (positives + negatives + 1) / (12 * positives * negatives);

  return auc < 0.5 - LIKELY_DEVIATIONS * sqrt (variance);
}

static void
check_direction (const LimenDiagnosisClass *self)
{
  double auc = limen_one_vs_rest_get_ranking (self->class).roc_auc;
  const char *name = limen_one_vs_rest_get_name (self->class);
  const char *rest = limen_one_vs_rest_get_rest_name (self->class);
  gboolean has_other = limen_task_get (self->numbers->task)->has_positive;
  int n_digits = auc < 0.4995 ? 3 : 6;

  if (self->numbers->is_reversed || !(auc < 0.5))
    return; /* see check_reversed() */
  if (!is_below_chance (self, auc) && has_other)
    limen_findings_add (
        self->findings, "auc-below-half", LIMEN_SEVERITY_INFO,
        "The ROC AUC is %.*f, below one half, but within chance for this "
        "many rows: the scores may carry no information. If low scores mean "
        "\"%s\", {give --reverse-scores, in the window Reverse.|press "
        "Reverse.}",
        n_digits, auc, name);
  else if (!is_below_chance (self, auc))
    limen_findings_add (
        self->findings, "auc-below-half", LIMEN_SEVERITY_INFO,
        "The ROC AUC is %.*f, below one half, but within chance for this "
        "many rows: the scores may carry no information.",
        n_digits, auc);
  else if (has_other)
    limen_findings_add (
        self->findings, "auc-below-half", LIMEN_SEVERITY_WARNING,
        "The ROC AUC is %.*f, below one half: rows of class \"%s\" tend to "
        "have lower scores. Nothing was changed. If \"%s\" is the positive "
        "class, {give --positive \"%s\", in the window Swap|press Swap the "
        "Positive Class}. If low scores mean \"%s\", as credit scores and "
        "those of an isolation forest do, {give --reverse-scores, in the "
        "window Reverse.|press Reverse.}",
        n_digits, auc, name, rest, rest, name);
  else if (limen_task_get (self->numbers->task)->own_name != NULL)
    limen_findings_add (
        self->findings, "auc-below-half", LIMEN_SEVERITY_WARNING,
        "The ROC AUC is %.*f, below one half: rows whose predicted class is "
        "correct tend to have lower scores.",
        n_digits, auc);
  else
    limen_findings_add (
        self->findings, "auc-below-half", LIMEN_SEVERITY_WARNING,
        "The ROC AUC is %.*f, below one half: rows of class \"%s\" tend to "
        "have lower scores.",
        n_digits, auc, name);
}

static void
check_leak (const LimenDiagnosisClass *self)
{
  if (limen_one_vs_rest_get_ranking (self->class).roc_auc == 1
      && self->n_positives >= MIN_PERFECT_ROWS
      && self->n_negatives >= MIN_PERFECT_ROWS)
    limen_findings_add (
        self->findings, "label-leaked", LIMEN_SEVERITY_WARNING,
        "Every positive row scores above every negative one (ROC AUC 1). "
        "Real models rarely do: is the label among the model's inputs, or "
        "are these its training rows? No option can fix this; check how the "
        "file was made.");
}

static void
check_spread (const LimenDiagnosisClass *self)
{
  double size = fmax (fabs (self->low), fabs (self->high));

  if (self->numbers->n_rows < 2)
    return;
  if (self->n_scores == 1)
    limen_findings_add (
        self->findings, "constant-scores", LIMEN_SEVERITY_WARNING,
        "Every score is %.6g, so no threshold can separate the rows. Is this "
        "the right column? {Name another with --score, in the window under "
        "Columns\342\200\246.|Choose another under Columns\342\200\246.}",
        self->low);
  else if (self->high - self->low <= CONSTANT_SHARE * size)
    limen_findings_add (
        self->findings, "near-constant-scores", LIMEN_SEVERITY_WARNING,
        "The scores differ by at most %.2g, around %.6g: the model hardly "
        "separates the rows, or its outputs were rounded before they were "
        "saved. No option can restore lost digits: export the scores with "
        "all digits.",
        self->high - self->low, self->low);
}

/* Counts the rows with a probability of exactly 0 or 1, and the rows among
 * them with the opposite label; *first_wrong is the index of the first of
 * these. */
static void
count_sure (const LimenPredictions *numbers, gsize *n_sure, gsize *n_wrong,
            gsize *first_wrong)
{
  *n_sure = *n_wrong = 0;
  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      double p = numbers->scores[0][i];
      gboolean is_positive = numbers->labels[i] == numbers->positive;

      if (p != 0 && p != 1)
        continue;
      ++*n_sure;
      if ((p == 1) == is_positive)
        continue;
      if ((*n_wrong)++ == 0)
        *first_wrong = i;
    }
}

/* Whether scores strictly between 0 and 1 are tied as well, as from votes,
 * rounding or isotonic recalibration: then 0 and 1 are just two more steps. */
static gboolean
has_inner_ties (const LimenDiagnosisClass *self, gsize n_sure)
{
  double n_rows = (double) (self->numbers->n_rows - n_sure);
  double n_scores = (double) self->n_scores - (self->low == 0)
                    - (self->high == 1);

  return n_scores < (1 - INNER_SHARE) * n_rows;
}

static void
check_saturation (const LimenDiagnosisClass *self)
{
  gsize n_sure, n_wrong, first_wrong = 0;

  if (self->numbers->kind != LIMEN_KIND_PROBABILITY || self->has_decisions
      || (self->low > 0 && self->high < 1))
    return;
  count_sure (self->numbers, &n_sure, &n_wrong, &first_wrong);
  if (n_wrong > 0)
    limen_findings_add_of_losses (
        self->findings, "clamped-rows", LIMEN_SEVERITY_WARNING,
        "The true label has a probability of 0 in %'zu of the rows, the first "
        "on %s %" PRIu64 ". Their cross-entropy would be infinite; it is "
        "clamped at 100 each, as in PyTorch, and may dominate the loss. "
        "{Recalibrate with --recalibrate beta, in the window with "
        "Recalibrate,|Press Recalibrate,} which gives such rows the frequency "
        "observed among them.",
        n_wrong, limen_dataset_get_row_word (self->dataset),
        limen_dataset_find_line (
            self->dataset,
            limen_threshold_scores_find_row (
                limen_analysis_get_scores (self->analysis),
                limen_one_vs_rest_get_class (self->class), first_wrong),
            NULL));
  if (n_sure >= LIMEN_MIN_SATURATED
      && (double) n_sure
             >= LIMEN_SATURATED_SHARE * (double) self->numbers->n_rows
      && !has_inner_ties (self, n_sure))
    limen_findings_add (
        self->findings, "saturated-scores", LIMEN_SEVERITY_WARNING,
        "%.1f %% of the probabilities are exactly 0 or 1. Single-precision "
        "outputs saturate there, and such rows can no longer be ranked. No "
        "option can undo this: export logits instead.",
        100 * (double) n_sure / (double) self->numbers->n_rows);
}

/* Reports that few rows are positive, or negative. Reports say beside the
 * metrics how many rows would do; the window says it here. */
static void
note_few_rows (const LimenDiagnosisClass *self, guint64 n)
{
  double uncertainty = 100 * 1.96 * 0.5 / sqrt ((double) n);
  gsize within_5 = (gsize) limen_sample_size (0.5, 0.05, 0.95);
  gsize within_1 = (gsize) limen_sample_size (0.5, 0.01, 0.95);

  if (self->n_positives <= self->n_negatives)
    limen_findings_add_plural (
        self->findings, "few-rows", LIMEN_SEVERITY_WARNING,
        LIMEN_FINDING_THRESHOLDS, (gulong) n,
        "Only %" PRIu64 " row is positive. Recall is uncertain by up to %.0f "
        "points (95 %% interval), so the best threshold is partly chance; "
        "from %d positive rows on, it is uncertain by at most 10 points{|, "
        "from %'zu by at most 5, from %'zu by at most 1}. No option can make "
        "up for this: label more rows.",
        "Only %" PRIu64 " rows are positive. Recall is uncertain by up to "
        "%.0f points (95 %% interval), so the best threshold is partly "
        "chance; from %d positive rows on, it is uncertain by at most 10 "
        "points{|, from %'zu by at most 5, from %'zu by at most 1}. No option "
        "can make up for this: label more rows.",
        n, uncertainty, LIMEN_ENOUGH_ROWS, within_5, within_1);
  else
    limen_findings_add_plural (
        self->findings, "few-rows", LIMEN_SEVERITY_WARNING,
        LIMEN_FINDING_THRESHOLDS, (gulong) n,
        "Only %" PRIu64 " row is negative. Specificity is uncertain by up to "
        "%.0f points (95 %% interval), so the best threshold is partly "
        "chance; from %d negative rows on, it is uncertain by at most 10 "
        "points{|, from %'zu by at most 5, from %'zu by at most 1}. No option "
        "can make up for this: label more rows.",
        "Only %" PRIu64 " rows are negative. Specificity is uncertain by up "
        "to %.0f points (95 %% interval), so the best threshold is partly "
        "chance; from %d negative rows on, it is uncertain by at most 10 "
        "points{|, from %'zu by at most 5, from %'zu by at most 1}. No option "
        "can make up for this: label more rows.",
        n, uncertainty, LIMEN_ENOUGH_ROWS, within_5, within_1);
}

static void
check_size (const LimenDiagnosisClass *self)
{
  guint64 n_rows = self->n_positives + self->n_negatives;
  guint64 n = MIN (self->n_positives, self->n_negatives);
  double share = (double) self->n_positives / (double) n_rows;

  if (n == 0)
    return; /* reported by the finding on a missing class */
  if (n < LIMEN_ENOUGH_ROWS)
    note_few_rows (self, n);
  if (share < LIMEN_RARE_SHARE || share > 1 - LIMEN_RARE_SHARE)
    limen_findings_add (
        self->findings, "imbalanced", LIMEN_SEVERITY_INFO,
        "%.2f %% of the rows are positive. Always predicting the larger "
        "class has an accuracy of %.2f %%; look at precision and recall "
        "instead, or {state costs with --fp-cost and --fn-cost, in the "
        "window under Objective.|state costs under Objective.}",
        100 * share, 100 * fmax (share, 1 - share));
}

/* Returns the misfit of the probabilities. A probability of 0 is only taken to
 * be less than half the next higher score, and a probability of 1 to be more
 * than halfway from the next lower score to 1: the votes of ten trees cannot
 * distinguish one in twenty from none. */
static LimenMisfit
compute_misfit (const LimenDiagnosisClass *self)
{
  gsize n, last = self->n_scores - 1;
  const LimenCalibrationBin *bins
      = limen_one_vs_rest_get_bins (self->class, &n);
  double min = 0, max = 1;

  if (self->numbers->kind == LIMEN_KIND_PROBABILITY && last > 0
      && self->low == 0)
    min = 0.5 * limen_sweep_get_score (self->sweep, 1);
  if (self->numbers->kind == LIMEN_KIND_PROBABILITY && last > 0
      && self->high == 1)
    max = 0.5 * (1 + limen_sweep_get_score (self->sweep, last - 1));
  return limen_misfit_compute (bins, n, min, max);
}

/* Whether the frequencies differ from the probabilities, both substantially
 * and by more than chance (one in a thousand files). */
static gboolean
are_miscalibrated (const LimenDiagnosisClass *self, LimenMisfit misfit)
{
  return misfit.worst != NULL
         && misfit.divergence
                > BAD_CALIBRATION * limen_diagnosis_class_get_base (self)
         && self->n_effective * misfit.divergence
                > LIKELY_GAIN
                      + limen_diagnosis_get_fitted_gain (misfit.n_bins);
}

/* Reports bad calibration, unless another finding explains it. */
static void
check_calibration (const LimenDiagnosisClass *self)
{
  LimenMisfit misfit = compute_misfit (self);
  gboolean has_logits = self->numbers->kind == LIMEN_KIND_LOGIT;

  if (self->has_decisions || self->n_positives == 0 || self->n_negatives == 0
      || !are_miscalibrated (self, misfit)
      || limen_diagnosis_class_has_finding (self, "sigmoid-twice")
      || limen_diagnosis_class_has_finding (self, "softmax-twice")
      || limen_diagnosis_class_has_finding (self, "probabilities-as-logits")
      || is_below_chance (self,
                          limen_one_vs_rest_get_ranking (self->class).roc_auc))
    return;
  limen_findings_add_of_losses (
      self->findings, "badly-calibrated", LIMEN_SEVERITY_WARNING,
      "The probabilities are badly calibrated: of the %'zu rows where they "
      "average %.3g, %.1f %% are positive. Thresholds chosen here are still "
      "valid, but the scores should not be read as probabilities. "
      "{Recalibrate them with --recalibrate %s, in the window with "
      "Recalibrate.|Press Recalibrate.}",
      misfit.worst->n_rows, misfit.worst->mean_score,
      100 * misfit.worst->frequency, has_logits ? "platt" : "beta");
}

/* Returns the probability of a positive at a score: the score's own, or its
 * bin's frequency if that is more certain. */
static double
get_chance (const LimenDiagnosisClass *self, double score)
{
  double p = limen_score_to_probability (self->numbers->kind, score);
  gsize n;
  const LimenCalibrationBin *bins
      = limen_one_vs_rest_get_bins (self->class, &n);

  for (gsize i = 0; i < n; i++)
    if (p >= bins[i].low && (p < bins[i].high || i == n - 1)
        && fabs (bins[i].frequency - 0.5) > fabs (p - 0.5))
      return bins[i].frequency;
  return p;
}

/* Whether the scores have so few decimals that different rows often get equal
 * scores. */
static gboolean
are_coarse (const LimenDiagnosisClass *self)
{
  for (int decimals = 0; decimals <= MAX_DECIMALS; decimals++)
    {
      double scale = pow (10, decimals);
      gsize i = 0;

      if (scale * (self->high - self->low)
          > FINE_GRID * (double) self->numbers->n_rows)
        return FALSE;
      while (i < self->n_scores)
        {
          double scaled = limen_sweep_get_score (self->sweep, i) * scale;

          if (fabs (scaled - round (scaled)) > 1e-9 * scale)
            break;
          i++;
        }
      if (i == self->n_scores)
        return TRUE;
    }
  return FALSE;
}

/* Reports rows that seem to be copies: rows with equal scores that all agree
 * on the label although chance would make some differ. Not for weighted rows,
 * whose number per score is unknown here. */
static void
check_duplicates (const LimenDiagnosisClass *self)
{
  double expected = 0, n_repeated = 0;
  double n_rows = (double) self->numbers->n_rows;

  /* Skip the loop for most files. */
  if (limen_sweep_is_weighted (self->sweep)
      || n_rows - (double) self->n_scores < LIMEN_REPEATED_SHARE * n_rows)
    return;
  for (gsize i = 0; i < self->n_scores; i++)
    {
      LimenConfusion here = limen_sweep_get_confusion (self->sweep, i);
      LimenConfusion above = limen_sweep_get_confusion (self->sweep, i + 1);
      double positives = here.tp - above.tp, negatives = here.fp - above.fp;
      double n = positives + negatives;
      double p = get_chance (self, limen_sweep_get_score (self->sweep, i));

      if (positives > 0 && negatives > 0)
        return;
      n_repeated += n - 1;
      expected += n > 1 ? 1 - pow (p, n) - pow (1 - p, n) : 0;
    }
  if (expected >= LIMEN_EXPECTED_MIXED
      && n_repeated >= LIMEN_REPEATED_SHARE * n_rows && !are_coarse (self))
    limen_findings_add (
        self->findings, "duplicated-rows", LIMEN_SEVERITY_WARNING,
        "%.1f %% of the rows repeat the score and the label of another row, "
        "and no two rows with the same score have different labels, although "
        "by their probabilities about %'.0f scores should have such rows: "
        "rows seem to be in the file more than once, so results look more "
        "certain than they are. No option can fix this: remove the copies "
        "from the file.",
        100 * n_repeated / n_rows, expected);
}

/* Whether a probability is a single-precision number just below 1. */
static gboolean
is_single_step (double p)
{
  double steps = (1 - p) / SINGLE_STEP;

  return fabs (steps - round (steps)) <= SINGLE_STEP_TOLERANCE;
}

/* Reports saturation in single precision, whose numbers just below 1 are 2^-24
 * apart: a sigmoid there has few values left to rank large logits. */
static void
check_single_precision (const LimenDiagnosisClass *self)
{
  gsize first
      = limen_sweep_find (self->sweep, 1 - MAX_SINGLE_STEPS * SINGLE_STEP);
  gsize n = self->n_scores - first;
  double n_rows;
  LimenConfusion above;

  if (self->numbers->kind != LIMEN_KIND_PROBABILITY || n == 0
      || self->has_decisions
      || limen_sweep_is_weighted (self->sweep))
    return;
  above = limen_sweep_get_confusion (self->sweep, first);
  n_rows = above.tp + above.fp;
  for (gsize i = first; i < self->n_scores; i++)
    if (!is_single_step (limen_sweep_get_score (self->sweep, i)))
      return;
  if (n >= 2 && n_rows >= LIMEN_MIN_SATURATED && n_rows >= 2 * (double) n)
    limen_findings_add (
        self->findings, "single-precision", LIMEN_SEVERITY_INFO,
        "The %'.0f highest probabilities have only %'zu different values, "
        "the last single-precision numbers below 1: a sigmoid computed in "
        "single precision can no longer rank such rows. No option can undo "
        "this: export logits instead.",
        n_rows, n);
}

static LimenDiagnosisClass
get_facts (LimenAnalysis *analysis, LimenOneVsRest *class,
           GPtrArray *findings)
{
  LimenDiagnosisClass facts = {
    .analysis = analysis,
    .class = class,
    .dataset = limen_analysis_get_dataset (analysis),
    .numbers = limen_one_vs_rest_get_numbers (class),
    .sweep = limen_one_vs_rest_get_sweep (class),
    .has_decisions = has_decisions (class),
    .n_effective = limen_predictions_get_effective_rows (
        limen_one_vs_rest_get_numbers (class)),
    .findings = findings,
  };

  facts.n_scores = limen_sweep_get_n_scores (facts.sweep);
  facts.low = limen_sweep_get_score (facts.sweep, 0);
  facts.high = limen_sweep_get_score (facts.sweep, facts.n_scores - 1);
  limen_interval_reverse (&facts.low, &facts.high,
                          limen_sweep_is_reversed (facts.sweep));
  for (gsize i = 0; i < facts.numbers->n_rows; i++)
    facts.n_positives += facts.numbers->labels[i] == facts.numbers->positive;
  facts.n_negatives = facts.numbers->n_rows - facts.n_positives;
  return facts;
}

/* Adds the findings about the scores of the only class of an analysis. */
void
limen_diagnosis_check_class (LimenAnalysis *analysis, LimenOneVsRest *class,
                             GPtrArray *findings)
{
  static void (*const checks[]) (const LimenDiagnosisClass *) = {
    check_decisions,
    limen_diagnosis_class_check_sigmoid_twice,
    limen_diagnosis_class_check_softmax_twice,
    limen_diagnosis_class_check_kind,
    check_direction,
    check_leak,
    check_spread,
    check_saturation,
    check_calibration,
    check_size,
    limen_diagnosis_class_check_ties,
    check_duplicates,
    check_single_precision,
    check_reversed,
  };
  LimenDiagnosisClass facts = get_facts (analysis, class, findings);

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    checks[i](&facts);
}
