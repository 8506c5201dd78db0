#include "diagnosis-private.h"

#include <math.h>

#include "link.h"
#include "loss.h"
#include "sum.h"
#include "threshold.h"

#define GOOD_AUC 0.7
/* Fewer rows may well be told apart without anything being wrong. */
#define LEAST_PERFECT 10
#define ROUNDED_ROWS 100
#define MAX_ROUNDED_DECIMALS 2
#define TIED_ROWS 200
#define TIED_SHARE 0.05
#define CONSTANT_SHARE 1e-6
/* Doubles just below 1, as single precision has them. */
#define SINGLE_STEP 5.9604644775390625e-08
#define SINGLE_STEP_TOLERANCE 0.02
#define MAX_STEPS 16
/* Rows whose scores are undone at a time. */
#define BLOCK_SIZE 512

/* What all checks look at. */
typedef struct
{
  LimenAnalysis *analysis;
  LimenOneVsRest *class;
  LimenDataset *dataset;
  const LimenPredictions *numbers;
  const LimenSweep *sweep;
  GPtrArray *findings;
  gsize n_scores; /* distinct */
  gboolean has_decisions; /* instead of scores */
  double low, high;
  guint64 n_positives, n_negatives; /* rows */
} Facts;

#define add(self, ...) limen_findings_add ((self)->findings, __VA_ARGS__)
#define add_of_losses(self, ...)                                              \
  limen_findings_add_of_losses ((self)->findings, __VA_ARGS__)

static double
get_bce (const Facts *self)
{
  return limen_diagnosis_get_loss (self->analysis,
                                   self->numbers->kind == LIMEN_KIND_LOGIT
                                       ? "bce-with-logits"
                                       : "bce");
}

/* Whether the file has both 0 and 1 for scores, and no other. */
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
check_decisions (const Facts *self)
{
  if (self->has_decisions)
    add (self, "decisions-only", LIMEN_SEVERITY_WARNING,
         "Only 0 and 1 occur: " LIMEN_DECISIONS_TEXT);
}

/* Where low scores mean positive, and seem not to. */
static void
check_reversed (const Facts *self)
{
  double auc = limen_one_vs_rest_get_ranking (self->class).roc_auc;

  if (self->numbers->is_reversed && auc < 0.5)
    add (self, "auc-below-half", LIMEN_SEVERITY_WARNING,
         "The ROC AUC is %.*f, below one half, with low scores taken as "
         "positive: rows of class \"%s\" tend to have the higher scores. "
         "Leave out --reverse-scores, or press Reverse.",
         auc < 0.4995 ? 3 : 6, auc,
         limen_one_vs_rest_get_name (self->class));
}

static void
check_direction (const Facts *self)
{
  double auc = limen_one_vs_rest_get_ranking (self->class).roc_auc;

  if (self->numbers->is_reversed)
    return; /* check_reversed() */
  if (auc < 0.5 && self->numbers->task == LIMEN_TASK_BINARY)
    add (self, "auc-below-half", LIMEN_SEVERITY_WARNING,
         "The ROC AUC is %.*f, below one half: rows of class \"%s\" tend to "
         "have the lower scores. Perhaps \"%s\" is the positive class; "
         "nothing was swapped. Swap them with --positive, in the window with "
         "Swap.",
         auc < 0.4995 ? 3 : 6, auc, limen_one_vs_rest_get_name (self->class),
         limen_one_vs_rest_get_rest_name (self->class));
  else if (auc < 0.5)
    add (self, "auc-below-half", LIMEN_SEVERITY_WARNING,
         "The ROC AUC is %.*f, below one half: rows of class \"%s\" tend to "
         "have the lower scores.",
         auc < 0.4995 ? 3 : 6, auc,
         limen_one_vs_rest_get_name (self->class));
}

/* Binary cross-entropy, were a sigmoid taken off the scores. */
static double
compute_bce_undone (const LimenPredictions *numbers)
{
  LimenSum sum = { 0 };
  double scores[BLOCK_SIZE];

  for (gsize first = 0, n; first < numbers->n_rows; first += n)
    {
      n = MIN (BLOCK_SIZE, numbers->n_rows - first);
      for (gsize i = 0; i < n; i++)
        {
          scores[i] = numbers->scores[0][first + i];
          if (!limen_undo_apply (LIMEN_UNDO_SIGMOID, &scores[i], 1))
            return NAN;
        }
      limen_sum_add (&sum,
                     limen_loss_bce (scores, numbers->labels + first,
                                     numbers->positive,
                                     numbers->weights != NULL
                                         ? numbers->weights + first
                                         : NULL,
                                     n)
                         .sum);
    }
  return limen_sum_value (&sum) / (double) numbers->n_rows;
}

