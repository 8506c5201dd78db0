/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "objective-options.h"

#include <glib/gi18n.h>
#include <string.h>

#include "number.h"
#include "option-value.h"

/* Adds the options for costs, gains and prevalence to a group. Parsing fills
 * `options`, which must outlive it. */
void
limen_objective_options_add_view_to (LimenObjectiveOptions *options,
                                     GOptionGroup *group)
{
  const GOptionEntry entries[]
      = { { "fp-cost", 0, 0, G_OPTION_ARG_STRING, &options->fp_cost,
            N_ ("Cost of a false positive (1)"), "X" },
          { "fn-cost", 0, 0, G_OPTION_ARG_STRING, &options->fn_cost,
            N_ ("Cost of a false negative (1)"), "X" },
          { "tp-gain", 0, 0, G_OPTION_ARG_STRING, &options->tp_gain,
            N_ ("Gain of a true positive (0)"), "X" },
          { "tn-gain", 0, 0, G_OPTION_ARG_STRING, &options->tn_gain,
            N_ ("Gain of a true negative (0)"), "X" },
          { "prevalence", 0, 0, G_OPTION_ARG_STRING, &options->prevalence,
            N_ ("Share of positives in the population"), "P" },
          { NULL } };

  g_option_group_add_entries (group, entries);
}

/* Adds the options for referral (abstention) between two thresholds. */
static void
add_referral_to (LimenObjectiveOptions *options, GOptionGroup *group)
{
  const GOptionEntry entries[]
      = { { "refer-cost", 0, 0, G_OPTION_ARG_STRING, &options->refer_cost,
            N_ ("Grey zone; cost of each referred row"), "X" },
          { "max-error", 0, 0, G_OPTION_ARG_STRING, &options->max_error,
            N_ ("Grey zone; error rate of at most SHARE"), N_ ("SHARE") },
          { "min-coverage", 0, 0, G_OPTION_ARG_STRING, &options->min_coverage,
            N_ ("Grey zone; at least SHARE of rows decided"), N_ ("SHARE") },
          { NULL } };

  g_option_group_add_entries (group, entries);
}

/* Adds the options for a metric, constraints and referral to a group; costs
 * and prevalence are added by limen_objective_options_add_view_to(). Parsing
 * fills `options`, which must outlive it. */
void
limen_objective_options_add_to (LimenObjectiveOptions *options,
                                GOptionGroup *group)
{
  const GOptionEntry entries[]
      = { { "maximize", 0, 0, G_OPTION_ARG_STRING, &options->maximize,
            N_ ("Metric to maximise (f1)"), N_ ("METRIC") },
          { "minimize", 0, 0, G_OPTION_ARG_STRING, &options->minimize,
            N_ ("Metric to minimise"), N_ ("METRIC") },
          { "objective", 0, 0, G_OPTION_ARG_STRING, &options->objective,
            N_ ("A named point, such as break-even"), N_ ("NAME") },
          { "subject-to", 0, 0, G_OPTION_ARG_STRING_ARRAY,
            &options->constraints, N_ ("Constraint, also METRIC<=X (repeat)"),
            N_ ("METRIC>=X") },
          { "capacity", 0, 0, G_OPTION_ARG_STRING, &options->capacity,
            N_ ("At most this many rows predicted positive"), "N|P%" },
          { NULL } };

  g_option_group_add_entries (group, entries);
  add_referral_to (options, group);
}

/* Frees the texts of the options. */
void
limen_objective_options_clear (LimenObjectiveOptions *options)
{
  g_clear_pointer (&options->maximize, g_free);
  g_clear_pointer (&options->minimize, g_free);
  g_clear_pointer (&options->objective, g_free);
  g_clear_pointer (&options->constraints, g_strfreev);
  g_clear_pointer (&options->capacity, g_free);
  g_clear_pointer (&options->fp_cost, g_free);
  g_clear_pointer (&options->fn_cost, g_free);
  g_clear_pointer (&options->tp_gain, g_free);
  g_clear_pointer (&options->tn_gain, g_free);
  g_clear_pointer (&options->prevalence, g_free);
  g_clear_pointer (&options->refer_cost, g_free);
  g_clear_pointer (&options->max_error, g_free);
  g_clear_pointer (&options->min_coverage, g_free);
}

