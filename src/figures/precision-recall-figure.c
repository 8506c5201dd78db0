/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-list.h"

#include <glib/gi18n.h>

#include "points-figure.h"

static const LimenCandidateColumn columns[]
    = { LIMEN_METRIC_COLUMN ("recall", RECALL),
        LIMEN_METRIC_COLUMN ("precision", PRECISION),
        { 0 } };

/* Precision over recall. */
const LimenFigureType limen_precision_recall_figure = {
  .key = "precision-recall",
  .title = N_ ("Precision\342\200\223recall curve"),
  .title_of_decisions = N_ ("Precision and recall of the decisions"),
  .tab = N_ ("PR"),
  .takes_decisions = TRUE,
  .is_square = TRUE,
  LIMEN_POINTS_FIGURE (LIMEN_POINTS_PRECISION_RECALL),
  .columns = columns,
};
