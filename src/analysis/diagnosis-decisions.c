/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "diagnosis-private.h"

#include <math.h>
#include <string.h>

/* Minimum rows for perfect decisions to be suspicious. */
#define MIN_PERFECT_ROWS 20

/* The facts about decisions that the checks use. */
typedef struct
{
  LimenDataset *dataset;
  const LimenPredictions *numbers;
  guint64 *decided; /* number of rows decided for each class */
  guint64 n_right;
  GPtrArray *findings;
} Facts;

static guint64
get_rows (const Facts *self, gsize class)
{
  return limen_dataset_get_class_rows (self->dataset, class);
}

static const char *
get_name (const Facts *self, gsize class)
{
  return limen_dataset_get_class_name (self->dataset, class);
}

/* Returns the class that a row is decided for. */
static gsize
get_decision (const LimenPredictions *numbers, gsize row)
{
  gsize class = 0;

  if (limen_task_get (numbers->task)->has_positive)
    return numbers->scores[0][row] == 1 ? numbers->positive
                                        : 1u - numbers->positive;
  while (numbers->scores[class][row] != 1)
    class++;
  return class;
}

static void
check_kind (const Facts *self)
{
  const char *column = limen_dataset_get_predicted_column (self->dataset);

  if (limen_task_get (self->numbers->task)->has_positive)
    limen_findings_add (
        self->findings, "decisions-only", LIMEN_SEVERITY_WARNING,
        "Column \"%s\" holds decisions, not scores: there is no threshold to "
        "choose, and there are no curves, losses or calibration. The ROC AUC "
        "is that of a single point, which equals the balanced accuracy. To "
        "choose a threshold, export the model's probabilities or logits "
        "(predict_proba instead of predict), or {name their column with "
        "--score, in the window under Columns\342\200\246.|choose their "
        "column under Columns\342\200\246.}",
        column);
  else
    limen_findings_add (
        self->findings, "decisions-only", LIMEN_SEVERITY_WARNING,
        "Column \"%s\" holds decisions, not scores: there is no threshold to "
        "choose, and there are no curves, losses or calibration. To choose "
        "thresholds, export the model's probabilities or logits "
        "(predict_proba instead of predict), or {name their column with "
        "--score, in the window under Columns\342\200\246.|choose their "
        "column under Columns\342\200\246.}",
        column);
}

static void
check_all_right (const Facts *self)
{
  gsize n_classes = 0;

  for (gsize k = 0; k < self->numbers->n_classes; k++)
    n_classes += get_rows (self, k) > 0;
  if (self->n_right == self->numbers->n_rows && n_classes > 1
      && self->n_right >= MIN_PERFECT_ROWS)
    limen_findings_add (
        self->findings, "label-leaked", LIMEN_SEVERITY_WARNING,
        "Every decision agrees with the label. Real models are rarely that "
        "good: are the decisions a copy of the labels, is the label among the "
        "model's inputs, or are these its training rows? Check how the file "
        "was made.");
}

static void
check_constant (const Facts *self)
{
  for (gsize k = 0; k < self->numbers->n_classes; k++)
    if (self->decided[k] == self->numbers->n_rows && self->decided[k] > 1)
      limen_findings_add (
          self->findings, "constant-decisions", LIMEN_SEVERITY_WARNING,
          "Every row is decided for \"%s\". Is this the right column? {Name "
          "another with --predicted, in the window under "
          "Columns\342\200\246.|Choose another under Columns\342\200\246.}",
          get_name (self, k));
}

static void
check_absent (const Facts *self)
{
  for (gsize k = 0; k < self->numbers->n_classes; k++)
    if (get_rows (self, k) == 0 && self->decided[k] > 0
        && limen_task_get (self->numbers->task)->has_matrix)
      limen_findings_add_plural (
          self->findings, "absent-class", LIMEN_SEVERITY_INFO,
          LIMEN_FINDING_THRESHOLDS, (gulong) self->decided[k],
          "No row is of class \"%s\", but %'" PRIu64 " row is decided for it. "
          "Averages over the classes leave out what is undefined for a class "
          "without rows.",
          "No row is of class \"%s\", but %'" PRIu64 " rows are decided for "
          "it. Averages over the classes leave out what is undefined for a "
          "class without rows.",
          get_name (self, k), self->decided[k]);
}

static gsize
find_rarest (const Facts *self)
{
  gsize rarest = 0;

  for (gsize k = 1; k < self->numbers->n_classes; k++)
    if (get_rows (self, rarest) == 0
        || (get_rows (self, k) > 0
            && get_rows (self, k) < get_rows (self, rarest)))
      rarest = k;
  return rarest;
}

static void
check_sizes (const Facts *self)
{
  gsize rarest = find_rarest (self);
  guint64 n = get_rows (self, rarest);
  double share = (double) n / (double) self->numbers->n_rows;

  if (n == 0 || n == self->numbers->n_rows)
    return; /* reported by the finding on a missing class */
  if (n < LIMEN_ENOUGH_ROWS)
    limen_findings_add_plural (
        self->findings, "few-rows", LIMEN_SEVERITY_WARNING,
        LIMEN_FINDING_THRESHOLDS, (gulong) n,
        "Only %" PRIu64 " row is of class \"%s\". The recall of this class is "
        "uncertain by up to %.0f points (95 %% interval); from %d rows on, by "
        "at most 10 points.",
        "Only %" PRIu64 " rows are of class \"%s\". The recall of this class "
        "is uncertain by up to %.0f points (95 %% interval); from %d rows on, "
        "by at most 10 points.",
        n, get_name (self, rarest), 100 * 1.96 * 0.5 / sqrt ((double) n),
        LIMEN_ENOUGH_ROWS);
  if (share < LIMEN_RARE_SHARE
      && limen_task_get (self->numbers->task)->has_positive)
    limen_findings_add (
        self->findings, "imbalanced", LIMEN_SEVERITY_INFO,
        "%.2f %% of the rows are of class \"%s\". Always deciding for the "
        "other class has an accuracy of %.2f %%; look at precision and "
        "recall instead.",
        100 * share, get_name (self, rarest), 100 * (1 - share));
}

static void
count (Facts *self)
{
  const LimenPredictions *numbers = self->numbers;

  for (gsize i = 0; i < numbers->n_rows; i++)
    {
      gsize decision = get_decision (numbers, i);

      self->decided[decision]++;
      self->n_right += decision == numbers->labels[i];
    }
}

/* Adds the findings about a file of decisions. */
void
limen_diagnosis_check_decisions (LimenAnalysis *analysis, GPtrArray *findings)
{
  static void (*const checks[]) (const Facts *) = {
    check_kind, check_all_right, check_constant, check_absent, check_sizes,
  };
  LimenDataset *dataset = limen_analysis_get_dataset (analysis);
  const LimenPredictions *numbers = limen_dataset_get_predictions (dataset);
  /* If only one class is known, n_classes is 1, but rows may be decided for
   * the other one, index 1. */
  g_autofree guint64 *decided = g_new0 (guint64, numbers->n_classes + 1);
  Facts facts = { .dataset = dataset,
                  .numbers = numbers,
                  .decided = decided,
                  .findings = findings };

  count (&facts);
  for (guint i = 0; i < G_N_ELEMENTS (checks); i++)
    checks[i](&facts);
}
