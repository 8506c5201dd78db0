/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "analysis.h"
#include "binary-model.h"
#include "support.h"

static double
no_skill (double p)
{
  return 0.5;
}

static const LimenFinding *
find_finding (LimenAnalysis *analysis, const char *code)
{
  GPtrArray *findings = limen_analysis_get_findings (analysis);

  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      if (g_str_equal (finding->code, code))
        return finding;
    }
  return NULL;
}

/* A ROC AUC below 0.5 by chance is no warning; otherwise the finding names
 * both remedies. */
static void
test_direction (void)
{
  static const BinaryModel reversed
      = { PROBABILITIES, 1000, 0.5, binary_upside_down };
  g_autoptr (LimenAnalysis) analysis = binary_analyze (&reversed);
  const LimenFinding *finding = find_finding (analysis, "auc-below-half");
  guint n_warnings = 0, n_infos = 0;

  g_assert_nonnull (finding);
  g_assert_cmpint (finding->severity, ==, LIMEN_SEVERITY_WARNING);
  g_assert_nonnull (strstr (finding->report_message, "--positive \"0\", in "
                                                     "the window Swap"));
  g_assert_nonnull (strstr (finding->report_message, "--reverse-scores, in "
                                                     "the window Reverse"));
  for (guint32 seed = 1; seed <= 100; seed++)
    {
      const BinaryModel model
          = { PROBABILITIES,      200,         0.5, binary_keep,
              .chance = no_skill, .seed = seed };
      g_autoptr (LimenAnalysis) by_chance = binary_analyze (&model);

      finding = find_finding (by_chance, "auc-below-half");
      n_infos += finding != NULL && finding->severity == LIMEN_SEVERITY_INFO;
      n_warnings
          += finding != NULL && finding->severity == LIMEN_SEVERITY_WARNING;
    }
  g_assert_cmpuint (n_infos, >=, 35);
  g_assert_cmpuint (n_infos, <=, 65);
  g_assert_cmpuint (n_warnings, <=, 8);
}

/* Follows each remedy that names an option: the finding disappears and the
 * cross-entropy is as promised. */
static void
test_advice (void)
{
  static const struct
  {
    const char *code, *option;
    BinaryModel model;
    LimenReadOptions options;
  } cases[] = {
    { "sigmoid-twice",
      "--undo sigmoid",
      { PROBABILITIES, 1000, 0.5, binary_sigmoid_of },
      { .undo = LIMEN_UNDO_SIGMOID } },
    { "percentages",
      "--undo percent",
      { "label,score\n", 1000, 0.5, binary_percent_of },
      { .undo = LIMEN_UNDO_PERCENT } },
    { "probabilities-as-logits",
      "--kind probability",
      { "label,logit\n", 1000, 0.5, binary_keep },
      { .has_kind = TRUE, .kind = LIMEN_KIND_PROBABILITY } },
    { "log-probabilities",
      "--kind log-probability",
      { "label,score\n", 1000, 0.5, binary_log_of },
      { .has_kind = TRUE, .kind = LIMEN_KIND_LOG_PROBABILITY } },
    { "auc-below-half",
      "--positive \"0\"",
      { PROBABILITIES, 1000, 0.5, binary_upside_down },
      { .positive = (char *) "0" } },
  };
  static const BinaryModel plain = { PROBABILITIES, 1000, 0.5, binary_keep };
  g_autoptr (LimenAnalysis) known = binary_analyze (&plain);
  gsize n;
  double loss = limen_analysis_get_losses (known, &n)->value;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = binary_write_rows (&cases[i].model);
      g_autoptr (LimenAnalysis) before = binary_analyze (&cases[i].model);
      const LimenFinding *finding = find_finding (before, cases[i].code);
      g_autoptr (LimenDataset) dataset = limen_dataset_read (
          path, &cases[i].options, NULL, NULL, NULL, NULL);
      g_autoptr (LimenAnalysis) after
          = limen_analysis_new (dataset, NULL, NULL, NULL);

      g_test_message ("%s", cases[i].code);
      g_assert_nonnull (finding);
      g_assert_nonnull (strstr (finding->report_message, cases[i].option));
      g_assert_null (find_finding (after, cases[i].code));
      test_assert_near (limen_analysis_get_losses (after, &n)->value, loss,
                        1e-9);
    }
}

/* After the recalibration it recommends, a file is no longer badly calibrated,
 * and no row costs 100. */
