#include <math.h>
#include <string.h>

#include "support.h"
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
  /* As far as the farthest finite logit, 6.9, on either side. */
  g_assert_cmpint (logit.scale.transform, ==, LIMEN_TRANSFORM_LOGIT);
  g_assert_cmpfloat (logit.scale.low, <, 0.001);
  g_assert_cmpfloat (logit.scale.low, >, 0);
  test_assert_near (logit.scale.low + logit.scale.high, 1.0, 1e-12);
  g_assert_cmpfloat (
      limen_ranking_get_start_threshold (LIMEN_KIND_PROBABILITY, sweep), ==,
      0.5);
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

/* One score for all rows: the axis has room on both sides of it. */
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

/* Of a sweep of reversed scores the axis has labels of the file, and says
 * so. */
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
  g_test_add_func ("/threshold-layout/logit", test_logit);
  g_test_add_func ("/threshold-layout/constant", test_constant);
  g_test_add_func ("/threshold-layout/reversed", test_reversed);
  return g_test_run ();
}
