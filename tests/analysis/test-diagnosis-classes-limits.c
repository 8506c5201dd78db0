/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "analysis.h"
#include "classes-model.h"
#include "link.h"

/* Decisions: only 0 and 1; multiclass: 1 for the largest. */
static void
decide (const ClassesModel *model, guint row, double *p)
{
  guint largest = 0;

  for (guint k = 0; k < model->n_classes; k++)
    if (p[k] > p[largest])
      largest = k;
  for (guint k = 0; k < model->n_classes; k++)
    p[k] = model->is_multilabel ? p[k] >= 0.5 : k == largest;
}

static void
decide_nearly (const ClassesModel *model, guint row, double *p)
{
  if (row > 0)
    decide (model, row, p);
}

/* Applies a second softmax to the second of two columns only. */
static void
squeeze_apart (const ClassesModel *model, guint row, double *p)
{
  p[1] = limen_sigmoid (2 * p[1] - 1);
  p[0] = 0.9 * (1 - p[1]);
}

static void
sigmoid_again (const ClassesModel *model, guint row, double *p)
{
  for (guint k = 0; k < model->n_classes; k++)
    p[k] = limen_sigmoid (model->factor * p[k]);
}

static void
sharpen (const ClassesModel *model, guint row, double *p)
{
  for (guint k = 0; k < model->n_classes; k++)
    p[k] = fmax (pow (p[k], model->factor), 1e-300);
  classes_normalize (p, model->n_classes);
}

/* Independent classes, whose probabilities do not sum to 1. */
static void
one_by_one (const ClassesModel *model, guint row, double *p)
{
  for (guint k = 0; k < model->n_classes; k++)
    p[k] = limen_sigmoid (3 * p[k] - 1);
}

/* Labels that are not random */

static guint
choose_largest (const ClassesModel *model, guint row, const double *p)
{
  guint best = 0, bits = 0;

  for (guint k = 0; k < model->n_classes; k++)
    {
      best = p[k] > p[best] ? k : best;
      bits |= (guint) (p[k] > 0.5) << k;
    }
  return model->is_multilabel ? bits : best;
}

static guint
choose_of_three (const ClassesModel *model, guint row, const double *p)
{
  return row % 3;
}

