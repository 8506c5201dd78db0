#include <math.h>
#include <string.h>

#include "analysis.h"
#include "link.h"
#include "support.h"

/* A model of so many rows: a score for row i, and whether it is positive. */
typedef struct
{
  const char *head;
  guint n_rows;
  double share;     /* of positives */
  double (*transform) (double probability);
  guint copies;  /* of each row beyond the first */
  guint32 seed;  /* of labels by chance; 0: by the running sum */
  const char *more; /* at the end of each row, or NULL */
  double (*chance) (double probability); /* that it is positive; NULL: that */
  gboolean has_odd; /* the last score is 1.7 */
} Model;

static double
keep (double p)
{
  return p;
}

static double
sigmoid_of (double p)
{
  return limen_sigmoid (p);
}

/* A little further than a sigmoid of probabilities goes. */
static double
sigmoid_and_more (double p)
{
  return limen_sigmoid (1.05 * p);
}

static double
percent_of (double p)
{
  return 100 * p;
}

static double
percent_and_more (double p)
{
  return 104 * p;
}

static double
negative_log (double p)
{
  return log (p);
}

static double
log_and_more (double p)
{
  return log (p) + 0.05;
}

static double
logit_of (double p)
{
  return limen_logit (p);
}

static double
round_to_2 (double p)
{
  return round (100 * p) / 100;
}

static double
round_to_3 (double p)
{
  return round (1000 * p) / 1000;
}

static double
constant (double p)
{
  return 0.25;
}

static double
squeeze (double p)
{
  return 0.25 + 1e-7 * p;
}

static double
squeeze_less (double p)
{
  return 0.25 + 1e-6 * p;
}

/* Uneven steps with many digits: 9 and 11 of them for 200 rows. */
static double
step_9 (double p)
{
  return pow ((floor (9 * p) + 0.5) / 9, 1.1);
}

static double
step_11 (double p)
{
  return pow ((floor (11 * p) + 0.5) / 11, 1.1);
}

/* As the model ranks, but far too sure. */
static double
overconfident (double p)
{
  return limen_sigmoid (12 * limen_logit (p));
}

/* Two hundredths of the rows and more become 0 or 1. */
static double
saturate (double p)
{
  return p < 0.12 ? 0 : p;
}

/* Nothing but 0 and 1, and but for few rows. */
static double
decide (double p)
{
  return p >= 0.5;
}

static double
decide_nearly (double p)
{
  return p < 0.05 ? 0.25 : decide (p);
}

static double
decide_alike (double p)
{
  return 1;
}

static double
upside_down (double p)
{
  return 1 - p;
}

/* Sure rows on the steps of single precision below 1, and between them. */
static double
step_single (double p)
{
  return p < 0.9 ? p : 1 - ldexp (floor (40 * (1 - p)) + 1, -24);
}

static double
step_between (double p)
{
  return p < 0.9 ? p : 1 - ldexp (floor (40 * (1 - p)) + 1.5, -24);
}

static double
separate (double p)
{
  return p;
}

/* Within what a sigmoid makes of probabilities. */
static double
half_to_073 (double p)
{
  return 0.5 + 0.23 * p;
}

/* Logits from 0 to 1, whose probabilities are those. */
static double
sigmoid_of_small (double p)
{
  return limen_sigmoid (p);
}

/* Scores of anomalies, never above 0 and never below -1. */
static double
anomaly (double p)
{
  return -p;
}

static double
rare (double p)
{
  return 0.1 * p;
}

/* A grade of risk from 0 to 10, and a rank from 0 to 100. */
static double
grade (double p)
{
  return round (1000 * p) / 100;
}

static double
percentile (double p)
{
  return 100 * sqrt (p);
}

static double
percent_of_rare (double p)
{
  return 100 * rare (p);
}

/* Minus the distance of rows, of which the far ones are not like the rest. */
static double
closeness (double p)
{
  return p < 0.1 ? -4 + p : -0.15 - 0.1 * p;
}

