/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "screen-format.h"

#include <glib/gi18n.h>
#include <langinfo.h>
#include <locale.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "decimal.h"
#include "threshold.h"

#define MIN_BOUND_DECIMALS 4
#define MAX_BOUND_DECIMALS 17 /* more decimals: write all digits instead */

#define MIN_LARGE 1e4
#define MIN_HUGE 1e10

#define EM_DASH "\342\200\224"
#define MINUS "\342\210\222"
#define INFINITY_SIGN "\342\210\236"
#define NARROW_SPACE "\342\200\257"

/* The locale's decimal point; owned by the C library. */
const char *
limen_screen_get_decimal_point (void)
{
  return nl_langinfo (RADIXCHAR);
}

static char *
with_minus_sign (char *text)
{
  char *signed_text;

  if (text[0] != '-')
    return text;
  signed_text = g_strconcat (MINUS, text + 1, NULL);
  g_free (text);
  return signed_text;
}

/* Groups the digits before the decimal point by thousands, with the locale's
 * separator or, if the locale has none (such as "C"), with commas. A new
 * string. */
static char *
group_thousands (const char *number)
{
  const char *mark = localeconv ()->thousands_sep;
  gsize n_digits = strspn (number, "0123456789");
  GString *grouped = g_string_new (NULL);

  for (gsize i = 0; i < n_digits; i++)
    {
      if (i > 0 && (n_digits - i) % 3 == 0)
        g_string_append (grouped, *mark != '\0' ? mark : ",");
      g_string_append_c (grouped, number[i]);
    }
  g_string_append (grouped, number + n_digits);
  return g_string_free (grouped, FALSE);
}

/* A number of rows with grouped thousands; two decimals if it is not whole, as
 * sums of weights may be. NaN is an em dash. A new string. */
char *
limen_screen_format_count (double count)
{
  g_autofree char *plain = NULL;

  if (isnan (count))
    return g_strdup (EM_DASH);
  plain = g_strdup_printf (
      count == floor (count) && count < 1e15 ? "%.0f" : "%.2f", count);
  return group_thousands (plain);
}

/* The integer to pass to ngettext() for a count of rows: the count itself, mod
 * 1e9, if it is whole; 2 for fractions, which weights cause, and for NaN. */
gulong
limen_screen_get_plural (double count)
{
  return isfinite (count) && count == floor (count)
             ? (gulong) fmod (count, 1e9)
             : 2;
}

/* A share, 0 to 1, as a percentage with one decimal; NaN is an em dash. A new
 * string. */
char *
limen_screen_format_share (double share)
{
  if (isnan (share))
    return g_strdup (EM_DASH);
  return g_strdup_printf ("%.1f" NARROW_SPACE "%%", 100.0 * share);
}

/* A number with fixed decimals and grouped thousands. */
static char *
format_fixed (double value, int n_decimals)
{
  g_autofree char *plain
      = g_strdup_printf ("%.*f", n_decimals, fabs (value));
  g_autofree char *grouped = group_thousands (plain);

  return g_strconcat (value < 0 ? MINUS : "", grouped, NULL);
}

/* A value with n_decimals decimals; from MIN_LARGE on without decimals; from
 * MIN_HUGE on, and where all decimals would be 0, with n_decimals + 1
 * significant digits. NaN is an em dash. A new string. */
char *
limen_screen_format_value (double value, int n_decimals)
{
  double size = fabs (value);

  if (isnan (value))
    return g_strdup (EM_DASH);
  if (isinf (value))
    return g_strdup (value > 0 ? INFINITY_SIGN : MINUS INFINITY_SIGN);
  if (size >= MIN_LARGE && size < MIN_HUGE)
    return format_fixed (value, 0);
  if (size >= MIN_HUGE || (size > 0 && size < 0.5 * pow (10, -n_decimals)))
    return with_minus_sign (g_strdup_printf ("%.*g", n_decimals + 1, value));
  return format_fixed (value, n_decimals);
}

