/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "document.h"
#include "reliability-counts.h"

/* Panel of a document with a reliability diagram; keeps only the counts, not
 * the rows. */
typedef struct
{
  LimenReliabilityCounts *counts;
  const char *title; /* above the diagram; static; NULL: none */
  char *bins_title;  /* for the legend; NULL: not shown */
  char *negative_name, *positive_name;
  double threshold; /* as a probability; NaN: no line */
} LimenReliabilityPanel;

LimenReliabilityPanel *
limen_reliability_panel_new (LimenReliabilityCounts *counts,
                             const char *negative_name,
                             const char *positive_name);
void limen_document_figure_add_reliability (LimenDocumentFigure *figure,
                                            LimenReliabilityPanel *panel);