static void
test_recalibration (void)
{
  static const struct
  {
    const char *code;
    BinaryModel model;
    LimenRecalibrationMethod method;
    const char *option;
  } cases[] = {
    { "badly-calibrated",
      { PROBABILITIES, 1000, 0.5, binary_overconfident },
      LIMEN_RECALIBRATION_BETA,
      "--recalibrate beta" },
    { "badly-calibrated",
      { PROBABILITIES, 1000, 0.5, binary_near_half,
        .chance = binary_five_percent },
      LIMEN_RECALIBRATION_BETA,
      "--recalibrate beta" },
    { "badly-calibrated",
      { "label,log_prob\n", 1000, 0.5, binary_log_of, .chance = binary_rare },
      LIMEN_RECALIBRATION_BETA,
      "--recalibrate beta" },
    { "badly-calibrated",
      { "label,logit\n", 1000, 0.5, binary_logit_of, .chance = binary_rare },
      LIMEN_RECALIBRATION_PLATT,
      "--recalibrate platt" },
    { "clamped-rows",
      { PROBABILITIES, 1000, 0.5, binary_vote_10 },
      LIMEN_RECALIBRATION_BETA,
      "--recalibrate beta" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenAnalysis) before = binary_analyze (&cases[i].model);
      const LimenFinding *finding = find_finding (before, cases[i].code);
      g_autoptr (LimenThresholdScores) scores
          = limen_threshold_scores_recalibrate (
              limen_analysis_get_scores (before), cases[i].method,
              LIMEN_RECALIBRATION_DEFAULT_BINS, NULL);
      g_autoptr (LimenAnalysis) after
          = limen_analysis_new_for_scores (scores, NULL, NULL, NULL);
      gsize n;

      g_test_message ("case %u: %s", i, cases[i].code);
      g_assert_nonnull (finding);
      g_assert_nonnull (strstr (finding->report_message, cases[i].option));
      g_assert_null (find_finding (after, cases[i].code));
      g_assert_cmpfloat (limen_analysis_get_losses (after, &n)->value, <,
                         limen_analysis_get_losses (before, &n)->value);
    }
}

/* Decisions have one finding, without consequences, whether detected or
 * declared. */
static void
test_decisions (void)
{
  static const BinaryModel decisions
      = { PROBABILITIES, 1000, 0.5, binary_decide };
  char *scores[] = { (char *) "probability", NULL };
  const struct
  {
    LimenReadOptions options;
    const char *message;
  } cases[] = {
    { { 0 }, "Column \"probability\" holds decisions, not scores" },
    { { .scores = scores }, "All scores are 0 or 1: these are decisions, not" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenAnalysis) analysis
          = binary_analyze_with (&decisions, &cases[i].options);
      GPtrArray *findings = limen_analysis_get_findings (analysis);
      const LimenFinding *finding;

      g_assert_cmpuint (findings->len, ==, 1);
      finding = g_ptr_array_index (findings, 0);
      g_assert_cmpstr (finding->code, ==, "decisions-only");
      g_assert_nonnull (strstr (finding->report_message, cases[i].message));
    }
}

/* Findings about losses alone do not concern thresholds. */
static void
test_topics (void)
{
  static const BinaryModel models[] = {
    { PROBABILITIES, 1000, 0.5, binary_decide_nearly },
    { PROBABILITIES, 1000, 0.5, binary_saturate },
    { PROBABILITIES, 190, 0.5, binary_upside_down },
  };
  guint n_of_losses = 0, n_of_thresholds = 0;

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_autoptr (LimenAnalysis) analysis = binary_analyze (&models[i]);
      GPtrArray *findings = limen_analysis_get_findings (analysis);

      for (guint j = 0; j < findings->len; j++)
        {
          const LimenFinding *finding = g_ptr_array_index (findings, j);
          gboolean is_of_losses
              = g_str_equal (finding->code, "clamped-rows")
                || g_str_equal (finding->code, "badly-calibrated");

          g_test_message ("%s", finding->code);
          g_assert_cmpint (finding->topic, ==,
                           is_of_losses ? LIMEN_FINDING_LOSSES
                                        : LIMEN_FINDING_THRESHOLDS);
          n_of_losses += is_of_losses;
          n_of_thresholds += !is_of_losses;
        }
    }
  g_assert_cmpuint (n_of_losses, ==, 3);
  g_assert_cmpuint (n_of_thresholds, >=, 4);
}

/* Findings about the kind of scores may explain others and come first. */
static void
test_order (void)
{
  const BinaryModel model
      = { PROBABILITIES, 1000, 0.5, binary_upside_down, .has_odd = TRUE };
  g_autoptr (LimenAnalysis) analysis = binary_analyze (&model);
  const LimenFinding *first
      = g_ptr_array_index (limen_analysis_get_findings (analysis), 0);

  g_assert_cmpstr (first->code, ==, "few-outside");
  g_assert_nonnull (
      strstr (first->report_message, "except 1 are from 0 to 1 (line 1001 "));
  g_assert_true (binary_has_finding (analysis, "auc-below-half"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnosis/order", test_order);
  g_test_add_func ("/diagnosis/direction", test_direction);
  g_test_add_func ("/diagnosis/advice", test_advice);
  g_test_add_func ("/diagnosis/recalibration", test_recalibration);
  g_test_add_func ("/diagnosis/decisions", test_decisions);
  g_test_add_func ("/diagnosis/topics", test_topics);
  return g_test_run ();
}
