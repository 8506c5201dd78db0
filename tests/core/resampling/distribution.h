/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

/* Standard scores beyond this fail a test: 1 of 1.5 million by chance; the
 * seeds are fixed. */
#define MAX_Z 5.0

/* Checks that the mean and the variance of n values are those given. */
void distribution_assert_moments (const double *values, gsize n, double mean,
                                  double variance);

/* Checks n values by a chi-square test against Binomial (n_trials, p). */
void distribution_assert_binomial (const double *values, gsize n,
                                   guint n_trials, double p);

/* Checks that two samples of n values, NaN among them, come from one
 * distribution: their numbers of NaN, means and variances, and their
 * Kolmogorov-Smirnov distance. Infinite values are replaced by +-1e3. */
void distribution_assert_equal (const double *first, const double *second,
                                gsize n);
