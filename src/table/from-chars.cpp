#include "from-chars.h"

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