static double
mostly_close (double p)
{
  return p < 0.1 ? 0.02 : 0.99;
}

/* Hardly more sure of one row than of another. */
static double
near_half (double p)
{
  return 0.45 + 0.1 * p;
}

static double
five_percent (double p)
{
  return 0.02 + 0.06 * p;
}

static double
one_higher (double p)
{
  return limen_sigmoid (limen_logit (p) + 1);
}

static double
little_higher (double p)
{
  return limen_sigmoid (limen_logit (p) + 0.2);
}

static double
no_skill (double p)
{
  return 0.5;
}

static double
vote (double p, guint n_trees)
{
  return round (n_trees * p) / n_trees;
}

/* Some rows have no vote, and others have all. */
static double
vote_10 (double p)
{
  return vote (1.1 * p - 0.05, 10);
}

static double
vote_50 (double p)
{
  return vote (1.04 * p - 0.02, 50);
}

static double
vote_30 (double p)
{
  return vote (1.04 * p - 0.02, 30);
}

static double
vote_100 (double p)
{
  return vote (1.04 * p - 0.02, 100);
}

/* Isotonic recalibration: uneven steps, the last two of which are 0 and 1. */
static double
step_isotonic (double p)
{
  static const double steps[]
      = { 0, 0.0714285714, 0.1936274509, 0.3421052632, 0.5093167702,
          0.6881720430, 0.8457142857, 1 };

  return steps[(guint) (7.999 * p)];
}

/* Two decimals of scores that are far less sure than they could be. */
static double
timid (double p)
{
  return round (100 * (0.4 + 0.2 * p)) / 100;
}

static double
turn_sure (double p)
{
  return p > 0.5;
}

/* Probabilities spread evenly, and labels that keep to them as closely as
 * whole rows allow: row i is positive where the running sum of probabilities
 * passes a whole number. */
static char *
write_rows (const Model *model)
{
  GString *text = g_string_new (model->head);
  g_autofree char *rows = NULL;
  GRand *random = g_rand_new_with_seed (model->seed);
  double sum = 0;

  for (guint i = 0; i < model->n_rows; i++)
    {
      char number[G_ASCII_DTOSTR_BUF_SIZE];
      double spread = fmod ((i + 0.5) * 0.6180339887498949, 1);
      double p = pow (spread, 1 / model->share - 1);
      double chance;
      gboolean is_positive;

      if (model->share >= 0.1)
        p = 0.02 + 0.96 * p; /* as few models are quite sure */
      chance = model->chance != NULL ? model->chance (p) : p;
      if (model->transform == separate)
        is_positive = p > 0.5;
      else if (model->seed > 0)
        is_positive = g_rand_double (random) < chance;
      else
        is_positive = floor (sum + chance) > floor (sum);
      sum += chance;
      g_ascii_dtostr (number, sizeof number,
                      model->has_odd && i + 1 == model->n_rows
                          ? 1.7
                          : model->transform (p));
      for (guint copy = 0; copy <= model->copies; copy++)
        g_string_append_printf (text, "%d,%s%s\n", is_positive, number,
                                model->more != NULL ? model->more : "");
    }
  g_rand_free (random);
  rows = g_string_free (text, FALSE);
  return test_write_file ("rows.csv", rows, -1);
}

static gboolean
has_finding (LimenAnalysis *analysis, const char *code)
{
  GPtrArray *findings = limen_analysis_get_findings (analysis);

  for (guint i = 0; i < findings->len; i++)
    {
      LimenFinding *finding = g_ptr_array_index (findings, i);

      g_test_message ("%s: %s", finding->code, finding->message);
      g_assert_null (strstr (finding->screen_message, " --"));
      if (code == NULL || g_str_equal (finding->code, code))
        return TRUE;
    }
  return FALSE;
}

static LimenAnalysis *
analyze_with (const Model *model, const LimenReadOptions *options)
{
  g_autofree char *path = write_rows (model);
  g_autoptr (GError) error = NULL;
  g_autoptr (LimenDataset) dataset
      = limen_dataset_read (path, options, NULL, NULL, NULL, &error);

  g_assert_no_error (error);
  return limen_analysis_new (dataset, NULL, NULL, NULL);
}

