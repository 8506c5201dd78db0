/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "objective.h"
#include "resample.h"
#include "support.h"

#define MAX_ROWS 60
#define N_FILES 3000

typedef struct
{
  gsize n;
  double scores[MAX_ROWS];
  guint16 labels[MAX_ROWS];
  LimenSweep *sweep;
} File;

static void
file_init (File *self)
{
  gboolean has_ties = g_test_rand_bit ();
  int share = g_test_rand_int_range (0, 11);

  self->n = (gsize) g_test_rand_int_range (1, MAX_ROWS + 1);
  for (gsize i = 0; i < self->n; i++)
    {
      self->scores[i] = has_ties ? g_test_rand_int_range (-4, 5) / 4.0
                                 : g_test_rand_double_range (-2, 3);
      self->labels[i] = g_test_rand_int_range (0, 10) < share;
    }
  self->sweep
      = limen_sweep_new (self->scores, self->labels, 1, NULL, self->n);
}

/* The sweep of the drawn rows, from the counts at all candidates. */
static LimenSweep *
new_drawn (const LimenResample *resample)
{
  gsize n = limen_sweep_get_n_scores (resample->sweep), n_drawn = 0;
  double scores[MAX_ROWS], positives[MAX_ROWS], negatives[MAX_ROWS];

  for (gsize i = 0; i < n; i++)
    {
      LimenConfusion at = limen_resample_get_confusion (resample, i);
      LimenConfusion above = limen_resample_get_confusion (resample, i + 1);

      scores[n_drawn] = limen_sweep_get_score (resample->sweep, i);
      positives[n_drawn] = at.tp - above.tp;
      negatives[n_drawn] = at.fp - above.fp;
      g_assert_cmpfloat (positives[n_drawn], >=, 0);
      g_assert_cmpfloat (negatives[n_drawn], >=, 0);
      n_drawn += positives[n_drawn] + negatives[n_drawn] > 0;
    }
  return limen_sweep_new_from_counts (scores, positives, negatives, n_drawn);
}

static LimenMetric
draw_metric (void)
{
  int id = g_test_rand_int_range (0, LIMEN_N_ALL_METRICS);

  return (LimenMetric){ id, id == LIMEN_METRIC_FBETA ? 3 : 1 };
}

static LimenObjective
draw_objective (void)
{
  static const char *const points[]
      = { "equal-error-rate", "closest-to-corner", "break-even",
          "prevalence-matching" };
  LimenObjective objective
      = limen_objective_new (draw_metric (), g_test_rand_bit ());

  if (g_test_rand_int_range (0, 4) == 0)
    g_assert_true (limen_objective_parse_point (
        points[g_test_rand_int_range (0, G_N_ELEMENTS (points))],
        &objective));
  objective.n_constraints = (gsize) g_test_rand_int_range (0, 3);
  for (gsize i = 0; i < objective.n_constraints; i++)
    objective.constraints[i] = (LimenConstraint){
      draw_metric (), g_test_rand_bit () ? LIMEN_AT_LEAST : LIMEN_AT_MOST,
      g_test_rand_int_range (0, 21) / 20.0
    };
  objective.costs = (LimenCosts){ g_test_rand_int_range (0, 4),
                                  g_test_rand_int_range (1, 6),
                                  g_test_rand_int_range (0, 3),
                                  g_test_rand_int_range (-1, 3) };
  if (g_test_rand_bit ())
    objective.prevalence = g_test_rand_double_range (0.01, 0.99);
  return objective;
}

/* Checks that two optima are equal. At a given prevalence, rounding decides
 * among thresholds whose values are equal in exact arithmetic. */
static void
check_optimum (const LimenResampleOptimum *found, const LimenOptimum *expected,
               const LimenObjective *objective)
{
  const LimenEdge *edge = &expected->positive_from;
  char text[LIMEN_OBJECTIVE_SIZE];

  limen_objective_format (objective, text, sizeof text);
  if (found->status != expected->status)
    g_error ("%s: %s, not %s", text,
             limen_optimum_status_get_name (found->status),
             limen_optimum_status_get_name (expected->status));
  if (found->status != LIMEN_OPTIMUM_FOUND)
    {
      g_assert_true (isnan (found->value));
      return;
    }
  test_assert_near (found->value, expected->value, 1e-15);
  if (!isnan (objective->prevalence))
    return;
  if (found->edge.low != edge->low || found->edge.high != edge->high)
    g_error ("%s: (%g, %g], not (%g, %g]", text, found->edge.low,
             found->edge.high, edge->low, edge->high);
  g_assert_cmpfloat (found->value, ==, expected->value);
  g_assert_cmpfloat (found->confusion.tp, ==, expected->confusion.tp);
  g_assert_cmpfloat (found->confusion.fp, ==, expected->confusion.fp);
}

/* The optimum of a resample is that of the sweep of the drawn rows. */
static void
test_optimum (void)
{
  gsize n_found = 0, n_other = 0;

  for (int i = 0; i < N_FILES; i++)
    {
      LimenBootstrap plan = LIMEN_BOOTSTRAP_DEFAULT;
      LimenObjective objective = draw_objective ();
      File file;

      plan.seed = (guint64) i;
      plan.is_stratified = g_test_rand_bit ();
      file_init (&file);
      for (guint32 j = 0; j < 4; j++)
        {
          LimenResample resample
              = limen_resample_new (&plan, file.sweep, j);
          LimenSweep *drawn = new_drawn (&resample);
          LimenOptimum expected = limen_objective_optimize (&objective, drawn);
          LimenResampleOptimum found = limen_resample_optimize (
              &resample, &objective,
              (gsize) g_test_rand_int_range (
                  0, (int) limen_sweep_get_n_scores (file.sweep) + 1));

          g_assert_cmpfloat (limen_sweep_get_positives (drawn), ==,
                             resample.positives);
          check_optimum (&found, &expected, &objective);
          *(found.status == LIMEN_OPTIMUM_FOUND ? &n_found : &n_other) += 1;
          limen_sweep_free (drawn);
        }
      limen_sweep_free (file.sweep);
    }
  g_test_message ("%zu found, %zu not", n_found, n_other);
  g_assert_cmpuint (n_found, >, N_FILES);
  g_assert_cmpuint (n_other, >, N_FILES / 4);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/resample/optimum", test_optimum);
  return g_test_run ();
}
