/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <math.h>

#include "analysis.h"
#include "binary-model.h"
#include "link.h"

/* Returns numbers slightly outside the range of a sigmoid of probabilities. */
static double
sigmoid_and_more (double p)
{
  return limen_sigmoid (1.05 * p);
}

static double
percent_and_more (double p)
{
  return 104 * p;
}

static double
log_and_more (double p)
{
  return log (p) + 0.05;
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

static double
decide_alike (double p)
{
  return 1;
}

/* Rows near 1, on single-precision numbers and between them. */
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

/* Returns the true probability of a row whose score, from 0 to 1, is a
 * logit. */
static double
sigmoid_of_small (double p)
{
  return limen_sigmoid (p);
}

/* Anomaly scores, from -1 to 0. */
static double
anomaly (double p)
{
  return -p;
}

/* A risk grade from 0 to 10, and a rank from 0 to 100. */
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
  return 100 * binary_rare (p);
}

/* Negative distances with outliers. */
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
vote_50 (double p)
{
  return binary_vote (1.04 * p - 0.02, 50);
}

static double
vote_30 (double p)
{
  return binary_vote (1.04 * p - 0.02, 30);
}

static double
vote_100 (double p)
{
  return binary_vote (1.04 * p - 0.02, 100);
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

/* Underconfident scores, rounded to two decimals. */
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

/* Tests every finding on both sides of its limit. */
static void
test_limits (void)
{
  static const struct
  {
    const char *code;
    BinaryModel with, without;
  } cases[] = {
    { "sigmoid-twice",
      { PROBABILITIES, 1000, 0.5, binary_sigmoid_of },
      { PROBABILITIES, 1000, 0.5, sigmoid_and_more } },
    { "sigmoid-twice",
      { PROBABILITIES, 100, 0.5, binary_sigmoid_of },
      { PROBABILITIES, 19, 0.5, binary_sigmoid_of } },
    { "probabilities-as-logits",
      { "label,logit\n", 1000, 0.5, binary_keep },
      { "label,logit\n", 1000, 0.5, binary_logit_of } },
    { "percentages",
      { "label,score\n", 1000, 0.5, binary_percent_of },
      { "label,score\n", 1000, 0.5, percent_and_more } },
    { "log-probabilities",
      { "label,score\n", 1000, 0.5, binary_log_of },
      { "label,score\n", 1000, 0.5, log_and_more } },
    { "label-leaked",
      { PROBABILITIES, 1000, 0.5, binary_separate },
      { PROBABILITIES, 1000, 0.5, binary_keep } },
    { "label-leaked",
      { PROBABILITIES, 21, 0.5, binary_separate },
      { PROBABILITIES, 18, 0.5, binary_separate } },
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
      { PROBABILITIES, 1000, 0.5, binary_saturate },
      { PROBABILITIES, 80, 0.5, binary_saturate } },
    { "decisions-only",
      { PROBABILITIES, 1000, 0.5, binary_decide },
      { PROBABILITIES, 1000, 0.5, binary_decide_nearly } },
    { "decisions-only",
      { "label,logit\n", 1000, 0.5, binary_decide },
      { PROBABILITIES, 1000, 0.5, decide_alike } },
    { "saturated-scores",
      { PROBABILITIES, 1000, 0.5, binary_saturate },
      { PROBABILITIES, 1000, 0.5, binary_decide } },
    { "rounded-scores",
      { PROBABILITIES, 1000, 0.5, binary_decide_nearly },
      { PROBABILITIES, 1000, 0.5, binary_decide } },
    { "badly-calibrated",
      { PROBABILITIES, 1000, 0.5, binary_decide_nearly },
      { PROBABILITIES, 1000, 0.5, binary_decide } },
    { "clamped-rows",
      { PROBABILITIES, 1000, 0.5, binary_decide_nearly },
      { PROBABILITIES, 1000, 0.5, binary_decide } },
    { "clamped-rows",
      { PROBABILITIES, 1000, 0.5, binary_saturate },
      { PROBABILITIES, 1000, 0.5, binary_keep } },
    { "badly-calibrated",
      { PROBABILITIES, 1000, 0.5, binary_overconfident },
      { PROBABILITIES, 1000, 0.5, binary_keep } },
    { "few-rows",
      { PROBABILITIES, 190, 0.5, binary_keep },
      { PROBABILITIES, 198, 0.5, binary_keep } },
    { "imbalanced",
      { PROBABILITIES, 40000, 0.009, binary_keep },
      { PROBABILITIES, 40000, 0.011, binary_keep } },
    { "auc-below-half",
      { PROBABILITIES, 1000, 0.5, binary_upside_down },
      { PROBABILITIES, 1000, 0.5, binary_keep } },
    { "duplicated-rows",
      { PROBABILITIES, 200, 0.5, binary_keep, 1 },
      { PROBABILITIES, 200, 0.5, binary_keep } },
    { "duplicated-rows",
      { PROBABILITIES, 200, 0.5, binary_keep, 1 },
      { PROBABILITIES, 20, 0.5, binary_keep, 1 } },
    { "duplicated-rows",
      { PROBABILITIES, 200, 0.5, binary_keep, 1 },
      { "label,probability,weights\n", 200, 0.5, binary_keep, .more = ",2" } },
    { "single-precision",
      { PROBABILITIES, 1000, 0.5, step_single },
      { PROBABILITIES, 1000, 0.5, step_between } },
    { "single-precision",
      { PROBABILITIES, 120, 0.5, step_single },
      { PROBABILITIES, 80, 0.5, step_single } },
    /* equally likely either way */
    { "sigmoid-twice",
      { PROBABILITIES, 1000, 0.5, binary_sigmoid_of },
      { PROBABILITIES, 1000, 0.5, binary_half_to_073,
        .chance = binary_half_to_073 } },
    { "sigmoid-twice",
      { PROBABILITIES, 1000, 0.05, binary_sigmoid_of },
      { PROBABILITIES, 1000, 0.5, binary_half_to_073,
        .chance = binary_half_to_073, .seed = 1 } },
    { "probabilities-as-logits",
      { "label,logit\n", 200, 0.5, binary_keep },
      { "label,logit\n", 1000, 0.5, binary_keep,
        .chance = sigmoid_of_small } },
    { "log-probabilities",
      { "label,score\n", 200, 0.5, binary_log_of },
      { "label,score\n", 1000, 0.5, anomaly, .chance = binary_upside_down } },
    { "log-probabilities",
      { "label,score\n", 1000, 0.05, binary_log_of },
      { "label,score\n", 1000, 0.5, binary_log_of, .chance = binary_rare } },
    { "log-probabilities",
      { "label,score\n", 1000, 0.5, binary_log_of },
      { "label,score\n", 1000, 0.5, closeness, .chance = mostly_close } },
    { "percentages",
      { "label,score\n", 1000, 0.1, binary_percent_of },
      { "label,score\n", 1000, 0.5, grade } },
    { "percentages",
      { "label,score\n", 1000, 0.5, percent_of_rare, .chance = binary_rare },
      { "label,score\n", 1000, 0.5, percentile, .chance = binary_rare } },
    { "few-outside",
      { PROBABILITIES, 1000, 0.5, binary_keep, .has_odd = TRUE },
      { PROBABILITIES, 90, 0.5, binary_keep, .has_odd = TRUE } },
    { "percentages",
      { "label,score\n", 20000, 0.5, binary_percent_of },
      { PROBABILITIES, 20000, 0.5, binary_keep, .has_odd = TRUE } },
    /* weak models, and degrees of miscalibration */
    { "badly-calibrated",
      { PROBABILITIES, 200, 0.5, binary_near_half,
        .chance = binary_five_percent },
      { PROBABILITIES, 200, 0.5, binary_near_half,
        .chance = binary_near_half } },
    { "badly-calibrated",
      { PROBABILITIES, 2000, 0.5, one_higher },
      { PROBABILITIES, 20000, 0.5, little_higher } },
    { "badly-calibrated",
      { "label,logit\n", 200, 0.5, binary_logit_of, .chance = binary_rare },
      { "label,logit\n", 200, 0.5, binary_logit_of } },
    { "badly-calibrated",
      { "label,log_prob\n", 200, 0.5, binary_log_of, .chance = binary_rare },
      { "label,log_prob\n", 200, 0.5, binary_log_of } },
    { "badly-calibrated",
      { PROBABILITIES, 1000, 0.5, binary_overconfident },
      { PROBABILITIES, 1000, 0.5, binary_upside_down } },
    /* votes, steps and rounding */
    { "vote-shares",
      { PROBABILITIES, 1000, 0.5, vote_50 },
      { PROBABILITIES, 1000, 0.5, round_to_2 } },
    { "vote-shares",
      { PROBABILITIES, 1000, 0.5, vote_30 },
      { PROBABILITIES, 1000, 0.5, step_isotonic } },
    { "rounded-scores",
      { PROBABILITIES, 1000, 0.5, binary_vote_10 },
      { PROBABILITIES, 1000, 0.5, vote_30 } },
    { "rounded-scores",
      { PROBABILITIES, 1000, 0.5, vote_100 },
      { PROBABILITIES, 1000, 0.5, vote_50 } },
    { "tied-scores",
      { PROBABILITIES, 1000, 0.5, step_isotonic },
      { PROBABILITIES, 1000, 0.5, vote_30 } },
    { "saturated-scores",
      { PROBABILITIES, 1000, 0.5, binary_saturate },
      { PROBABILITIES, 1000, 0.5, binary_vote_10 } },
    { "saturated-scores",
      { PROBABILITIES, 1000, 0.5, binary_saturate },
      { PROBABILITIES, 1000, 0.5, step_isotonic } },
    { "duplicated-rows",
      { PROBABILITIES, 1000, 0.5, binary_keep, 1 },
      { PROBABILITIES, 1000, 0.5, timid, .chance = turn_sure } },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LimenAnalysis) with = binary_analyze (&cases[i].with);
      g_autoptr (LimenAnalysis) without = binary_analyze (&cases[i].without);

      g_test_message ("case %u: %s", i, cases[i].code);
      g_assert_true (binary_has_finding (with, cases[i].code));
      g_assert_false (binary_has_finding (without, cases[i].code));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnosis-limits/limits", test_limits);
  return g_test_run ();
}
