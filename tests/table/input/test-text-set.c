/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>
#include <string.h>

#include "text-set.h"

#define N_TEXTS 50000

static guint32
take (LimenTextSet *set, const char *text, gsize length)
{
  g_autoptr (GError) error = NULL;
  guint32 number = 0;

  g_assert_true (limen_text_set_take (set, text, length, &number, &error));
  g_assert_no_error (error);
  return number;
}

static void
test_numbers (void)
{
  g_autoptr (LimenTextSet) set = limen_text_set_new ("x.csv");
  gsize length;

  g_assert_cmpuint (limen_text_set_find (set, "a", 1), ==, LIMEN_TEXT_NONE);
  g_assert_cmpuint (take (set, "", 0), ==, 0);
  g_assert_cmpuint (take (set, "a", 1), ==, 1);
  g_assert_cmpuint (take (set, "abcdefgh", 8), ==, 2);
  g_assert_cmpuint (take (set, "abcdefghi", 9), ==, 3);
  g_assert_cmpuint (take (set, "a\0", 2), ==, 4);
  g_assert_cmpuint (take (set, "a", 1), ==, 1);
  g_assert_cmpuint (take (set, "", 0), ==, 0);
  g_assert_cmpuint (limen_text_set_find (set, "abcdefghij", 9), ==, 3);
  g_assert_cmpuint (limen_text_set_find (set, "abcdefg", 7), ==,
                    LIMEN_TEXT_NONE);
  g_assert_cmpuint (limen_text_set_get_n (set), ==, 5);
  g_assert_cmpmem (limen_text_set_get (set, 2, &length), length, "abcdefgh",
                   8);
  g_assert_cmpmem (limen_text_set_get (set, 4, &length), length, "a\0", 2);
}

/* Enough texts for several reallocations of texts and slots. */
static void
test_growth (void)
{
  g_autoptr (LimenTextSet) set = limen_text_set_new ("x.csv");

  for (guint32 i = 0; i < N_TEXTS; i++)
    {
      g_autofree char *text = g_strdup_printf ("row %u of many", i * 7);

      g_assert_cmpuint (take (set, text, strlen (text)), ==, i);
    }
  for (guint32 i = 0; i < N_TEXTS; i++)
    {
      g_autofree char *text = g_strdup_printf ("row %u of many", i * 7);
      g_autofree char *other = g_strdup_printf ("row %u of many", i * 7 + 1);
      gsize length;

      g_assert_cmpuint (limen_text_set_find (set, text, strlen (text)), ==, i);
      g_assert_cmpuint (limen_text_set_find (set, other, strlen (other)), ==,
                        LIMEN_TEXT_NONE);
      g_assert_cmpmem (limen_text_set_get (set, i, &length), length, text,
                       strlen (text));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/text-set/numbers", test_numbers);
  g_test_add_func ("/text-set/growth", test_growth);
  return g_test_run ();
}
