/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-list.h"

#include <glib/gi18n.h>

#include "points-figure.h"

static const LimenCandidateColumn columns[]
    = { LIMEN_METRIC_COLUMN ("fpr", FPR),
        LIMEN_METRIC_COLUMN ("fnr", FNR),
        { "fpr-deviate", LIMEN_COLUMN_DEVIATE, LIMEN_METRIC_FPR },
        { "fnr-deviate", LIMEN_COLUMN_DEVIATE, LIMEN_METRIC_FNR },
        { 0 } };

/* False negative rate over false positive rate on probit axes. */
const LimenFigureType limen_det_figure = {
  .key = "det",
  .title = N_ ("DET curve"),
  .tab = N_ ("DET"),
  .is_square = TRUE,
  LIMEN_POINTS_FIGURE (LIMEN_POINTS_DET),
  .columns = columns,
};