static void
check_sigmoid_twice (const Facts *self)
{
  if (self->numbers->kind == LIMEN_KIND_PROBABILITY && self->low >= 0.5
      && self->high <= LIMEN_SIGMOID_OF_ONE
      && self->n_scores >= LIMEN_FEW_SCORES)
    add (self, "sigmoid-twice", LIMEN_SEVERITY_WARNING,
         "All probabilities lie from %.4g to %.4g, within 0.5 and 0.731, where "
         "a sigmoid puts what is a probability already: was it applied twice? "
         "With one taken off, the binary cross-entropy is %.4f instead of "
         "%.4f. Take it off with --undo sigmoid, in the window with Undo the "
         "Sigmoid, or export what the model gave before it.",
         self->low, self->high, compute_bce_undone (self->numbers),
         get_bce (self));
}

static void
check_kind (const Facts *self)
{
  gboolean is_logit = self->numbers->kind == LIMEN_KIND_LOGIT;
  gboolean is_score = self->numbers->kind == LIMEN_KIND_SCORE;

  if (self->n_scores < LIMEN_FEW_SCORES || self->numbers->is_reversed)
    return;
  if (is_logit && self->low >= 0 && self->high <= 1)
    add (self, "probabilities-as-logits", LIMEN_SEVERITY_WARNING,
         "All logits lie from %.4g to %.4g: these look like probabilities. If "
         "they are, a sigmoid is applied here to what has been through one, "
         "and the losses are wrong; say that they are probabilities with "
         "--kind probability, in the window with Treat as Probabilities.",
         self->low, self->high);
  else if (is_score && self->high <= 0 && self->low < 0)
    add (self, "log-probabilities", LIMEN_SEVERITY_WARNING,
         "No score is above 0 (they go from %.4g to %.4g), as logarithms of "
         "probabilities are. If that is what they are, say so with --kind "
         "log-probability, in the window with Treat as Log-Probabilities, and "
         "the losses are computed.",
         self->low, self->high);
  else if (is_score && self->low >= 0 && self->high > 1 && self->high <= 100)
    add (self, "percentages", LIMEN_SEVERITY_WARNING,
         "The scores go from %.4g to %.4g: are these percentages? Divide them "
         "by 100 with --undo percent, in the window with Divide by 100, and "
         "the losses and the calibration are computed.",
         self->low, self->high);
}

static void
check_leak (const Facts *self)
{
  if (limen_one_vs_rest_get_ranking (self->class).roc_auc == 1
      && self->n_positives >= LEAST_PERFECT
      && self->n_negatives >= LEAST_PERFECT)
    add (self, "label-leaked", LIMEN_SEVERITY_WARNING,
         "Every positive row scores above every negative one (ROC AUC 1). "
         "Real models seldom do: is the label among the model's inputs, or "
         "are these the rows that it was trained on?");
}

static void
check_spread (const Facts *self)
{
  double size = fmax (fabs (self->low), fabs (self->high));

  if (self->numbers->n_rows < 2)
    return;
  if (self->n_scores == 1)
    add (self, "constant-scores", LIMEN_SEVERITY_WARNING,
         "Every score is %.6g: no threshold tells any rows apart. Is this the "
         "right column? Name another with --score, in the window under "
         "Columns\342\200\246.",
         self->low);
  else if (self->high - self->low <= CONSTANT_SHARE * size)
    add (self, "near-constant-scores", LIMEN_SEVERITY_WARNING,
         "The scores differ by %.2g at most, around %.6g: the model hardly "
         "tells the rows apart, or its outputs were rounded on the way.",
         self->high - self->low, self->low);
}

/* Rows that are as sure as can be, and those of them that are wrong. */
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

