#include "from-chars.h"

#include <cstring>
#include <fast_float/fast_float.h>

/* Reads the number at the start of [first, last), rounded to the nearest
 * double, ties to even, however many digits it has: an optional '-', digits
 * with or without a decimal point among them, an optional exponent. Returns
 * where it ends; NULL, and *value untouched, where there is none. The words
 * for infinity and NaN are read, too, and what is too large is infinite. */
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

/* number * 10^-n_behind, with at most 27 digits behind the point, rounded to
 * the nearest double, ties to even (Lemire, "Number parsing at a gigabyte per
 * second", 2021): so few that 5^n_behind fits into 64 bits, and the product is
 * never in doubt. */
extern "C" double
limen_from_decimal (uint64_t number, int n_behind)
{
  using format = fast_float::binary_format<double>;

  /* So that what is for other exponents is left out. */
  if (n_behind < 0 || n_behind > 27)
    __builtin_unreachable ();

  const fast_float::adjusted_mantissa result
      = fast_float::compute_float<format> (-n_behind, number);
  const uint64_t bits = result.mantissa
                        | static_cast<uint64_t> (result.power2)
                              << format::mantissa_explicit_bits ();
  double value;

  std::memcpy (&value, &bits, sizeof value);
  return value;
}
