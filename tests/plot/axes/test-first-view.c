/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "first-view.h"
#include "link.h"
#include "threshold-layout.h"

#define N_ROWS 20000

/* Rows drawn from two normal distributions of logits, a share of them
 * positive. */
typedef struct
{
  double share;
  double negative_mean, positive_mean, spread;
} Rows;

static double
draw_normal (GRand *rand)
{
  double sum = 0;

  for (int i = 0; i < 12; i++)
    sum += g_rand_double (rand);
  return sum - 6;
}

static LimenFirstView
choose (Rows rows, LimenKind kind)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (11);
  g_autofree double *scores = g_new (double, N_ROWS);
  g_autofree guint16 *labels = g_new (guint16, N_ROWS);
  LimenFirstView view;
  LimenSweep *sweep;

  for (gsize i = 0; i < N_ROWS; i++)
    {
      labels[i] = g_rand_double (rand) < rows.share;
      scores[i] = (labels[i] ? rows.positive_mean : rows.negative_mean)
                  + rows.spread * draw_normal (rand);
      if (kind == LIMEN_KIND_PROBABILITY)
        scores[i] = limen_sigmoid (scores[i]);
    }
  sweep = limen_sweep_new (scores, labels, 1, NULL, N_ROWS);
  view = limen_first_view_choose (kind, sweep);
  limen_sweep_free (sweep);
  return view;
}

static void
assert_view (Rows rows, LimenKind kind, gboolean has_logit_axis,
             gboolean has_log_height)
{
  LimenFirstView view = choose (rows, kind);

  g_assert_cmpint (view.has_logit_axis, ==, has_logit_axis);
  g_assert_cmpint (view.has_log_height, ==, has_log_height);
}

/* Fraud detection: nearly all scores near 0, with one positive row in a
 * hundred or a thousand. */
static void
test_rare (void)
{
  const Rows hundredth = { 0.004, -5, -1, 1 };
  const Rows half = { 0.4, -5, -4, 0.5 };

  assert_view (hundredth, LIMEN_KIND_PROBABILITY, TRUE, TRUE);
  assert_view (hundredth, LIMEN_KIND_LOGIT, TRUE, TRUE);
  /* Plain scores have no logit axis. */
  assert_view (hundredth, LIMEN_KIND_SCORE, FALSE, TRUE);
  /* Crowded scores, with both classes visible. */
  assert_view (half, LIMEN_KIND_PROBABILITY, TRUE, FALSE);
}

/* The scores fill the axis, and both classes are visible. */
static void
test_default_view (void)
{
  const Rows full_axis = { 0.3, -1, 1, 1.5 };
  const Rows sure = { 0.5, -4, 4, 1 };

  assert_view (full_axis, LIMEN_KIND_PROBABILITY, FALSE, FALSE);
  assert_view (sure, LIMEN_KIND_PROBABILITY, FALSE, FALSE);
  assert_view (full_axis, LIMEN_KIND_SCORE, FALSE, FALSE);
}

/* Scores crowded in the middle are as crowded on a logit axis. */
static void
test_middle (void)
{
  const Rows middle = { 0.5, -0.1, 0.1, 0.05 };

  assert_view (middle, LIMEN_KIND_PROBABILITY, FALSE, FALSE);
}

/* The negative class may be the rare one. */
static void
test_rare_negatives (void)
{
  const Rows rows = { 0.997, 1, 5, 1 };

  assert_view (rows, LIMEN_KIND_PROBABILITY, TRUE, TRUE);
}

/* A single score, a single class, or scores of 0 only keep the default
 * view. */
static void
test_degenerate (void)
{
  const double zeros[] = { 0, 0, 0 }, sevens[] = { 7, 7, 7 };
  const guint16 labels[] = { 0, 1, 0 }, negatives[] = { 0, 0, 0 };
  LimenSweep *sweep = limen_sweep_new (zeros, labels, 1, NULL, 3);
  LimenFirstView view
      = limen_first_view_choose (LIMEN_KIND_PROBABILITY, sweep);

  g_assert_false (view.has_logit_axis || view.has_log_height);
  limen_sweep_free (sweep);
  sweep = limen_sweep_new (sevens, negatives, 1, NULL, 3);
  view = limen_first_view_choose (LIMEN_KIND_LOGIT, sweep);
  g_assert_false (view.has_log_height);
  limen_sweep_free (sweep);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/first-view/rare", test_rare);
  g_test_add_func ("/first-view/default-view", test_default_view);
  g_test_add_func ("/first-view/middle", test_middle);
  g_test_add_func ("/first-view/rare-negatives", test_rare_negatives);
  g_test_add_func ("/first-view/degenerate", test_degenerate);
  return g_test_run ();
}
