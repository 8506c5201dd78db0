/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "loss-histogram-view.h"
#include "rows.h"

G_BEGIN_DECLS

/* The histogram of losses above the list of rows, counted off the main thread,
 * and the range of losses that the user selected in it.
 *
 * Signal: changed (the user selected another range). */
#define LIMEN_TYPE_ROWS_LOSSES (limen_rows_losses_get_type ())
G_DECLARE_FINAL_TYPE (LimenRowsLosses, limen_rows_losses, LIMEN, ROWS_LOSSES,
                      GObject)

LimenRowsLosses *limen_rows_losses_new (LimenLossHistogramView *view,
                                        GtkWidget *any_loss,
                                        const LimenRowQuery *query);
void limen_rows_losses_count (LimenRowsLosses *self,
                              const LimenRowQuery *query);
void limen_rows_losses_clear (LimenRowsLosses *self);
void limen_rows_losses_apply (LimenRowsLosses *self, LimenRowQuery *query);

G_END_DECLS
