/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "message.h"

#include <locale.h>

/* The format is that of a translation, which the compiler does not see. */
#pragma GCC diagnostic ignored "-Wformat-nonliteral"

static char *
format_for (LimenMessagePlace place, const char *format, ...)
{
  va_list args;
  char *message;

  va_start (args, format);
  message = limen_message_new_for (place, format, args);
  va_end (args);
  return message;
}

#define assert_message(place, expected, ...)                                  \
  G_STMT_START                                                                \
  {                                                                           \
    g_autofree char *found = format_for (place, __VA_ARGS__);                 \
                                                                              \
    g_assert_cmpstr (found, ==, expected);                                    \
  }                                                                           \
  G_STMT_END

/* A translation may name the positions of its arguments. */
static void
test_positions (void)
{
  assert_message (LIMEN_MESSAGE_REPORT, "of 1,000 rows, 12,345 are bad",
                  "of %2$'zu rows, %1$'zu are bad", (gsize) 12345,
                  (gsize) 1000);
  assert_message (LIMEN_MESSAGE_REPORT, "1,000: 12345 \"a\"",
                  "%2$'zu: %1$zu \"%3$s\"", (gsize) 12345, (gsize) 1000, "a");
}

/* What is not a flag of a count stays. */
static void
test_conversions (void)
{
  assert_message (LIMEN_MESSAGE_REPORT, "100 % of 1,234.50 '5'",
                  "%d %% of %'.2f '%d'", 100, 1234.5, 5);
  assert_message (LIMEN_MESSAGE_REPORT, "1,000 and   7", "%'d and %3d", 1000,
                  7);
}

/* Alternatives are those of the format and of its parts; braces in arguments
 * stay. */
static void
test_alternatives (void)
{
  g_autofree char *part
      = limen_message_part ("{give --%s|press %s}", "kind", "Kind");

  assert_message (LIMEN_MESSAGE_EXPORT, "{a|b}: give --kind", "%s: %s",
                  "{a|b}", part);
  assert_message (LIMEN_MESSAGE_REPORT, "{a|b}: give --kind", "%s: %s",
                  "{a|b}", part);
  assert_message (LIMEN_MESSAGE_SCREEN, "{a|b}: press Kind", "%s: %s", "{a|b}",
                  part);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_add_func ("/message/positions", test_positions);
  g_test_add_func ("/message/conversions", test_conversions);
  g_test_add_func ("/message/alternatives", test_alternatives);
  return g_test_run ();
}
