/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "distribution.h"

#include <gsl/gsl_randist.h>
#include <gsl/gsl_sort.h>
#include <gsl/gsl_statistics.h>
#include <math.h>

/* Least expected number in a class of a chi-square test. */
#define MIN_EXPECTED 20
#define FAR 1e3

static void
assert_z (const char *what, double difference, double error)
{
  if (difference == 0)
    return;
  g_test_message ("%s: z = %.2f", what, difference / error);
  g_assert_cmpfloat (fabs (difference), <=, MAX_Z * error);
}

/* Returns the variance of the sample variance, with the term of second order,
 * which alone is left for two equally frequent values. */
static double
get_variance_error (const double *values, gsize n)
{
  double mean = gsl_stats_mean (values, 1, n), second = 0, fourth = 0;

  for (gsize i = 0; i < n; i++)
    {
      double square = (values[i] - mean) * (values[i] - mean);

      second += square / (double) n;
      fourth += square * square / (double) n;
    }
  return (fourth - second * second) / (double) n
         + 2 * (second / (double) n) * (second / (double) n);
}

void
distribution_assert_moments (const double *values, gsize n, double mean,
                             double variance)
{
  assert_z ("mean", gsl_stats_mean (values, 1, n) - mean,
            sqrt (variance / (double) n));
  assert_z ("variance", gsl_stats_variance (values, 1, n) - variance,
            sqrt (get_variance_error (values, n)));
}

void
distribution_assert_binomial (const double *values, gsize n, guint n_trials,
                              double p)
{
  g_autofree double *counts = g_new0 (double, n_trials + 1);
  double expected = 0, observed = 0, chi_square = 0;
  guint n_classes = 0;

  for (gsize i = 0; i < n; i++)
    {
      g_assert_cmpfloat (values[i], >=, 0);
      g_assert_cmpfloat (values[i], <=, n_trials);
      counts[(guint) values[i]]++;
    }
  for (guint i = 0; i <= n_trials; i++)
    {
      expected += (double) n * gsl_ran_binomial_pdf (i, p, n_trials);
      observed += counts[i];
      if (expected < MIN_EXPECTED)
        continue;
      chi_square += (observed - expected) * (observed - expected) / expected;
      n_classes++;
      expected = observed = 0;
    }
  assert_z ("binomial", chi_square - n_classes, sqrt (2.0 * n_classes));
}

/* Returns the defined values, in ascending order and bounded. */
static double *
sort_defined (const double *values, gsize n, gsize *n_defined)
{
  double *defined = g_new (double, n + 1);

  *n_defined = 0;
  for (gsize i = 0; i < n; i++)
    if (!isnan (values[i]))
      defined[(*n_defined)++] = CLAMP (values[i], -FAR, FAR);
  gsl_sort (defined, 1, *n_defined);
  return defined;
}

/* Returns the largest difference of the distribution functions of two sorted
 * samples. */
static double
get_distance (const double *first, gsize n, const double *second, gsize m)
{
  double distance = 0;

  for (gsize i = 0, j = 0; i < n && j < m;)
    {
      double value = MIN (first[i], second[j]);

      while (i < n && first[i] == value)
        i++;
      while (j < m && second[j] == value)
        j++;
      distance = fmax (
          distance, fabs ((double) i / (double) n - (double) j / (double) m));
    }
  return distance;
}

void
distribution_assert_equal (const double *first, const double *second, gsize n)
{
  gsize k, m;
  g_autofree double *a = sort_defined (first, n, &k);
  g_autofree double *b = sort_defined (second, n, &m);
  double share = (double) (k + m) / (2 * (double) n);

  assert_z ("undefined", (double) k - (double) m,
            sqrt (2 * (double) n * share * (1 - share)));
  if (MIN (k, m) < MIN_EXPECTED)
    return;
  assert_z ("mean", gsl_stats_mean (a, 1, k) - gsl_stats_mean (b, 1, m),
            sqrt (gsl_stats_variance (a, 1, k) / (double) k
                  + gsl_stats_variance (b, 1, m) / (double) m));
  assert_z ("variance",
            gsl_stats_variance (a, 1, k) - gsl_stats_variance (b, 1, m),
            sqrt (get_variance_error (a, k) + get_variance_error (b, m)));
  /* The probability of a larger distance is at most 2 exp (-2 x^2), 2e-6. */
  g_assert_cmpfloat (get_distance (a, k, b, m)
                         * sqrt ((double) k * (double) m / (double) (k + m)),
                     <=, 2.63);
}
