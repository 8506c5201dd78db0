/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "objective-cases.h"

LimenOptimum
objective_case_optimize (const double *of_scores, const guint16 *of_labels,
                         const double *weights, gsize n, const char *text)
{
  LimenSweep *sweep
      = limen_sweep_new (of_scores, of_labels, 1, weights, n);
  LimenObjective objective;
  LimenOptimum optimum;

  g_test_message ("%s", text);
  g_assert_true (limen_objective_parse (text, &objective));
  optimum = limen_objective_optimize (&objective, sweep);
  limen_sweep_free (sweep);
  return optimum;
}