static LimenAnalysis *
analyze (const Model *model)
{
  g_autoptr (LimenReadOptions) options = limen_read_options_new ();

  return analyze_with (model, options);
}

#define PROBABILITIES "label,probability\n"

/* Every finding on both sides of its limit. */
static void
test_limits (void)
{
  static const struct
  {
    const char *code;
    Model with, without;
  } cases[] = {
    { "sigmoid-twice",
      { PROBABILITIES, 1000, 0.5, sigmoid_of },
      { PROBABILITIES, 1000, 0.5, sigmoid_and_more } },
    { "sigmoid-twice",
      { PROBABILITIES, 100, 0.5, sigmoid_of },
      { PROBABILITIES, 19, 0.5, sigmoid_of } },
    { "probabilities-as-logits",
      { "label,logit\n", 1000, 0.5, keep },
      { "label,logit\n", 1000, 0.5, logit_of } },
    { "percentages",
      { "label,score\n", 1000, 0.5, percent_of },
      { "label,score\n", 1000, 0.5, percent_and_more } },
    { "log-probabilities",
      { "label,score\n", 1000, 0.5, negative_log },
      { "label,score\n", 1000, 0.5, log_and_more } },
    { "label-leaked",
      { PROBABILITIES, 1000, 0.5, separate },
      { PROBABILITIES, 1000, 0.5, keep } },
    { "label-leaked",
      { PROBABILITIES, 21, 0.5, separate },
      { PROBABILITIES, 18, 0.5, separate } },
    { "constant-scores",
      { PROBABILITIES, 1000, 0.5, constant },
      { PROBABILITIES, 1000, 0.5, squeeze } },
    { "near-constant-scores",
      { PROBABILITIES, 1000, 0.5, squeeze },
      { PROBABILITIES, 1000, 0.5, squeeze_less } },
    { "rounded-scores",
      { PROBABILITIES, 1000, 0.5, round_to_2 },
      { PROBABILITIES, 1000, 0.5, round_to_3 } },
    { "rounded-scores",
      { PROBABILITIES, 100, 0.5, round_to_2 },
      { PROBABILITIES, 99, 0.5, round_to_2 } },
    { "tied-scores",
      { PROBABILITIES, 200, 0.5, step_9 },
      { PROBABILITIES, 200, 0.5, step_11 } },
    { "saturated-scores",
      { PROBABILITIES, 1000, 0.5, saturate },
      { PROBABILITIES, 80, 0.5, saturate } },
    { "decisions-only",
      { PROBABILITIES, 1000, 0.5, decide },
      { PROBABILITIES, 1000, 0.5, decide_nearly } },
    { "decisions-only",
      { "label,logit\n", 1000, 0.5, decide },
      { PROBABILITIES, 1000, 0.5, decide_alike } },
    { "saturated-scores",
      { PROBABILITIES, 1000, 0.5, saturate },
      { PROBABILITIES, 1000, 0.5, decide } },
    { "rounded-scores",
      { PROBABILITIES, 1000, 0.5, decide_nearly },
      { PROBABILITIES, 1000, 0.5, decide } },
    { "badly-calibrated",
      { PROBABILITIES, 1000, 0.5, decide_nearly },
      { PROBABILITIES, 1000, 0.5, decide } },
    { "clamped-rows",
      { PROBABILITIES, 1000, 0.5, decide_nearly },
      { PROBABILITIES, 1000, 0.5, decide } },
    { "clamped-rows",
      { PROBABILITIES, 1000, 0.5, saturate },
      { PROBABILITIES, 1000, 0.5, keep } },
    { "badly-calibrated",
      { PROBABILITIES, 1000, 0.5, overconfident },
      { PROBABILITIES, 1000, 0.5, keep } },
    { "few-rows",
      { PROBABILITIES, 190, 0.5, keep },
      { PROBABILITIES, 198, 0.5, keep } },
    { "imbalanced",
      { PROBABILITIES, 40000, 0.009, keep },
      { PROBABILITIES, 40000, 0.011, keep } },
    { "auc-below-half",
      { PROBABILITIES, 1000, 0.5, upside_down },
      { PROBABILITIES, 1000, 0.5, keep } },
    { "duplicated-rows",
      { PROBABILITIES, 200, 0.5, keep, 1 },
      { PROBABILITIES, 200, 0.5, keep } },
    { "duplicated-rows",
      { PROBABILITIES, 200, 0.5, keep, 1 },
      { PROBABILITIES, 20, 0.5, keep, 1 } },
    { "duplicated-rows",
      { PROBABILITIES, 200, 0.5, keep, 1 },
      { "label,probability,weights\n", 200, 0.5, keep, .more = ",2" } },
    { "single-precision",
      { PROBABILITIES, 1000, 0.5, step_single },
      { PROBABILITIES, 1000, 0.5, step_between } },
    { "single-precision",
      { PROBABILITIES, 120, 0.5, step_single },
      { PROBABILITIES, 80, 0.5, step_single } },
    /* as likely as they are */
    { "sigmoid-twice",
      { PROBABILITIES, 1000, 0.5, sigmoid_of },
      { PROBABILITIES, 1000, 0.5, half_to_073, .chance = half_to_073 } },
    { "sigmoid-twice",
      { PROBABILITIES, 1000, 0.05, sigmoid_of },
      { PROBABILITIES, 1000, 0.5, half_to_073, .chance = half_to_073,
        .seed = 1 } },
    { "probabilities-as-logits",
      { "label,logit\n", 200, 0.5, keep },
      { "label,logit\n", 1000, 0.5, keep, .chance = sigmoid_of_small } },
    { "log-probabilities",
      { "label,score\n", 200, 0.5, negative_log },
      { "label,score\n", 1000, 0.5, anomaly, .chance = upside_down } },
    { "log-probabilities",
      { "label,score\n", 1000, 0.05, negative_log },
      { "label,score\n", 1000, 0.5, negative_log, .chance = rare } },
    { "log-probabilities",
      { "label,score\n", 1000, 0.5, negative_log },
      { "label,score\n", 1000, 0.5, closeness, .chance = mostly_close } },
    { "percentages",
      { "label,score\n", 1000, 0.1, percent_of },
      { "label,score\n", 1000, 0.5, grade } },
    { "percentages",
      { "label,score\n", 1000, 0.5, percent_of_rare, .chance = rare },
      { "label,score\n", 1000, 0.5, percentile, .chance = rare } },
    { "few-outside",
      { PROBABILITIES, 1000, 0.5, keep, .has_odd = TRUE },
      { PROBABILITIES, 90, 0.5, keep, .has_odd = TRUE } },
    { "percentages",
      { "label,score\n", 20000, 0.5, percent_of },
      { PROBABILITIES, 20000, 0.5, keep, .has_odd = TRUE } },
    /* weak models, and by how much probabilities are off */
    { "badly-calibrated",
      { PROBABILITIES, 200, 0.5, near_half, .chance = five_percent },
      { PROBABILITIES, 200, 0.5, near_half, .chance = near_half } },
    { "badly-calibrated",
      { PROBABILITIES, 2000, 0.5, one_higher },
      { PROBABILITIES, 20000, 0.5, little_higher } },
    { "badly-calibrated",
      { "label,logit\n", 200, 0.5, logit_of, .chance = rare },
      { "label,logit\n", 200, 0.5, logit_of } },
    { "badly-calibrated",
      { "label,log_prob\n", 200, 0.5, negative_log, .chance = rare },
      { "label,log_prob\n", 200, 0.5, negative_log } },
    { "badly-calibrated",
      { PROBABILITIES, 1000, 0.5, overconfident },
      { PROBABILITIES, 1000, 0.5, upside_down } },
    /* votes, steps and rounding */
    { "vote-shares",
      { PROBABILITIES, 1000, 0.5, vote_50 },
      { PROBABILITIES, 1000, 0.5, round_to_2 } },
    { "vote-shares",
      { PROBABILITIES, 1000, 0.5, vote_30 },
      { PROBABILITIES, 1000, 0.5, step_isotonic } },
    { "rounded-scores",
      { PROBABILITIES, 1000, 0.5, vote_10 },
      { PROBABILITIES, 1000, 0.5, vote_30 } },
    { "rounded-scores",
      { PROBABILITIES, 1000, 0.5, vote_100 },
      { PROBABILITIES, 1000, 0.5, vote_50 } },
    { "tied-scores",
      { PROBABILITIES, 1000, 0.5, step_isotonic },
      { PROBABILITIES, 1000, 0.5, vote_30 } },
    { "saturated-scores",
      { PROBABILITIES, 1000, 0.5, saturate },
      { PROBABILITIES, 1000, 0.5, vote_10 } },
    { "saturated-scores",
      { PROBABILITIES, 1000, 0.5, saturate },
      { PROBABILITIES, 1000, 0.5, step_isotonic } },
    { "duplicated-rows",
      { PROBABILITIES, 1000, 0.5, keep, 1 },
      { PROBABILITIES, 1000, 0.5, timid, .chance = turn_sure } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenAnalysis) with = analyze (&cases[i].with);
      g_autoptr (LimenAnalysis) without = analyze (&cases[i].without);

      g_test_message ("case %u: %s", i, cases[i].code);
      g_assert_true (has_finding (with, cases[i].code));
      g_assert_false (has_finding (without, cases[i].code));
    }
}

