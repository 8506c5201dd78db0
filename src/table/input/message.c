/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

/* Formats are translated and marked; what passes them here has its own checked
 * by its attribute. */
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

#define DOMAIN "limen"

/* Marks in a text that is being made. They cannot come from a file: control
 * characters in its texts are escaped. */
#define COUNT_START '\001'
#define COUNT_END '\002'
#define REPORT_START '\003' /* then the alternative for reports */
#define SCREEN_START '\004' /* then that for the window */
#define SCREEN_END '\005'
#define ENGLISH_START '\006'    /* then a word in English */
#define TRANSLATED_START '\007' /* then its translation */
#define TRANSLATED_END '\016'

static LimenMessagePlace usual_place = LIMEN_MESSAGE_REPORT;

/* Prepares a program for texts in the user's language, with messages that
 * appear at a place, LIMEN_MESSAGE_REPORT or LIMEN_MESSAGE_SCREEN. The
 * translations are those of the environment variable LIMEN_LOCALEDIR, a
 * folder, if it is set, as for a program in the build folder. To be called
 * once, on the main thread, before the first text. Numbers are left as they
 * are: LC_NUMERIC stays. */
void
limen_message_prepare_program (LimenMessagePlace place)
{
  const char *folder = g_getenv ("LIMEN_LOCALEDIR");

  usual_place = place;
  setlocale (LC_CTYPE, "");
  setlocale (LC_MESSAGES, "");
  bindtextdomain (DOMAIN, folder != NULL ? folder : LIMEN_LOCALEDIR);
  bind_textdomain_codeset (DOMAIN, "UTF-8");
  textdomain (DOMAIN);
}

/* The "'" flag of a conversion that begins at "%", also after the position of
 * its argument, as in "%2$'zu"; NULL if it has none. */
static const char *
find_count_flag (const char *format)
{
  const char *flags = format + 1 + strspn (format + 1, "0123456789");

  flags = *flags == '$' ? flags + 1 : format + 1;
  flags += strspn (flags, "-+ #0");
  return *flags == '\'' ? flags : NULL;
}

/* Appends a conversion of printf(), which begins at "%". A "'" flag becomes
 * marks around the number. Returns the end of the conversion. */
static const char *
append_conversion (GString *marked, const char *format)
{
  const char *end = format + 1 + strcspn (format + 1, "%diouxXeEfFgGcsp");
  const char *flag = find_count_flag (format);

  if (*end != '\0')
    end++;
  if (flag == NULL)
    {
      g_string_append_len (marked, format, end - format);
      return end;
    }
  g_string_append_c (marked, COUNT_START);
  g_string_append_len (marked, format, flag - format);
  g_string_append_len (marked, flag + 1, end - flag - 1);
  g_string_append_c (marked, COUNT_END);
  return end;
}

/* Replaces "{report|screen}" and the "'" flag in a format by marks, so that
 * braces in its arguments stay. A new string. */
static char *
mark_format (const char *format)
{
  GString *marked = g_string_new (NULL);
  gboolean is_inside = FALSE;

  while (*format != '\0')
    if (*format == '%')
      format = append_conversion (marked, format);
    else
      {
        char c = *format++;

        if (c == '{')
          {
            is_inside = TRUE;
            c = REPORT_START;
          }
        else if (is_inside && c == '|')
          c = SCREEN_START;
        else if (is_inside && c == '}')
          {
            is_inside = FALSE;
            c = SCREEN_END;
          }
        g_string_append_c (marked, c);
      }
  return g_string_free (marked, FALSE);
}

/* As g_strdup_vprintf(), with "." as the decimal point in every locale. */
static char *G_GNUC_PRINTF (1, 0)
    format_plain (const char *format, va_list args)
{
  locale_t plain
      = newlocale (LC_NUMERIC_MASK, "C", duplocale (LC_GLOBAL_LOCALE));
  locale_t before = uselocale (plain);
  char *text = g_strdup_vprintf (format, args);

  uselocale (before);
  freelocale (plain);
  return text;
}

