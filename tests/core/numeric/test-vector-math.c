/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>
#include <string.h>

#include "support.h"
#include "vector-lanes.h"
#include "vector-math.h"

#define N_NUMBERS 20000

/* Tolerance in units in the last place. */
#define TOLERANCE 1.1

/* Versions that this processor supports, narrowest first. */
static guint
get_runs (LimenLanesRun *runs)
{
  guint n = 0;

  runs[n++] = limen_lanes_run_2;
#ifdef __x86_64__
  if (__builtin_cpu_supports ("avx2"))
    runs[n++] = limen_lanes_run_4;
  if (__builtin_cpu_supports ("avx512f")
      && __builtin_cpu_supports ("avx512dq"))
    runs[n++] = limen_lanes_run_8;
#endif
  return n;
}

/* Returns the error in units in the last place of the expected value. */
static double
get_error (double value, long double expected)
{
  double nearest = (double) expected;
  double unit = nextafter (fabs (nearest), INFINITY) - fabs (nearest);

  if (value == nearest)
    return 0;
  return (double) fabsl ((value - expected) / unit);
}

static void
test_exp (void)
{
  g_autofree double *x = g_new (double, N_NUMBERS);
  g_autofree double *y = g_new (double, N_NUMBERS);

  for (guint i = 0; i < N_NUMBERS; i++)
    x[i] = i % 2 == 0 ? g_test_rand_double_range (-745, 709.7)
                      : g_test_rand_double_range (-3, 3);
  limen_vector_exp (x, y, N_NUMBERS);
  for (guint i = 0; i < N_NUMBERS; i++)
    if (!(get_error (y[i], expl (x[i])) <= TOLERANCE))
      g_error ("exp (%.17g) is %.17g, expected %.17g", x[i], y[i], exp (x[i]));
}

static void
test_exp_minus_abs (void)
{
  const double special[] = { 0, -0.0, INFINITY, -INFINITY, NAN, 746, -1e300 };
  const guint n_special = G_N_ELEMENTS (special);
  g_autofree double *x = g_new (double, N_NUMBERS);
  g_autofree double *y = g_new (double, N_NUMBERS);

  for (guint i = 0; i < N_NUMBERS; i++)
    x[i] = i < n_special ? special[i]
           : i % 2 == 0  ? g_test_rand_double_range (-750, 750)
                         : g_test_rand_double_range (-3, 3);
  limen_vector_exp_minus_abs (x, y, N_NUMBERS);
  for (guint i = 0; i < N_NUMBERS; i++)
    x[i] = -fabs (x[i]);
  limen_vector_exp (x, x, N_NUMBERS);
  for (guint i = 0; i < N_NUMBERS; i++)
    test_assert_near (y[i], x[i], 0);
}

static void
test_log (void)
{
  g_autofree double *x = g_new (double, N_NUMBERS);
  g_autofree double *y = g_new (double, N_NUMBERS);

  for (guint i = 0; i < N_NUMBERS; i++)
    x[i] = i % 2 == 0 ? ldexp (g_test_rand_double_range (0.5, 1),
                               g_test_rand_int_range (-1073, 1025))
                      : g_test_rand_double_range (0, 3);
  limen_vector_log (x, y, N_NUMBERS);
  for (guint i = 0; i < N_NUMBERS; i++)
    if (!(get_error (y[i], logl (x[i])) <= TOLERANCE))
      g_error ("log (%.17g) is %.17g, expected %.17g", x[i], y[i], log (x[i]));
}

static void
test_bounded_logit (void)
{
  const double bound = log (0x1p52 - 1);
  const double edges[] = { 0, 0x1p-1074, 1e-17, 1, 1 - 0x1p-53, 2, -1, NAN };
  double ends[G_N_ELEMENTS (edges)];
  g_autofree double *p = g_new (double, N_NUMBERS);
  g_autofree double *y = g_new (double, N_NUMBERS);

  for (guint i = 0; i < N_NUMBERS; i++)
    p[i] = i % 2 == 0 ? g_test_rand_double_range (0, 1)
                      : ldexp (1, g_test_rand_int_range (-51, 0));
  limen_vector_bounded_logit (p, y, N_NUMBERS);
  for (guint i = 0; i < N_NUMBERS; i++)
    if (!(get_error (y[i], logl ((long double) (p[i] / (1 - p[i]))))
          <= TOLERANCE))
      g_error ("the logit of %.17g is %.17g", p[i], y[i]);
  limen_vector_bounded_logit (edges, ends, G_N_ELEMENTS (edges));
  for (guint i = 0; i < G_N_ELEMENTS (edges); i++)
    test_assert_near (ends[i], i == 3 || i == 4 ? bound : -bound, 1e-15);
}

