/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "matrix-numbers.h"

static void
test_share_text (void)
{
  static const struct
  {
    double share;
    int n_decimals;
    const char *expected;
  } cases[] = {
    { 0.8734, 1, "87.3\342\200\257%" }, { 0.8734, 0, "87\342\200\257%" },
    { 0, 1, "0\342\200\257%" },         { 1, 1, "100\342\200\257%" },
    { 0.0004, 1, "<0.1\342\200\257%" }, { 0.0004, 0, "<1\342\200\257%" },
    { 0.9996, 1, ">99.9\342\200\257%" }, { 0.996, 0, ">99\342\200\257%" },
    { NAN, 1, "\342\200\224" },
  };
  char label[32];

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      limen_matrix_share_write (cases[i].share, cases[i].n_decimals, TRUE, ".",
                                label, sizeof label);
      g_assert_cmpstr (label, ==, cases[i].expected);
    }
  limen_matrix_share_write (0.423, 1, FALSE, ",", label, sizeof label);
  g_assert_cmpstr (label, ==, "42,3");
}

static void
test_count_text (void)
{
  static const struct
  {
    double count;
    int n_digits;
    const char *expected;
  } cases[] = {
    { 0, 0, "0" },
    { 7, 0, "7" },
    { 12345, 0, "12,345" },
    { 12.25, 0, "12.2" },
    { 12.25, 2, "12" },
    { 999, 2, "999" },
    { 999, 0, "999" },
    { 1797, 0, "1,797" },
    { 1234567.5, 0, "1,234,567.5" },
    { 1234, 2, "1.2k" },
    { 1234, 1, "1k" },
    { 9990, 2, "10k" },
    { 56789, 2, "57k" },
    { 1500000, 2, "1.5M" },
    { NAN, 0, "\342\200\224" },
  };
  char label[32];

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      limen_matrix_count_write (cases[i].count, cases[i].n_digits, ".", label,
                                sizeof label);
      g_assert_cmpstr (label, ==, cases[i].expected);
    }
  limen_matrix_count_write (1797, 0, ",", label, sizeof label);
  g_assert_cmpstr (label, ==, "1\342\200\257797");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/matrix-numbers/share-text", test_share_text);
  g_test_add_func ("/matrix-numbers/count-text", test_count_text);
  return g_test_run ();
}
