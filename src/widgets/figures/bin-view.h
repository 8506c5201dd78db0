/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot-view.h"

/* A figure with bins, one of which can be selected by a click or the arrow
 * keys; a second click, or Escape, deselects it. A double click, a secondary
 * click and Enter ask for the rows of a bin. Property: selected-bin (-1:
 * none). Signal: bin-activated, after the bin is selected. */
#define LIMEN_TYPE_BIN_VIEW (limen_bin_view_get_type ())
G_DECLARE_DERIVABLE_TYPE (LimenBinView, limen_bin_view, LIMEN, BIN_VIEW,
                          LimenPlotView)

struct _LimenBinViewClass
{
  LimenPlotViewClass parent_class;

  int (*get_n_bins) (LimenBinView *self);
  gboolean (*has_rows) (LimenBinView *self, int bin);
  /* The bin at a point, empty or not; -1: none. */
  int (*find_bin) (LimenBinView *self, double x, double y);
  /* Describes a non-empty bin in lines of Pango markup; a new string. */
  char *(*describe_bin) (LimenBinView *self, int bin);
  /* Describes the figure in a sentence; a new string. */
  char *(*describe) (LimenBinView *self);
};

int limen_bin_view_get_selected (LimenBinView *self);
int limen_bin_view_get_hovered (LimenBinView *self);
void limen_bin_view_set_selected (LimenBinView *self, int bin);

/* For subclasses: call reset before the bins change, and update after any
 * change of the bins, their look or their text. */
void limen_bin_view_reset (LimenBinView *self);
void limen_bin_view_update (LimenBinView *self);