/* Takes the first or the second of two alternatives, wherever a text has them
 * between three marks, which do not nest. A new string. */
static char *
take (const char *text, const char marks[3], gboolean is_second)
{
  GString *taken = g_string_new (NULL);
  gboolean is_left_out = FALSE;

  for (; *text != '\0'; text++)
    if (*text == marks[0])
      is_left_out = is_second;
    else if (*text == marks[1])
      is_left_out = !is_second;
    else if (*text == marks[2])
      is_left_out = FALSE;
    else if (!is_left_out)
      g_string_append_c (taken, *text);
  return g_string_free (taken, FALSE);
}

static char *
take_language (const char *text, gboolean is_translated)
{
  static const char marks[]
      = { ENGLISH_START, TRANSLATED_START, TRANSLATED_END };

  return take (text, marks, is_translated);
}

static char *
take_ending (const char *text, gboolean is_screen)
{
  static const char marks[] = { REPORT_START, SCREEN_START, SCREEN_END };

  return take (text, marks, is_screen);
}

/* Inserts a thousands separator into the numbers that are marked as counts. A
 * new string. */
static char *
group_counts (const char *text, const char *separator)
{
  GString *grouped = g_string_new (NULL);
  gsize n_digits = 0; /* digits left in the current number */

  for (; *text != '\0'; text++)
    {
      if (*text == COUNT_START)
        n_digits = strspn (text + 1, "0123456789");
      else if (*text != COUNT_END)
        g_string_append_c (grouped, *text);
      if (n_digits > 0 && *text != COUNT_START && --n_digits > 0
          && n_digits % 3 == 0)
        g_string_append (grouped, separator);
    }
  return g_string_free (grouped, FALSE);
}

static const char *
get_separator (LimenMessagePlace place)
{
  const char *separator = localeconv ()->thousands_sep;

  return place == LIMEN_MESSAGE_SCREEN && *separator != '\0' ? separator : ",";
}

/* Formats a message from a translated format. */
static char *G_GNUC_PRINTF (2, 0)
    format_for (LimenMessagePlace place, const char *format, va_list args)
{
  g_autofree char *marked = mark_format (format);
  g_autofree char *text = place == LIMEN_MESSAGE_SCREEN
                              ? g_strdup_vprintf (marked, args)
                              : format_plain (marked, args);
  g_autofree char *ending = take_ending (text, place == LIMEN_MESSAGE_SCREEN);
  g_autofree char *taken
      = take_language (ending, place != LIMEN_MESSAGE_EXPORT);

  return group_counts (taken, get_separator (place));
}

/* A message for a place, from the English format, which message.h describes; a
 * new string. */
char *
limen_message_new_for (LimenMessagePlace place, const char *format,
                       va_list args)
{
  return format_for (
      place, place == LIMEN_MESSAGE_EXPORT ? format : gettext (format), args);
}

/* As limen_message_new_for(), from the form of the format for @n things, which
 * is among the arguments too if the message names it. */
char *
limen_message_new_plural_for (LimenMessagePlace place, gulong n,
                              const char *singular, const char *plural,
                              va_list args)
{
  if (place != LIMEN_MESSAGE_EXPORT)
    return format_for (place, ngettext (singular, plural, n), args);
  return format_for (place, n == 1 ? singular : plural, args);
}

/* As limen_message_new_for(), for the place that
 * limen_message_prepare_program() has set. */
char *
limen_message_new_valist (const char *format, va_list args)
{
  return limen_message_new_for (usual_place, format, args);
}

/* As limen_message_new_valist(). */
char *
limen_message_new (const char *format, ...)
{
  va_list args;
  char *message;

  va_start (args, format);
  message = limen_message_new_valist (format, args);
  va_end (args);
  return message;
}

