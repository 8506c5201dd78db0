/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-list.h"

#include <glib/gi18n.h>

#include "lines-figure.h"

static const LimenCandidateColumn columns[]
    = { LIMEN_METRIC_COLUMN ("cost", COST),
        { 0 } };

/* Mean cost per row at every threshold, with a mark at the minimum. */
const LimenFigureType limen_cost_figure = {
  .key = "cost",
  .title = N_ ("Cost curve"),
  .tab = N_ ("Cost"),
  LIMEN_LINES_FIGURE (LIMEN_LINES_COST),
  .columns = columns,
};