/* log p and log (1 - p) for p from 1 down to the smallest double. */
static void
test_log_bernoulli (void)
{
  const double outside[5] = { -0.1, 1.1, NAN, 1, 0 };
  double truths[5] = { 0, 1, 0, 0, 1 };
  g_autofree double *p = g_new (double, N_NUMBERS);
  g_autofree double *y = g_new (double, N_NUMBERS);

  for (guint i = 0; i < N_NUMBERS; i++)
    {
      p[i] = i % 4 < 2 ? g_test_rand_double_range (0, 1)
                       : ldexp (1, g_test_rand_int_range (-1074, 0));
      y[i] = i % 2;
    }
  limen_vector_log_bernoulli (p, y, y, N_NUMBERS);
  for (guint i = 0; i < N_NUMBERS; i++)
    if (!(get_error (y[i], i % 2 == 1 ? logl (p[i]) : log1pl (-p[i]))
          <= 2 * TOLERANCE))
      g_error ("%u of %.17g has %.17g", i % 2, p[i], y[i]);
  limen_vector_log_bernoulli (outside, truths, truths, 5);
  for (guint i = 0; i < 3; i++)
    g_assert_true (isnan (truths[i]));
  for (guint i = 3; i < 5; i++)
    g_assert_cmpfloat (truths[i], ==, -INFINITY);
}

static void
test_log_sigmoid (void)
{
  g_autofree double *x = g_new (double, N_NUMBERS);
  g_autofree double *y = g_new (double, N_NUMBERS);

  for (guint i = 0; i < N_NUMBERS; i++)
    x[i] = i % 2 == 0 ? g_test_rand_double_range (-1000, 1000)
                      : g_test_rand_double_range (-5, 40);
  limen_vector_log_sigmoid (x, y, N_NUMBERS);
  for (guint i = 0; i < N_NUMBERS; i++)
    {
      long double expected = fminl (x[i], 0) - log1pl (expl (-fabsl (x[i])));

      if (!(get_error (y[i], expected) <= 3 * TOLERANCE))
        g_error ("log sigmoid (%.17g) is %.17g, expected %.17g", x[i], y[i],
                 (double) expected);
    }
}

static void
test_special (void)
{
  const double x[] = { 0,   -0.0, 1,     -1,     INFINITY,  -INFINITY, NAN,
                       710, -746, 1e300, -1e300, 0x1p-1074, -0x1p-1074 };
  double y[G_N_ELEMENTS (x)];

  limen_vector_exp (x, y, G_N_ELEMENTS (x));
  for (guint i = 0; i < G_N_ELEMENTS (x); i++)
    if (x[i] != 1 && x[i] != -1)
      test_assert_near (y[i], exp (x[i]), 0);
  limen_vector_log (x, y, G_N_ELEMENTS (x));
  for (guint i = 0; i < G_N_ELEMENTS (x); i++)
    test_assert_near (y[i], log (x[i]), 1e-16);
}

