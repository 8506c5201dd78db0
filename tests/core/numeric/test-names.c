/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <glib.h>

#include "names.h"

static const struct
{
  const char *name;
  int number;
} names[] = { { "f1", 1 },          { "f2", 2 },         { "accuracy", 3 },
              { "recall", 4 },      { "precision", 5 },  { "roc", 6 },
              { "false-positives" } };

static int
find_nearest (const char *text)
{
  return limen_names_find_nearest ((const char *const *) names,
                                   G_N_ELEMENTS (names), sizeof *names, text);
}

static void
test_nearest (void)
{
  static const struct
  {
    const char *text;
    int expected;
  } cases[] = {
    { "f1", 0 },        { "F1", 0 },        { "f11", 0 },
    { "f", 0 },         { "f3", 0 },        { "acuracy", 2 },
    { "accurracy", 2 }, { "accuarcy", 2 },  { "Recal", 3 },
    { "recalls", 3 },   { "rcoc", 5 },      { "orc", 5 },
    { "preicsoin", 4 }, { "prcsion", 4 },   { "prcs", -1 },
    { "", -1 },         { "quantile", -1 }, { "false_positives", 6 },
  };
  g_autofree char *longest = g_strnfill (63, 'a');
  g_autofree char *too_long = g_strnfill (64, 'a');
  const char *const one[] = { longest };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s", cases[i].text);
      g_assert_cmpint (find_nearest (cases[i].text), ==, cases[i].expected);
    }
  g_assert_cmpint (
      limen_names_find_nearest (one, 1, sizeof *one, longest + 1), ==, 0);
  g_assert_cmpint (limen_names_find_nearest (one, 1, sizeof *one, too_long),
                   ==, -1);
}

static void
test_find (void)
{
  g_assert_cmpint (LIMEN_NAMES_FIND (names, "recall"), ==, 3);
  g_assert_cmpint (LIMEN_NAMES_FIND (names, "Recall"), ==, -1);
  g_assert_cmpint (LIMEN_NAMES_FIND (names, NULL), ==, -1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/names/find", test_find);
  g_test_add_func ("/names/nearest", test_nearest);
  return g_test_run ();
}
