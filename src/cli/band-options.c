/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "band-options.h"

#include <glib/gi18n.h>

#include "option-value.h"

/* Adds the options of intervals to a group, for a command that draws bands
 * only if --resamples is given. Parsing fills `arguments`, which must outlive
 * it. */
void
limen_band_arguments_add_to (LimenIntervalArguments *arguments,
                             GOptionGroup *group)
{
  const GOptionEntry entries[]
      = { { "resamples", 0, 0, G_OPTION_ARG_STRING, &arguments->n_resamples,
            N_ ("Draw bands, from N resamples of the rows"), "N" },
          { "confidence", 0, 0, G_OPTION_ARG_STRING, &arguments->confidence,
            N_ ("Confidence of the bands, pointwise (0.95)"), "C" },
          { "seed", 0, 0, G_OPTION_ARG_STRING, &arguments->seed,
            N_ ("Seed of the random numbers (1)"), "N" },
          { "stratified", 0, 0, G_OPTION_ARG_NONE, &arguments->is_stratified,
            N_ ("Each class keeps its number of rows"), NULL },
          { NULL } };

  g_option_group_add_entries (group, entries);
}

/* The option that was given without --resamples; NULL if none was. */
static const char *
find_lonely (const LimenIntervalArguments *arguments)
{
  if (arguments->n_resamples != NULL)
    return NULL;
  return arguments->confidence != NULL ? "--confidence"
         : arguments->seed != NULL     ? "--seed"
         : arguments->is_stratified    ? "--stratified"
                                       : NULL;
}

/* Resolves the options into a plan, without resamples if --resamples was not
 * given. FALSE with an error of G_OPTION_ERROR, also where the figure has no
 * bands, or its numbers are saved instead of a picture. */
gboolean
limen_band_arguments_parse (const LimenIntervalArguments *arguments,
                            const LimenFigureType *figure, gboolean is_picture,
                            LimenBootstrap *plan, GError **error)
{
  g_autofree char *figures
      = limen_figures_list (limen_figure_type_has_bands, _ (" or "));
  const char *lonely = find_lonely (arguments);

  if (!limen_interval_arguments_parse (arguments, plan, error))
    return FALSE;
  if (lonely != NULL)
    return limen_option_fail (
        error, "%s: give --resamples as well, such as --resamples 1000",
        lonely);
  if (arguments->n_resamples == NULL)
    plan->n_resamples = 0;
  if (plan->n_resamples > 0 && !limen_figure_type_has_bands (figure))
    return limen_option_fail (
        error,
        /* Translators: the second %s is a list of figures. */
        "--resamples: --figure %s has no bands; give --figure %s", figure->key,
        figures);
  return plan->n_resamples == 0 || is_picture
         || limen_option_fail (error, "--resamples: bands are drawn in "
                                      "pictures; leave it out for numbers");
}
