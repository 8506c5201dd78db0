/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "option-clauses.h"

static void
assert_dropped (const char *message, const char *expected)
{
  g_autofree char *kept = limen_option_clauses_drop (message);

  g_assert_cmpstr (kept, ==, expected);
}

/* What was found stays; clauses that name an option are dropped, in each
 * line. */
static void
test_clauses (void)
{
  assert_dropped ("a.csv:3:2: 7 is not a probability; if these are logits, "
                  "give --kind logit",
                  "a.csv:3:2: 7 is not a probability");
  assert_dropped ("a.csv:3: one; two\nb.csv:4: three; --skip-bad-cells leaves "
                  "it out; four",
                  "a.csv:3: one; two\nb.csv:4: three; four");
  assert_dropped ("p may be a regression: give --task regression",
                  "p may be a regression");
}

/* Names of files and columns are not options; a message without a remedy
 * stays. */
static void
test_kept (void)
{
  assert_dropped ("a --kind b.csv: empty", "a --kind b.csv: empty");
  assert_dropped ("a.csv: no; column \"x--y\"", "a.csv: no; column \"x--y\"");
  assert_dropped ("a.csv: 3 -- 4; -- and no more",
                  "a.csv: 3 -- 4; -- and no more");
  assert_dropped ("", "");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/option-clauses/clauses", test_clauses);
  g_test_add_func ("/option-clauses/kept", test_kept);
  return g_test_run ();
}
