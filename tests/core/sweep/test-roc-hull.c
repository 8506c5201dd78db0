/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "curve-file.h"
#include "roc-hull.h"
#include "support.h"

static double
cross (LimenConfusion a, LimenConfusion b, LimenConfusion c)
{
  return (b.fp - a.fp) * (c.tp - b.tp) - (b.tp - a.tp) * (c.fp - b.fp);
}

/* The hull turns right at every corner, no candidate lies above it, and its
 * corners are candidates. With these weights all products are exact. */
static void
check_hull (const LimenSweep *sweep)
{
  size_t n;
  g_autofree size_t *hull = limen_roc_hull_new (sweep, &n);
  size_t n_scores = limen_sweep_get_n_scores (sweep);

  g_assert_cmpuint (n, >=, 2);
  g_assert_cmpuint (hull[0], ==, n_scores);
  for (size_t i = 0; i + 1 < n; i++)
    {
      LimenConfusion a = limen_sweep_get_confusion (sweep, hull[i]);
      LimenConfusion b = limen_sweep_get_confusion (sweep, hull[i + 1]);

      g_assert_cmpuint (hull[i], >, hull[i + 1]);
      if (i + 2 < n)
        g_assert_cmpfloat (
            cross (a, b, limen_sweep_get_confusion (sweep, hull[i + 2])), <,
            0);
      for (size_t j = 0; j <= n_scores; j++)
        g_assert_cmpfloat (
            cross (a, b, limen_sweep_get_confusion (sweep, j)), <=, 0);
    }
  test_assert_near (limen_sweep_get_confusion (sweep, hull[n - 1]).fn, 0, 0);
  test_assert_near (limen_sweep_get_confusion (sweep, hull[n - 1]).tn, 0, 0);
}

static void
test_hull (void)
{
  static const guint16 one_class[] = { 1, 1 };
  static const double scores[] = { 0.3, 0.4 };
  g_autofree size_t *hull = NULL;
  LimenSweep *lone;
  size_t n = 7;

  for (int i = 0; i < 300; i++)
    {
      CurveFile file;

      curve_file_init (&file, (gsize) g_test_rand_int_range (4, 120),
                       i % 3 == 0, FALSE);
      if (limen_sweep_get_positives (file.sweep) > 0
          && limen_sweep_get_negatives (file.sweep) > 0)
        check_hull (file.sweep);
      curve_file_clear (&file);
    }
  lone = curve_sweep_new (scores, one_class, 2);
  hull = limen_roc_hull_new (lone, &n);
  g_assert_nonnull (hull);
  g_assert_cmpuint (n, ==, 0);
  limen_sweep_free (lone);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roc-hull/hull", test_hull);
  return g_test_run ();
}
