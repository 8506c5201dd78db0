/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

#include "bootstrap.h"
#include "estimate.h"

/* Intervals in the user's language; each function returns a new string. */
char *limen_interval_words_new (LimenInterval interval, int n_decimals);
char *limen_interval_words_new_short (LimenInterval interval);
char *limen_interval_words_explain (const LimenEstimate *estimate,
                                    const LimenBootstrap *plan,
                                    gboolean is_apparent);
char *limen_interval_words_join (const char *title, const char *explanation);
