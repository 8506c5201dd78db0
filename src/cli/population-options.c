#include "population-options.h"

#include <math.h>

#include "cli.h"

/* Adds the options to a group; they fill `options`, which must outlive the
 * parsing. */
void
limen_population_options_add_to (LimenPopulationOptions *options,
                                 GOptionGroup *group)
{
  const GOptionEntry entries[] = {
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
limen_population_options_clear (LimenPopulationOptions *options)
{
  g_clear_pointer (&options->fp_cost, g_free);
  g_clear_pointer (&options->fn_cost, g_free);
  g_clear_pointer (&options->tp_gain, g_free);
  g_clear_pointer (&options->tn_gain, g_free);
  g_clear_pointer (&options->prevalence, g_free);
}

/* What the options state, and what holds where they state nothing; a
 * prevalence of NaN is that of the rows. FALSE with an error where they cannot
 * be meant. */
gboolean
limen_population_options_parse (const LimenPopulationOptions *options,
                                LimenCosts *costs, double *prevalence,
                                GError **error)
{
  const struct
  {
    const char *option, *text;
    double *value;
  } numbers[] = {
    { "--fp-cost", options->fp_cost, &costs->fp_cost },
    { "--fn-cost", options->fn_cost, &costs->fn_cost },
    { "--tp-gain", options->tp_gain, &costs->tp_gain },
    { "--tn-gain", options->tn_gain, &costs->tn_gain },
    { "--prevalence", options->prevalence, prevalence },
  };

  *costs = LIMEN_COSTS_DEFAULT;
  *prevalence = NAN;
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    if (numbers[i].text != NULL
        && !limen_cli_parse_number (numbers[i].option, numbers[i].text,
                                    numbers[i].value, error))
      return FALSE;
  if (isnan (*prevalence) || (*prevalence > 0 && *prevalence < 1))
    return TRUE;
  g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
               "--prevalence: %s does not lie between 0 and 1",
               options->prevalence);
  return FALSE;
}
