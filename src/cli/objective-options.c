#include "objective-options.h"

#include "cli.h"

/* Adds the options to a group; they fill `options`, which must outlive the
 * parsing. */
void
limen_objective_options_add_to (LimenObjectiveOptions *options,
                                GOptionGroup *group)
{
  const GOptionEntry entries[] = {
    { "maximize", 0, 0, G_OPTION_ARG_STRING, &options->maximize,
      "Metric to make as large as possible (f1 if nothing is said)",
      "METRIC" },
    { "minimize", 0, 0, G_OPTION_ARG_STRING, &options->minimize,
      "Metric to make as small as possible", "METRIC" },
    { "subject-to", 0, 0, G_OPTION_ARG_STRING_ARRAY, &options->constraints,
      "'METRIC>=X' or 'METRIC<=X' that must hold (repeat)", "CONSTRAINT" },
    { "fp-cost", 0, 0, G_OPTION_ARG_STRING, &options->fp_cost,
      "Cost of a false positive (1)", "X" },
    { "fn-cost", 0, 0, G_OPTION_ARG_STRING, &options->fn_cost,
      "Cost of a false negative (1)", "X" },
    { "tp-gain", 0, 0, G_OPTION_ARG_STRING, &options->tp_gain,
      "Gain of a true positive (0)", "X" },
    { "tn-gain", 0, 0, G_OPTION_ARG_STRING, &options->tn_gain,
      "Gain of a true negative (0)", "X" },
    { "prevalence", 0, 0, G_OPTION_ARG_STRING, &options->prevalence,
      "Share of positives in the population, instead of the rows'", "P" },
    { NULL }
  };

  g_option_group_add_entries (group, entries);
}

/* Frees what the options own. */
void
limen_objective_options_clear (LimenObjectiveOptions *options)
{
  g_clear_pointer (&options->maximize, g_free);
  g_clear_pointer (&options->minimize, g_free);
  g_clear_pointer (&options->constraints, g_strfreev);
  g_clear_pointer (&options->fp_cost, g_free);
  g_clear_pointer (&options->fn_cost, g_free);
  g_clear_pointer (&options->tp_gain, g_free);
  g_clear_pointer (&options->tn_gain, g_free);
  g_clear_pointer (&options->prevalence, g_free);
}

/* Whether any of them was given. */
gboolean
limen_objective_options_are_given (const LimenObjectiveOptions *options)
{
  return options->maximize != NULL || options->minimize != NULL
         || options->constraints != NULL || options->fp_cost != NULL
         || options->fn_cost != NULL || options->tp_gain != NULL
         || options->tn_gain != NULL || options->prevalence != NULL;
}

static gboolean G_GNUC_PRINTF (2, 3)
fail (GError **error, const char *format, ...)
{
  va_list args;

  va_start (args, format);
  *error = g_error_new_valist (G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                               format, args);
  va_end (args);
  return FALSE;
}

static gboolean
parse_metric (const LimenObjectiveOptions *options, LimenObjective *objective,
              GError **error)
{
  const char *name = options->minimize != NULL ? options->minimize
                                               : options->maximize;
  LimenMetric metric;

  if (options->minimize != NULL && options->maximize != NULL)
    return fail (error, "give either --maximize or --minimize");
  if (name == NULL)
    name = "f1";
  if (!limen_metric_parse (name, &metric))
    return fail (error,
                 "\"%s\" is no metric; the man page lists their names", name);
  *objective = limen_objective_new (metric, options->minimize != NULL);
  return TRUE;
}

static gboolean
parse_constraints (const LimenObjectiveOptions *options,
                   LimenObjective *objective, GError **error)
{
  gsize n = options->constraints != NULL
                ? g_strv_length (options->constraints)
                : 0;

  if (n > LIMEN_MAX_CONSTRAINTS)
    return fail (error, "--subject-to: 16 constraints are the limit");
  for (gsize i = 0; i < n; i++)
    if (!limen_constraint_parse (options->constraints[i],
                                 &objective->constraints[i]))
      return fail (error,
                   "--subject-to: \"%s\" is not METRIC>=X or METRIC<=X",
                   options->constraints[i]);
  objective->n_constraints = n;
  return TRUE;
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
        && !limen_cli_parse_number (costs[i].option, costs[i].text,
                                    costs[i].value, error))
      return FALSE;
  return TRUE;
}

/* What the options state; FALSE with an error where they cannot be meant. */
gboolean
limen_objective_options_parse (const LimenObjectiveOptions *options,
                               LimenObjective *objective, GError **error)
{
  if (!parse_metric (options, objective, error)
      || !parse_constraints (options, objective, error)
      || !parse_costs (options, objective, error))
    return FALSE;
  if (options->prevalence == NULL)
    return TRUE;
  if (!limen_cli_parse_number ("--prevalence", options->prevalence,
                               &objective->prevalence, error))
    return FALSE;
  return (objective->prevalence > 0 && objective->prevalence < 1)
         || fail (error, "--prevalence: \"%s\" does not lie between 0 and 1",
                  options->prevalence);
}