/* As limen_message_new_valist(), as a new error. */
GError *
limen_message_new_error (GQuark domain, int code, const char *format,
                         va_list args)
{
  g_autofree char *message = limen_message_new_valist (format, args);

  return g_error_new_literal (domain, code, message);
}

/* Both languages of a text, marked. A new string. */
static char *
join_languages (const char *english, const char *translated)
{
  if (strcmp (english, translated) == 0)
    return g_strdup (english);
  return g_strdup_printf ("%c%s%c%s%c", ENGLISH_START, english,
                          TRANSLATED_START, translated, TRANSLATED_END);
}

/* A word or fixed clause without conversions and alternatives, as an argument
 * of a message, in whose language it appears. `word` is English and has a
 * translation, and is one of a few: the result is static, and never freed. */
const char *
limen_message_word (const char *word)
{
  g_autofree char *both = join_languages (word, gettext (word));

  return g_intern_string (both);
}

/* One language of a part of a message, from its format in that language. */
static char *G_GNUC_PRINTF (2, 0)
    format_part (gboolean is_translated, const char *format, va_list args)
{
  g_autofree char *marked = mark_format (format);
  g_autofree char *text = format_plain (marked, args);

  return take_language (text, is_translated);
}

/* Both languages of a part of a message. */
static char *G_GNUC_PRINTF (1, 0) G_GNUC_PRINTF (2, 0)
    format_both (const char *format, const char *translated, va_list args)
{
  g_autofree char *english = NULL, *other = NULL;
  va_list again;

  va_copy (again, args);
  english = format_part (FALSE, format, args);
  other = format_part (TRUE, translated, again);
  va_end (again);
  return join_languages (english, other);
}

/* A part of a message, to be an argument of it: takes on the message's
 * language, alternatives and thousands separators. `format` and its arguments
 * are as in limen_message_new(), but fractions have "." as the decimal point
 * in the window too. A new string. */
char *
limen_message_part (const char *format, ...)
{
  va_list args;
  char *part;

  va_start (args, format);
  part = limen_message_part_valist (format, args);
  va_end (args);
  return part;
}

/* As limen_message_part(). */
char *
limen_message_part_valist (const char *format, va_list args)
{
  return format_both (format, gettext (format), args);
}

/* As limen_message_part(), with the form of the format for @n things. */
char *
limen_message_part_plural (gulong n, const char *singular, const char *plural,
                           ...)
{
  va_list args;
  char *part;

  va_start (args, plural);
  part = format_both (n == 1 ? singular : plural,
                      ngettext (singular, plural, n), args);
  va_end (args);
  return part;
}

/* As limen_message_part(), for a format from a table; the compiler does not
 * check the arguments. */
char *
limen_message_part_of (const char *text, ...)
{
  va_list args;
  char *part;

  va_start (args, text);
  part = format_both (text, gettext (text), args);
  va_end (args);
  return part;
}

/* A part of a message, from its text in both languages, such as those of
 * another message. A new string. */
char *
limen_message_pair (const char *english, const char *translated)
{
  return join_languages (english, translated);
}

/* The items (char *) with commas between them and `last` before the last one,
 * as a part of a message. `last` is English and has a translation, such as
 * " and ". A new string. */
char *
limen_message_join (const GPtrArray *items, const char *last)
{
  GString *list = g_string_new (NULL);

  for (guint i = 0; i < items->len; i++)
    {
      if (i > 0)
        g_string_append (
            list, limen_message_word (i + 1 == items->len ? last : N_ (", ")));
      g_string_append (list, items->pdata[i]);
    }
  return g_string_free (list, FALSE);
}

/* As limen_message_join(), with commas, for the first ones of @n items: ends
 * with "and 3 more" if there are others. */
char *
limen_message_join_first (const GPtrArray *items, gsize n)
{
  g_autofree char *list = limen_message_join (items, N_ (", "));

  if (n <= items->len)
    return g_steal_pointer (&list);
  /* Translators: a list, separated by commas, and how many more there are */
  return limen_message_part ("%s and %zu more", list, n - items->len);
}
