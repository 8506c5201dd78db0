/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <string.h>

#include "chars.h"

/* Digits that are parsed at once, as the bytes of one 64-bit word. */
#define LIMEN_DIGITS 8
#define LIMEN_EVERY_BYTE G_GUINT64_CONSTANT (0x0101010101010101)
/* Upper bound on the digits before the decimal point. */
#define LIMEN_MAX_DIGITS_BEFORE 4
/* Bytes that must be readable from the start of a number on. */
#define LIMEN_PLAIN_NUMBER_BYTES 32

/* Loads eight bytes into a word, the first one lowest, each minus '0'. */
static inline guint64
limen_digits_load (const char *p)
{
  guint64 bytes;

  memcpy (&bytes, p, sizeof bytes);
  return GUINT64_FROM_LE (bytes) ^ ('0' * LIMEN_EVERY_BYTE);
}

/* Sets the top bit of each byte that is not a digit. Reliable up to and
 * including the first such byte; later bits may be wrong. */
static inline guint64
limen_digits_get_others (guint64 digits)
{
  return (digits | (digits + 0x76 * LIMEN_EVERY_BYTE))
         & (0x80 * LIMEN_EVERY_BYTE);
}

/* The number that eight digits stand for (SWAR: adds up neighbours, then
 * pairs, then fours). */
static inline guint64
limen_digits_join (guint64 digits)
{
  const guint64 mask = 0xff000000ff;

  digits = digits * 10 + (digits >> 8);
  return ((digits & mask) * (G_GUINT64_CONSTANT (1000000) << 32 | 100)
          + (digits >> 16 & mask) * (G_GUINT64_CONSTANT (10000) << 32 | 1))
         >> 32;
}

/* Appends the first n < 8 of these digits to a number. FALSE if the result
 * might overflow. */
static inline gboolean
limen_digits_append (guint64 *number, guint64 digits, guint n)
{
  static const guint64 powers[]
      = { 1, 10, 100, 1000, 10000, 100000, 1000000, 10000000 };
  static const guint64 limits[]
      = { G_MAXUINT64,           G_MAXUINT64 / 10,      G_MAXUINT64 / 100,
          G_MAXUINT64 / 1000,    G_MAXUINT64 / 10000,   G_MAXUINT64 / 100000,
          G_MAXUINT64 / 1000000, G_MAXUINT64 / 10000000 };
  guint half = 4 * (LIMEN_DIGITS - n); /* half the number of bits to drop:
                                        * shifting by 64 at once is
                                        * undefined */

  if (*number >= limits[n])
    return FALSE;
  *number = *number * powers[n] + limen_digits_join (digits << half << half);
  return TRUE;
}

/* Returns p, with the value set, if the number ends there; NULL if an exponent
 * follows. */
static inline const char *
limen_plain_number_end (const char *p, double magnitude, guint64 sign,
                        double *value)
{
  guint64 bits;

  if ((*p | 0x20) == 'e')
    return NULL;
  memcpy (&bits, &magnitude, sizeof bits);
  bits |= sign << 63;
  memcpy (value, &bits, sizeof bits);
  return p;
}

/* Fast path for the common form of a number: an optional '-', a few digits,
 * and optionally a decimal point with at most 23 digits. The value is that
 * number divided by 10^n_further (at most 2): the double that
 * limen_from_chars() gives for the digits with the point moved.
 * LIMEN_PLAIN_NUMBER_BYTES must be readable from p on. Returns the end of the
 * number, or NULL if it does not have this form. */
static inline const char *
limen_plain_number_read_scaled (const char *p, char decimal_point,
                                guint n_further, double *value)
{
  static const double powers[]
      = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9 };
  const guint64 next = 100000000; /* factor for eight more digits */
  guint64 number, digits, others, sign = *p == '-';
  const char *first = p + sign, *first_behind;
  double magnitude;
  guint n;

  number = (guchar) (*first - '0');
  if (number > 9)
    return NULL;
  for (p = first + 1; *p != decimal_point; p++)
    {
      guint digit = (guchar) (*p - '0');

      if (digit > 9)
        return limen_plain_number_end (
            p, (double) (gint64) number / powers[n_further], sign, value);
      if (p - first == LIMEN_MAX_DIGITS_BEFORE)
        return NULL;
      number = number * 10 + digit;
    }
  first_behind = ++p;
  digits = limen_digits_load (p);
  others = limen_digits_get_others (digits);
  for (guint i = 0; others == 0; i++)
    {
      if (i == 2 || number >= G_MAXUINT64 / next)
        return NULL;
      number = number * next + limen_digits_join (digits);
      p += LIMEN_DIGITS;
      digits = limen_digits_load (p);
      others = limen_digits_get_others (digits);
    }
  n = (guint) __builtin_ctzll (others) / 8;
  if (!limen_digits_append (&number, digits, n))
    return NULL;
  if (p == first_behind) /* both operands are exact doubles, so the quotient is
                          * rounded once */
    magnitude = (double) (gint64) number / powers[n + n_further];
  else
    magnitude = limen_from_decimal (
        number, (int) (p + n - first_behind + n_further));
  return limen_plain_number_end (p + n, magnitude, sign, value);
}

/* As limen_plain_number_read_scaled(), without scaling. */
static inline const char *
limen_plain_number_read (const char *p, char decimal_point, double *value)
{
  return limen_plain_number_read_scaled (p, decimal_point, 0, value);
}