/* Shortens the exponent in place: "4.1e-05" to "4.1e-5". */
static char *
shorten_exponent (char *text)
{
  char *digits = strchr (text, 'e') + 1, *end;

  digits += strspn (digits, "-");
  end = digits + strspn (digits, "+0");
  memmove (digits, end, strlen (end) + 1);
  return text;
}

/* A finite value in its i-th short form, from the longest to the shortest. */
static char *
format_form (double value, guint i)
{
  switch (i)
    {
    case 0:
    case 1:
    case 2:
      return with_minus_sign (g_strdup_printf ("%.*f", 3 - (int) i, value));
    case 3:
      return format_fixed (value, 0);
    default:
      return with_minus_sign (shorten_exponent (
          g_strdup_printf ("%.*e", MAX (5 - (int) i, 0), value)));
    }
}

/* A value in at most LIMEN_SCREEN_SHORT_CHARS characters: up to three
 * decimals, fewer for larger values; scientific notation for huge and tiny
 * ones. A negative value of a magnitude below 1e-99 takes one character
 * more. */
char *
limen_screen_format_short (double value)
{
  gboolean is_tiny = value != 0 && fabs (value) < 0.0005;
  char *text;

  if (!isfinite (value))
    return limen_screen_format_value (value, 3);
  text = format_form (value, is_tiny ? 4 : 0);
  for (guint i = is_tiny ? 5 : 1;
       i < 6 && g_utf8_strlen (text, -1) > LIMEN_SCREEN_SHORT_CHARS; i++)
    {
      g_free (text);
      text = format_form (value, i);
    }
  return text;
}

/* The shortest text that parses to this double; NaN is an em dash. A new
 * string. */
char *
limen_screen_format_exact (double value)
{
  char buffer[LIMEN_DECIMAL_SIZE];
  char **parts;
  char *text;

  if (isnan (value))
    return g_strdup (EM_DASH);
  if (isinf (value))
    return g_strdup (value > 0 ? INFINITY_SIGN : MINUS INFINITY_SIGN);
  limen_decimal_format (value, buffer, sizeof buffer);
  parts = g_strsplit (buffer, ".", 2);
  text = g_strjoinv (limen_screen_get_decimal_point (), parts);
  g_strfreev (parts);
  return with_minus_sign (text);
}

/* A threshold with all its digits; the word "none" for infinity, which no
 * score reaches; NaN is an em dash. A new string. */
char *
limen_screen_format_threshold (double threshold)
{
  return threshold == (double) INFINITY
             ? g_strdup (C_ ("threshold", "none"))
             : limen_screen_format_exact (threshold);
}

/* As limen_screen_format_threshold(), rounded to a number of decimals. */
char *
limen_screen_format_rounded_threshold (double threshold, int n_decimals)
{
  return threshold == (double) INFINITY
             ? g_strdup (C_ ("threshold", "none"))
             : limen_screen_format_value (threshold, n_decimals);
}

/* Shifts the decimal point of a number exactly, through its decimal text. */
static double
shift_point (double value, int n_places)
{
  char buffer[LIMEN_DECIMAL_SIZE];
  char *exponent;
  g_autofree char *text = NULL;

  if (!isfinite (value))
    return value;
  limen_decimal_format (value, buffer, sizeof buffer);
  exponent = strchr (buffer, 'e');
  if (exponent != NULL)
    {
      n_places += atoi (exponent + 1);
      *exponent = '\0';
    }
  text = g_strdup_printf ("%se%d", buffer, n_places);
  return g_ascii_strtod (text, NULL);
}

/* A share in percent, rounded once: 0.07 gives 7, not 7.000000000000001. */
double
limen_screen_to_percent (double share)
{
  return shift_point (share, 2);
}

/* The share for a percentage, rounded once: the inverse of
 * limen_screen_to_percent(). */
double
limen_screen_from_percent (double percent)
{
  return shift_point (percent, -2);
}