/* Nothing is said of models that are as they should be. */
static void
test_healthy (void)
{
  static const Model models[] = {
    { PROBABILITIES, 500, 0.5, keep },
    { PROBABILITIES, 20000, 0.3, keep },
    { PROBABILITIES, 5000, 0.15, keep },
    { "label,logit\n", 5000, 0.5, logit_of },
    { "label,log_prob\n", 5000, 0.5, negative_log },
  };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_autoptr (LimenAnalysis) analysis = analyze (&models[i]);

      g_test_message ("model %u", i);
      g_assert_false (has_finding (analysis, NULL));
    }
}

/* Nothing but that there are few rows. */
static void
assert_healthy (LimenAnalysis *analysis)
{
  GPtrArray *findings = limen_analysis_get_findings (analysis);

  for (guint i = 0; i < findings->len; i++)
    {
      const LimenFinding *finding = g_ptr_array_index (findings, i);

      if (!g_str_equal (finding->code, "few-rows"))
        g_error ("%s: %s", finding->code, finding->message);
    }
}

/* Nor of those whose labels come by chance. */
static void
test_healthy_by_chance (void)
{
  static const Model models[] = {
    { PROBABILITIES, 200, 0.5, keep },
    { PROBABILITIES, 200, 0.3, keep },
    { "label,logit\n", 2000, 0.3, logit_of },
    { PROBABILITIES, 100000, 0.2, keep },
    { PROBABILITIES, 50, 0.5, keep },
    { PROBABILITIES, 50, 0.3, keep },
    { PROBABILITIES, 2000, 0.5, half_to_073, .chance = half_to_073 },
    { PROBABILITIES, 2000, 0.5, near_half, .chance = near_half },
    { PROBABILITIES, 2000, 0.5, five_percent, .chance = five_percent },
    { PROBABILITIES, 2000, 0.05, keep },
  };

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    for (guint32 seed = 1; seed <= (models[i].n_rows < 10000 ? 20 : 2); seed++)
      {
        Model model = models[i];
        g_autoptr (LimenAnalysis) analysis = NULL;

        g_test_message ("model %u, seed %u", i, seed);
        model.seed = seed;
        analysis = analyze (&model);
        assert_healthy (analysis);
      }
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

/* What is below one half by chance is no warning; what is not names both
 * remedies. */
static void
test_direction (void)
{
  static const Model reversed = { PROBABILITIES, 1000, 0.5, upside_down };
  g_autoptr (LimenAnalysis) analysis = analyze (&reversed);
  const LimenFinding *finding = find_finding (analysis, "auc-below-half");
  guint n_warnings = 0, n_infos = 0;

  g_assert_nonnull (finding);
  g_assert_cmpint (finding->severity, ==, LIMEN_SEVERITY_WARNING);
  g_assert_nonnull (strstr (finding->message, "--positive \"0\", in the "
                                              "window Swap"));
  g_assert_nonnull (strstr (finding->message, "--reverse-scores, in the "
                                              "window Reverse"));
  for (guint32 seed = 1; seed <= 100; seed++)
    {
      const Model model = { PROBABILITIES, 200, 0.5, keep, .chance = no_skill,
                            .seed = seed };
      g_autoptr (LimenAnalysis) by_chance = analyze (&model);

      finding = find_finding (by_chance, "auc-below-half");
      n_infos += finding != NULL && finding->severity == LIMEN_SEVERITY_INFO;
      n_warnings
          += finding != NULL && finding->severity == LIMEN_SEVERITY_WARNING;
    }
  g_assert_cmpuint (n_infos, >=, 35);
  g_assert_cmpuint (n_infos, <=, 65);
  g_assert_cmpuint (n_warnings, <=, 8);
}

/* Each advice that names an option is followed: the finding goes, and the
 * cross-entropy is the one that was meant. */
static void
test_advice (void)
{
  static const struct
  {
    const char *code, *option;
    Model model;
    LimenReadOptions options;
  } cases[] = {
    { "sigmoid-twice", "--undo sigmoid",
      { PROBABILITIES, 1000, 0.5, sigmoid_of },
      { .undo = LIMEN_UNDO_SIGMOID } },
    { "percentages", "--undo percent",
      { "label,score\n", 1000, 0.5, percent_of },
      { .undo = LIMEN_UNDO_PERCENT } },
    { "probabilities-as-logits", "--kind probability",
      { "label,logit\n", 1000, 0.5, keep },
      { .has_kind = TRUE, .kind = LIMEN_KIND_PROBABILITY } },
    { "log-probabilities", "--kind log-probability",
      { "label,score\n", 1000, 0.5, negative_log },
      { .has_kind = TRUE, .kind = LIMEN_KIND_LOG_PROBABILITY } },
    { "auc-below-half", "--positive \"0\"",
      { PROBABILITIES, 1000, 0.5, upside_down },
      { .positive = (char *) "0" } },
  };
  static const Model plain = { PROBABILITIES, 1000, 0.5, keep };
  g_autoptr (LimenAnalysis) known = analyze (&plain);
  gsize n;
  double loss = limen_analysis_get_losses (known, &n)->value;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = write_rows (&cases[i].model);
      g_autoptr (LimenAnalysis) before = analyze (&cases[i].model);
      const LimenFinding *finding = find_finding (before, cases[i].code);
      g_autoptr (LimenDataset) dataset = limen_dataset_read (
          path, &cases[i].options, NULL, NULL, NULL, NULL);
      g_autoptr (LimenAnalysis) after
          = limen_analysis_new (dataset, NULL, NULL, NULL);

      g_test_message ("%s", cases[i].code);
      g_assert_nonnull (finding);
      g_assert_nonnull (strstr (finding->message, cases[i].option));
      g_assert_null (find_finding (after, cases[i].code));
      test_assert_near (limen_analysis_get_losses (after, &n)->value, loss,
                        1e-9);
    }
}

