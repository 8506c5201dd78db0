/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "support.h"
#include "link.h"
#include "ranking.h"
#include "threshold-layout.h"

static LimenSweep *
new_sweep (const double *scores, gsize n)
{
  guint16 labels[8];

  for (gsize i = 0; i < n; i++)
    labels[i] = i >= n / 2;
  return limen_sweep_new (scores, labels, 1, NULL, n);
}

static void
test_probability (void)
{
  const double scores[] = { 0, 0.02, 0.3, 0.999, 1 };
  LimenSweep *sweep = new_sweep (scores, G_N_ELEMENTS (scores));
  LimenThresholdLayout plain
      = limen_threshold_layout_new (LIMEN_KIND_PROBABILITY, sweep, FALSE);
  LimenThresholdLayout logit
      = limen_threshold_layout_new (LIMEN_KIND_PROBABILITY, sweep, TRUE);

  g_assert_cmpfloat (plain.scale.low, ==, 0);
  g_assert_cmpfloat (plain.scale.high, ==, 1);
  g_assert_cmpfloat (plain.step, ==, 0.01);
  /* The axis reaches the farthest finite logits, -3.9 and 6.9. */
  g_assert_cmpint (logit.scale.transform, ==, LIMEN_TRANSFORM_LOGIT);
  test_assert_near (logit.scale.low, limen_sigmoid (-4), 1e-15);
  test_assert_near (logit.scale.high, limen_sigmoid (7), 1e-15);
  g_assert_cmpfloat (
      limen_ranking_get_start_threshold (LIMEN_KIND_PROBABILITY, sweep), ==,
      0.5);
  limen_sweep_free (sweep);
}

/* An axis of logits near 0 has a minimum length; where all logits are low, it
 * goes less far up than down, but beyond 0. */
static void
test_logit_ends (void)
{
  const double middle[] = { 0.45, 0.5, 0.6 }, low[] = { 0.001, 0.002, 0.2 };
  LimenSweep *sweep = new_sweep (middle, G_N_ELEMENTS (middle));
  LimenThresholdLayout layout
      = limen_threshold_layout_new (LIMEN_KIND_PROBABILITY, sweep, TRUE);

  test_assert_near (layout.scale.low, limen_sigmoid (-3), 1e-15);
  test_assert_near (layout.scale.high, limen_sigmoid (3), 1e-15);
  limen_sweep_free (sweep);
  sweep = new_sweep (low, G_N_ELEMENTS (low));
  layout = limen_threshold_layout_new (LIMEN_KIND_PROBABILITY, sweep, TRUE);
  test_assert_near (layout.scale.low, limen_sigmoid (-7), 1e-15);
  test_assert_near (layout.scale.high, limen_sigmoid (1), 1e-15);
  limen_sweep_free (sweep);
}

static void
test_logit (void)
{
  const double scores[] = { -4, -1, 0.5, 6 };
  LimenSweep *sweep = new_sweep (scores, G_N_ELEMENTS (scores));
  LimenThresholdLayout logit
      = limen_threshold_layout_new (LIMEN_KIND_LOGIT, sweep, TRUE);
  LimenThresholdLayout probability
      = limen_threshold_layout_new (LIMEN_KIND_LOGIT, sweep, FALSE);

  g_assert_cmpint (logit.scale.transform, ==, LIMEN_TRANSFORM_LINEAR);
  g_assert_cmpfloat (logit.scale.low, <, -4);
  g_assert_cmpfloat (logit.scale.high, >, 6);
  g_assert_cmpfloat (logit.step, ==, 0.1);
  g_assert_cmpint (probability.scale.transform, ==, LIMEN_TRANSFORM_SIGMOID);
  g_assert_cmpfloat (
      limen_ranking_get_start_threshold (LIMEN_KIND_LOGIT, sweep), ==, 0);
  limen_sweep_free (sweep);
}