/* Whether a metric, a named objective or a constraint was given. */
static gboolean
has_goal (const LimenObjectiveOptions *options)
{
  return options->maximize != NULL || options->minimize != NULL
         || options->objective != NULL || options->constraints != NULL
         || options->capacity != NULL;
}

/* Whether any option was given, apart from those for referral. */
gboolean
limen_objective_options_are_given (const LimenObjectiveOptions *options)
{
  return has_goal (options) || options->fp_cost != NULL
         || options->fn_cost != NULL || options->tp_gain != NULL
         || options->tn_gain != NULL || options->prevalence != NULL;
}

/* Parses --objective: a named point such as "break-even", or an objective in
 * the notation of a cutoff file. */
static gboolean
parse_objective (const char *text, LimenObjective *objective, GError **error)
{
  return limen_objective_parse_point (text, objective)
         || limen_objective_parse (text, objective)
         || limen_option_fail (
             error,
             "--objective: \"%s\" is not one of METRIC-at-METRIC:X, "
             "equal-error-rate, closest-to-corner, break-even and "
             "prevalence-matching, and not the objective of a cutoff",
             text);
}

static gboolean
parse_goal (const LimenObjectiveOptions *options, LimenObjective *objective,
            GError **error)
{
  const char *name = options->minimize != NULL ? options->minimize
                                               : options->maximize;
  LimenMetric metric;

  if (options->minimize != NULL && options->maximize != NULL)
    return limen_option_fail (error, "give either --maximize or --minimize");
  if (name != NULL && options->objective != NULL)
    return limen_option_fail (
        error, "give either --objective, or --maximize or --minimize");
  if (options->objective != NULL)
    return parse_objective (options->objective, objective, error);
  if (name == NULL)
    name = "f1";
  if (!limen_option_parse_metric (
          options->minimize != NULL ? "--minimize" : "--maximize", name,
          &metric, error))
    return FALSE;
  *objective = limen_objective_new (metric, options->minimize != NULL);
  return TRUE;
}

static gboolean
add_constraint (LimenObjective *objective, LimenConstraint constraint,
                GError **error)
{
  if (objective->n_constraints == LIMEN_MAX_CONSTRAINTS)
    return limen_option_fail (error,
                              "--subject-to: at most 16 constraints are "
                              "possible");
  objective->constraints[objective->n_constraints++] = constraint;
  return TRUE;
}

/* Sets an error about a constraint that cannot be parsed: an unknown metric,
 * or a wrong form. Returns FALSE. */
static gboolean
fail_constraint (const char *text, GError **error)
{
  gsize length = strcspn (text, "<>=");
  g_autofree char *name = g_strstrip (g_strndup (text, length));
  LimenMetric metric;

  if (text[length] != '\0'
      && !limen_option_parse_metric ("--subject-to", name, &metric, error))
    return FALSE;
  return limen_option_fail (
      error, "--subject-to: \"%s\" is not METRIC>=X or METRIC<=X", text);
}

static gboolean
parse_constraints (const LimenObjectiveOptions *options,
                   LimenObjective *objective, GError **error)
{
  LimenConstraint constraint;

  for (gsize i = 0;
       options->constraints != NULL && options->constraints[i] != NULL; i++)
    {
      if (!limen_constraint_parse (options->constraints[i], &constraint))
        return fail_constraint (options->constraints[i], error);
      if (!add_constraint (objective, constraint, error))
        return FALSE;
    }
  return TRUE;
}

/* Parses --capacity, "500" rows or "2%" of the rows, into a constraint. */
static gboolean
parse_capacity (const char *text, LimenObjective *objective, GError **error)
{
  gboolean is_share = g_str_has_suffix (text, "%");
  LimenConstraint constraint = { .relation = LIMEN_AT_MOST };
  g_autofree char *number = NULL;

  constraint.metric = (LimenMetric){
    is_share ? LIMEN_METRIC_PREDICTED_POSITIVE_RATE
             : LIMEN_METRIC_PREDICTED_POSITIVES,
    1
  };
  /* "2%" is parsed as "2e-2": a division by 100 would round twice. */
  number = is_share ? g_strdup_printf ("%.*se-2", (int) strlen (text) - 1, text)
                    : g_strdup (text);
  if (!limen_number_parse (number, strlen (number), '.', &constraint.bound)
      || !(constraint.bound >= 0) || (is_share && constraint.bound > 1))
    return limen_option_fail (
        error,
        "--capacity: \"%s\" is neither a number of rows nor a share "
        "of them like 2%%",
        text);
  return add_constraint (objective, constraint, error);
}

