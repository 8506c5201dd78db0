#include "number.h"

#include <float.h>
#include <math.h>
#include <string.h>

/* Up to here an integer mantissa and a power of ten are doubles themselves, so
 * that one multiplication or division rounds just once (Clinger, 1990). */
#define MAX_EXACT_MANTISSA (G_GUINT64_CONSTANT (1) << 53)
#define MAX_EXACT_POWER 22
#define MAX_MANTISSA_DIGITS 19
/* Beyond this no digit string of a field's length comes back into range. */
#define MAX_EXPONENT 1000000

static const double powers_of_ten[MAX_EXACT_POWER + 1] = {
  1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
};

/* What the grammar makes of a text. */
typedef struct
{
  const char *start, *end; /* without blanks */
  gboolean is_negative;
  guint64 mantissa; /* the first digits that count, at most 19 */
  guint n_mantissa; /* how many digits it holds, while they are cut */
  guint n_digits;
  gboolean is_cut;  /* there were more */
  gint64 exponent;  /* of ten, of the mantissa's last digit */
} Scan;

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

static gboolean
is_digit (char c)
{
  return c >= '0' && c <= '9';
}

static void
take_digit (Scan *scan, char c, gboolean is_fraction)
{
  if (scan->n_mantissa == MAX_MANTISSA_DIGITS)
    {
      scan->is_cut = TRUE;
      scan->exponent += is_fraction ? 0 : 1;
      return;
    }
  scan->mantissa = 10 * scan->mantissa + (guint64) (c - '0');
  scan->n_mantissa += scan->mantissa > 0;
  scan->exponent -= is_fraction ? 1 : 0;
}

static gboolean
scan_exponent (const char **place, const char *end, gint64 *exponent)
{
  const char *p = *place + 1;
  gboolean is_negative = p < end && *p == '-';
  gint64 value = 0;

  if (p < end && (*p == '-' || *p == '+'))
    p++;
  if (p == end || !is_digit (*p))
    return FALSE;
  for (; p < end && is_digit (*p); p++)
    value = MIN (10 * value + (*p - '0'), MAX_EXPONENT);
  *exponent += is_negative ? -value : value;
  *place = p;
  return TRUE;
}

static const char *
skip_digits (const char *p, const char *end, guint64 *mantissa)
{
  for (; p < end && is_digit (*p); p++)
    *mantissa = 10 * *mantissa + (guint64) (*p - '0');
  return p;
}

/* What the digits before and after the point amount to. */
static const char *
scan_digits (const char *p, const char *end, char decimal_point, Scan *scan)
{
  const char *whole = p, *whole_end, *fraction;

  whole_end = fraction = p = skip_digits (p, end, &scan->mantissa);
  if (p < end && *p == decimal_point)
    {
      fraction = whole_end + 1;
      p = skip_digits (fraction, end, &scan->mantissa);
    }
  scan->n_digits = (guint) (whole_end - whole + p - fraction);
  scan->exponent = -(p - fraction);
  if (scan->n_digits <= MAX_MANTISSA_DIGITS)
    return p;

  /* It may have run over: only the first digits count. */
  scan->mantissa = 0;
  scan->exponent = 0;
  for (; whole < whole_end; whole++)
    take_digit (scan, *whole, FALSE);
  for (; fraction < p; fraction++)
    take_digit (scan, *fraction, TRUE);
  return p;
}

static gboolean
scan_number (const char *text, gsize length, char decimal_point, Scan *scan)
{
  const char *p = text, *end = text + length;

  while (p < end && is_blank (*p))
    p++;
  while (end > p && is_blank (end[-1]))
    end--;
  *scan = (Scan){ .start = p, .end = end };
  if (p < end && (*p == '-' || *p == '+'))
    scan->is_negative = *p++ == '-';
  p = scan_digits (p, end, decimal_point, scan);
  if (scan->n_digits == 0)
    return FALSE;
  if (p < end && (*p == 'e' || *p == 'E')
      && !scan_exponent (&p, end, &scan->exponent))
    return FALSE;
  return p == end;
}

static gboolean
convert_fast (const Scan *scan, double *value)
{
  if (scan->is_cut || scan->mantissa > MAX_EXACT_MANTISSA
      || ABS (scan->exponent) > MAX_EXACT_POWER)
    return FALSE;
  *value = scan->exponent < 0
               ? (double) scan->mantissa / powers_of_ten[-scan->exponent]
               : (double) scan->mantissa * powers_of_ten[scan->exponent];
  return TRUE;
}

#if LDBL_MANT_DIG == 64
/* The same in 64 bits of mantissa, where all 19 digits and powers up to 27
 * are exact: one rounding, off by half a unit of the 64 bits at most. Rounding
 * again to 53 bits is right unless the eleven bits that go stand within a unit
 * of the half, where it cannot be told to which side the number lies. */
static gboolean
convert_extended (const Scan *scan, double *value)
{
  static const long double powers[] = {
    1e0L,  1e1L,  1e2L,  1e3L,  1e4L,  1e5L,  1e6L,  1e7L,  1e8L,  1e9L,
    1e10L, 1e11L, 1e12L, 1e13L, 1e14L, 1e15L, 1e16L, 1e17L, 1e18L, 1e19L,
    1e20L, 1e21L, 1e22L, 1e23L, 1e24L, 1e25L, 1e26L, 1e27L,
  };
  long double wide;
  guint64 bits;

  if (scan->is_cut || scan->exponent > 0
      || -scan->exponent >= (gint64) G_N_ELEMENTS (powers))
    return FALSE;
  wide = (long double) scan->mantissa / powers[-scan->exponent];
  memcpy (&bits, &wide, sizeof bits); /* the mantissa stands first */
  bits &= 0x7ff;
  *value = (double) wide;
  return bits < 0x3ff || bits > 0x401;
}
#else
static gboolean
convert_extended (const Scan *scan, double *value)
{
  return FALSE;
}
#endif

/* The C library converts any number of digits exactly; it wants a '.' and a
 * NUL. */
static double
convert_slowly (const Scan *scan, char decimal_point)
{
  gsize length = (gsize) (scan->end - scan->start);
  char small[128];
  char *copy = length < sizeof small ? small : g_malloc (length + 1);
  char *point;
  double value;

  memcpy (copy, scan->start, length);
  copy[length] = '\0';
  point = decimal_point != '.' ? strchr (copy, decimal_point) : NULL;
  if (point != NULL)
    *point = '.';
  value = fabs (g_ascii_strtod (copy, NULL));
  if (copy != small)
    g_free (copy);
  return value;
}

/* Reads one number and nothing else, in any locale and to the last bit.
 * `text` needs no NUL; `decimal_point` is '.' or ','. What is too small
 * becomes 0, and so does -0; what is too large, like everything outside the
 * grammar, is refused: false, and *value untouched. */
gboolean
limen_number_parse (const char *text, gsize length, char decimal_point,
                    double *value)
{
  Scan scan;
  double size;

  if (!scan_number (text, length, decimal_point, &scan))
    return FALSE;
  if (scan.mantissa == 0)
    size = 0;
  else if (!convert_fast (&scan, &size) && !convert_extended (&scan, &size))
    size = convert_slowly (&scan, decimal_point);
  if (isinf (size))
    return FALSE;
  *value = scan.is_negative && size > 0 ? -size : size;
  return TRUE;
}