/* Recalibrated as it says, a file is no longer badly calibrated, and no row
 * that was given 0 costs 100. */
static void
test_recalibration (void)
{
  static const struct
  {
    const char *code;
    Model model;
    LimenRecalibrationMethod method;
    const char *option;
  } cases[] = {
    { "badly-calibrated",
      { PROBABILITIES, 1000, 0.5, overconfident },
      LIMEN_RECALIBRATION_BETA, "--recalibrate beta" },
    { "badly-calibrated",
      { PROBABILITIES, 1000, 0.5, near_half, .chance = five_percent },
      LIMEN_RECALIBRATION_BETA, "--recalibrate beta" },
    { "badly-calibrated",
      { "label,log_prob\n", 1000, 0.5, negative_log, .chance = rare },
      LIMEN_RECALIBRATION_BETA, "--recalibrate beta" },
    { "badly-calibrated",
      { "label,logit\n", 1000, 0.5, logit_of, .chance = rare },
      LIMEN_RECALIBRATION_PLATT, "--recalibrate platt" },
    { "clamped-rows",
      { PROBABILITIES, 1000, 0.5, vote_10 },
      LIMEN_RECALIBRATION_BETA, "--recalibrate beta" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenAnalysis) before = analyze (&cases[i].model);
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
      g_assert_nonnull (strstr (finding->message, cases[i].option));
      g_assert_null (find_finding (after, cases[i].code));
      g_assert_cmpfloat (limen_analysis_get_losses (after, &n)->value, <,
                         limen_analysis_get_losses (before, &n)->value);
    }
}

