/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-list.h"

#include <glib/gi18n.h>

#include "lines-figure.h"

static const LimenCandidateColumn columns[]
    = { { "probability", LIMEN_COLUMN_PROBABILITY, 0 },
        { "net-benefit", LIMEN_COLUMN_BENEFIT, 0 },
        { "net-benefit-of-all", LIMEN_COLUMN_BENEFIT_OF_ALL, 0 },
        { 0 } };

/* Net benefit of the model, of "all positive" and of "none positive", over the
 * probability threshold. */
const LimenFigureType limen_decision_figure = {
  .key = "decision",
  .title = N_ ("Decision curve"),
  .tab = N_ ("Decision"),
  LIMEN_LINES_FIGURE (LIMEN_LINES_DECISION),
  .columns = columns,
};
