#include "diagnosis.h"

#include <math.h>

#include "loss.h"
#include "link.h"

/* sigmoid (1): no sigmoid of a probability is larger. */
#define TWICE_HIGHEST 0.7310585786300049
/* So many rows that a range is no accident. */
#define FEW_SCORES 20
/* With so many a rate is known to 10 points: 1.96 sqrt (0.25 / n) <= 0.1. */
#define ENOUGH_ROWS 97
#define RARE_SHARE 0.01
#define SATURATED_SHARE 0.01
#define LEAST_SATURATED 10
#define GOOD_AUC 0.7
/* Fewer rows may well be told apart without anything being wrong. */
#define LEAST_PERFECT 10
#define ROUNDED_ROWS 100
#define MAX_ROUNDED_DECIMALS 2
#define TIED_ROWS 200
#define TIED_SHARE 0.05
#define CONSTANT_SHARE 1e-6

/* What all checks look at. */
typedef struct
{
  LimenAnalysis *analysis;
  LimenDataset *dataset;
  const LimenPredictions *numbers;
  const LimenSweep *sweep;
  GPtrArray *findings;
  gsize n_scores; /* distinct */
  double low, high;
  guint64 n_positives, n_negatives; /* rows */
} Facts;

static void G_GNUC_PRINTF (4, 5)
add (const Facts *self, const char *code, LimenSeverity severity,
     const char *format, ...)
{
  g_autofree char *message = NULL;
  va_list args;

  va_start (args, format);
  message = g_strdup_vprintf (format, args);
  va_end (args);
  g_ptr_array_add (self->findings,
                   limen_finding_new (code, severity, "%s", message));
}

static double
get_loss (const Facts *self, const char *key)
{
  gsize n;
  const LimenLossValue *losses
      = limen_analysis_get_losses (self->analysis, &n);

  for (gsize i = 0; i < n; i++)
    if (g_str_equal (losses[i].key, key))
      return losses[i].value;
  return NAN;
}

static double
get_bce (const Facts *self)
{
  return get_loss (self, self->numbers->kind == LIMEN_KIND_LOGIT
                             ? "bce-with-logits"
                             : "bce");
}

static void
check_direction (const Facts *self)
{
  double auc = limen_analysis_get_ranking (self->analysis).roc_auc;

  if (auc < 0.5)
    add (self, "auc-below-half", LIMEN_SEVERITY_WARNING,
         "The ROC AUC is %.*f, below one half: rows of class \"%s\" tend to "
         "have the lower scores. Perhaps the other class is the positive "
         "one; nothing was swapped.",
         auc < 0.4995 ? 3 : 6, auc,
         limen_dataset_get_class_name (self->dataset,
                                       self->numbers->positive));
}

/* Binary cross-entropy, were a sigmoid taken off the scores. */
static double
compute_bce_undone (const LimenPredictions *numbers)
{
  g_autofree double *scores = g_try_new (double, numbers->n_rows);

  if (scores == NULL)
    return NAN;
  for (gsize i = 0; i < numbers->n_rows; i++)
    scores[i] = CLAMP (limen_logit (numbers->scores[0][i]), 0, 1);
  return limen_loss_bce (scores, numbers->labels, numbers->positive,
                         numbers->weights, numbers->n_rows)
      .mean;
}

static void
check_sigmoid_twice (const Facts *self)
{
  if (self->numbers->kind == LIMEN_KIND_PROBABILITY && self->low >= 0.5
      && self->high <= TWICE_HIGHEST && self->n_scores >= FEW_SCORES)
    add (self, "sigmoid-twice", LIMEN_SEVERITY_WARNING,
         "All probabilities lie from %.4g to %.4g, within 0.5 and 0.731, where "
         "a sigmoid puts what is a probability already: was it applied twice? "
         "With one taken off, the binary cross-entropy is %.4f instead of "
         "%.4f. Export what the model gave before the last sigmoid.",
         self->low, self->high, compute_bce_undone (self->numbers),
         get_bce (self));
}

static void
check_kind (const Facts *self)
{
  gboolean is_logit = self->numbers->kind == LIMEN_KIND_LOGIT;
  gboolean is_score = self->numbers->kind == LIMEN_KIND_SCORE;

  if (self->n_scores < FEW_SCORES)
    return;
  if (is_logit && self->low >= 0 && self->high <= 1)
    add (self, "probabilities-as-logits", LIMEN_SEVERITY_WARNING,
         "All logits lie from %.4g to %.4g: these look like probabilities. If "
         "they are, a sigmoid is applied here to what has been through one, "
         "and the losses are wrong; say that they are probabilities.",
         self->low, self->high);
  else if (is_score && self->high <= 0 && self->low < 0)
    add (self, "log-probabilities", LIMEN_SEVERITY_WARNING,
         "No score is above 0 (they go from %.4g to %.4g), as logarithms of "
         "probabilities are. If that is what they are, say so, and the losses "
         "are computed.",
         self->low, self->high);
  else if (is_score && self->low >= 0 && self->high > 1 && self->high <= 100)
    add (self, "percentages", LIMEN_SEVERITY_WARNING,
         "The scores go from %.4g to %.4g: are these percentages? Divide them "
         "by 100, and the losses and the calibration are computed.",
         self->low, self->high);
}

