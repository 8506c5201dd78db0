#include "run.h"

/* How command lines end, and what they say. */
static void
test_lines (void)
{
  static const TestLine lines[] = {
    { "rows @digits-odd.csv --top 2", 0, "1199" },
    { "rows @digits-odd.csv --top 0", 2, "1 to 1000000" },
    { "rows @digits-odd.csv --sort best", 2, "loss, score, line, cost" },
    { "rows @digits-odd.csv --near 1 --at 0.5", 0, "tp" },
    { "rows @digits-odd.csv --near 0", 2, "1 to 1000000" },
    { "rows @digits.csv --near 3", 2, "--class" },
    { "rows @digits-odd.csv --sort cost", 2, "no costs of their own" },
    { "rows @digits-odd.csv --where referred", 2, "tp, fp, fn, tn" },
    { "rows @digits-odd.csv --where yes", 2, "tp, fp, fn, tn" },
    { "rows @tumours.csv --kind score", 2, "plain scores have no loss" },
    { "rows", 2, "give one FILE" },
  };

  test_run_lines (lines, G_N_ELEMENTS (lines));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/rows-command/lines", test_lines);
  return g_test_run ();
}
