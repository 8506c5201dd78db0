/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "plot-view.h"

/* A figure of bins, one of which can be chosen: by pressing it and by the arrow
 * keys; pressing it again, or Escape, lets go of it. A double click, a click
 * with the second button, and Enter ask for what is in it.
 *
 * Property: selected-bin (-1: none).
 * Signal: bin-activated, once the bin is chosen. */
#define LIMEN_TYPE_BIN_VIEW (limen_bin_view_get_type ())
G_DECLARE_DERIVABLE_TYPE (LimenBinView, limen_bin_view, LIMEN, BIN_VIEW,
                          LimenPlotView)

struct _LimenBinViewClass
{
  LimenPlotViewClass parent_class;

  int (*get_n_bins) (LimenBinView *self);
  gboolean (*has_rows) (LimenBinView *self, int bin);
  /* The bin at a point, with rows or without; -1: none. */
  int (*find_bin) (LimenBinView *self, double x, double y);
  /* Lines of Pango markup on a bin with rows. */
  char *(*describe_bin) (LimenBinView *self, int bin);
  /* A sentence on all of them. */
  char *(*describe) (LimenBinView *self);
};

int limen_bin_view_get_selected (LimenBinView *self);
int limen_bin_view_get_hovered (LimenBinView *self);
void limen_bin_view_set_selected (LimenBinView *self, int bin);

/* For what shows other bins: nothing is chosen of these, or they only look and
 * read otherwise. */
void limen_bin_view_reset (LimenBinView *self);
void limen_bin_view_update (LimenBinView *self);
