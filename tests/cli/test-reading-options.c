#include <string.h>

#include "run.h"
#include "support.h"

static void
write_file (const char *name, const char *text)
{
  g_autofree char *path = test_write_file (name, text, -1);
}

/* A column named weight counts only where that was said; "none" turns a role
 * off that names would give. */
static void
test_weight (void)
{
  static const TestLine lines[] = {
    { "report weight.csv", 0, "There is a column \"weight\"" },
    { "report weight.csv", 0, "--weight \"weight\", or choose" },
    { "report weight.csv", 0, "BCE (mean)         0.4533" },
    { "report --weight weight weight.csv", 0, "weights in \"weight\"" },
    { "report --weight none weight.csv", 0, "BCE (mean)         0.4533" },
    { "report w.csv", 0, "weights in \"w\"" },
    { "report --weight none w.csv", 0, "scores in column \"prob\"\n" },
    { "report --weight none --group none --predicted none w.csv", 0,
      "scores in column \"prob\"\n" },
    { "report --variance none --fp-cost-column none w.csv", 0, "binary" },
    { "report --json --group w --weight none w.csv", 0,
      "\"group\": \"w\"" },
    { "report --json --group none w.csv", 0, "\"group\": null" },
    /* a column of that name has a number */
    { "report --weight none none.csv", 0, "scores in column \"prob\"\n" },
    { "report --weight 3 none.csv", 0, "weights in \"none\"" },
    { "report --label none none.csv", 0, "labels in column \"none\"" },
  };
  g_auto (TestRun) silent = { 0 };

  write_file ("weight.csv", "id,age,weight,outcome,prob\n1,40,80.5,1,0.9\n"
                            "2,50,60,0,0.2\n3,61,99.9,1,0.4\n"
                            "4,33,120.1,0,0.6\n5,70,50.1,0,0.1\n");
  write_file ("w.csv", "label,prob,w\n1,0.75,2\n0,0.5,1\n");
  write_file ("none.csv", "label,prob,none\n1,0.75,2\n0,0.5,1\n");
  test_run_lines (lines, G_N_ELEMENTS (lines));
  silent = test_run ("report --weight none weight.csv");
  g_assert_null (strstr (silent.out, "There is a column"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/reading-options/weight", test_weight);
  return g_test_run ();
}