/* Decisions say one thing, not what follows from it, whether they are found to
 * be decisions or said to be scores. */
static void
test_decisions (void)
{
  static const Model decisions = { PROBABILITIES, 1000, 0.5, decide };
  char *scores[] = { (char *) "probability", NULL };
  const struct
  {
    LimenReadOptions options;
    const char *message;
  } cases[] = {
    { { 0 }, "Column \"probability\" holds decisions, not scores" },
    { { .scores = scores }, "Only 0 and 1 occur: these are decisions, not" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenAnalysis) analysis
          = analyze_with (&decisions, &cases[i].options);
      GPtrArray *findings = limen_analysis_get_findings (analysis);
      const LimenFinding *finding;

      g_assert_cmpuint (findings->len, ==, 1);
      finding = g_ptr_array_index (findings, 0);
      g_assert_cmpstr (finding->code, ==, "decisions-only");
      g_assert_nonnull (strstr (finding->message, cases[i].message));
    }
}

/* What is about losses alone does not bear on a threshold. */
static void
test_topics (void)
{
  static const Model models[] = {
    { PROBABILITIES, 1000, 0.5, decide_nearly },
    { PROBABILITIES, 1000, 0.5, saturate },
    { PROBABILITIES, 190, 0.5, upside_down },
  };
  guint n_of_losses = 0, n_of_thresholds = 0;

  for (guint i = 0; i < G_N_ELEMENTS (models); i++)
    {
      g_autoptr (LimenAnalysis) analysis = analyze (&models[i]);
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

/* Scores that are not what they are taken for may explain the rest, and are
 * said first. */
static void
test_order (void)
{
  const Model model
      = { PROBABILITIES, 1000, 0.5, upside_down, .has_odd = TRUE };
  g_autoptr (LimenAnalysis) analysis = analyze (&model);
  const LimenFinding *first
      = g_ptr_array_index (limen_analysis_get_findings (analysis), 0);

  g_assert_cmpstr (first->code, ==, "few-outside");
  g_assert_nonnull (
      strstr (first->message, "except 1 are from 0 to 1 (line 1001 "));
  g_assert_true (has_finding (analysis, "auc-below-half"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnosis/limits", test_limits);
  g_test_add_func ("/diagnosis/order", test_order);
  g_test_add_func ("/diagnosis/direction", test_direction);
  g_test_add_func ("/diagnosis/advice", test_advice);
  g_test_add_func ("/diagnosis/recalibration", test_recalibration);
  g_test_add_func ("/diagnosis/decisions", test_decisions);
  g_test_add_func ("/diagnosis/topics", test_topics);
  g_test_add_func ("/diagnosis/healthy", test_healthy);
  g_test_add_func ("/diagnosis/healthy-by-chance", test_healthy_by_chance);
  return g_test_run ();
}