static void
test_steps (void)
{
  const double x[5] = { 1, -2, 3, -1000, 0.5 }, y[5] = { 2, -1, 3, 1000, 0.5 };
  const double quotients[5] = { 1, 2, 1, -1, 1 };
  double z[5] = { 1, 2, 4, 8, 16 };

  limen_vector_add_exp_difference (z, x, y, 5);
  test_assert_near (z[0], 1 + exp (-1), 1e-15);
  test_assert_near (z[1], 2 + exp (-1), 1e-15);
  g_assert_cmpfloat (z[2], ==, 5);
  g_assert_cmpfloat (z[3], ==, 8);
  g_assert_cmpfloat (z[4], ==, 17);
  limen_vector_exp_difference (x, y, z, 5);
  test_assert_near (z[0], exp (-1), 1e-15);
  g_assert_cmpfloat (z[2], ==, 1);
  g_assert_cmpfloat (z[3], ==, 0);
  memcpy (z, y, sizeof z);
  limen_vector_max (z, x, 5);
  g_assert_cmpmem (z, sizeof z, y, sizeof y);
  memcpy (z, x, sizeof z);
  limen_vector_max (z, y, 5);
  g_assert_cmpmem (z, sizeof z, y, sizeof y);
  memcpy (z, (const double[]){ 2, -2, 3, -1000, 0.5 }, sizeof z);
  limen_vector_divide (z, y, 5);
  g_assert_cmpmem (z, sizeof z, quotients, sizeof quotients);
}

/* Numbers of all magnitudes and signs, including special ones. */
static double
make_number (void)
{
  static const double specials[]
      = { 0, -0.0, INFINITY, -INFINITY, NAN, 0x1p-1074, -745.2, 709.8 };
  gint choice = g_test_rand_int_range (0, 4);

  if (choice == 0)
    return specials[g_test_rand_int_range (0, G_N_ELEMENTS (specials))];
  if (choice == 1)
    return ldexp (g_test_rand_double_range (-1, 1),
                  g_test_rand_int_range (-1060, 1024));
  return g_test_rand_double_range (-40, 40);
}

/* All NaN are equal: which operand's bits they have depends on the
 * compiler. */
static void
check_same (const double *a, const double *b, guint n)
{
  for (guint i = 0; i < n; i++)
    if (!(isnan (a[i]) && isnan (b[i])))
      g_assert_cmpmem (&a[i], sizeof a[i], &b[i], sizeof b[i]);
}

/* The same bits for every register width and every remainder of lanes, with
 * nothing written beyond the end. */
static void
test_widths (void)
{
  enum
  {
    MOST = 41
  };
  LimenLanesRun runs[3];
  guint n_runs = get_runs (runs);

  g_test_message ("%u widths", n_runs);
  for (guint round = 0; round < 2000; round++)
    {
      double a[MOST], b[MOST], before[MOST], first[MOST];
      guint n = round % MOST;
      LimenLanesOperation operation = round % (LIMEN_LANES_DIVIDE + 1);

      for (guint i = 0; i < MOST; i++)
        {
          a[i] = make_number ();
          b[i] = make_number ();
          before[i] = make_number ();
        }
      memcpy (first, before, sizeof first);
      runs[0](operation, first, a, b, n);
      g_assert_cmpmem (first + n, (MOST - n) * sizeof *first, before + n,
                       (MOST - n) * sizeof *before);
      for (guint j = 1; j < n_runs; j++)
        {
          double result[MOST];

          memcpy (result, before, sizeof result);
          runs[j](operation, result, a, b, n);
          check_same (result, first, MOST);
        }
    }
}

static void
test_in_place (void)
{
  double x[11], y[11];

  for (guint i = 0; i < 11; i++)
    x[i] = i * 0.7;
  limen_vector_exp (x, y, 11);
  limen_vector_exp (x, x, 11);
  g_assert_cmpmem (x, sizeof x, y, sizeof y);
  limen_vector_log (x, x, 11);
  for (guint i = 0; i < 11; i++)
    test_assert_near (x[i], i * 0.7, 1e-15);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/vector-math/exp", test_exp);
  g_test_add_func ("/vector-math/exp-minus-abs", test_exp_minus_abs);
  g_test_add_func ("/vector-math/log", test_log);
  g_test_add_func ("/vector-math/bounded-logit", test_bounded_logit);
  g_test_add_func ("/vector-math/log-bernoulli", test_log_bernoulli);
  g_test_add_func ("/vector-math/log-sigmoid", test_log_sigmoid);
  g_test_add_func ("/vector-math/special", test_special);
  g_test_add_func ("/vector-math/steps", test_steps);
  g_test_add_func ("/vector-math/widths", test_widths);
  g_test_add_func ("/vector-math/in-place", test_in_place);
  return g_test_run ();
}