static char *
format_bound (double bound, int n_decimals)
{
  return isfinite (bound) && fabs (bound) < MIN_LARGE
             && n_decimals < MAX_BOUND_DECIMALS
             ? limen_screen_format_value (bound, n_decimals)
             : limen_screen_format_exact (bound);
}

/* One end of an interval of thresholds as text: four decimals, or all digits
 * for large and infinite ends. A new string. */
char *
limen_screen_format_bound (double bound)
{
  return format_bound (bound, MIN_BOUND_DECIMALS);
}

/* Both ends of an interval as text, with n_decimals, or with more if needed to
 * make the two texts differ. */
static void
format_ends (double low, double high, int n_decimals, char **low_text,
             char **high_text)
{
  *low_text = format_bound (low, n_decimals);
  *high_text = format_bound (high, n_decimals);
  while (low != high && strcmp (*low_text, *high_text) == 0
         && n_decimals++ < MAX_BOUND_DECIMALS)
    {
      g_free (*low_text);
      g_free (*high_text);
      *low_text = format_bound (low, n_decimals);
      *high_text = format_bound (high, n_decimals);
    }
}

/* "0.400 – 0.425": the finite edges of a bar, with n_decimals, or with more if
 * needed to make the two texts differ. A new string. */
char *
limen_screen_format_range (double low, double high, int n_decimals)
{
  g_autofree char *low_text = NULL, *high_text = NULL;

  format_ends (low, high, n_decimals, &low_text, &high_text);
  return g_strdup_printf ("%s \342\200\223 %s", low_text, high_text);
}

/* "from 0.4920 to 0.5320": an interval of thresholds, in the units of the
 * file; "up to 0.5320" and "from 0.4920 on" where one end is infinite. */
char *
limen_screen_format_interval (double low, double high, gboolean is_reversed)
{
  g_autofree char *low_text = NULL, *high_text = NULL;

  limen_interval_reverse (&low, &high, is_reversed);
  format_ends (low, high, MIN_BOUND_DECIMALS, &low_text, &high_text);
  if (isinf (high))
    /* Translators: an interval of thresholds, as in “same decisions from 0.4
     * on”. */
    return g_strdup_printf (_ ("from %s on"), low_text);
  return isinf (low)
             /* Translators: an interval of thresholds, as in “same decisions
              * up to 0.4”. */
             ? g_strdup_printf (_ ("up to %s"), high_text)
             /* Translators: an interval of thresholds. */
             : g_strdup_printf (_ ("from %s to %s"), low_text, high_text);
}

static char *
replace (const char *text, const char *from, const char *to)
{
  g_auto (GStrv) parts = g_strsplit (text, from, -1);

  return g_strjoinv (to, parts);
}

/* Parses one finite number. Returns FALSE, and leaves *value unchanged, for
 * any other text. */
gboolean
limen_screen_parse_number (const char *text, double *value)
{
  g_autofree char *dotted = replace (text, limen_screen_get_decimal_point (),
                                     ".");
  g_autofree char *plain = replace (dotted, MINUS, "-");
  char *end;
  double parsed;

  g_strstrip (plain);
  parsed = g_ascii_strtod (plain, &end);
  if (end == plain || *end != '\0' || !isfinite (parsed))
    return FALSE;
  *value = parsed;
  return TRUE;
}

/* A text that begins with a capital letter, in every locale: the capital of an
 * English i is I in a Turkish one, too. A new string. */
char *
limen_screen_capitalize (const char *text)
{
  GString *capitalized = g_string_new (NULL);

  if (*text == '\0')
    return g_string_free (capitalized, FALSE);
  g_string_append_unichar (capitalized,
                           g_unichar_toupper (g_utf8_get_char (text)));
  g_string_append (capitalized, g_utf8_next_char (text));
  return g_string_free (capitalized, FALSE);
}

/* Escapes a text for a menu item without mnemonic: underscores are shown as
 * such. A new string. */
char *
limen_screen_escape_mnemonic (const char *text)
{
  g_auto (GStrv) parts = g_strsplit (text, "_", -1);

  return g_strjoinv ("__", parts);
}
