/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "chars.h"

#include <charconv>
#include <cmath>
#include <cstring>
#include <fast_float/fast_float.h>

/* Parses "-d.ddde+XX" into digits and exponent; drops the sign. */
static LimenDigits
split_scientific (const char *first, const char *last)
{
  LimenDigits digits = { "", 0, 0 };
  const char *p = first;

  for (; *p != 'e'; p++)
    if (*p >= '0' && *p <= '9')
      digits.text[digits.n++] = *p;
  digits.text[digits.n] = '\0';
  p += p[1] == '+' ? 2 : 1;
  std::from_chars (p, last, digits.exponent);
  digits.exponent -= digits.n - 1;
  return digits;
}

/* Returns the n-digit decimal (n up to LIMEN_MAX_DIGITS) nearest to a finite
 * number, ties to even. The sign is dropped. */
extern "C" LimenDigits
limen_to_digits (double value, int n)
{
  char text[LIMEN_MAX_DIGITS + 8];
  const std::to_chars_result result
      = std::to_chars (text, text + sizeof text, value,
                       std::chars_format::scientific, n - 1);

  return split_scientific (text, result.ptr);
}

static bool
reads_back (double value, const LimenDigits &digits)
{
  char text[LIMEN_MAX_DIGITS + 8];
  double number = 0;

  std::memcpy (text, digits.text, digits.n);
  text[digits.n] = 'e';
  const std::to_chars_result result = std::to_chars (
      text + digits.n + 1, text + sizeof text, digits.exponent);
  fast_float::from_chars (text, result.ptr, number);
  return number == value;
}

/* Returns the fewest digits whose nearest decimal to a finite number reads
 * back as that number; the sign is dropped. std::to_chars() gives the shortest
 * decimal that reads back, which is also the nearest of its length, except at
 * powers of two, where the neighbour below is closer than the one above: there
 * digits are added until the nearest decimal reads back. */
extern "C" LimenDigits
limen_to_shortest_digits (double value)
{
  char text[LIMEN_MAX_DIGITS + 8];
  int exponent;
  const std::to_chars_result result
      = std::to_chars (text, text + sizeof text, value,
                       std::chars_format::scientific);
  LimenDigits digits = split_scientific (text, result.ptr);

  if (std::fabs (std::frexp (value, &exponent)) == 0.5)
    for (int n = digits.n; n <= LIMEN_MAX_DIGITS; n++)
      {
        digits = limen_to_digits (value, n);
        if (reads_back (std::fabs (value), digits))
          break;
      }
  return digits;
}

/* Writes a whole number. Returns the end. */
extern "C" char *
limen_write_whole (long long value, char *first, char *last)
{
  return std::to_chars (first, last, value).ptr;
}

/* Writes the digits of limen_to_shortest_digits() for a positive number,
 * without an exponent (`is_plain`) or as d.ddde+XX, in one step. Returns the
 * end; NULL, with nothing written, for powers of two, which are not covered.
 */
extern "C" char *
limen_write_shortest (double value, bool is_plain, char *first, char *last)
{
  uint64_t bits;

  std::memcpy (&bits, &value, sizeof bits);
  if (bits << 12 == 0)
    return nullptr;
  return std::to_chars (first, last, value,
                        is_plain ? std::chars_format::fixed
                                 : std::chars_format::scientific)
      .ptr;
}

/* Parses the number at the start of [first, last), rounded to the nearest
 * double, ties to even, with any number of digits: an optional '-', digits
 * with an optional decimal point, an optional exponent; also "inf" and "nan".
 * Numbers beyond the largest double are infinite. Returns the end of the
 * number; NULL, with *value untouched, if there is none. */
extern "C" const char *
limen_from_chars (const char *first, const char *last, char decimal_point,
                  double *value)
{
  const fast_float::parse_options options (fast_float::chars_format::general,
                                           decimal_point);
  double number;
  const fast_float::from_chars_result result
      = fast_float::from_chars_advanced (first, last, number, options);

  if (result.ec == std::errc::invalid_argument)
    return nullptr;
  *value = number;
  return result.ptr;
}

/* Returns number * 10^-n_decimals, for n_decimals from 0 to 27, rounded to the
 * nearest double, ties to even (Lemire, "Number parsing at a gigabyte per
 * second", 2021). Up to 27 digits, 5^n_decimals fits into 64 bits and the
 * rounding is never ambiguous. */
extern "C" double
limen_from_decimal (uint64_t number, int n_decimals)
{
  using format = fast_float::binary_format<double>;

  /* Lets the compiler drop the code for other exponents. */
  if (n_decimals < 0 || n_decimals > 27)
    __builtin_unreachable ();

  const fast_float::adjusted_mantissa result
      = fast_float::compute_float<format> (-n_decimals, number);
  const uint64_t bits = result.mantissa
                        | static_cast<uint64_t> (result.power2)
                              << format::mantissa_explicit_bits ();
  double value;

  std::memcpy (&value, &bits, sizeof value);
  return value;
}
