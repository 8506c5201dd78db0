/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random-rows.h"

#define N_FILES 8000

static LimenSweep *
new_sweep (RandomRows *self)
{
  double *scores = self->scores;
  LimenPredictions numbers = {
    .task = LIMEN_TASK_BINARY,
    .kind = LIMEN_KIND_SCORE,
    .n_rows = self->n,
    .n_classes = 2,
    .n_scores = 1,
    .positive = 1,
    .labels = self->labels,
    .scores = &scores,
    .weights = self->has_weights ? self->weights : NULL,
    .fp_costs = self->has_fp_costs ? self->fp_costs : NULL,
    .fn_costs = self->has_fn_costs ? self->fn_costs : NULL,
  };

  return limen_sweep_new_from_predictions (&numbers);
}

static void
draw (RandomRows *self)
{
  gboolean has_ties = g_test_rand_bit ();
  int share = g_test_rand_int_range (0, 11);

  self->n = (gsize) g_test_rand_int_range (1, MAX_RANDOM_ROWS + 1);
  self->has_weights = g_test_rand_bit ();
  for (gsize i = 0; i < self->n; i++)
    {
      self->scores[i] = has_ties ? g_test_rand_int_range (-3, 4) / 4.0
                                 : g_test_rand_double_range (-2, 3);
      if (self->scores[i] == 0 && g_test_rand_bit ())
        self->scores[i] = -0.0;
      self->labels[i] = g_test_rand_int_range (0, 10) < share;
      self->weights[i] = g_test_rand_int_range (0, 9) / 4.0;
      self->fp_costs[i] = g_test_rand_int_range (0, 17) / 8.0;
      self->fn_costs[i] = g_test_rand_int_range (0, 33) / 2.0;
    }
  self->weights[0] = 1;
  self->has_fp_costs = g_test_rand_bit ();
  self->has_fn_costs = g_test_rand_bit ();
  self->sweep = new_sweep (self);
  g_assert_nonnull (self->sweep);
}

LimenConfusion
random_rows_count (const RandomRows *self, double threshold)
{
  LimenConfusion c = { 0 };

  for (gsize i = 0; i < self->n; i++)
    {
      double weight = self->has_weights ? self->weights[i] : 1;
      gboolean is_positive = self->scores[i] >= threshold;

      if (self->labels[i])
        *(is_positive ? &c.tp : &c.fn) += weight;
      else
        *(is_positive ? &c.fp : &c.tn) += weight;
    }
  return c;
}

LimenErrorCosts
random_rows_count_costs (const RandomRows *self, double threshold)
{
  LimenErrorCosts costs = { 0 };

  for (gsize i = 0; i < self->n; i++)
    {
      double weight = self->has_weights ? self->weights[i] : 1;
      gboolean is_positive = self->scores[i] >= threshold;

      if (is_positive && !self->labels[i])
        costs.fp += weight * (self->has_fp_costs ? self->fp_costs[i] : 1);
      if (!is_positive && self->labels[i])
        costs.fn += weight * (self->has_fn_costs ? self->fn_costs[i] : 1);
    }
  return costs;
}

void
random_rows_assert_same (LimenConfusion a, LimenConfusion b)
{
  g_assert_cmpfloat (a.tp, ==, b.tp);
  g_assert_cmpfloat (a.fp, ==, b.fp);
  g_assert_cmpfloat (a.fn, ==, b.fn);
  g_assert_cmpfloat (a.tn, ==, b.tn);
}

void
random_rows_for_each (void (*check) (const RandomRows *self))
{
  for (int i = 0; i < N_FILES; i++)
    {
      RandomRows file;

      draw (&file);
      check (&file);
      limen_sweep_free (file.sweep);
    }
}
