/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "figure-list.h"

#include <glib/gi18n.h>

#include "lines-figure.h"

static const LimenCandidateColumn columns[]
    = { LIMEN_METRIC_COLUMN ("specificity", SPECIFICITY),
        LIMEN_METRIC_COLUMN ("fnr", FNR),
        { 0 } };

/* Cumulative share of either class below each threshold, with a mark at the
 * largest gap (Kolmogorov-Smirnov). */
const LimenFigureType limen_ks_figure = {
  .key = "ks",
  .title = N_ ("KS curves"),
  .tab = N_ ("KS"),
  LIMEN_LINES_FIGURE (LIMEN_LINES_KS),
  .columns = columns,
};
