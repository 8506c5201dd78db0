/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

/* printf() gets translated and marked formats here, which are no literals. The
 * English literals are checked where they are passed, by G_GNUC_PRINTF. */
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

#define DOMAIN "limen"

/* Control characters that mark counts, alternatives and languages while a
 * message is formatted. A text of a file cannot contain them: its control
 * characters are escaped before it becomes an argument. */
#define COUNT_START '\001'
#define COUNT_END '\002'
#define REPORT_START '\003' /* before the text for reports */
#define SCREEN_START '\004' /* before the text for the window */
#define SCREEN_END '\005'
#define ENGLISH_START '\006'    /* before the English text */
#define TRANSLATED_START '\007' /* before its translation */
#define TRANSLATED_END '\016'

static LimenMessagePlace usual_place = LIMEN_MESSAGE_REPORT;

/* Sets up the translations of a program, and the place where its messages
 * appear: LIMEN_MESSAGE_REPORT or LIMEN_MESSAGE_SCREEN. The environment
 * variable LIMEN_LOCALEDIR replaces the installed folder of translations, for
 * a program in the build folder. Call it once, on the main thread, before the
 * first text. Does not change LC_NUMERIC. */
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

/* Keeps one alternative wherever a text has two: the first stands between
 * marks[0] and marks[1], the second between marks[1] and marks[2]. Marks are
 * removed and do not nest. A new string. */
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

/* A message for a place, from an English format as described in message.h,
 * which is translated unless the place is LIMEN_MESSAGE_EXPORT; a new
 * string. */
char *
limen_message_new_for (LimenMessagePlace place, const char *format,
                       va_list args)
{
  return format_for (
      place, place == LIMEN_MESSAGE_EXPORT ? format : gettext (format), args);
}

/* As limen_message_new_for(), with a singular and a plural form of the format,
 * of which @n chooses one. Pass @n among the arguments, too, if the message
 * names it. */
char *
limen_message_new_plural_for (LimenMessagePlace place, gulong n,
                              const char *singular, const char *plural,
                              va_list args)
{
  if (place != LIMEN_MESSAGE_EXPORT)
    return format_for (place, ngettext (singular, plural, n), args);
  return format_for (place, n == 1 ? singular : plural, args);
}

/* As limen_message_new_for(), for the place set by
 * limen_message_prepare_program(), which is LIMEN_MESSAGE_REPORT before. */
char *
limen_message_new_valist (const char *format, va_list args)
{
  return limen_message_new_for (usual_place, format, args);
}

/* A message for the place set by limen_message_prepare_program(), from an
 * English format as described in message.h; a new string. */
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

/* A new error whose message is that of limen_message_new_valist(). */
GError *
limen_message_new_error (GQuark domain, int code, const char *format,
                         va_list args)
{
  g_autofree char *message = limen_message_new_valist (format, args);

  return g_error_new_literal (domain, code, message);
}

/* The English and the translated text in one, with marks between them; without
 * marks if they are equal. A new string. */
static char *
join_languages (const char *english, const char *translated)
{
  if (strcmp (english, translated) == 0)
    return g_strdup (english);
  return g_strdup_printf ("%c%s%c%s%c", ENGLISH_START, english,
                          TRANSLATED_START, translated, TRANSLATED_END);
}

/* A translatable word or clause as an argument ("%s") of a message or part; it
 * appears in the language of the message. `word` is English, has a
 * translation, and has no conversions or alternatives. The result is interned
 * and never freed, so use it for a fixed set of words only. */
const char *
limen_message_word (const char *word)
{
  g_autofree char *both = join_languages (word, gettext (word));

  return g_intern_string (both);
}

/* A part of a message in one language, from the format in that language, with
 * marks for counts and alternatives. A new string. */
static char *G_GNUC_PRINTF (2, 0)
    format_part (gboolean is_translated, const char *format, va_list args)
{
  g_autofree char *marked = mark_format (format);
  g_autofree char *text = format_plain (marked, args);

  return take_language (text, is_translated);
}

/* A part of a message in English and translated, from both formats; a new
 * string. */
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

/* A translatable text as an argument ("%s") of a message or of another part.
 * Its language, alternatives and thousands separators follow the place of the
 * message. `format` and its arguments are as in limen_message_new(), but
 * fractions have "." as the decimal point in the window, too. A new string. */
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

/* As limen_message_part(), with the arguments as a va_list. */
char *
limen_message_part_valist (const char *format, va_list args)
{
  return format_both (format, gettext (format), args);
}

/* As limen_message_part(), with a singular and a plural form of the format, of
 * which @n chooses one. Pass @n as an argument, too, if the text names it. */
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

/* As limen_message_part(), for a format that is not a literal, such as one
 * from a table: the compiler does not check its arguments. */
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

/* As limen_message_part(), from finished texts in both languages, such as the
 * English and the translated message of an error. A new string. */
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

/* As limen_message_join() with commas, where @items are the first of @n: ends
 * with "and 3 more" if @n is greater than their number. */
char *
limen_message_join_first (const GPtrArray *items, gsize n)
{
  g_autofree char *list = limen_message_join (items, N_ (", "));

  if (n <= items->len)
    return g_steal_pointer (&list);
  /* Translators: a list, separated by commas, and how many more there are */
  return limen_message_part ("%s and %zu more", list, n - items->len);
}
