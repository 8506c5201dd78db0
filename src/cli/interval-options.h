/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "bootstrap.h"
#include "predictions.h"

/* The texts of the options of intervals; NULL: not given. */
typedef struct
{
  char *n_resamples;
  char *seed;
  char *confidence;
  gboolean is_stratified;
} LimenIntervalArguments;

void limen_interval_arguments_add_to (LimenIntervalArguments *arguments,
                                      GOptionGroup *group);
void limen_interval_arguments_clear (LimenIntervalArguments *arguments);
gboolean
limen_interval_arguments_parse (const LimenIntervalArguments *arguments,
                                LimenBootstrap *plan, GError **error);
const char *limen_intervals_check_units (const LimenBootstrap *plan,
                                         const LimenPredictions *numbers);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LimenIntervalArguments,
                                  limen_interval_arguments_clear)
