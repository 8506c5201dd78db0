/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "vector-lanes.h"

#include <math.h>
#include <stdint.h>
#include <string.h>

/* A vector of LIMEN_LANES doubles. Each element goes through the same
 * additions, multiplications and divisions whatever the width, so results are
 * identical to the last bit; libm's functions differ between processors with
 * and without fused multiply-add. */
typedef double Lanes __attribute__ ((vector_size (LIMEN_LANES * 8)));
typedef int64_t Masks __attribute__ ((vector_size (LIMEN_LANES * 8)));
typedef uint64_t Bits __attribute__ ((vector_size (LIMEN_LANES * 8)));

#define JOIN(a, b) a##b
#define NAME(lanes) JOIN (limen_lanes_run_, lanes)

/* Everything is inlined into the one public function of this file. */
#define INLINE static inline __attribute__ ((always_inline))

/* Adding this to a number below 2^51 rounds it to an integer, which is then in
 * the low bits. */
#define ROUNDER 0x1.8p52

/* log 2 in two parts; the first has few enough bits that its product with an
 * exponent is exact. */
#define LN2_HIGH 0x1.62e42fefa0000p-1
#define LN2_LOW 0x1.cf79abc9e3b3ap-40

INLINE Lanes
fill (double value)
{
  return (Lanes){ 0 } + value;
}

INLINE Lanes
choose (Masks masks, Lanes a, Lanes b)
{
  return (Lanes) ((masks & (Masks) a) | (~masks & (Masks) b));
}

/* Returns 2^k, for integers k from -1022 to 1023 given as k + ROUNDER. */
INLINE Lanes
power_of_two (Lanes rounded)
{
  return (Lanes) (((Bits) rounded + 1023) << 52);
}

/* Argument reduction exp (x) = 2^k exp (r) with |r| <= log (2) / 2. Returns
 * exp (r) by its Taylor polynomial of degree 13, with a truncation error below
 * 2^-57, and stores the integer k, plus ROUNDER, in `exponent`. */
INLINE Lanes
reduce_exp (Lanes x, Lanes *exponent)
{
  Lanes rounded = x * 0x1.71547652b82fep+0 + ROUNDER, k = rounded - ROUNDER;
  Lanes r = (x - k * LN2_HIGH) - k * LN2_LOW;
  Lanes r2 = r * r, r4 = r2 * r2;
  Lanes p = (0.5 + r * (1.0 / 6)) + r2 * (1.0 / 24 + r * (1.0 / 120));
  Lanes q = (1.0 / 720 + r * (1.0 / 5040))
            + r2 * (1.0 / 40320 + r * (1.0 / 362880));
  Lanes s = (1.0 / 3628800 + r * (1.0 / 39916800))
            + r2 * (1.0 / 479001600 + r * (1.0 / 6227020800));

  *exponent = rounded;
  return 1 + (r + r2 * (p + r4 * q + r4 * r4 * s));
}

/* Returns exp (x) for any x. 2^k is applied in two factors, so that subnormal
 * results are rounded once. */
INLINE Lanes
get_exp (Lanes x)
{
  Lanes least = fill (-746), most = fill (710), value, exponent, half, rest;

  x = choose (x < least, least, x);
  x = choose (x > most, most, x);
  value = reduce_exp (x, &exponent);
  half = (exponent - ROUNDER) * 0.5 + ROUNDER;
  rest = exponent - (half - ROUNDER);
  return value * power_of_two (half) * power_of_two (rest);
}

/* Returns exp (-|x|), with the same bits as get_exp() but faster: as the
 * result is at most 1, a fixed part of 2^k can be applied last. */
INLINE Lanes
get_exp_minus_abs (Lanes x)
{
  Lanes least = fill (-746), value, exponent;

  x = (Lanes) ((Bits) x | (UINT64_C (1) << 63));
  x = choose (x < least, least, x);
  value = reduce_exp (x, &exponent);
  return value * power_of_two (exponent + 64) * 0x1p-64;
}