static gboolean
parse_costs (const LimenObjectiveOptions *options, LimenObjective *objective,
             GError **error)
{
  const struct
  {
    const char *option, *text;
    double *value;
  } costs[] = {
    { "--fp-cost", options->fp_cost, &objective->costs.fp_cost },
    { "--fn-cost", options->fn_cost, &objective->costs.fn_cost },
    { "--tp-gain", options->tp_gain, &objective->costs.tp_gain },
    { "--tn-gain", options->tn_gain, &objective->costs.tn_gain },
  };

  for (guint i = 0; i < G_N_ELEMENTS (costs); i++)
    if (costs[i].text != NULL
        && !limen_option_parse_number (costs[i].option, costs[i].text,
                                       costs[i].value, error))
      return FALSE;
  return TRUE;
}

static gboolean
parse_prevalence (const LimenObjectiveOptions *options,
                  LimenObjective *objective, GError **error)
{
  if (options->prevalence == NULL)
    return TRUE;
  if (!limen_option_parse_number ("--prevalence", options->prevalence,
                                  &objective->prevalence, error))
    return FALSE;
  return (objective->prevalence > 0 && objective->prevalence < 1)
         || limen_option_fail (
             error, "--prevalence: \"%s\" does not lie between 0 and 1",
             options->prevalence);
}

static gboolean
parse_referral (const LimenObjectiveOptions *options,
                LimenObjective *objective, GError **error)
{
  const struct
  {
    LimenReferralKind kind;
    const char *option, *text;
    double max;
  } referrals[] = {
    { LIMEN_REFERRAL_COST, "--refer-cost", options->refer_cost, G_MAXDOUBLE },
    { LIMEN_REFERRAL_MAX_ERROR, "--max-error", options->max_error, 1 },
    { LIMEN_REFERRAL_MIN_COVERAGE, "--min-coverage", options->min_coverage,
      1 },
  };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (referrals); i++)
    {
      LimenObjective stated;
      double bound;

      if (referrals[i].text == NULL)
        continue;
      if (!limen_option_parse_number (referrals[i].option, referrals[i].text,
                                      &bound, error))
        return FALSE;
      if (!(bound >= 0 && bound <= referrals[i].max))
        return limen_option_fail (
            error,
            referrals[i].kind == LIMEN_REFERRAL_COST
                ? N_ ("%s: \"%s\" is not a cost of 0 or more")
                : N_ ("%s: \"%s\" is not a share from 0 to 1"),
            referrals[i].option, referrals[i].text);
      stated = limen_objective_new_referral (referrals[i].kind, bound);
      stated.costs = objective->costs;
      stated.prevalence = objective->prevalence;
      *objective = stated;
      n++;
    }
  return n < 2
         || limen_option_fail (error, "give one of --refer-cost, --max-error "
                                      "and --min-coverage");
}

/* FALSE with an error where a referral is combined with a metric, another
 * objective or a constraint. */
static gboolean
check_referral (const LimenObjectiveOptions *options,
                const LimenObjective *objective, GError **error)
{
  gboolean has_option = options->refer_cost != NULL
                        || options->max_error != NULL
                        || options->min_coverage != NULL;

  return !((has_option && has_goal (options))
           || (limen_objective_refers (objective)
               && objective->n_constraints > 0))
         || limen_option_fail (
             error, "--refer-cost, --max-error and --min-coverage are "
                    "objectives by themselves, and take no other one and "
                    "no constraint");
}

/* Sets *objective to what the options state; maximum F1 where none is given.
 * FALSE with an error where a value is wrong or options exclude each other. */
gboolean
limen_objective_options_parse (const LimenObjectiveOptions *options,
                               LimenObjective *objective, GError **error)
{
  return parse_goal (options, objective, error)
         && parse_constraints (options, objective, error)
         && (options->capacity == NULL
             || parse_capacity (options->capacity, objective, error))
         && parse_costs (options, objective, error)
         && parse_prevalence (options, objective, error)
         && check_referral (options, objective, error)
         && parse_referral (options, objective, error);
}
