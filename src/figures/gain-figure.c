/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-list.h"

#include <glib/gi18n.h>

#include "points-figure.h"

static const LimenCandidateColumn columns[]
    = { LIMEN_METRIC_COLUMN ("predicted-positive-rate",
                             PREDICTED_POSITIVE_RATE),
        LIMEN_METRIC_COLUMN ("recall", RECALL),
        { 0 } };

/* Recall over the share of rows predicted positive. */
const LimenFigureType limen_gain_figure = {
  .key = "gain",
  .title = N_ ("Cumulative gain"),
  .tab = N_ ("Gain"),
  LIMEN_POINTS_FIGURE (LIMEN_POINTS_GAIN),
  .columns = columns,
};