/* Returns exp (x) for x <= 0, faster than get_exp(); results below 2^-1021
 * come out as about that. */
INLINE Lanes
get_exp_of_nonpositive (Lanes x)
{
  Lanes least = fill (-708), value, exponent;

  x = choose (x < least, least, x);
  value = reduce_exp (x, &exponent);
  return value * power_of_two (exponent);
}

/* log (1 + f) + k log 2 for 1 + f from sqrt (1/2) to sqrt (2): f - f^2/2
 * + s (f^2/2 + R (s^2)) with s = f / (2 + f). The method and the coefficients
 * are those of FreeBSD's e_log.c. */
INLINE Lanes
combine_log (Lanes f, Lanes k)
{
  Lanes s = f / (2 + f), z = s * s, w = z * z, half = 0.5 * f * f;
  Lanes odd = 2.857142874366239149e-01
              + w * (1.818357216161805012e-01 + w * 1.479819860511658591e-01);
  Lanes even = 2.222219843214978396e-01 + w * 1.531383769920937332e-01;

  odd = z * (6.666666666666735130e-01 + w * odd);
  even = w * (3.999999999940941908e-01 + w * even);
  return s * (half + (odd + even)) + k * LN2_LOW - half + f + k * LN2_HIGH;
}

/* Argument reduction x = 2^k (1 + f) with 1 + f from sqrt (1/2) to sqrt (2),
 * for positive x that are not subnormal. Returns f. */
INLINE Lanes
reduce_log (Lanes x, Lanes *k)
{
  Bits above = (Bits) x - 0x3fe6a09e667f3bcd; /* sqrt (1/2) */

  /* The 12-bit signed exponent k as a double. */
  *k = (Lanes) (((above >> 52) ^ 2048) + 0x4338000000000000)
       - (ROUNDER + 2048);
  return (Lanes) ((Bits) x - (above & 0xfff0000000000000)) - 1;
}

/* Returns the natural logarithm; -inf at 0, NaN for negative x. */
INLINE Lanes
get_log (Lanes x)
{
  Lanes zero = fill (0), infinity = fill (INFINITY), f, k, value;
  Masks is_tiny = x < fill (0x1p-1022);

  f = reduce_log (choose (is_tiny, x * 0x1p54, x), &k);
  k -= choose (is_tiny, fill (54), zero);
  value = combine_log (f, k);
  value = choose (x == zero, -infinity, value);
  value = choose (x == infinity, infinity, value);
  return choose (x >= zero, value, fill (NAN));
}

/* Returns the logarithm of the odds of p, clamped to 2^52 - 1 and to one in
 * 2^52 - 1. The least odds for NaN. */
INLINE Lanes
get_bounded_logit (Lanes p)
{
  Lanes max = fill (0x1p52 - 1), min = 1 / max, odds = p / (1 - p), f, k;

  odds = choose (odds > min, odds, min);
  odds = choose (odds < max, odds, max);
  f = reduce_log (odds, &k);
  return combine_log (f, k);
}

/* Returns log (high + low), where `low` is the rounding error of `high`. */
INLINE Lanes
get_log_of_sum (Lanes high, Lanes low)
{
  Lanes zero = fill (0);

  return get_log (high) + choose (high == zero, zero, low / high);
}

/* Returns log (p) or log (1 - p); 1 - p is kept as two numbers, as rounding
 * would lose digits where p is small. */
INLINE Lanes
get_log_bernoulli (Lanes p, Lanes truth)
{
  Lanes zero = fill (0), rest = 1 - p;
  Masks is_true = truth == 1;
  Lanes high = choose (is_true, p, rest);
  Lanes low = choose (is_true, zero, (1 - rest) - p);

  return choose ((p >= zero) & (p <= 1), get_log_of_sum (high, low),
                 fill (NAN));
}

