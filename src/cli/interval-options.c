/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "interval-options.h"

#include <glib/gi18n.h>
#include <math.h>

#include "decimal.h"
#include "option-value.h"

#define MAX_RESAMPLES 1000000

/* Adds --resamples, --confidence, --seed and --stratified to a group. Parsing
 * fills `arguments`, which must outlive it. */
void
limen_interval_arguments_add_to (LimenIntervalArguments *arguments,
                                 GOptionGroup *group)
{
  const GOptionEntry entries[]
      = { { "resamples", 0, 0, G_OPTION_ARG_STRING, &arguments->n_resamples,
            N_ ("Resamples of the rows (1000); 0: no intervals"), "N" },
          { "confidence", 0, 0, G_OPTION_ARG_STRING, &arguments->confidence,
            N_ ("Confidence of the intervals (0.95)"), "C" },
          { "seed", 0, 0, G_OPTION_ARG_STRING, &arguments->seed,
            N_ ("Seed of the random numbers (1)"), "N" },
          { "stratified", 0, 0, G_OPTION_ARG_NONE, &arguments->is_stratified,
            N_ ("Each class keeps its number of rows"), NULL },
          { NULL } };

  g_option_group_add_entries (group, entries);
}

/* Frees the texts of the options. */
void
limen_interval_arguments_clear (LimenIntervalArguments *arguments)
{
  g_clear_pointer (&arguments->n_resamples, g_free);
  g_clear_pointer (&arguments->seed, g_free);
  g_clear_pointer (&arguments->confidence, g_free);
}

static gboolean
parse_n_resamples (const char *text, LimenBootstrap *plan, GError **error)
{
  guint64 number;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 0, MAX_RESAMPLES, &number, NULL))
    return limen_option_fail (
        error, "--resamples: \"%s\" is not a number of resamples from 0 to %d",
        text, MAX_RESAMPLES);
  plan->n_resamples = (guint32) number;
  return TRUE;
}

static gboolean
parse_seed (const char *text, LimenBootstrap *plan, GError **error)
{
  guint64 number;

  if (text == NULL)
    return TRUE;
  if (!g_ascii_string_to_unsigned (text, 10, 0, G_MAXINT64, &number, NULL))
    return limen_option_fail (
        error, "--seed: \"%s\" is not a whole number from 0 to 2^63 - 1",
        text);
  plan->seed = number;
  return TRUE;
}

static gboolean
parse_confidence (const char *text, LimenBootstrap *plan, GError **error)
{
  double number;

  if (text == NULL)
    return TRUE;
  if (!limen_option_parse_number ("--confidence", text, &number, error))
    return FALSE;
  if (!(number > 0 && number < 1))
    return limen_option_fail (
        error, "--confidence: \"%s\" is not between 0 and 1, such as 0.95",
        text);
  plan->confidence = number;
  return TRUE;
}

/* Percentiles of a confidence need resamples beyond them. FALSE with an error
 * for too few. */
static gboolean
check_number (const LimenBootstrap *plan, GError **error)
{
  double least = ceil (2 / (1 - plan->confidence)) - 1;
  char text[LIMEN_DECIMAL_SIZE];

  if (plan->n_resamples == 0 || plan->n_resamples >= least)
    return TRUE;
  return limen_option_fail (
      error,
      "--resamples: %u are too few for a confidence of %s; give at "
      "least %.0f",
      plan->n_resamples,
      limen_decimal_format (plan->confidence, text, sizeof text), least);
}

/* Resolves the options into a plan; where an option was not given, the plan
 * has its default. FALSE with an error of G_OPTION_ERROR. */
gboolean
limen_interval_arguments_parse (const LimenIntervalArguments *arguments,
                                LimenBootstrap *plan, GError **error)
{
  *plan = LIMEN_BOOTSTRAP_DEFAULT;
  plan->is_stratified = arguments->is_stratified;
  return parse_n_resamples (arguments->n_resamples, plan, error)
         && parse_seed (arguments->seed, plan, error)
         && parse_confidence (arguments->confidence, plan, error)
         && check_number (plan, error);
}

/* Why a plan does not suit rows that belong together, as a translated message;
 * NULL if it does. Static. */
const char *
limen_intervals_check_units (const LimenBootstrap *plan,
                             const LimenPredictions *numbers)
{
  if (!plan->is_stratified || numbers->units.of_rows == NULL)
    return NULL;
  return _ ("--stratified: with units, whole units are resampled, and a unit "
            "may have rows of several classes; leave out --stratified, or "
            "give --unit none");
}
