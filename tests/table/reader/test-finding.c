/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "finding.h"

#include <locale.h>

static void
assert_message (GPtrArray *findings, guint i, const char *expected)
{
  const LimenFinding *finding = g_ptr_array_index (findings, i);

  g_assert_cmpstr (finding->report_message, ==, expected);
}

/* Counts have thousands separators, other numbers do not. */
static void
test_counts (void)
{
  g_autoptr (GPtrArray) findings = limen_findings_new ();
  const LimenFinding *last;

  limen_findings_add (findings, "a", LIMEN_SEVERITY_INFO,
                      "%'" PRIu64 " rows, line %d, %'zu of %'.0f",
                      (guint64) 1626830, 1626830, (gsize) 999, 1e9);
  assert_message (findings, 0,
                  "1,626,830 rows, line 1626830, 999 of 1,000,000,000");
  limen_findings_add_of_losses (findings, "b", LIMEN_SEVERITY_INFO,
                                "%'" PRIu64 ", %'" PRIu64 " and %.1f",
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
  limen_findings_add (findings, "a", LIMEN_SEVERITY_INFO, "%'" PRIu64 " rows",
                      (guint64) 1626830);
  setlocale (LC_ALL, "C.UTF-8");
  finding = g_ptr_array_index (findings, 0);
  g_assert_cmpstr (finding->report_message, ==, "1,626,830 rows");
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
                      "%s seems wrong; {give --kind %s|press Treat as %s}, "
                      "%'zu times",
                      "p", "logit", "Logits", (gsize) 1000);
  assert_message (findings, 0, "p seems wrong; give --kind logit, 1,000 times");
  finding = g_ptr_array_index (findings, 0);
  g_assert_cmpstr (finding->screen_message, ==,
                   "p seems wrong; press Treat as Logits, 1,000 times");
}

static void
take_name (GPtrArray *names, guint n)
{
  g_ptr_array_set_size (names, (int) n);
  for (guint i = 0; i < n; i++)
    names->pdata[i] = (char *) "abc" + i;
}

/* Parts are put together: lists, forms for one and for several, alternatives,
 * and formats that are no literals. */
static void
test_parts (void)
{
  static const char *const lists[]
      = { "", "abc", "abc or bc", "abc, bc or c" };
  static const char text[] = "%s {there|here}";
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autoptr (GPtrArray) findings = limen_findings_new ();
  const LimenFinding *finding;

  for (guint n = 0; n < G_N_ELEMENTS (lists); n++)
    {
      g_autofree char *list = NULL, *count = NULL, *place = NULL;

      take_name (names, n);
      list = limen_message_join (names, " or ");
      g_assert_cmpstr (list, ==, lists[n]);
      count = limen_message_part_plural (n, "%u name", "%u names", n);
      place = limen_message_part_of (text, count);
      limen_findings_add (findings, "a", LIMEN_SEVERITY_INFO, "%s: %s", place,
                          list);
    }
  assert_message (findings, 1, "1 name there: abc");
  finding = g_ptr_array_index (findings, 3);
  g_assert_cmpstr (finding->report_message, ==, "3 names there: abc, bc or c");
  g_assert_cmpstr (finding->screen_message, ==, "3 names here: abc, bc or c");
}

/* A text in two languages appears in English in files. */
static void
test_languages (void)
{
  g_autoptr (GPtrArray) findings = limen_findings_new ();
  g_autofree char *both = limen_message_pair ("row", "Zeile");
  const LimenFinding *finding;

  limen_findings_add (findings, "a", LIMEN_SEVERITY_INFO, "%s 3", both);
  finding = g_ptr_array_index (findings, 0);
  g_assert_cmpstr (finding->export_message, ==, "row 3");
  g_assert_cmpstr (finding->report_message, ==, "Zeile 3");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  setlocale (LC_ALL, "C.UTF-8");
  g_test_add_func ("/finding/counts", test_counts);
  g_test_add_func ("/finding/locale", test_locale);
  g_test_add_func ("/finding/endings", test_endings);
  g_test_add_func ("/finding/parts", test_parts);
  g_test_add_func ("/finding/languages", test_languages);
  return g_test_run ();
}
