/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-list.h"

#include <glib/gi18n.h>

#include "points-figure.h"

static const LimenCandidateColumn columns[]
    = { LIMEN_METRIC_COLUMN ("fpr", FPR),
        LIMEN_METRIC_COLUMN ("recall", RECALL),
        { 0 } };

/* Recall over the false positive rate. */
const LimenFigureType limen_roc_figure = {
  .key = "roc",
  .title = N_ ("ROC curve"),
  .title_of_decisions = N_ ("The decisions in ROC space"),
  .tab = N_ ("ROC"),
  .takes_decisions = TRUE,
  .is_square = TRUE,
  LIMEN_POINTS_FIGURE (LIMEN_POINTS_ROC),
  .columns = columns,
};