/* Tests every finding on both sides of its limit. */
static void
test_limits (void)
{
  static const struct
  {
    const char *code;
    ClassesModel with, without;
  } cases[] = {
    { "softmax-twice",
      { 3, 1000, .transform = classes_softmax_again, .factor = 1 },
      { 3, 1000, .transform = classes_softmax_again, .factor = 1.05 } },
    { "softmax-twice",
      { 10, 1000, .transform = classes_softmax_again, .factor = 1 },
      { 10, 1000, .transform = classes_softmax_again, .factor = 1.05 } },
    { "softmax-twice",
      { 10, 20, .transform = classes_softmax_again, .factor = 1 },
      { 10, 19, .transform = classes_softmax_again, .factor = 1 } },
    /* within the suspicious range, but right as it is */
    { "softmax-twice",
      { 2, 20000, .transform = classes_softmax_again, .factor = 1 },
      { 2, 20000, .spread = 0.1 } },
    { "softmax-twice",
      { 2, 200, .transform = classes_softmax_again, .factor = 1 },
      { 2, 20, .transform = classes_softmax_again, .factor = 1 } },
    { "softmax-twice",
      { 2, 20000, .transform = classes_softmax_again, .factor = 1,
        .is_multiclass = TRUE },
      { 2, 20000, .spread = 0.1, .is_multiclass = TRUE } },
    { "softmax-twice",
      { 2, 200, .transform = classes_softmax_again, .factor = 1,
        .is_multiclass = TRUE },
      { 2, 20, .transform = classes_softmax_again, .factor = 1,
        .is_multiclass = TRUE } },
    /* two numbers that do not add up to one are no softmax */
    { "softmax-twice",
      { 2, 1000, .transform = classes_softmax_again, .factor = 1 },
      { 2, 1000, .transform = squeeze_apart } },
    { "sigmoid-twice",
      { 3, 1000, TRUE, .transform = sigmoid_again, .factor = 1 },
      { 3, 1000, TRUE, .transform = sigmoid_again, .factor = 1.05 } },
    { "sigmoid-twice",
      { 3, 20, TRUE, .transform = sigmoid_again, .factor = 1 },
      { 3, 19, TRUE, .transform = sigmoid_again, .factor = 1 } },
    /* equally likely either way */
    { "sigmoid-twice",
      { 3, 1000, TRUE, .transform = sigmoid_again, .factor = 1 },
      { 3, 1000, TRUE, .transform = sigmoid_again, .factor = 1,
        .choose = classes_choose_first_always } },
    { "sums-not-one",
      { 3, 1000, .transform = classes_halve_one, .factor = 500 },
      { 3, 1000, .transform = classes_halve_one, .factor = 1000 } },
    { "class-left-out",
      { 3, 1000, .transform = classes_scale, .factor = 0.5 },
      { 3, 1000, .transform = classes_halve_one, .factor = 500 } },
    { "saturated-scores",
      { 3, 1000, .transform = classes_saturate, .factor = 20 },
      { 3, 1000, .transform = classes_round_off, .factor = 10 } },
    { "badly-calibrated",
      { 3, 1000, .spread = 0.1, .choose = classes_choose_few, .least = 10 },
      { 3, 1000, .spread = 0.1 } },
    { "probabilities-as-logits",
      { 3, 1000, .word = "logit" },
      { 3, 1000, .word = "logit", .transform = classes_scale,
        .factor = 1.002 } },
    { "probabilities-as-logits",
      { 3, 20, .word = "logit" },
      { 3, 19, .word = "logit" } },
    { "log-probabilities",
      { 3, 1000, .word = "score", .transform = classes_add_to_log },
      { 3, 1000, .word = "score", .transform = classes_add_to_log,
        .factor = -0.002 } },
    { "percentages",
      { 3, 1000, .spread = 1, .transform = classes_scale, .factor = 100.9 },
      { 3, 1000, .spread = 1, .transform = classes_scale, .factor = 101.1 } },
    { "percentages",
      { 3, 1000, .transform = classes_scale, .factor = 100 },
      { 3, 1000, .transform = classes_scale, .factor = 1 } },
    { "rounded-sums",
      { 3, 1000, .spread = 1, .transform = classes_scale, .factor = 1.0099 },
      { 3, 1000, .spread = 1, .transform = classes_scale, .factor = 1.0101 } },
    { "rounded-sums",
      { 3, 1000, .transform = classes_scale, .factor = 0.998 },
      { 3, 1000, .transform = classes_scale, .factor = 0.9991 } },
    { "rounded-sums",
      { 3, 1000, .transform = classes_round_off, .factor = 100 },
      { 3, 1000, .transform = classes_round_off, .factor = 10000 } },
    { "rounded-sums",
      { 10, 1000, .transform = classes_round_off, .factor = 100 },
      { 10, 1000, .transform = classes_round_off, .factor = 1e6 } },
    { "rounded-sums",
      { 10, 1000, .transform = classes_round_off, .factor = 10 },
      { 10, 1000, .transform = classes_scale, .factor = 0.9 } },
    { "class-left-out",
      { 3, 1000, .transform = classes_scale, .factor = 0.9899 },
      { 3, 1000, .transform = classes_scale, .factor = 0.9901 } },
    { "class-left-out",
      { 4, 1000, .n_written = 3, .choose = choose_of_three },
      { 4, 1000, .choose = choose_of_three } },
    { "class-left-out",
      { 3, 1000, .transform = classes_scale, .factor = 0 },
      { 3, 1000, .transform = classes_round_off, .factor = 10 } },
    { "class-left-out",
      { 3, 1000, .transform = classes_scale, .factor = 0.5 },
      { 3, 1000, .transform = classes_round_off, .factor = 100 } },
    { "sums-not-one",
      { 3, 1000, .spread = 1, .transform = classes_scale, .factor = 1.0101 },
      { 3, 1000, .spread = 1, .transform = classes_scale, .factor = 1.0099 } },
    { "sums-not-one", { 3, 1000, .transform = one_by_one }, { 3, 1000 } },
    { "sums-not-one",
      { 3, 1000, .transform = one_by_one },
      { 3, 1000, TRUE } },
    { "auc-below-half", { 3, 1000, .transform = classes_shift }, { 3, 1000 } },
    /* one of three may be weak */
    { "auc-below-half",
      { 2, 1000, .transform = classes_shift },
      { 3, 1000, .transform = classes_turn_first } },
    { "auc-below-half",
      { 2, 1000, .transform = classes_shift, .is_multiclass = TRUE },
      { 2, 1000, .is_multiclass = TRUE } },
    { "auc-below-half",
      { 3, 1000, TRUE, .transform = classes_turn_first },
      { 3, 1000, TRUE } },
    { "label-leaked",
      { 3, 20, .choose = choose_largest },
      { 3, 19, .choose = choose_largest } },
    { "label-leaked",
      { 3, 1000, TRUE, .choose = choose_largest },
      { 3, 1000, TRUE } },
    { "constant-scores",
      { 3, 1000, TRUE, .transform = classes_keep_first_constant },
      { 3, 1000, TRUE, .transform = classes_keep_first_constant,
        .factor = 1e-9 } },
    { "constant-scores",
      { 3, 1000, .word = "logit", .transform = classes_keep_first_constant },
      { 3, 1000, .word = "logit", .transform = classes_keep_first_constant,
        .factor = 1e-9 } },
    { "saturated-scores",
      { 3, 1000, .transform = classes_saturate, .factor = 10 },
      { 3, 1000, .transform = classes_saturate, .factor = 9 } },
    { "saturated-scores",
      { 3, 1000, .transform = classes_saturate, .factor = 10 },
      { 3, 1001, .transform = classes_saturate, .factor = 10 } },
    { "clamped-rows",
      { 3, 1000, .transform = classes_saturate, .factor = 20 },
      { 3, 1000, .transform = classes_saturate, .factor = 20,
        .choose = classes_choose_first } },
    { "saturated-scores",
      { 3, 1000, TRUE, .transform = classes_saturate, .factor = 10 },
      { 3, 1000, TRUE, .transform = classes_saturate, .factor = 9 } },
    { "clamped-rows",
      { 3, 1000, TRUE, .transform = classes_saturate, .factor = 20 },
      { 3, 1000, TRUE, .transform = classes_saturate, .factor = 20,
        .choose = classes_choose_first } },
    { "decisions-only",
      { 3, 1000, .transform = decide },
      { 3, 1000, .transform = decide_nearly } },
    { "decisions-only",
      { 3, 1000, TRUE, .transform = decide },
      { 3, 1000, TRUE, .transform = decide_nearly } },
    { "saturated-scores",
      { 3, 1000, .transform = decide_nearly },
      { 3, 1000, .transform = decide } },
    { "clamped-rows",
      { 3, 1000, TRUE, .transform = decide_nearly },
      { 3, 1000, TRUE, .transform = decide } },
    { "badly-calibrated",
      { 3, 1000, .transform = decide_nearly },
      { 3, 1000, .transform = decide } },
    { "absent-class",
      { 3, 1000, .choose = classes_choose_few, .least = 0 },
      { 3, 1000, .choose = classes_choose_few, .least = 1 } },
    { "absent-class",
      { 3, 1000, TRUE, .choose = classes_choose_few, .least = 0 },
      { 2, 1000, TRUE, .choose = classes_choose_few, .least = 1 } },
    { "few-rows",
      { 3, 1000, .choose = classes_choose_few, .least = 96 },
      { 3, 1000, .choose = classes_choose_few, .least = 97 } },
    { "few-rows",
      { 2, 1000, TRUE, .choose = classes_choose_few, .least = 904 },
      { 2, 1000, TRUE, .choose = classes_choose_few, .least = 903 } },
    { "imbalanced",
      { 2, 1000, TRUE, .choose = classes_choose_few, .least = 9 },
      { 2, 1000, TRUE, .choose = classes_choose_few, .least = 10 } },
    { "imbalanced",
      { 2, 1000, TRUE, .choose = classes_choose_few, .least = 9 },
      { 3, 1000, .choose = classes_choose_few, .least = 9 } },
    { "badly-calibrated",
      { 3, 1000, .transform = sharpen, .factor = 12 },
      { 3, 1000, .transform = sharpen, .factor = 1.2 } },
    { "duplicated-rows", { 3, 200, .copies = 1 }, { 3, 200 } },
    /* few copies, or with such certain labels, may be chance */
    { "duplicated-rows", { 3, 100, .copies = 1 }, { 3, 14, .copies = 1 } },
    { "duplicated-rows", { 3, 200, TRUE, .copies = 1 }, { 3, 200, TRUE } },
    { "duplicated-rows",
      { 3, 200, .word = "logit", .transform = classes_add_to_log,
        .copies = 1 },
      { 3, 200, .word = "logit", .transform = classes_add_to_log } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenAnalysis) with = classes_analyze (&cases[i].with);
      g_autoptr (LimenAnalysis) without = classes_analyze (&cases[i].without);

      g_test_message ("case %u: %s", i, cases[i].code);
      g_assert_nonnull (classes_find_finding (with, cases[i].code));
      g_assert_null (classes_find_finding (without, cases[i].code));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnosis-classes-limits/limits", test_limits);
  return g_test_run ();
}
