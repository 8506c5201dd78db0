/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "display-text.h"

static void
check (const char *text, gsize length, gsize max_chars, const char *expected)
{
  g_autofree char *escaped = limen_display_text_new (text, length, max_chars);

  g_assert_cmpstr (escaped, ==, expected);
  g_assert_true (g_utf8_validate (escaped, -1, NULL));
}

static void
test_plain (void)
{
  check ("prob_cat", 8, 0, "prob_cat");
  check ("", 0, 0, "");
  check ("\303\244\342\202\254\360\237\230\200", 9, 0,
         "\303\244\342\202\254\360\237\230\200");
  check ("<b>&amp;", 8, 0, "<b>&amp;");
}

static void
test_unsafe (void)
{
  check ("a\nb\tc\r", 6, 0, "a\\nb\\tc\\r");
  check ("a\0b", 3, 0, "a\\0b");
  check ("\033[31m", 5, 0, "\\u{001B}[31m");
  check ("\342\200\256abc", 6, 0, "\\u{202E}abc"); /* right-to-left override */
  check ("a\342\200\213b", 5, 0, "a\\u{200B}b");   /* zero width space */
  check ("\357\273\277x", 4, 0, "\\u{FEFF}x");
}

static void
test_invalid (void)
{
  check ("a\377b", 3, 0, "a\\xFFb");
  check ("\303", 1, 0, "\\xC3");
  check ("\300\200", 2, 0, "\\xC0\\x80");
  check ("\355\240\200", 3, 0, "\\xED\\xA0\\x80");
}

static void
test_cut (void)
{
  check ("abcdef", 6, 6, "abcdef");
  check ("abcdef", 6, 3, "abc\342\200\246");
  check ("abc", 3, 3, "abc");
  check ("ab\tcd\303\244ef", 9, 6, "ab\\tcd\303\244\342\200\246");
  check ("ab\tcd\303\244", 7, 6, "ab\\tcd\303\244");
  check ("\303\244\303\244\303\244", 6, 2, "\303\244\303\244\342\200\246");
}

static void
check_name (const char *name, gsize max_chars, const char *expected)
{
  g_autofree char *text = limen_display_text_new_name (name, max_chars);

  g_assert_cmpstr (text, ==, expected);
}

/* A shortened name keeps its end, which often identifies the file. */
static void
test_name (void)
{
  check_name ("short.csv", 9, "short.csv");
  check_name ("predictions-of-june.csv", 11, "predi\342\200\246e.csv");
  check_name ("abcdefg", 6, "abc\342\200\246fg");
  check_name ("a\nb.csv", 20, "a\\nb.csv");
  check_name ("\303\244\303\244\303\244\303\244", 3,
              "\303\244\342\200\246\303\244");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/display-text/plain", test_plain);
  g_test_add_func ("/display-text/unsafe", test_unsafe);
  g_test_add_func ("/display-text/invalid", test_invalid);
  g_test_add_func ("/display-text/cut", test_cut);
  g_test_add_func ("/display-text/name", test_name);
  return g_test_run ();
}