static void
check_saturation (const Facts *self)
{
  gsize n_sure, n_wrong, first_wrong = 0;

  if (self->numbers->kind != LIMEN_KIND_PROBABILITY || self->has_decisions
      || (self->low > 0 && self->high < 1))
    return;
  count_sure (self->numbers, &n_sure, &n_wrong, &first_wrong);
  if (n_wrong > 0)
    add_of_losses (self, "clamped-rows", LIMEN_SEVERITY_WARNING,
         "A probability of 0 was given to the true label in %" G_GSIZE_FORMAT
         " of the rows, the first on line %" G_GUINT64_FORMAT
         ". Their cross-entropy would be infinite and is clamped at 100 each, "
         "as PyTorch does; it may be most of the loss.",
         n_wrong,
         limen_dataset_find_line (
             self->dataset,
             limen_threshold_scores_find_row (
                 limen_analysis_get_scores (self->analysis),
                 limen_one_vs_rest_get_class (self->class), first_wrong),
             NULL));
  if (n_sure >= LIMEN_LEAST_SATURATED
      && (double) n_sure
             >= LIMEN_SATURATED_SHARE * (double) self->numbers->n_rows)
    add (self, "saturated-scores", LIMEN_SEVERITY_WARNING,
         "%.1f %% of the probabilities are exactly 0 or 1. Outputs in single "
         "precision end there, and such rows cannot be ranked any more; "
         "export logits instead.",
         100 * (double) n_sure / (double) self->numbers->n_rows);
}

/* The fewest decimals that all scores have, up to a limit; -1: more. */
static int
find_decimals (const LimenSweep *sweep, gsize n_scores)
{
  for (int decimals = 0; decimals <= MAX_ROUNDED_DECIMALS; decimals++)
    {
      double scale = pow (10, decimals);
      gsize i = 0;

      while (i < n_scores)
        {
          double scaled = limen_sweep_get_score (sweep, i) * scale;

          if (fabs (scaled - round (scaled)) > 1e-9 * scale)
            break;
          i++;
        }
      if (i == n_scores)
        return decimals;
    }
  return -1;
}

static void
check_ties (const Facts *self)
{
  double n_rows = (double) self->numbers->n_rows;
  int decimals;

  if (self->n_scores == 1 || self->has_decisions)
    return;
  decimals = find_decimals (self->sweep, self->n_scores);
  if (self->numbers->kind == LIMEN_KIND_PROBABILITY && decimals >= 0
      && n_rows >= ROUNDED_ROWS)
    add (self, "rounded-scores", LIMEN_SEVERITY_INFO,
         "The probabilities are rounded to %d %s, which leaves %"
         G_GSIZE_FORMAT " of them for %.0f rows. Thresholds in between decide "
         "alike; more digits would tell the rows apart.",
         decimals, decimals == 1 ? "decimal" : "decimals", self->n_scores,
         n_rows);
  else if (n_rows >= TIED_ROWS
           && (double) self->n_scores <= TIED_SHARE * n_rows)
    add (self, "tied-scores", LIMEN_SEVERITY_INFO,
         "There are only %" G_GSIZE_FORMAT " different scores for %.0f rows, "
         "so the threshold can only decide in jumps of %.1f rows on average.",
         self->n_scores, n_rows, n_rows / (double) self->n_scores);
}

static void
check_size (const Facts *self)
{
  guint64 n_rows = self->n_positives + self->n_negatives;
  guint64 n = MIN (self->n_positives, self->n_negatives);
  double share = (double) self->n_positives / (double) n_rows;

  if (n == 0)
    return; /* said elsewhere */
  if (n < LIMEN_ENOUGH_ROWS)
    add (self, "few-rows", LIMEN_SEVERITY_WARNING,
         "Only %" G_GUINT64_FORMAT " %s %s. A rate among them is "
         "uncertain by up to %.0f points (95 %% interval), so the best "
         "threshold is partly chance; from %d rows on it is within 10.",
         n, n == 1 ? "row is" : "rows are",
         self->n_positives <= self->n_negatives ? "positive" : "negative",
         100 * 1.96 * 0.5 / sqrt ((double) n), LIMEN_ENOUGH_ROWS);
  if (share < LIMEN_RARE_SHARE || share > 1 - LIMEN_RARE_SHARE)
    add (self, "imbalanced", LIMEN_SEVERITY_INFO,
         "%.2f %% of the rows are positive. Always saying the same has an "
         "accuracy of %.2f %%; look at precision and recall, or state costs.",
         100 * share, 100 * fmax (share, 1 - share));
}

