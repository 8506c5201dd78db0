/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finding.h"

#include <errno.h>
#include <locale.h>

#include "table-error.h"

static void
assert_message (GPtrArray *findings, guint i, const char *expected)
{
  const LimenFinding *finding = g_ptr_array_index (findings, i);

  g_assert_cmpstr (finding->message, ==, expected);
}

/* Counts have thousands separators, other numbers do not. */
static void
test_counts (void)
{
  g_autoptr (GPtrArray) findings = limen_findings_new ();
  const LimenFinding *last;

  limen_findings_add (findings, "a", LIMEN_SEVERITY_INFO,
                      LIMEN_COUNT " rows, line %d, " LIMEN_COUNT_SIZE
                      " of " LIMEN_COUNT_DOUBLE,
                      (guint64) 1626830, 1626830, (gsize) 999, 1e9);
  assert_message (findings, 0,
                  "1,626,830 rows, line 1626830, 999 of 1,000,000,000");
  limen_findings_add_of_losses (findings, "b", LIMEN_SEVERITY_INFO,
                                LIMEN_COUNT ", " LIMEN_COUNT " and %.1f",
                                (guint64) 0, (guint64) 1000, 12345.5);
  assert_message (findings, 1, "0, 1,000 and 12345.5");
  last = g_ptr_array_index (findings, 1);
  g_assert_cmpstr (last->screen_message, ==, "0, 1,000 and 12345.5");
}

/* The screen uses the locale's thousands separator, reports never do. */
static void
test_locale (void)
{
  g_autoptr (GPtrArray) findings = limen_findings_new ();
  const LimenFinding *finding;

  if (setlocale (LC_ALL, "de_DE.UTF-8") == NULL)
    {
      g_test_skip ("de_DE.UTF-8 is not installed");
      return;
    }
  limen_findings_add (findings, "a", LIMEN_SEVERITY_INFO, LIMEN_COUNT " rows",
                      (guint64) 1626830);
  setlocale (LC_ALL, "C.UTF-8");
  finding = g_ptr_array_index (findings, 0);
  g_assert_cmpstr (finding->message, ==, "1,626,830 rows");
  g_assert_cmpstr (finding->screen_message, ==, "1.626.830 rows");
}

/* Reports mention options, the screen its buttons; the arguments of both are
 * formatted. */
static void
test_endings (void)
{
  g_autoptr (GPtrArray) findings = limen_findings_new ();
  const LimenFinding *finding;

  limen_findings_add (findings, "a", LIMEN_SEVERITY_INFO,
                      "%s seems wrong; "
                      LIMEN_ENDINGS ("give --kind %s", "press Treat as %s")
                      ", " LIMEN_COUNT_SIZE " times",
                      "p", "logit", "Logits", (gsize) 1000);
  assert_message (findings, 0, "p seems wrong; give --kind logit, 1,000 times");
  finding = g_ptr_array_index (findings, 0);
  g_assert_cmpstr (finding->screen_message, ==,
                   "p seems wrong; press Treat as Logits, 1,000 times");
}

/* System messages are in English, like the sentence around them. */
static void
test_system_text (void)
{
  setlocale (LC_ALL, "de_DE.UTF-8"); /* if it is installed */
  g_assert_cmpstr (limen_table_error_get_system_text (ENOENT), ==,
                   "No such file or directory");
  g_assert_cmpstr (limen_table_error_get_system_text (EACCES), ==,
                   "Permission denied");
  setlocale (LC_ALL, "C.UTF-8");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_add_func ("/finding/counts", test_counts);
  g_test_add_func ("/finding/locale", test_locale);
  g_test_add_func ("/finding/endings", test_endings);
  g_test_add_func ("/finding/system-text", test_system_text);
  return g_test_run ();
}
