/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "analysis.h"
#include "binary-model.h"

/* Healthy models have no findings. */
static void
test_healthy (void)
{
  static const BinaryModel models[] = {
    { PROBABILITIES, 500, 0.5, binary_keep },
    { PROBABILITIES, 20000, 0.3, binary_keep },
    { PROBABILITIES, 5000, 0.15, binary_keep },
    { "label,logit\n", 5000, 0.5, binary_logit_of },
    { "label,log_prob\n", 5000, 0.5, binary_log_of },
  };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_autoptr (LimenAnalysis) analysis = binary_analyze (&models[i]);

      g_test_message ("model %u", i);
      g_assert_false (binary_has_finding (analysis, NULL));
    }
}

/* Checks that all findings, if any, are about few rows. */
static void
assert_healthy (LimenAnalysis *analysis)
{
  GPtrArray *findings = limen_analysis_get_findings (analysis);

  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      if (!g_str_equal (finding->code, "few-rows"))
        g_error ("%s: %s", finding->code, finding->report_message);
    }
}

/* Models with random labels have no findings except on few rows. */
static void
test_healthy_by_chance (void)
{
  static const BinaryModel models[] = {
    { PROBABILITIES, 200, 0.5, binary_keep },
    { PROBABILITIES, 200, 0.3, binary_keep },
    { "label,logit\n", 2000, 0.3, binary_logit_of },
    { PROBABILITIES, 100000, 0.2, binary_keep },
    { PROBABILITIES, 50, 0.5, binary_keep },
    { PROBABILITIES, 50, 0.3, binary_keep },
    { PROBABILITIES, 2000, 0.5, binary_half_to_073,
      .chance = binary_half_to_073 },
    { PROBABILITIES, 2000, 0.5, binary_near_half, .chance = binary_near_half },
    { PROBABILITIES, 2000, 0.5, binary_five_percent,
      .chance = binary_five_percent },
    { PROBABILITIES, 2000, 0.05, binary_keep },
  };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    for (guint32 seed = 1; seed <= (models[i].n_rows < 10000 ? 20 : 2); seed++)
      {
        BinaryModel model = models[i];
        g_autoptr (LimenAnalysis) analysis = NULL;

        g_test_message ("model %u, seed %u", i, seed);
        model.seed = seed;
        analysis = binary_analyze (&model);
        assert_healthy (analysis);
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnosis-healthy/healthy", test_healthy);
  g_test_add_func ("/diagnosis-healthy/healthy-by-chance",
                   test_healthy_by_chance);
  return g_test_run ();
}
