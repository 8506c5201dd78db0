#pragma once

#include "figure-type.h"
#include "loss-counts.h"

/* What both figures of the losses of the rows have in common. */
gpointer limen_loss_figure_compute (const LimenFigureType *self,
                                    const LimenFigureInput *input,
                                    GCancellable *cancellable);
gboolean limen_loss_figure_write (const LimenFigureType *self,
                                  const LimenFigureInput *input,
                                  LimenOutput *output, GError **error);
