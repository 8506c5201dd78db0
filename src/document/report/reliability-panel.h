/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "document.h"
#include "reliability-counts.h"

/* A reliability diagram in a document, drawn from counts alone. */
typedef struct
{
  LimenReliabilityCounts *counts;
  const char *title; /* above it, in words of our own; NULL: none */
  char *bins_title; /* in its legend; NULL: said elsewhere */
  char *negative_name, *positive_name;
  double threshold; /* a probability; NaN: no line */
} LimenReliabilityPanel;

LimenReliabilityPanel *
limen_reliability_panel_new (LimenReliabilityCounts *counts,
                             const char *negative_name,
                             const char *positive_name);
void limen_document_figure_add_reliability (LimenDocumentFigure *figure,
                                            LimenReliabilityPanel *panel);