/* Returns min (x, 0) - log (1 + exp (-|x|)), as limen_log_sigmoid() does. */
INLINE Lanes
get_log_sigmoid (Lanes x)
{
  Lanes zero = fill (0), e = get_exp (choose (x < zero, x, -x));
  Lanes high = 1 + e, low = e - (high - 1);

  return choose (x < zero, x, zero) - get_log_of_sum (high, low);
}

INLINE Lanes
apply (LimenLanesOperation operation, Lanes result, Lanes a, Lanes b)
{
  switch (operation)
    {
    case LIMEN_LANES_EXP:
      return get_exp (a);
    case LIMEN_LANES_EXP_MINUS_ABS:
      return get_exp_minus_abs (a);
    case LIMEN_LANES_LOG:
      return get_log (a);
    case LIMEN_LANES_BOUNDED_LOGIT:
      return get_bounded_logit (a);
    case LIMEN_LANES_LOG_BERNOULLI:
      return get_log_bernoulli (a, b);
    case LIMEN_LANES_LOG_SIGMOID:
      return get_log_sigmoid (a);
    case LIMEN_LANES_MAX:
      return choose (a > result, a, result);
    case LIMEN_LANES_EXP_DIFFERENCE:
      return get_exp (a - b);
    case LIMEN_LANES_ADD_EXP_DIFFERENCE:
      return result + get_exp_of_nonpositive (a - b);
    case LIMEN_LANES_DIVIDE:
    default:
      return result / a;
    }
}

/* Applies the operation to n <= LIMEN_LANES elements; unused lanes are 0. */
INLINE void
apply_to (LimenLanesOperation operation, double *result, const double *a,
          const double *b, size_t n)
{
  Lanes to = { 0 }, x = { 0 }, y = { 0 };

  memcpy (&to, result, n * sizeof *result);
  memcpy (&x, a, n * sizeof *a);
  memcpy (&y, b, n * sizeof *b);
  to = apply (operation, to, x, y);
  memcpy (result, &to, n * sizeof *result);
}

INLINE void
run (LimenLanesOperation operation, double *result, const double *a,
     const double *b, size_t n)
{
  size_t i;

  for (i = 0; i + LIMEN_LANES <= n; i += LIMEN_LANES)
    apply_to (operation, result + i, a + i, b + i, LIMEN_LANES);
  if (i < n)
    apply_to (operation, result + i, a + i, b + i, n - i);
}

/* Dispatches to one loop per operation: the operation is a constant in
 * each. */
void
NAME (LIMEN_LANES) (LimenLanesOperation operation, double *result,
                    const double *a, const double *b, size_t n)
{
  switch (operation)
    {
    case LIMEN_LANES_EXP:
      run (LIMEN_LANES_EXP, result, a, b, n);
      break;
    case LIMEN_LANES_EXP_MINUS_ABS:
      run (LIMEN_LANES_EXP_MINUS_ABS, result, a, b, n);
      break;
    case LIMEN_LANES_LOG:
      run (LIMEN_LANES_LOG, result, a, b, n);
      break;
    case LIMEN_LANES_BOUNDED_LOGIT:
      run (LIMEN_LANES_BOUNDED_LOGIT, result, a, b, n);
      break;
    case LIMEN_LANES_LOG_BERNOULLI:
      run (LIMEN_LANES_LOG_BERNOULLI, result, a, b, n);
      break;
    case LIMEN_LANES_LOG_SIGMOID:
      run (LIMEN_LANES_LOG_SIGMOID, result, a, b, n);
      break;
    case LIMEN_LANES_MAX:
      run (LIMEN_LANES_MAX, result, a, b, n);
      break;
    case LIMEN_LANES_EXP_DIFFERENCE:
      run (LIMEN_LANES_EXP_DIFFERENCE, result, a, b, n);
      break;
    case LIMEN_LANES_ADD_EXP_DIFFERENCE:
      run (LIMEN_LANES_ADD_EXP_DIFFERENCE, result, a, b, n);
      break;
    case LIMEN_LANES_DIVIDE:
      run (LIMEN_LANES_DIVIDE, result, a, b, n);
      break;
    }
}
