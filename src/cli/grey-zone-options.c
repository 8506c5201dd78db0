#include "grey-zone-options.h"

#include "option-value.h"

/* Adds the options to a group; they fill `options`, which must outlive the
 * parsing. */
void
limen_grey_zone_options_add_to (LimenGreyZoneOptions *options,
                                GOptionGroup *group)
{
  const GOptionEntry entries[] = {
    { "refer-cost", 0, 0, G_OPTION_ARG_STRING, &options->refer_cost,
      "Two thresholds, with rows between them referred at this cost each: "
      "those of the least cost",
      "X" },
    { "max-error", 0, 0, G_OPTION_ARG_STRING, &options->max_error,
      "Two thresholds that refer as few rows as they can, with at most this "
      "share of errors in the others",
      "E" },
    { "min-coverage", 0, 0, G_OPTION_ARG_STRING, &options->min_coverage,
      "Two thresholds that err as little as they can, with at least this "
      "share of rows not referred",
      "C" },
    { NULL }
  };

  g_option_group_add_entries (group, entries);
}

/* Frees what the options own. */
void
limen_grey_zone_options_clear (LimenGreyZoneOptions *options)
{
  g_clear_pointer (&options->refer_cost, g_free);
  g_clear_pointer (&options->max_error, g_free);
  g_clear_pointer (&options->min_coverage, g_free);
}

/* Whether a grey zone is asked for. */
gboolean
limen_grey_zone_options_has_any (const LimenGreyZoneOptions *options)
{
  return options->refer_cost != NULL || options->max_error != NULL
         || options->min_coverage != NULL;
}

/* What the options state, with the costs and the population of `view`; FALSE
 * with an error where they cannot be meant. There must be one. */
gboolean
limen_grey_zone_options_parse (const LimenGreyZoneOptions *options,
                               const LimenObjective *view,
                               LimenGreyZoneObjective *objective,
                               GError **error)
{
  const struct
  {
    LimenGreyZoneGoal goal;
    const char *option, *text;
    double most;
    const char *range;
  } goals[] = {
    { LIMEN_GREY_ZONE_COST, "--refer-cost", options->refer_cost, G_MAXDOUBLE,
      "a cost of 0 or more" },
    { LIMEN_GREY_ZONE_COVERAGE, "--max-error", options->max_error, 1,
      "a share from 0 to 1" },
    { LIMEN_GREY_ZONE_ACCURACY, "--min-coverage", options->min_coverage, 1,
      "a share from 0 to 1" },
  };
  guint n = 0;

  for (guint i = 0; i < G_N_ELEMENTS (goals); i++)
    {
      double bound;

      if (goals[i].text == NULL)
        continue;
      if (!limen_option_parse_number (goals[i].option, goals[i].text, &bound,
                                      error))
        return FALSE;
      if (!(bound >= 0 && bound <= goals[i].most))
        return limen_option_fail (error, "%s: \"%s\" is not %s",
                                  goals[i].option, goals[i].text,
                                  goals[i].range);
      *objective = limen_grey_zone_objective_new (goals[i].goal, bound);
      n++;
    }
  if (n > 1)
    return limen_option_fail (error,
                              "give one of --refer-cost, --max-error and "
                              "--min-coverage");
  objective->costs = view->costs;
  objective->has_row_costs = view->has_row_costs;
  objective->prevalence = view->prevalence;
  return TRUE;
}
