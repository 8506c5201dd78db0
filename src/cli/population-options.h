#pragma once

#include <glib.h>

#include "metric.h"

/* The options that say what decisions cost, and in which population, as they
 * were given. */
typedef struct
{
  char *fp_cost, *fn_cost, *tp_gain, *tn_gain;
  char *prevalence;
} LimenPopulationOptions;

void limen_population_options_add_to (LimenPopulationOptions *options,
                                      GOptionGroup *group);
void limen_population_options_clear (LimenPopulationOptions *options);
gboolean
limen_population_options_parse (const LimenPopulationOptions *options,
                                LimenCosts *costs, double *prevalence,
                                GError **error);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimenPopulationOptions,
                                  limen_population_options_clear)