static void
check_calibration (const Facts *self)
{
  double auc = limen_one_vs_rest_get_ranking (self->class).roc_auc;
  double bce = get_bce (self);
  double base = limen_diagnosis_get_loss (self->analysis, "base-rate");

  if (auc >= GOOD_AUC && bce > base && !self->has_decisions)
    add_of_losses (self, "badly-calibrated", LIMEN_SEVERITY_WARNING,
         "The scores rank well (ROC AUC %.3f), yet their cross-entropy of %.4f "
         "is above the %.4f of always saying the base rate: they are no good "
         "as probabilities. Thresholds chosen here still hold; do not read "
         "the scores as chances.",
         auc, bce, base);
}

/* Rows of equal scores, copies of one another if none of them disagrees on the
 * label although chance would have it. Of rows with weights nobody knows here
 * how many have a score. */
static void
check_duplicates (const Facts *self)
{
  double expected = 0, n_repeated = 0;
  double n_rows = (double) self->numbers->n_rows;

  /* Most files have too many scores to be looked at one by one. */
  if (limen_sweep_is_weighted (self->sweep)
      || n_rows - (double) self->n_scores < LIMEN_REPEATED_SHARE * n_rows)
    return;
  for (gsize i = 0; i < self->n_scores; i++)
    {
      LimenConfusion here = limen_sweep_get_confusion (self->sweep, i);
      LimenConfusion above = limen_sweep_get_confusion (self->sweep, i + 1);
      double positives = here.tp - above.tp, negatives = here.fp - above.fp;
      double n = positives + negatives;
      double p = limen_score_to_probability (
          self->numbers->kind, limen_sweep_get_score (self->sweep, i));

      if (positives > 0 && negatives > 0)
        return;
      n_repeated += n - 1;
      expected += n > 1 ? 1 - pow (p, n) - pow (1 - p, n) : 0;
    }
  if (expected >= LIMEN_EXPECTED_MIXED
      && n_repeated >= LIMEN_REPEATED_SHARE * n_rows)
    add (self, "duplicated-rows", LIMEN_SEVERITY_WARNING,
         "%.1f %% of the rows repeat the score and the label of another one, "
         "and no two rows of one score differ in their labels, where about "
         "%.0f scores should by their own probabilities: rows seem to be in "
         "the file more than once, and whatever is counted here is surer "
         "than it looks. Leave the copies out.",
         100 * n_repeated / n_rows, expected);
}

/* Whether a probability is one that single precision has just below 1. */
static gboolean
is_single_step (double p)
{
  double steps = (1 - p) / SINGLE_STEP;

  return fabs (steps - round (steps)) <= SINGLE_STEP_TOLERANCE;
}

/* Below 1 single precision goes in steps of 2^-24: a sigmoid there has only a
 * few values left to tell large logits apart. */
static void
check_single_precision (const Facts *self)
{
  gsize first = limen_sweep_find (self->sweep, 1 - MAX_STEPS * SINGLE_STEP);
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
  if (n >= 2 && n_rows >= LIMEN_LEAST_SATURATED && n_rows >= 2 * (double) n)
    add (self, "single-precision", LIMEN_SEVERITY_INFO,
         "The %.0f highest probabilities have only %" G_GSIZE_FORMAT
         " different values, steps of single precision below 1: a sigmoid "
         "computed there cannot rank such rows any more. Export logits "
         "instead.",
         n_rows, n);
}

static Facts
get_facts (LimenAnalysis *analysis, LimenOneVsRest *class,
           GPtrArray *findings)
{
  Facts facts = {
    .analysis = analysis,
    .class = class,
    .dataset = limen_analysis_get_dataset (analysis),
    .numbers = limen_one_vs_rest_get_numbers (class),
    .sweep = limen_one_vs_rest_get_sweep (class),
    .has_decisions = has_decisions (class),
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

/* Adds what the scores of the only class show. */
void
limen_diagnosis_check_class (LimenAnalysis *analysis, LimenOneVsRest *class,
                             GPtrArray *findings)
{
  static void (*const checks[]) (const Facts *) = {
    check_decisions,     check_sigmoid_twice, check_kind, check_direction,
    check_leak,          check_spread,     check_saturation,
    check_calibration,   check_size,       check_ties,
    check_duplicates,    check_single_precision, check_reversed,
  };
  Facts facts = get_facts (analysis, class, findings);

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    checks[i](&facts);
}