static void
check_leak (const Facts *self)
{
  if (limen_analysis_get_ranking (self->analysis).roc_auc == 1
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
         "right column?",
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

  if (self->numbers->kind != LIMEN_KIND_PROBABILITY
      || (self->low > 0 && self->high < 1))
    return;
  count_sure (self->numbers, &n_sure, &n_wrong, &first_wrong);
  if (n_wrong > 0)
    add (self, "clamped-rows", LIMEN_SEVERITY_WARNING,
         "A probability of 0 was given to the true label in %" G_GSIZE_FORMAT
         " of the rows, the first on line %" G_GUINT64_FORMAT
         ". Their cross-entropy would be infinite and is clamped at 100 each, "
         "as PyTorch does; it may be most of the loss.",
         n_wrong,
         limen_dataset_find_line (self->dataset, first_wrong, NULL));
  if (n_sure >= LEAST_SATURATED
      && (double) n_sure >= SATURATED_SHARE * (double) self->numbers->n_rows)
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

  if (self->n_scores == 1)
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
  if (n < ENOUGH_ROWS)
    add (self, "few-rows", LIMEN_SEVERITY_WARNING,
         "Only %" G_GUINT64_FORMAT " rows are %s. A rate among them is "
         "uncertain by up to %.0f points (95 %% interval), so the best "
         "threshold is partly chance; from %d rows on it is within 10.",
         n, self->n_positives <= self->n_negatives ? "positive" : "negative",
         100 * 1.96 * 0.5 / sqrt ((double) n), ENOUGH_ROWS);
  if (share < RARE_SHARE || share > 1 - RARE_SHARE)
    add (self, "imbalanced", LIMEN_SEVERITY_INFO,
         "%.2f %% of the rows are positive. Always saying the same has an "
         "accuracy of %.2f %%; look at precision and recall, or state costs.",
         100 * share, 100 * fmax (share, 1 - share));
}

static void
check_calibration (const Facts *self)
{
  double auc = limen_analysis_get_ranking (self->analysis).roc_auc;
  double bce = get_bce (self), base = get_loss (self, "base-rate");

  if (auc >= GOOD_AUC && bce > base)
    add (self, "badly-calibrated", LIMEN_SEVERITY_WARNING,
         "The scores rank well (ROC AUC %.3f), yet their cross-entropy of %.4f "
         "is above the %.4f of always saying the base rate: they are no good "
         "as probabilities. Thresholds chosen here still hold; do not read "
         "the scores as chances.",
         auc, bce, base);
}

static int
compare_severity (gconstpointer a, gconstpointer b)
{
  const LimenFinding *first = *(LimenFinding *const *) a;
  const LimenFinding *second = *(LimenFinding *const *) b;

  return (int) second->severity - (int) first->severity;
}

static Facts
get_facts (LimenAnalysis *analysis, GPtrArray *findings)
{
  Facts facts = {
    .analysis = analysis,
    .dataset = limen_analysis_get_dataset (analysis),
    .sweep = limen_analysis_get_sweep (analysis),
    .findings = findings,
  };

  facts.numbers = limen_dataset_get_predictions (facts.dataset);
  facts.n_scores = limen_sweep_get_n_scores (facts.sweep);
  facts.low = limen_sweep_get_score (facts.sweep, 0);
  facts.high = limen_sweep_get_score (facts.sweep, facts.n_scores - 1);
  if (facts.numbers->positive < facts.numbers->n_classes)
    facts.n_positives = limen_dataset_get_class_rows (
        facts.dataset, facts.numbers->positive);
  facts.n_negatives = facts.numbers->n_rows - facts.n_positives;
  return facts;
}

/* The dataset's findings and those of its numbers, worst first; a new
 * array. */
GPtrArray *
limen_diagnosis_new (LimenAnalysis *analysis)
{
  static void (*const checks[]) (const Facts *) = {
    check_sigmoid_twice, check_kind,       check_direction,
    check_leak,          check_spread,     check_saturation,
    check_calibration,   check_size,       check_ties,
  };
  GPtrArray *read = limen_dataset_get_findings (
      limen_analysis_get_dataset (analysis));
  GPtrArray *findings
      = g_ptr_array_new_with_free_func ((GDestroyNotify) limen_finding_free);
  Facts facts = get_facts (analysis, findings);

  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    checks[i](&facts);
  for (guint i = 0; i < read->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (read, i);

      add (&facts, finding->code, finding->severity, "%s", finding->message);
    }
  g_ptr_array_sort (findings, compare_severity);
  return findings;
}