/* The step follows the bulk of the scores, not the outliers. */
static void
test_step (void)
{
  g_autofree double *scores = g_new (double, 1000);
  g_autofree guint16 *labels = g_new0 (guint16, 1000);
  LimenThresholdLayout layout;
  LimenThresholdLimits limits;
  LimenSweep *sweep;

  for (gsize i = 0; i < 1000; i++)
    scores[i] = (double) i / 8000;
  scores[999] = 0.93;
  labels[999] = 1;
  sweep = limen_sweep_new (scores, labels, 1, NULL, 1000);
  layout = limen_threshold_layout_new (LIMEN_KIND_PROBABILITY, sweep, FALSE);
  g_assert_cmpfloat (layout.step, ==, 0.001);
  limits = limen_threshold_limits_new (LIMEN_KIND_PROBABILITY, sweep,
                                       layout.step);
  g_assert_cmpfloat (limits.low, ==, 0);
  g_assert_cmpfloat (limits.high, ==, 1);
  limits = limen_threshold_limits_new (LIMEN_KIND_SCORE, sweep, layout.step);
  g_assert_cmpfloat (limits.low, ==, 0);
  g_assert_cmpfloat (limits.high, ==, 0.93);
  limen_sweep_free (sweep);

  g_assert_cmpfloat (limen_threshold_step_new (1), ==, 0.01);
  g_assert_cmpfloat (limen_threshold_step_new (550), ==, 5);
  g_assert_cmpfloat (limen_threshold_step_new (0), ==, 0.01);
  g_assert_cmpfloat (limen_threshold_step_new (INFINITY), ==, 0.01);
}

/* A single score: the axis has room on both sides of it. */
static void
test_constant (void)
{
  const double scores[] = { 7, 7, 7 };
  LimenSweep *sweep = new_sweep (scores, G_N_ELEMENTS (scores));
  LimenThresholdLayout layout
      = limen_threshold_layout_new (LIMEN_KIND_SCORE, sweep, FALSE);

  g_assert_cmpfloat (layout.scale.low, <, 7);
  g_assert_cmpfloat (layout.scale.high, >, 7);
  g_assert_true (isfinite (
      limen_ranking_get_start_threshold (LIMEN_KIND_SCORE, sweep)));
  g_assert_false (
      limen_threshold_layout_has_alternative (LIMEN_KIND_SCORE));
  limen_sweep_free (sweep);
}

/* The axis of reversed scores has labels in the file's units, and a title that
 * names the reversal. */
static void
test_reversed (void)
{
  double scores[] = { -700, -600, -500, -400 };
  double *columns[] = { scores };
  guint16 labels[] = { 0, 0, 1, 1 };
  const LimenPredictions numbers = { .n_rows = 4,
                                     .n_classes = 2,
                                     .n_scores = 1,
                                     .positive = 1,
                                     .labels = labels,
                                     .scores = columns,
                                     .is_reversed = true };
  LimenSweep *sweep = limen_sweep_new_from_predictions (&numbers);
  LimenThresholdLayout score
      = limen_threshold_layout_new (LIMEN_KIND_SCORE, sweep, FALSE);
  LimenThresholdLayout logit
      = limen_threshold_layout_new (LIMEN_KIND_LOGIT, sweep, FALSE);

  g_assert_true (limen_sweep_is_reversed (sweep));
  g_assert_true (score.scale.is_reversed && logit.scale.is_reversed);
  g_assert_cmpfloat (
      limen_threshold_limits_new (LIMEN_KIND_SCORE, sweep, 1).low, ==, 400);
  g_assert_true (limen_threshold_limits_new (LIMEN_KIND_SCORE, sweep, 1)
                     .is_none_below);
  g_assert_cmpfloat (score.scale.low, <, -700);
  g_assert_nonnull (strstr (score.title, "(reversed: low is positive)"));
  g_assert_nonnull (strstr (logit.title, "(reversed: low is positive)"));
  limen_sweep_free (sweep);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/threshold-layout/probability", test_probability);
  g_test_add_func ("/threshold-layout/logit-ends", test_logit_ends);
  g_test_add_func ("/threshold-layout/logit", test_logit);
  g_test_add_func ("/threshold-layout/step", test_step);
  g_test_add_func ("/threshold-layout/constant", test_constant);
  g_test_add_func ("/threshold-layout/reversed", test_reversed);
  return g_test_run ();
}
