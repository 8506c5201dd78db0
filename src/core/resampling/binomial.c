/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "stream.h"
#include "vector-math.h"

/* Expected successes from which rejection is faster than adding up
 * probabilities, and valid. */
#define MIN_REJECTION 10
/* Upper bound on the trials of one draw; more are divided. */
#define MAX_TRIALS 0x1p30
/* Successes that inversion considers: beyond, the probability is below 1e-60,
 * and the sum has been exhausted by rounding. */
#define MAX_INVERSION 110

/* The remainder of Stirling's formula, log k! - (k + 1/2) log (k + 1) + (k +
 * 1) - log (2 pi) / 2, for k below N_REMAINDERS; above, its series. */
#define N_REMAINDERS 10
static const double remainders[N_REMAINDERS]
    = { 0.08106146679532726, 0.04134069595540929, 0.02767792568499834,
        0.02079067210376509, 0.01664469118982119, 0.01387612882307075,
        0.01189670994589177, 0.01041126526197209, 0.009255462182712733,
        0.008330563433362871 };

static double
get_remainder (double k)
{
  double inverse = 1 / (k + 1), square = inverse * inverse;

  if (k < N_REMAINDERS)
    return remainders[(int) k];
  return (1.0 / 12 - (1.0 / 360 - square / 1260) * square) * inverse;
}

/* Returns base^n for a whole n below 2^32. */
static double
get_power (double base, uint32_t n)
{
  double power = 1;

  for (; n > 0; n >>= 1, base *= base)
    if (n & 1)
      power *= base;
  return power;
}

/* Draws by inversion, adding up probabilities from 0 successes on. */
static double
draw_by_inversion (LimenStream *stream, double n, double p)
{
  double odds = p / (1 - p), none = get_power (1 - p, (uint32_t) n);

  for (;;)
    {
      double rest = limen_stream_uniform (stream), probability = none;

      for (int k = 0; k < MAX_INVERSION; k++)
        {
          if (rest < probability)
            return k;
          rest -= probability;
          probability *= odds * (n - k) / (k + 1);
        }
    }
}

/* Whether log v is at most the logarithm of P(k) / P(mode), the probabilities
 * of the binomial distribution; the mode is its most likely count. */
static bool
accepts (double n, double p, double k, double v)
{
  double odds = p / (1 - p), mode = floor ((n + 1) * p);
  double logs[]
      = { (mode + 1) / (odds * (n - mode + 1)), (n - mode + 1) / (n - k + 1),
          odds * (n - k + 1) / (k + 1), v };

  limen_vector_log (logs, logs, sizeof logs / sizeof *logs);
  return logs[3] <= (mode + 0.5) * logs[0] + (n + 1) * logs[1]
                        + (k + 0.5) * logs[2] + get_remainder (mode)
                        + get_remainder (n - mode) - get_remainder (k)
                        - get_remainder (n - k);
}

/* Draws by transformed rejection (algorithm BTRS of Hoermann, "The generation
 * of binomial random variates", 1993), for p <= 1/2 and n p >= 10: a pair of
 * uniform numbers gives a success count, which is accepted at once within a
 * box, else with its exact probability. The numbers have 32 bits; even of 2^30
 * trials each likely count stems from thousands of them. */
static double
draw_by_rejection (LimenStream *stream, double n, double p)
{
  double deviation = sqrt (n * p * (1 - p));
  double b = 1.15 + 2.53 * deviation, a = -0.0873 + 0.0248 * b + 0.01 * p;
  double centre = n * p + 0.5, box = 0.92 - 4.2 / b;
  double alpha = (2.83 + 5.1 / b) * deviation;

  for (;;)
    {
      double u = limen_stream_short_uniform (stream) - 0.5;
      double v = limen_stream_short_uniform (stream);
      double us = 0.5 - fabs (u), k = floor ((2 * a / us + b) * u + centre);

      if (us >= 0.07 && v <= box)
        return k;
      if (k >= 0 && k <= n
          && accepts (n, p, k, v * alpha / (a / (us * us) + b)))
        return k;
    }
}

static double
draw (LimenStream *stream, double n, double p)
{
  bool is_likely = p > 0.5;
  double share = is_likely ? 1 - p : p;
  double k = n * share < MIN_REJECTION ? draw_by_inversion (stream, n, share)
                                       : draw_by_rejection (stream, n, share);

  return is_likely ? n - k : k;
}

/* Returns the number of successes in n trials of probability p; n is whole,
 * from 0 to 2^40, and p may be NaN only if n = 0. The stream's next numbers
 * are used, up to four words mostly. About twice as fast as
 * gsl_ran_binomial(), which most of a resample's time would go to. */
double
limen_stream_binomial (LimenStream *self, double n, double p)
{
  double sum = 0;

  if (n == 0 || p <= 0)
    return 0;
  if (p >= 1)
    return n;
  for (; n > MAX_TRIALS; n -= MAX_TRIALS)
    sum += draw (self, MAX_TRIALS, p);
  return sum + draw (self, n, p);
}
