/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-list.h"

#include <glib/gi18n.h>

#include "points-figure.h"

static const LimenCandidateColumn columns[]
    = { LIMEN_METRIC_COLUMN ("predicted-positive-rate",
                             PREDICTED_POSITIVE_RATE),
        LIMEN_METRIC_COLUMN ("lift", LIFT),
        { 0 } };

/* Lift over the share of rows predicted positive. */
const LimenFigureType limen_lift_figure = {
  .key = "lift",
  .title = N_ ("Lift curve"),
  .tab = N_ ("Lift"),
  LIMEN_POINTS_FIGURE (LIMEN_POINTS_LIFT),
  .columns = columns,
};
